//! The costs of processes, and what they predict for a run.

use crate::event::{Costs, Nanos, quota};

/// Share of a task's time that messages may cost in the break-even chunk.
const SHARE: f64 = 0.05;

/// Totals of the run just done that the prediction needs.
#[derive(Debug, Clone, Copy)]
pub struct RunTotals {
    /// Number of tasks executed.
    pub tasks: u32,
    /// Number of tasks in a chunk.
    pub chunk: u32,
    /// Time from handing out the first task to the last result.
    pub wall: Nanos,
    /// Time the workers spent in tasks, all together.
    pub in_tasks: Nanos,
    /// The part of it in which tasks waited and needed no core.
    pub waiting: Nanos,
    /// The CPU quota in cores; `None` where there is none.
    pub quota: Option<f64>,
}

/// Adds to the measured costs what they predict for this run.
#[must_use]
pub fn predict(costs: Costs, run: &RunTotals, workers: u16, bytes: u64) -> Costs {
    let (tasks, workers) = (f64::from(run.tasks.max(1)), f64::from(workers.max(1)));
    let task = run.in_tasks.0 as f64 / tasks;
    let overhead = ((run.wall.0 as f64 * workers - run.in_tasks.0 as f64) / tasks).max(0.0);
    let chunks = f64::from(run.tasks.div_ceil(run.chunk.max(1)));
    // `per_byte` is of bytes that go and come back; each byte here went one way.
    let parts =
        run.in_tasks.0 as f64 + chunks * costs.per_message.0 as f64 + bytes as f64 * costs.per_byte / 2.0;
    // However many workers there are, no more cores than these compute.
    let under_quota = (parts - run.waiting.0 as f64) / quota::allowed(workers, run.quota);
    Costs {
        overhead: Nanos::from_secs_f64(overhead / 1e9),
        task: Nanos::from_secs_f64(task / 1e9),
        break_even_chunk: break_even(costs.per_message, task),
        predicted: Nanos::from_secs_f64((parts / workers).max(under_quota) / 1e9) + costs.round_trip,
        ..costs
    }
}

/// The smallest chunk whose messages cost less than [`SHARE`] of its tasks' time.
fn break_even(per_message: Nanos, task: f64) -> Option<u32> {
    let chunk = (per_message.0 as f64 / (SHARE * task)).ceil().max(1.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 1, and small enough"
    )]
    (task > 0.0 && chunk <= f64::from(u32::MAX)).then_some(chunk as u32)
}

#[cfg(test)]
mod tests;
