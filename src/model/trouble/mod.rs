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
mod tests;
