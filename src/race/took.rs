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
mod tests {
    use super::*;

    fn took(wall: u64, cpu: u64, waited: u64) -> Took {
        let [wall, cpu, waited] = [wall, cpu, waited].map(Nanos::from_millis);
        Took { wall, cpu, waited }
    }

    #[test]
    fn a_run_that_escaped_the_quota_takes_as_long_as_one_that_did_not() {
        for (quota, expected) in [(0.3, 100), (0.5, 60)] {
            let expected = Nanos::from_millis(expected);
            for run in [took(30, 30, 0), took(60, 30, 30), took(45, 30, 15)] {
                assert_eq!(run.under(Some(quota)), expected, "{run:?} under {quota}");
            }
        }
    }

    #[test]
    fn a_core_or_more_changes_nothing() {
        for quota in [None, Some(1.0), Some(1.5)] {
            assert_eq!(took(45, 30, 15).under(quota), Nanos::from_millis(45), "{quota:?}");
        }
        assert_eq!(took(45, 0, 0).under(Some(0.5)), Nanos::from_millis(45), "CPU time that nobody tells");
    }

    #[test]
    fn who_waits_anyway_is_not_stretched() {
        assert_eq!(took(100, 10, 0).under(Some(0.5)), Nanos::from_millis(100), "a sleeper");
        assert_eq!(
            took(1, 8, 0).under(Some(0.5)),
            Nanos::from_millis(2),
            "no run computes longer than it takes"
        );
    }
}
