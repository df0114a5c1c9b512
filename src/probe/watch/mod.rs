//! The thread that samples cores and workers while a race runs.

use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::sampler::{Ended, Sampler, Target, Used};
use super::system_reader::Kernel;
use super::watched::Kind;
use crate::emitter::Emitter;
use crate::event::{LaneId, Nanos, WorkerId};

/// Time between two readings of the workers: two of them make a sample.
const TICK: Duration = Duration::from_millis(125);

/// Watches the machine until it is dropped: a [`Sample`](crate::event::EventKind::Sample) four times a second, and
/// [`WorkerCpu`](crate::event::EventKind::WorkerCpu) for the registered workers, at most eight times a second each
/// and about 400 times in all. Dropping it ends its thread at once.
#[derive(Debug)]
pub(crate) struct Watch {
    /// `None` only while being dropped.
    commands: Option<Sender<Command>>,
    /// `None` only while being dropped.
    thread: Option<JoinHandle<()>>,
}

enum Command {
    Watch(Target),
    Unwatch(LaneId),
    Ended(Ended),
}

impl Watch {
    /// Begins to watch. Events go to `emitter`, by its clock.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn start(emitter: Emitter) -> std::io::Result<Self> {
        let (commands, inbox) = unbounded();
        let thread = Builder::new().name("probe".into()).spawn(move || run(&inbox, emitter))?;
        Ok(Self { commands: Some(commands), thread: Some(thread) })
    }

    /// Watches one more worker: the thread `tid` of the process `pid`, which was ready at `since`. What a thread of this
    /// program used before that counts as this program's own.
    pub(crate) fn watch(
        &self,
        (lane, worker): (LaneId, WorkerId),
        (pid, tid): (u32, u32),
        kind: Kind,
        since: Nanos,
    ) {
        self.tell(Command::Watch(Target { lane, worker, pid, tid, kind, since }));
    }

    /// Credits a worker that has ended with what was not read of the CPU time that it used in all. A
    /// thread has no `pid` of its own; where `core` is not known, it is the one on which the worker was seen last.
    pub(crate) fn ended(
        &self,
        (lane, worker): (LaneId, WorkerId),
        pid: Option<u32>,
        cpu: Nanos,
        core: Option<u16>,
    ) {
        self.tell(Command::Ended(Ended { lane, worker, pid, cpu: Used::InAll(cpu), core }));
    }

    /// Credits a worker whose end is not told, and which has no more tasks, with what was not read of the CPU time that it
    /// used since it was ready. Of one that has ended before, nothing is counted again.
    pub(crate) fn finished(&self, (lane, worker): (LaneId, WorkerId), pid: u32, cpu: Nanos) {
        let cpu = Used::SinceReady(cpu);
        self.tell(Command::Ended(Ended { lane, worker, pid: Some(pid), cpu, core: None }));
    }

    /// Forgets all workers of a lane, after a last reading of them: CPU time since the reading before only counts if
    /// they are still there. A worker that has ended may be forgotten at any time.
    pub(crate) fn unwatch_lane(&self, lane: LaneId) {
        self.tell(Command::Unwatch(lane));
    }

    fn tell(&self, command: Command) {
        if let Some(commands) = &self.commands {
            // Fails only when the thread is gone; a race can run unwatched.
            let _ = commands.send(command);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(inbox: &Receiver<Command>, emitter: Emitter) {
    let clock = emitter.clock();
    let mut sampler = Sampler::new(Kernel::new(), emitter, clock.now());
    let mut next = Instant::now() + TICK;
    loop {
        match inbox.recv_deadline(next) {
            Ok(Command::Watch(target)) => sampler.add(target, clock.now()),
            Ok(Command::Ended(ended)) => sampler.end(&ended, clock.now()),
            Ok(Command::Unwatch(lane)) => sampler.forget(lane, clock.now()),
            Err(RecvTimeoutError::Timeout) => {
                sampler.tick(clock.now());
                next = following(next, Instant::now());
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// The tick after `tick`. Missed ticks are not made up for.
fn following(tick: Instant, now: Instant) -> Instant {
    let next = tick + TICK;
    if next > now { next } else { now + TICK }
}

#[cfg(test)]
mod tests;
