//! What went wrong in a lane, in the words that screen and report share.
//!
//! The phrases begin in lower case and end without a full stop, so that each fits behind a lane's name as
//! well as into a sentence.

use super::lane::{Death, Lane, LaneState};
use super::words::{clause, plural};
use crate::event::Obituary;

/// Everything that went wrong in `lane`.
#[must_use]
pub fn troubles(lane: &Lane) -> Vec<String> {
    let mut said = Vec::new();
    if let LaneState::Failed(reason) = &lane.state {
        said.push(format!("could not run: {}", clause(reason)));
    }
    said.extend(lane.deaths.iter().map(death));
    let failures = lane.outcome.as_ref().map_or(&[][..], |o| &o.failures);
    for failure in failures {
        said.push(format!("task {} has no result: {}", failure.task, clause(&failure.reason)));
    }
    if lane.outcome.is_some() {
        let more = (lane.failed as usize).saturating_sub(failures.len());
        if more > 0 {
            let verb = if more == 1 { "has" } else { "have" };
            said.push(format!("{more} more {} {verb} no result", plural(more, "task")));
        }
    }
    said
}

/// The end of a worker process that nobody had asked for.
#[must_use]
pub fn death(death: &Death) -> String {
    let Death { worker, obituary: Obituary { pid, cause, task, .. }, .. } = death;
    let how = if cause.starts_with("signal") { "was killed by" } else { "ended with" };
    let task = task.map_or_else(String::new, |task| format!("; its task {task} is lost"));
    format!("worker {} (pid {pid}) {how} {}{task}", worker.0, clause(cause))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Failure, Nanos, Outcome, WorkerId};
    use crate::model::fixture::{self, Script};

    fn died(cause: &str, task: Option<u32>) -> Death {
        let obituary = Obituary { pid: 4802, cause: cause.into(), task, ..Obituary::default() };
        Death { at: Nanos::ZERO, worker: WorkerId(1), obituary }
    }

    #[test]
    fn a_death_names_worker_cause_and_what_is_lost() {
        assert_eq!(
            death(&died("signal 9 (killed)", Some(17))),
            "worker 1 (pid 4802) was killed by signal 9 (killed); its task 17 is lost"
        );
        assert_eq!(death(&died("exit 3", None)), "worker 1 (pid 4802) ended with exit 3");
    }

    #[test]
    fn failures_beyond_those_that_are_kept_are_counted() {
        let failures = vec![Failure { task: 7, reason: "it divided by zero.".into() }];
        let outcome = Outcome { done: 61, failed: 3, failures, ..fixture::pool_outcome() };
        let model = Script::calibrated(&[("pool", 2)]).lane(0, outcome).model();
        assert_eq!(
            troubles(&model.lanes[0]),
            ["task 7 has no result: it divided by zero", "2 more tasks have no result"]
        );
    }
}
