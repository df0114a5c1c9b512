//! Results as they come, and what Python would make of them.

use super::super::config::PoolError;
use super::Pool;
use crate::workload::TaskOutcome;

/// Iterator over tasks and their outcomes; see [`Pool::imap`].
pub struct Results<'p, 'n> {
    pub(super) pool: &'p mut Pool<'n>,
    /// The next task in order; `None`: whichever ends next.
    pub(super) next: Option<u32>,
}

impl Results<'_, '_> {
    /// The next task to be yielded, if it has ended.
    fn ended(&mut self) -> Option<(u32, TaskOutcome)> {
        let task = self.next.or_else(|| self.pool.task_queue.next_ended())?;
        let outcome = self.pool.task_queue.take(task)?;
        self.next.iter_mut().for_each(|next| *next += 1);
        Some((task, outcome))
    }
}

impl Iterator for Results<'_, '_> {
    type Item = Result<(u32, TaskOutcome), PoolError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ended) = self.ended() {
                return Some(Ok(ended));
            }
            if self.pool.task_queue.is_over() {
                return None;
            }
            match self.pool.goes_on() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Drop for Results<'_, '_> {
    fn drop(&mut self) {
        self.pool.task_queue.abandon();
    }
}

/// The error that Python's `map` would raise: the reason of the first failed task, in task order.
#[must_use]
pub fn first_error(outcomes: &[Option<TaskOutcome>]) -> Option<(usize, &str)> {
    let failed = |(task, outcome): (usize, &'_ Option<TaskOutcome>)| match outcome {
        Some(Err(_)) => Some(task),
        _ => None,
    };
    let task = outcomes.iter().enumerate().find_map(failed)?;
    outcomes[task].as_ref()?.as_ref().err().map(|reason| (task, reason.as_str()))
}
