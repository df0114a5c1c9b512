//! Why not N times: the accounts of the median run with one worker against those with N.
//!
//! Medians of single causes would not add up, so the budget is that of one run: of those with as many workers the one
//! whose time is the median (of an even number the faster of the two in the middle).

use crate::event::{Activity, Fingerprint, quota};
use crate::model::losses::{LaneTimes, Losses};
use crate::scaling::plausible;
use crate::scaling::report::{Mode, Run};

/// The run with the median time; `None` without runs.
pub(super) fn middle<'a>(runs: &[&'a Run]) -> Option<&'a Run> {
    let mut runs: Vec<&Run> = runs.iter().copied().filter(|run| run.wall_s > 0.0).collect();
    runs.sort_by(|a, b| a.wall_s.total_cmp(&b.wall_s));
    runs.get(runs.len().checked_sub(1)? / 2).copied()
}

/// Speed-up that `workers` workers could have on this machine, over one under the same quota: never more than the
/// CPUs that may be used.
pub(super) fn possible(workers: u32, machine: &Fingerprint) -> f64 {
    let cpus = machine.usable_cpus.map_or(f64::INFINITY, |cpus| f64::from(cpus.max(1)));
    quota::possible_speedup(f64::from(workers), cpus, machine.quota_cores())
}

/// Accounts of the workers in a run.
pub(super) fn books(run: &Run) -> LaneTimes {
    let workers = f64::from(run.workers);
    LaneTimes {
        wall: run.wall_s,
        workers,
        time: Activity::ALL.map(|activity| run.time_s.get(activity)),
        uneven: workers * (run.busy_s.most - run.busy_s.mean),
        cpu: Some(run.cpu_s).filter(|cpu| *cpu > 0.0),
        by_message: run.time_s.serialise + run.time_s.transfer > 0.0,
        closed: true,
    }
}

/// Losses of a run against one worker alone. `None` where work waits more than it computes, so that cores do not
/// bound it, and where tasks failed, so that the two did not do the same.
pub(super) fn losses(alone: &Run, run: &Run, mode: Mode, machine: &Fingerprint) -> Option<Losses> {
    if run.time_s.io > run.time_s.compute || alone.failed > 0 || run.failed > 0 {
        return None;
    }
    let times = if mode == Mode::Weak { f64::from(run.workers) } else { 1.0 };
    let losses = Losses::between(&books(alone), &books(run), times, possible(run.workers, machine))?;
    let most = plausible::most_speedup(run.workers);
    let within = |times: f64| times.abs() <= most;
    (within(losses.measured) && losses.by_cause.iter().all(|loss| within(loss.times))).then_some(losses)
}

/// Time on a core per task in this run, over that of one worker alone.
pub(super) fn grown(alone: &Run, run: &Run) -> Option<f64> {
    let each = |run: &Run| (run.done > 0).then(|| books(run).computed() / f64::from(run.done));
    let (one, many) = each(alone).zip(each(run))?;
    (one > 0.0).then(|| many / one)
}
