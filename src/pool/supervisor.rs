//! The pool's owner: one thread that waits for all workers at once and never for a single one.
//!
//! Everything happens in *turns*: wait until some pipe can be read or written, handle it, hand out work; every
//! [`TICK`] check what has no pipe (commands, deadlines, faults that are due). Nothing else changes a pool.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::breaker::Breaker;
use super::config::{Config, Notice, PoolError};
use super::link::Found;
use super::task_queue::TaskQueue;
use super::verbs::Arguments;
use super::wire::{WireError, read};
use super::worker_slot::{PendingReplacement, ProcessState, WorkerSlot};
use crate::durations::Durations;
use crate::event::{FaultPlan, IpcStats, Nanos, Stream, WorkerId};
use crate::sys::c;

/// Interval at which the pool checks what no pipe reports.
pub(super) const TICK: Duration = Duration::from_millis(20);

/// Worker processes that execute tasks.
pub struct Pool<'n> {
    pub(super) config: Config,
    pub(super) workers: Vec<WorkerSlot>,
    /// Number of workers wanted; those beyond leave.
    pub(super) size: usize,
    pub(super) notify: Box<dyn FnMut(WorkerId, Notice) + 'n>,
    pub(super) task_queue: TaskQueue,
    pub(super) arguments: Rc<dyn Arguments>,
    pub(super) breaker: Breaker,
    /// Whether all workers have been ready once.
    pub(super) started: bool,
    /// Deaths before that, not reported yet.
    untold: Vec<(usize, Notice)>,
    /// Whether it takes no more work.
    pub(super) closed: bool,
    /// Whether everything ends now: no end counts as a death any more.
    pub(super) ended: bool,
    pub(super) last_tick: Instant,
    /// Number of ticks so far.
    pub(super) ticks: usize,
    /// Time at which the first task was handed out.
    pub(super) first_task: Option<Nanos>,
    /// Faults still to be injected.
    pub(super) faults: Vec<FaultPlan>,
    /// Number of faults injected.
    pub(super) faults_done: usize,
    /// Workers stopped by fault injection, and when they are to be continued.
    pub(super) resting: Vec<(usize, Nanos)>,
    /// Tasks that were lost with a worker, until they are handed out again.
    pub(super) lost: HashMap<u32, PendingReplacement>,
    pub(super) retried: u32,
    pub(super) quarantined: Vec<u32>,
    /// Bytes that came back from PINGs.
    pub(super) pongs: u64,
    pub(super) messages: u64,
    /// Time spent encoding and decoding messages.
    pub(super) encoding: Nanos,
    /// Bytes out and in of processes that have ended.
    pub(super) bytes_past: (u64, u64),
    pub(super) round_trips: Durations,
    pub(super) spawns: Durations,
}

/// Time the pool polls before it sleeps. While one single task is out, the caller waits for its result and for
/// nothing else, and a sleeping core takes as long to wake.
const SPIN: Duration = Duration::from_micros(50);

/// Polls for events without sleeping.
fn spin(fds: &mut [PollFd<'_>]) {
    let until = Instant::now() + SPIN;
    while matches!(poll(fds, Some(&Timespec::default())), Ok(0)) && Instant::now() < until {
        std::hint::spin_loop();
    }
}

/// A pipe of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pipe {
    Link,
    Out,
    Err,
}

impl<'n> Pool<'n> {
    /// Starts the workers and waits until all are ready; events are passed to `notify`. A pool that starts its
    /// workers on demand is ready at once.
    ///
    /// # Errors
    /// When one cannot be started or does not become ready; the others are gone then.
    pub fn start(config: Config, notify: impl FnMut(WorkerId, Notice) + 'n) -> Result<Self, PoolError> {
        c::keep_freed_memory();
        let size = usize::from(config.workers);
        let mut pool = Self {
            workers: (0..size).map(|_| WorkerSlot::absent()).collect(),
            size,
            notify: Box::new(notify),
            task_queue: TaskQueue::default(),
            arguments: Rc::new(Vec::new()),
            breaker: Breaker::default(),
            started: config.on_demand,
            untold: Vec::new(),
            closed: false,
            ended: false,
            last_tick: Instant::now(),
            ticks: 0,
            first_task: None,
            faults: config.faults.clone(),
            faults_done: 0,
            resting: Vec::new(),
            lost: HashMap::new(),
            retried: 0,
            quarantined: Vec::new(),
            pongs: 0,
            messages: 0,
            encoding: Nanos::ZERO,
            bytes_past: (0, 0),
            round_trips: Durations::default(),
            spawns: Durations::default(),
            config,
        };
        if !pool.started {
            (0..size).try_for_each(|index| pool.spawn(index))?;
            pool.wait_until_ready()?;
        }
        Ok(pool)
    }

    fn wait_until_ready(&mut self) -> Result<(), PoolError> {
        // Where some are ready, one that dies repeatedly is not waited for: it is tried on beside the work.
        let is_missing = |pool: &Self, index: usize| {
            let given_up =
                || pool.breaker.is_given_up(index) && pool.workers.iter().any(WorkerSlot::is_ready);
            !(pool.workers[index].is_ready() || given_up())
        };
        while let Some(missing) = (0..self.workers.len()).find(|index| is_missing(self, *index)) {
            let not_ready = |reason: &str| {
                let worker = u16::try_from(missing).unwrap_or(u16::MAX);
                Err(PoolError::NotReady { worker, reason: reason.into() })
            };
            if self.config.stop.requested() {
                return not_ready("the race was stopped");
            }
            if let Some(reason) = self.breaker.broken() {
                return not_ready(reason);
            }
            self.turn()?;
        }
        self.started = true;
        for (index, notice) in std::mem::take(&mut self.untold) {
            self.say(index, notice);
        }
        Ok(())
    }

    /// Waits until something happens, no longer than a tick, and handles it.
    pub(super) fn turn(&mut self) -> Result<(), PoolError> {
        for (index, pipe, takes) in self.wait()? {
            match pipe {
                Pipe::Link => {
                    if takes && let Some(process) = &mut self.workers[index].process {
                        process.link.write();
                    }
                    self.listen(index);
                }
                Pipe::Out => self.hear(index, Stream::Out),
                Pipe::Err => self.hear(index, Stream::Err),
            }
        }
        self.balance()?;
        if self.last_tick.elapsed() >= TICK {
            self.tick();
        }
        Ok(())
    }

    /// Waits for pipes that can be read, or written again.
    fn wait(&self) -> Result<Vec<(usize, Pipe, bool)>, PoolError> {
        let (mut fds, mut whose) = (Vec::with_capacity(self.workers.len() * 3), Vec::new());
        for (index, slot) in self.workers.iter().enumerate() {
            let Some(process) = &slot.process else { continue };
            let write = if process.link.wants_to_write() { PollFlags::OUT } else { PollFlags::empty() };
            fds.push(PollFd::from_borrowed_fd(process.link.fd(), PollFlags::IN | write));
            whose.push((index, Pipe::Link));
            for (pipe, fd) in [(Pipe::Out, process.out.fd()), (Pipe::Err, process.err.fd())] {
                if let Some(fd) = fd {
                    fds.push(PollFd::from_borrowed_fd(fd, PollFlags::IN));
                    whose.push((index, pipe));
                }
            }
        }
        let patience = self.patience();
        if self.task_queue.out() == 1 && self.task_queue.waiting() == 0 {
            spin(&mut fds);
        }
        match poll(&mut fds, Some(&patience)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => Ok(Vec::new()),
            Ok(_) => {
                let ready = fds.iter().zip(whose).filter(|(fd, _)| !fd.revents().is_empty());
                Ok(ready
                    .map(|(fd, (index, pipe))| (index, pipe, fd.revents().contains(PollFlags::OUT)))
                    .collect())
            }
            Err(error) => Err(PoolError::Wait(error.into())),
        }
    }

    /// Time until something besides the pipes needs attention.
    fn patience(&self) -> Timespec {
        let now = self.config.clock.now();
        let spawn = self.workers.iter().filter_map(|slot| slot.due).map(|due| due - now).min();
        let tick = Nanos::from(TICK.saturating_sub(self.last_tick.elapsed()));
        let wait = spawn.map_or(tick, |spawn| spawn.min(tick));
        Timespec { tv_sec: 0, tv_nsec: wait.0.cast_signed() }
    }

    /// Reads and handles messages of a worker.
    fn listen(&mut self, index: usize) {
        // One that was stopped and sends messages was continued: its next slice spans the stop.
        if self.workers[index].stopped {
            self.see_stops(index);
        }
        let Some(process) = &mut self.workers[index].process else { return };
        let found = process.link.read();
        match found.and_then(|found| self.understand(index).map(|()| found)) {
            Ok(Found::Nothing) => {}
            Ok(Found::Something) => {
                // What it gave back goes to idle workers.
                self.feed_idle();
                self.refill(index);
                // A planned fault may be waiting for a worker that begins a task.
                self.faults_due();
            }
            Ok(Found::End) => self.on_disconnect(index, None),
            Err(error) => self.on_disconnect(index, Some(&error)),
        }
    }

    /// Reads the last messages of a worker that has ended: its socket to the end, which a child that it left behind
    /// might hold open.
    pub(super) fn hear_out(&mut self, index: usize) {
        loop {
            let Some(process) = &mut self.workers[index].process else { return };
            let found = process.link.read();
            match found.and_then(|found| self.understand(index).map(|()| found)) {
                Ok(Found::Something) => {}
                Ok(Found::Nothing | Found::End) => return self.on_disconnect(index, None),
                Err(error) => return self.on_disconnect(index, Some(&error)),
            }
        }
    }

    /// Handles the messages that have arrived completely.
    fn understand(&mut self, index: usize) -> Result<(), WireError> {
        let began = self.config.clock.now();
        loop {
            let Some(process) = &mut self.workers[index].process else { return Ok(()) };
            let Some(frame) = process.link.frames.next_frame()? else { break };
            let message = read(frame)?;
            self.take_in(index, message)?;
        }
        self.encoding += self.config.clock.now() - began;
        Ok(())
    }

    /// Reads a worker's output.
    pub(super) fn hear(&mut self, index: usize, stream: Stream) {
        let slot = &mut self.workers[index];
        let Some(process) = &mut slot.process else { return };
        let mut lines = Vec::new();
        match stream {
            Stream::Out => process.out.read(&mut |line| lines.push(line)),
            Stream::Err => process.err.read(&mut |line| lines.push(line)),
        }
        self.pass_on(index, stream, lines);
    }

    pub(super) fn pass_on(&mut self, index: usize, stream: Stream, lines: Vec<String>) {
        for line in lines {
            let slot = &mut self.workers[index];
            if stream == Stream::Err {
                slot.hear(&line);
            }
            let pid = slot.pid;
            self.say(index, Notice::Line { pid, stream, line });
        }
    }

    /// Passes on a notice. Deaths before all workers were ready once are held until they are: otherwise the error of
    /// the pool covers them.
    pub(super) fn say(&mut self, index: usize, notice: Notice) {
        if !self.started && matches!(notice, Notice::Death(_) | Notice::Replaced { .. }) {
            return self.untold.push((index, notice));
        }
        (self.notify)(WorkerId(u16::try_from(index).unwrap_or(u16::MAX)), notice);
    }

    /// Whether a process that can work exists, or will.
    pub(super) fn has_hope(&self) -> bool {
        self.workers.iter().any(|slot| slot.due.is_some() || slot.state != ProcessState::Absent)
    }

    /// Numbers of tasks done so far, and tasks failed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        self.task_queue.counts()
    }

    /// Number of tasks executed so far in each worker's slot, failed ones included.
    #[must_use]
    pub fn executed(&self) -> Vec<u32> {
        self.workers.iter().map(WorkerSlot::executed_here).collect()
    }

    /// Number of tasks handed out again because a worker died with them.
    #[must_use]
    pub fn retried(&self) -> u32 {
        self.retried
    }

    /// Tasks given up because every worker that executed them died.
    #[must_use]
    pub fn quarantined(&self) -> &[u32] {
        &self.quarantined
    }

    /// Current process ids, by worker.
    #[must_use]
    pub fn pids(&self) -> Vec<Option<u32>> {
        self.workers
            .iter()
            .map(|slot| slot.process.as_ref().map(super::process::WorkerProcess::pid))
            .collect()
    }

    /// Planned faults that were not injected.
    #[must_use]
    pub fn missed(&self) -> Vec<FaultPlan> {
        let with_tasks = self.workers.iter().flat_map(|slot| &slot.outstanding).filter_map(|o| o.plan);
        self.faults.iter().copied().chain(with_tasks).collect()
    }

    /// Statistics of the messages so far.
    #[must_use]
    pub fn stats(&self) -> IpcStats {
        let (mut bytes_out, mut bytes_in) = self.bytes_past;
        for process in self.workers.iter().filter_map(|slot| slot.process.as_ref()) {
            bytes_out += process.link.bytes_out;
            bytes_in += process.link.bytes_in;
        }
        IpcStats {
            messages: self.messages,
            bytes_out,
            bytes_in,
            round_trip_us: self.round_trips.micros(),
            spawn_ms: self.spawns.millis(),
            serialise: self.encoding,
        }
    }
}
