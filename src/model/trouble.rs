//! Problems of a lane, recovered or not, in the words that screen and report share.
//!
//! A recovered death is *news*: every task has its result. Results missing at the end are *trouble*. The phrases
//! begin in lower case and end without a full stop, so that each fits behind a lane's name as well as into a
//! sentence.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::death::Death;
use super::lane::{Lane, LaneState};
use crate::event::{Failure, Obituary, Outcome};
use crate::sys::child::UNKNOWN;
use crate::text::duration::duration;
use crate::text::traceback;
use crate::text::words::{clause, plural};

/// Everything that went wrong in `lane` and was not recovered.
#[must_use]
pub(crate) fn troubles(lane: &Lane) -> Vec<String> {
    let mut said = Vec::new();
    if let LaneState::Failed(reason) = &lane.state {
        said.push(format!("could not run: {}", whole(reason)));
    }
    let unhealed = lane.deaths.iter().filter(|death| !death.is_healed(lane));
    said.extend(unhealed.map(|dead| death(dead, lane)));
    if let Some(outcome) = &lane.outcome {
        said.extend(outcome.quarantined.iter().map(|task| quarantined(*task, lane)));
        said.extend(failures(outcome));
    }
    said
}

/// The recovered deaths in `lane`.
#[must_use]
pub(crate) fn news(lane: &Lane) -> Vec<String> {
    lane.deaths.iter().filter(|dead| dead.is_healed(lane)).map(|dead| death(dead, lane)).collect()
}

/// Sentence on deaths in `lane` after which every task has its result all the same; `None` where no worker died, or
/// results are missing.
#[must_use]
pub(crate) fn healed(lane: &Lane) -> Option<String> {
    let outcome = lane.outcome.as_ref().filter(|outcome| outcome.failed == 0)?;
    let dead = lane.deaths.iter().filter(|death| death.is_healed(lane)).count();
    let again = match outcome.retried {
        0 => String::new(),
        1 => ", one task ran again".into(),
        n => format!(", {n} tasks ran again"),
    };
    let died = format!("{dead} worker {} died", if dead == 1 { "process" } else { "processes" });
    (dead > 0).then(|| format!("{died}{again}, and no result is missing."))
}

/// Description of a death: the unexpected end of a worker process, and its recovery.
#[must_use]
pub(crate) fn death(death: &Death, lane: &Lane) -> String {
    let Obituary { pid, cause, task, attempt, returned, noticed_after, .. } = &death.obituary;
    let cause = clause(cause);
    let task = task.map_or_else(String::new, |task| {
        let again = attempt.filter(|attempt| *attempt > 1);
        let again = again.map_or_else(String::new, |attempt| format!(" (attempt {attempt})"));
        format!(" in the middle of task {task}{again}")
    });
    let end = match cause {
        _ if cause.starts_with("signal") => format!("was killed by {cause}{task}"),
        _ if cause.starts_with("exit") || cause.starts_with(UNKNOWN) => format!("ended with {cause}{task}"),
        _ => format!("had to go{task}: {cause}"),
    };
    let mut said = format!("worker {} (pid {pid}) {end}", death.worker.0);
    let since = |what: &str, after: Option<crate::event::Nanos>| {
        after.map(|after| format!("{what} after {}", duration(after.secs())))
    };
    let mut healing: Vec<String> = [
        since("noticed", *noticed_after),
        since("replaced", death.replaced.map(|replaced| replaced.after)),
        since("its task ran again", death.rerun.map(|rerun| rerun.after)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if *returned > 0 {
        healing.push(format!(
            "{returned} {} that lay with it went to others",
            plural(*returned as usize, "task")
        ));
    }
    if death.is_final(lane) {
        healing.push("its task is lost".into());
    }
    if !healing.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(said, "; {}", healing.join(", "));
    }
    said
}

/// A task that was given up because it kills every worker that executes it.
fn quarantined(task: u32, lane: &Lane) -> String {
    match lane.deaths.iter().filter(|death| death.obituary.task == Some(task)).count() {
        0 => format!("task {task} killed every worker that executed it and was given up"),
        n => format!("task {task} killed {n} {} and was given up", plural(n, "worker")),
    }
}

/// The tasks without a result, but for those that were given up with their workers' deaths.
fn failures(outcome: &Outcome) -> Vec<String> {
    let told = |task: &u32| outcome.quarantined.contains(task);
    let others = outcome.failures.iter().filter(|failure| !told(&failure.task));
    // Tasks often fail in one and the same place.
    let mut told = BTreeSet::new();
    let mut said: Vec<String> = others
        .map(|Failure { task, reason }| {
            let is_new = told.insert(traceback::split(reason).1);
            let reason = if is_new { whole(reason) } else { clause(reason).into() };
            format!("task {task} has no result: {reason}")
        })
        .collect();
    let more = (outcome.failed as usize).saturating_sub(said.len() + outcome.quarantined.len());
    if more > 0 {
        let verb = if more == 1 { "has" } else { "have" };
        said.push(format!("{more} more {} {verb} no result", plural(more, "task")));
    }
    said
}

/// A reason as part of a sentence, with the traceback below it.
fn whole(reason: &str) -> String {
    let (_, lines) = traceback::split(reason);
    lines.into_iter().fold(clause(reason).into(), |said: String, line| said + "\n" + line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Nanos, WorkerId};
    use crate::model::death::{Replacement, Rerun};
    use crate::model::fixture::{self, Script};

    fn died(cause: &str, task: Option<u32>) -> Death {
        let obituary = Obituary { pid: 4802, cause: cause.into(), task, ..Obituary::default() };
        Death { worker: WorkerId(1), obituary, ..Death::default() }
    }

    fn lane_of(outcome: Option<Outcome>) -> Lane {
        let planned = Script::calibrated(&[("pool", 2)]);
        let script = match outcome {
            Some(outcome) => planned.lane(0, outcome),
            None => planned,
        };
        script.model().lanes.remove(0)
    }

    #[test]
    fn a_death_names_worker_cause_and_what_is_lost() {
        let live = lane_of(None);
        assert_eq!(
            death(&died("signal 9 (SIGKILL)", Some(17)), &live),
            "worker 1 (pid 4802) was killed by signal 9 (SIGKILL) in the middle of task 17"
        );
        assert_eq!(death(&died("exit 3", None), &live), "worker 1 (pid 4802) ended with exit 3");
        assert_eq!(
            death(&died("its task took longer than 1.0 s; then signal 15", Some(2)), &live),
            "worker 1 (pid 4802) had to go in the middle of task 2: its task took longer than 1.0 s; then signal 15"
        );
        let over = lane_of(Some(Outcome { failed: 1, ..fixture::pool_outcome() }));
        assert_eq!(
            death(&died("exit 3", Some(5)), &over),
            "worker 1 (pid 4802) ended with exit 3 in the middle of task 5; its task is lost"
        );
    }

    #[test]
    fn a_death_that_was_healed_tells_how_long_that_took() {
        let mut dead = died("signal 9 (SIGKILL)", Some(17));
        dead.obituary.attempt = Some(2);
        dead.obituary.returned = 3;
        dead.obituary.noticed_after = Some(Nanos::from_micros(300));
        let live = lane_of(None);
        assert!(!dead.is_healed(&live));
        dead.replaced = Some(Replacement { pid: 4900, after: Nanos::from_micros(4100) });
        assert!(!dead.is_healed(&live), "its task is still to run again");
        let after = Nanos::from_micros(500);
        dead.rerun = Some(Rerun { worker: WorkerId(0), task: 17, attempt: 3, after });
        assert!(dead.is_healed(&live));
        assert_eq!(
            death(&dead, &live),
            "worker 1 (pid 4802) was killed by signal 9 (SIGKILL) in the middle of task 17 (attempt 2); noticed \
             after 300 µs, replaced after 4.10 ms, its task ran again after 500 µs, 3 tasks that lay with it went \
             to others"
        );
    }

    #[test]
    fn where_every_task_has_its_result_a_death_is_news() {
        let mut lane = lane_of(Some(fixture::pool_outcome()));
        lane.deaths.push(died("exit 0", None));
        assert_eq!((troubles(&lane).len(), news(&lane).len()), (0, 1));
        assert_eq!(healed(&lane).unwrap(), "1 worker process died, and no result is missing.");
        let retried = Outcome { retried: 2, ..fixture::pool_outcome() };
        let mut lane = lane_of(Some(retried));
        assert_eq!(healed(&lane), None, "no worker died");
        lane.deaths = vec![died("exit 0", Some(3)); 2];
        let said = "2 worker processes died, 2 tasks ran again, and no result is missing.";
        assert_eq!(healed(&lane).unwrap(), said);
    }

    #[test]
    fn a_task_that_killed_its_workers_is_named() {
        let failures = vec![Failure { task: 17, reason: "it killed its workers".into() }];
        let outcome =
            Outcome { done: 63, failed: 1, failures, quarantined: vec![17], ..fixture::pool_outcome() };
        let mut lane = lane_of(Some(outcome));
        assert_eq!(troubles(&lane), ["task 17 killed every worker that executed it and was given up"]);
        lane.deaths = vec![died("exit 0", Some(17)); 3];
        assert_eq!(troubles(&lane)[3..], ["task 17 killed 3 workers and was given up"]);
    }

    #[test]
    fn failures_beyond_those_that_are_kept_are_counted() {
        let traceback = "\n  File \"crunch.py\", line 3, in f\n    return 1 / n";
        let reason = || format!("it divided by zero.{traceback}");
        let failures = [7, 9].map(|task| Failure { task, reason: reason() }).into();
        let outcome = Outcome { done: 60, failed: 4, failures, ..fixture::pool_outcome() };
        assert_eq!(
            troubles(&lane_of(Some(outcome))),
            [
                format!("task 7 has no result: it divided by zero{traceback}").as_str(),
                "task 9 has no result: it divided by zero",
                "2 more tasks have no result"
            ]
        );
    }
}
