//! Errors: tasks that failed, and results that differ where the same was computed.

use std::collections::BTreeMap;

use crate::scaling::report::{Report, Run};
use crate::text::words::counted;

/// Errors of these runs, a sentence each: they invalidate every figure of speed beside them.
#[must_use]
pub(crate) fn disagreements(report: &Report) -> Vec<String> {
    let mut wrong = failures(report);
    wrong.extend(different_results(report));
    wrong
}

fn failures(report: &Report) -> Vec<String> {
    let failed = report.runs.iter().filter(|run| run.failed > 0);
    let sentence = |run: &Run| {
        let tasks = run.done.saturating_add(run.failed);
        let (failed, who) = (run.failed, who(report, run));
        format!("{failed} of {} of {who} failed (run {})", counted(tasks, "task"), run.order)
    };
    failed.map(sentence).collect()
}

/// Checks that the same tasks have the same results in every lane: by workload, size, seed and number of tasks. The
/// chunk makes no difference.
fn different_results(report: &Report) -> Vec<String> {
    let mut first: BTreeMap<(&str, u64, u64, u32), &Run> = BTreeMap::new();
    let mut told: Vec<(u32, u32)> = Vec::new();
    let mut wrong = Vec::new();
    for run in report.runs.iter().filter(|run| run.failed == 0) {
        let Some(curve) = report.plan.curves.get(run.curve as usize) else { continue };
        let work = &curve.workload;
        let of_work = first.entry((&work.name, work.size, work.seed, run.done)).or_insert(run);
        // Each point is reported once.
        if of_work.digest != run.digest && !told.contains(&(run.curve, run.workers)) {
            told.push((run.curve, run.workers));
            wrong.push(format!(
                "{} and {} disagree on {}: results {} and {} (runs {} and {})",
                who(report, of_work),
                who(report, run),
                work.name,
                of_work.digest,
                run.digest,
                of_work.order,
                run.order
            ));
        }
    }
    wrong
}

/// Name of a run: lane, workload, workers.
fn who(report: &Report, run: &Run) -> String {
    let lane = report.plan.curves.get(run.curve as usize).map_or("a", |curve| curve.lane.as_str());
    let workers = if run.workers == 1 { "worker" } else { "workers" };
    format!("the {lane} lane with {} {workers}", run.workers)
}
