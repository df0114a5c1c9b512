//! One thread's feed of tasks, and how they ended.

use super::follower::Follower;
use super::queues::Queues;
use crate::clock::Clock;
use crate::event::Nanos;
use crate::sys::stop::Stop;
use crate::time_account::Gauge;
use crate::workload::{Interpreter, Spec, TaskContext, TaskOutcome, Value};

/// The tasks of one worker thread, whatever it runs them under.
pub(super) struct TaskFeed<'a> {
    pub(super) worker: u16,
    pub(super) spec: &'a Spec,
    pub(super) task_context: &'a TaskContext,
    pub(super) stop: &'a Stop,
    pub(super) clock: Clock,
    queues: &'a Queues,
    gauge: &'a Gauge,
    follower: Follower,
    /// Outcomes of its tasks, in order of completion.
    pub(super) outcomes: Vec<(u32, TaskOutcome)>,
    /// Time of its last result.
    pub(super) last: Nanos,
}

impl<'a> TaskFeed<'a> {
    pub(super) fn new(
        worker: u16,
        (spec, task_context): (&'a Spec, &'a TaskContext),
        (stop, clock): (&'a Stop, Clock),
        queues: &'a Queues,
        gauge: &'a Gauge,
        follower: Follower,
    ) -> Self {
        Self {
            worker,
            spec,
            task_context,
            stop,
            clock,
            queues,
            gauge,
            follower,
            outcomes: Vec::new(),
            last: Nanos::ZERO,
        }
    }

    /// The next tasks; `None` when there are no more.
    pub(super) fn take(&self) -> Option<impl Iterator<Item = u32> + use<>> {
        let tasks = self.queues.take(self.worker)?;
        self.follower.take(&tasks);
        Some(tasks)
    }

    /// Records a task that has ended.
    #[inline(always)]
    pub(super) fn book(&mut self, task: u32, outcome: TaskOutcome) {
        self.gauge.count(1, u32::from(outcome.is_err()));
        self.follower.end(task, &outcome);
        self.outcomes.push((task, outcome));
    }

    /// Ends the feed: all its tasks have ended, or it was asked to stop.
    pub(super) fn over(&mut self) {
        if !self.outcomes.is_empty() {
            self.last = self.clock.now();
        }
    }

    /// Executes one task after another.
    pub(super) fn execute<I: Interpreter>(&mut self, interpreter: &mut I) {
        self.execute_as(interpreter, |_, value| Ok(value));
    }

    /// The same, where arguments and results pass through `copy` on their way to the task and back.
    pub(super) fn execute_as<I: Interpreter>(
        &mut self,
        interpreter: &mut I,
        copy: impl Fn(&mut I, Value) -> TaskOutcome,
    ) {
        while let Some(tasks) = self.take() {
            for task in tasks {
                if self.stop.requested() {
                    return self.over();
                }
                let argument = self.spec.try_argument(task).map_err(|error| error.to_string());
                let outcome = argument
                    .and_then(|argument| copy(interpreter, argument))
                    .and_then(|argument| self.spec.execute(&argument, self.task_context, interpreter))
                    .and_then(|result| copy(interpreter, result));
                self.book(task, outcome);
            }
        }
        self.over();
    }
}
