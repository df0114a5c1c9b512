//! Time of a run of one worker, and the time that the same takes under a quota that is used up.
//!
//! A group that has used up its quota is throttled until the next period. A calibration takes many short runs, and
//! each may fit into the rest of a period: it would measure the speed of a whole core, while the lanes, which run for
//! many periods, have less. So its time is computed from the time on a core, which no quota changes.

use crate::event::{Activity, Nanos, Outcome, quota};
use crate::python::Took as PythonTook;

/// A run of one worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Took {
    /// From the first task to the last result.
    wall: Nanos,
    /// Time on a core; zero where the system does not report it.
    cpu: Nanos,
    /// Time runnable without a core.
    waited: Nanos,
}

impl Took {
    /// The run of a lane with one worker.
    pub(super) fn by_lane(outcome: &Outcome) -> Self {
        let sum = |of: &dyn Fn(&crate::event::Account) -> Nanos| outcome.accounts.iter().map(of).sum();
        Self {
            wall: outcome.finished - outcome.ready,
            cpu: sum(&|account| account.cpu),
            waited: sum(&|account| account.time[Activity::CoreWait]),
        }
    }

    /// The timed run of a Python. It computes whenever it is on a core.
    pub(super) fn by_python(took: &PythonTook) -> Self {
        Self { wall: took.wall, cpu: took.cpu, waited: took.wall - took.cpu }
    }

    /// Time of the same run under this quota: unchanged, except for a quota of less than a core. Under that the time
    /// on a core is stretched, and work that waits meanwhile anyway takes no longer.
    pub(super) fn under(&self, quota: Option<f64>) -> Nanos {
        let share = quota::share_of_one(quota);
        if share >= 1.0 || self.cpu == Nanos::ZERO {
            return self.wall;
        }
        // The account of a tiny run includes the start of its thread.
        let (cpu, undisturbed) = (self.cpu.min(self.wall), self.wall - self.waited);
        Nanos::from_secs_f64(cpu.secs() / share).max(undisturbed)
    }
}

#[cfg(test)]
mod tests;
