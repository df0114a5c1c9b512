//! One thread and an event loop: many tasks in flight, none of them ever in two places at once.
//!
//! What `asyncio` does. A task that waits (`sleep`, `echo`) costs no thread and no core, so waiting for all of
//! them takes as long as waiting for one; a task that computes blocks the loop, and everything else waits. Up
//! to [`IN_FLIGHT`] tasks are begun; those of `echo` share 16 connections to the client, each for one task at
//! a time. While a task runs the thread *computes*; while all that are in flight wait it is in `io`.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::task_feed::TaskFeed;
use super::worker_threads::{self, Runtime};
use super::{Context, Job, Lane, LaneError};
use crate::event::{Activity, EventKind, LaneId, Nanos, Outcome};
use crate::reactor::{Executor, Reactor};
use crate::time_account::Meter;
use crate::workload::outcome_of;

/// The `async` lane.
#[derive(Debug)]
pub(super) struct Async;

/// Most tasks in flight at once: enough that none waits to be begun unless there are very many, and so few that their
/// futures fit into a core's cache.
const IN_FLIGHT: usize = 1000;

/// Interval at which a loop in which everything waits checks the stop flag.
const TICK: Duration = Duration::from_millis(20);

impl Lane for Async {
    fn kind(&self) -> &'static str {
        "async"
    }

    fn label(&self) -> &'static str {
        "one thread, event loop"
    }

    fn about(&self) -> &'static str {
        "one thread with many tasks in flight: waits overlap, computing does not"
    }

    fn phrase(&self, _workers: u16) -> String {
        "one thread with an event loop".into()
    }

    fn most_workers(&self) -> u16 {
        1
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        let event_loop = EventLoop::default();
        let outcome = worker_threads::run(job, context, &event_loop)?;
        // Tasks that never wait run one at a time.
        let most = event_loop.most.load(Ordering::Relaxed).max(1);
        Ok(Outcome { in_flight: Some(most), ..outcome })
    }
}

/// State of one run's event loop, shared with the watch.
#[derive(Debug, Default)]
struct EventLoop {
    now: AtomicU32,
    most: AtomicU32,
}

impl Runtime for EventLoop {
    const EVENT_LOOP: bool = true;

    fn work(&self, feed: &mut TaskFeed<'_>, meter: &mut Meter) -> Result<(), LaneError> {
        // In this order: tasks go before what they wait for.
        let reactor = Reactor::default();
        let mut executor = Executor::default();
        let (spec, task_context, stop) = (feed.spec, feed.task_context, feed.stop);
        let mut chunk = feed.take();
        while !stop.requested() {
            meter.switch(Activity::Compute);
            while executor.in_flight() < IN_FLIGHT
                && let Some(tasks) = &mut chunk
            {
                let Some(task) = tasks.next() else {
                    chunk = feed.take();
                    continue;
                };
                let argument = match spec.try_argument(task) {
                    Ok(argument) => argument,
                    Err(error) => {
                        feed.book(task, Err(error.to_string()));
                        continue;
                    }
                };
                let reactor = &reactor;
                executor
                    .spawn(task, async move { spec.kind.run_async(&argument, task_context, reactor).await });
            }
            executor.run_ready(|| !stop.requested(), |task, ended| feed.book(task, outcome_of(ended)));
            // The tasks that are left have been begun, and wait.
            self.tell(executor.in_flight());
            if executor.has_ready() {
                reactor.wait(Duration::ZERO).map_err(LaneError::EventLoop)?;
            } else if executor.in_flight() > 0 {
                meter.switch(Activity::Io);
                reactor.wait(TICK).map_err(LaneError::EventLoop)?;
            } else if chunk.is_none() {
                break;
            }
        }
        feed.over();
        Ok(())
    }

    fn trace(&self, lane: LaneId, _now: Nanos) -> Option<EventKind> {
        Some(EventKind::InFlight { lane, tasks: self.now.load(Ordering::Relaxed) })
    }
}

impl EventLoop {
    fn tell(&self, in_flight: usize) {
        let tasks = u32::try_from(in_flight).unwrap_or(u32::MAX);
        self.now.store(tasks, Ordering::Relaxed);
        self.most.fetch_max(tasks, Ordering::Relaxed);
    }
}
