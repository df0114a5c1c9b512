//! Plausibility of a report's figures. A file that was edited or damaged may still be a report: impossible figures
//! are left out of everything that is computed, and a doubt of the kind `implausible-figure` names them.
//!
//! The figures of a run depend on each other, so one impossible figure rejects the whole run: it keeps its place in
//! the file, and counts for nothing. Of the machine only the figure itself is removed.

use crate::probe::suspicion::Suspicion;
use crate::scaling::report::{Report, Run, SweepPlan};

/// Shortest possible run, s: one task takes as long.
const SHORTEST: f64 = 1e-7;
/// Excess of a worker's time account over its run: absolute, s, and as a factor; closing the accounts takes that
/// long.
const CLOSING: (f64, f64) = (0.02, 1.1);
/// Factor over the possible value from which on a figure is impossible.
const BEYOND: f64 = 2.0;
/// Largest number of rejected runs that are reported one by one.
const TOLD: usize = 5;

/// Removes impossible figures of the machine, and adds a doubt for everything impossible.
pub(super) fn judge(report: &mut Report) {
    let mut found = machine(report);
    let runs: Vec<Suspicion> = report
        .runs
        .iter()
        .filter_map(|run| Some(told(run, flaw(&report.plan, report.spent_s, run)?)))
        .collect();
    let more = runs.len().saturating_sub(TOLD);
    found.extend(runs.into_iter().take(TOLD));
    if more > 0 {
        found.push(Suspicion::Implausible {
            what: format!("what is said of {more} more runs"),
            why: "it is of the same kind".into(),
        });
    }
    for doubt in found.into_iter().map(|suspicion| suspicion.into_doubt(None)) {
        if !report.doubts.contains(&doubt) {
            report.doubts.push(doubt);
        }
    }
}

fn told(run: &Run, (what, why): (String, String)) -> Suspicion {
    Suspicion::Implausible { what: format!("{what} of run {}", run.order), why }
}

/// Whether all figures of a run are possible.
pub(super) fn is_plausible(plan: &SweepPlan, spent_s: f64, run: &Run) -> bool {
    flaw(plan, spent_s, run).is_none()
}

/// The impossible figure of a run, and the reason.
fn flaw(plan: &SweepPlan, spent_s: f64, run: &Run) -> Option<(String, String)> {
    let workers = f64::from(run.workers);
    // A program of the user's may have more threads than it was told to have.
    let threads = plan.curves.get(run.curve as usize).is_some_and(|curve| curve.workload.command.is_some());
    let (more, times) = CLOSING;
    let most = run.wall_s * times + more;
    let ran = || format!("{} workers ran for {} s", run.workers, run.wall_s);
    let booked = run.time_s.total();
    let seconds = |what: &str, seconds: f64| format!("{what} of {seconds} s");
    let tasks = plan.curves.get(run.curve as usize).map(|curve| plan.tasks(curve, run.workers));
    let ended = run.done.saturating_add(run.failed);
    // A report without its duration bounds nothing.
    let longest = if spent_s > 0.0 { spent_s * times + 1.0 } else { f64::INFINITY };
    let imported = plan.curves.get(run.curve as usize).is_some_and(|curve| curve.workload.imported);
    // Another program may tell the time of a single operation.
    let shortest = if imported { 0.0 } else { SHORTEST };
    if run.wall_s < shortest || run.wall_s > longest {
        let why = format!("a run takes {SHORTEST} s at least, and no longer than the sweep, {spent_s} s");
        Some((seconds("the time", run.wall_s), why))
    } else if run.cpu_s > workers * most && !threads {
        Some((seconds("a CPU time", run.cpu_s), ran()))
    } else if booked > workers * most {
        Some((seconds("a time by activity", booked), ran()))
    } else if run.busy_s.most > most || run.busy_s.mean > run.busy_s.most * 1.001 + 1e-9 {
        let busy = format!("a busiest worker of {} s and a mean of {} s", run.busy_s.most, run.busy_s.mean);
        Some((busy, ran()))
    } else if tasks.is_some_and(|tasks| ended > tasks) {
        Some((format!("a number of {ended} tasks"), format!("there are {}", tasks.unwrap_or(0))))
    } else {
        None
    }
}

/// Removes impossible figures of the machine.
fn machine(report: &mut Report) -> Vec<Suspicion> {
    let mut found = Vec::new();
    let machine = &mut report.machine;
    let exist = machine.logical_cpus.filter(|cpus| (1..=1 << 16).contains(cpus));
    let counts = [
        ("logical_cpus", &mut machine.logical_cpus, 1 << 16),
        ("usable_cpus", &mut machine.usable_cpus, exist.unwrap_or(1 << 16)),
        ("physical_cores", &mut machine.physical_cores, exist.unwrap_or(1 << 16)),
        ("max_mhz", &mut machine.max_mhz, 20_000),
        ("mhz", &mut machine.mhz, 20_000),
    ];
    for (name, count, most) in counts {
        if let Some(told) = count.take_if(|told| !(1..=most).contains(told)) {
            let why = format!("accepted is 1 to {most}");
            found.push(Suspicion::Implausible { what: format!("machine.{name} of {told}"), why });
        }
    }
    let can_be = |cores: f64| (1e-3..=65_536.0).contains(&cores);
    if let Some(quota) = machine.quota.take_if(|quota| !quota.cores().is_some_and(can_be)) {
        let what = format!("a quota of {} µs in {} µs", quota.time_us, quota.period_us);
        found.push(Suspicion::Implausible { what, why: "accepted is 0.001 to 65536 cores".into() });
    }
    found
}

/// Largest possible speed-up of `workers` workers.
pub(super) fn most_speedup(workers: u32) -> f64 {
    BEYOND * f64::from(workers)
}

impl Report {
    /// The runs of one point, in the order in which they were made, without implausible ones, and without those of another
    /// program that failed: the time until a failure is not the time of the work.
    pub(crate) fn runs_of(&self, curve: usize, workers: u32) -> impl Iterator<Item = &Run> {
        let of_point = move |run: &&Run| run.curve as usize == curve && run.workers == workers;
        let counts = |run: &&Run| self.imported.is_none() || run.done > 0;
        self.runs
            .iter()
            .filter(of_point)
            .filter(move |run| counts(run) && is_plausible(&self.plan, self.spent_s, run))
    }
}

#[cfg(test)]
mod tests;
