//! The pool's owner: one thread that waits for all workers at once and never for a single one.
//!
//! Everything happens in *turns*: wait until some pipe can be read or written, handle it, hand out work; every
//! [`TICK`](super::ticker::TICK) check what has no pipe (commands, deadlines, faults that are due). Nothing else
//! changes a pool.
//!
//! What a pool knows is in its parts, each of which decides for itself; the files of this module coordinate them, one
//! for each stage of a turn: `incoming` (messages and output), `dispatch` (tasks and processes), `departures` (ends
//! of processes), `upkeep` (ticks). `verbs` and `measure` drive it from outside.

mod departures;
mod dispatch;
mod incoming;
mod measure;
mod results;
mod upkeep;
mod verbs;

use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::arguments::Arguments;
use super::config::{Config, Notice, PoolError};
use super::fault_injector::FaultInjector;
use super::lifecycle::Lifecycle;
use super::notices::{Notices, number};
use super::process::Pipe;
use super::task_queue::TaskQueue;
use super::ticker::Ticker;
use super::traffic::Traffic;
use super::workers::Workers;
use crate::event::{FaultPlan, IpcStats, Nanos, WorkerId};
use crate::sys::c;

pub use results::{Results, first_error};

/// Worker processes that execute tasks.
pub struct Pool<'n> {
    config: Config,
    lifecycle: Lifecycle,
    notices: Notices<'n>,
    workers: Workers,
    task_queue: TaskQueue,
    /// The arguments of the tasks in the queue.
    arguments: Box<dyn Arguments>,
    faults: FaultInjector,
    traffic: Traffic,
    ticker: Ticker,
    /// Whether chunks and results of this list are told one by one.
    followed: bool,
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

impl<'n> Pool<'n> {
    /// Starts the workers and waits until all are ready; events are passed to `notify`. A pool that starts its
    /// workers on demand is ready at once.
    ///
    /// # Errors
    /// When one cannot be started or does not become ready; the others are gone then.
    pub fn start(config: Config, notify: impl FnMut(WorkerId, Notice) + 'n) -> Result<Self, PoolError> {
        c::keep_freed_memory();
        let lifecycle = Lifecycle::first(config.on_demand);
        let mut pool = Self {
            lifecycle,
            notices: Notices::new(lifecycle, notify),
            workers: Workers::new(usize::from(config.workers)),
            task_queue: TaskQueue::default(),
            arguments: Box::new(Vec::new()),
            faults: FaultInjector::new(config.faults.clone()),
            traffic: Traffic::default(),
            ticker: Ticker::start(),
            followed: false,
            config,
        };
        if pool.lifecycle.is_starting() {
            (0..pool.workers.len()).try_for_each(|index| pool.spawn(index))?;
            pool.wait_until_ready()?;
        }
        Ok(pool)
    }

    fn wait_until_ready(&mut self) -> Result<(), PoolError> {
        // One that is terminated meanwhile starts no worker again, and takes no work.
        while let Some(missing) = self.workers.missing().filter(|_| self.lifecycle.is_starting()) {
            let not_ready =
                |reason: &str| Err(PoolError::NotReady { worker: number(missing), reason: reason.into() });
            if self.config.stop.requested() {
                return not_ready("the race was stopped");
            }
            if let Some(reason) = self.workers.broken() {
                return not_ready(reason);
            }
            self.turn()?;
        }
        self.lifecycle.open();
        self.notices.release();
        Ok(())
    }

    /// Waits until something happens, no longer than a tick, and handles it.
    fn turn(&mut self) -> Result<(), PoolError> {
        for (index, pipe, takes) in self.wait()? {
            match pipe {
                Pipe::Messages => {
                    if takes && let Some(worker) = self.workers.get_mut(index) {
                        worker.process_mut().link_mut().write();
                    }
                    self.listen(index);
                }
                Pipe::Output(stream) => self.hear(index, stream, false),
            }
        }
        self.balance()?;
        if let Some(since) = self.ticker.tick() {
            self.tick(since);
        }
        Ok(())
    }

    /// Waits for pipes that can be read, or written again.
    fn wait(&self) -> Result<Vec<(usize, Pipe, bool)>, PoolError> {
        let most = self.workers.len() * 3;
        let (mut fds, mut whose) = (Vec::with_capacity(most), Vec::with_capacity(most));
        for (index, worker) in self.workers.running() {
            for (pipe, fd) in worker.process().pipes() {
                fds.push(fd);
                whose.push((index, pipe));
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
        let tick = Nanos::from(self.ticker.remaining());
        let wait = self.workers.next_due().map_or(tick, |due| (due - now).min(tick));
        Timespec { tv_sec: 0, tv_nsec: wait.0.cast_signed() }
    }

    /// Time limit of a task.
    fn deadline(&self) -> Option<Nanos> {
        self.config.deadline.map(Nanos::from)
    }

    /// Numbers of tasks done so far, and tasks failed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        self.task_queue.counts()
    }

    /// Number of tasks executed so far in each worker's slot, failed ones included.
    #[must_use]
    pub fn executed(&self) -> Vec<u32> {
        self.workers.executed()
    }

    /// Number of tasks handed out again because a worker died with them.
    #[must_use]
    pub fn retried(&self) -> u32 {
        self.task_queue.retried()
    }

    /// Tasks given up because every worker that executed them died.
    #[must_use]
    pub fn quarantined(&self) -> &[u32] {
        self.task_queue.quarantined()
    }

    /// Current process ids, by worker.
    #[must_use]
    pub fn pids(&self) -> Vec<Option<u32>> {
        self.workers.pids()
    }

    /// Planned faults that were not injected.
    #[must_use]
    pub fn missed(&self) -> Vec<FaultPlan> {
        let with_tasks = self.workers.running().flat_map(|(_, worker)| worker.tasks().plans());
        self.faults.planned().iter().copied().chain(with_tasks).collect()
    }

    /// Statistics of the messages so far.
    #[must_use]
    pub fn stats(&self) -> IpcStats {
        self.traffic.stats(self.workers.bytes())
    }
}
