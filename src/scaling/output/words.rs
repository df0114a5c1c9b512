//! What text and Markdown say in the same words.

use super::Told;
use crate::event::Tool;
use crate::report::duration;
use crate::scaling::analysis::{Claim, Curve, Parameter, Point, Region};
use crate::scaling::progress::{Now, Progress};
use crate::scaling::report::{CurvePlan, Mode, Report, SweepPlan};
use crate::statistics::Estimate;

/// Minutes and seconds, e.g. `2:05 min`, or seconds alone.
#[must_use]
pub fn minutes(seconds: f64) -> String {
    match seconds.ceil() {
        seconds if seconds < 60.0 => format!("{seconds:.0} s"),
        seconds => format!("{:.0}:{:02.0} min", (seconds / 60.0).floor(), seconds % 60.0),
    }
}

/// What is going to be measured, and how long it will take.
#[must_use]
pub fn announcement(plan: &SweepPlan, left: f64) -> String {
    let numbers: Vec<String> = plan.workers.iter().map(ToString::to_string).collect();
    let runs: usize = plan.curves.iter().map(|curve| plan.workers_of(curve).count()).sum();
    let runs = runs * plan.repetitions as usize;
    format!(
        "{} on {}; workers {}; {} repetitions: {runs} runs, about {}. Ctrl-C keeps what was measured.",
        named(plan, |curve| &curve.lane),
        named(plan, |curve| &curve.workload.name),
        numbers.join(", "),
        plan.repetitions,
        minutes(left)
    )
}

fn named(plan: &SweepPlan, of: impl Fn(&CurvePlan) -> &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for curve in &plan.curves {
        if !names.contains(&of(curve)) {
            names.push(of(curve));
        }
    }
    names.join(", ")
}

/// What it is busy with, in words.
#[must_use]
pub fn what(progress: &Progress) -> String {
    let curve =
        |place: u32| progress.report.as_ref().and_then(|report| report.plan.curves.get(place as usize));
    match &progress.now {
        Now::Looking => "looking at the machine".into(),
        Now::WarmingUp { curve: place } => {
            format!("warming up {}", curve(*place).map_or("", |curve| &curve.workload.name))
        }
        Now::Resting { why } => format!("resting: {why}"),
        Now::Measuring { curve: place, workers, round, .. } => {
            let (lane, work) = curve(*place).map_or(("", ""), |curve| (&curve.lane, &curve.workload.name));
            let of = progress.report.as_ref().map_or(0, |report| report.plan.repetitions).max(round + 1);
            format!("repetition {} of {of}, {lane} with {workers} on {work}", round + 1)
        }
        Now::Over => "done".into(),
    }
}

/// The machine, the kind of sweep and how much of it there is, in a line.
pub(super) fn title(report: &Report) -> String {
    let runs = report.runs.len();
    let name = report.machine.name.as_deref().map(|name| format!("{name}: ")).unwrap_or_default();
    let (machine, mode) = (machine(report), report.plan.mode.word());
    format!("{name}{machine}; {mode} scaling, {runs} runs in {}", minutes(report.spent_s))
}

/// The machine by its CPU and how many there are.
pub(super) fn machine(report: &Report) -> String {
    let machine = &report.machine;
    let known = |n: Option<u32>| n.map_or_else(|| "?".into(), |n| n.to_string());
    let quota = machine.quota_cores().map(|cores| format!(", quota {cores} cores")).unwrap_or_default();
    let (usable, logical) = (known(machine.usable_cpus), known(machine.logical_cpus));
    format!("{}, {usable} of {logical} CPUs{quota}", machine.cpu.as_deref().unwrap_or("unknown CPU"))
}

/// The point with the most workers that each have a CPU.
pub(super) fn last_point(curve: &Curve) -> Option<&Point> {
    curve.points.iter().rfind(|point| point.region != Region::Oversubscribed)
}

/// The machine in a line, for a heading.
pub(super) fn headline(told: &Told) -> String {
    let machine = &told.report.machine;
    let cpu = machine.cpu.as_deref().unwrap_or("unknown CPU");
    let name = machine.name.as_deref().map_or_else(|| cpu.to_string(), |name| format!("{name} ({cpu})"));
    let simulated = if told.report.simulated.is_some() { "simulated machine: " } else { "" };
    format!("{simulated}{name}: {} scaling", told.report.plan.mode.word())
}

/// What stands below a figure: how it was measured, what is claimed, what is to be doubted.
pub(super) fn notes(told: &Told) -> Vec<String> {
    let report = told.report;
    let Tool { version, profile } = &report.tool;
    let when = report.started.as_deref().map(|when| format!(", {when}")).unwrap_or_default();
    let mut notes = vec![format!("{}; coreograph {version} ({profile}){when}", title(report))];
    notes.extend(warnings(report));
    notes.extend(findings(&told.curves, |curve| {
        format!("{} on {}", curve.plan.lane, curve.plan.workload.name)
    }));
    notes.extend(report.doubts.iter().map(|doubt| format!("Doubt: {}: {}", doubt.kind, doubt.message)));
    let doubted = told.curves.iter().flat_map(|curve| &curve.points).filter(|point| !point.doubts.is_empty());
    match doubted.count() {
        0 => {}
        1 => notes.push("One point carries a doubt.".into()),
        points => notes.push(format!("{points} points carry doubts.")),
    }
    notes
}

/// What limits each curve and what may be claimed of it: each sentence once, after the names of all curves of which it
/// is true.
pub(super) fn findings<'a>(
    curves: impl IntoIterator<Item = &'a Curve>,
    name: impl Fn(&Curve) -> String,
) -> Vec<String> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for curve in curves {
        let sentences = curve.limit.clone().into_iter().chain([claim(&curve.claim)]);
        for sentence in sentences {
            match said.iter_mut().find(|(other, _)| *other == sentence) {
                Some((_, names)) => names.push(name(curve)),
                None => said.push((sentence, vec![name(curve)])),
            }
        }
    }
    said.into_iter().map(|(sentence, names)| format!("{}: {sentence}", names.join(", "))).collect()
}

/// A number of workers, and what they run on where that is no equal core for each.
pub(super) fn workers(point: &Point) -> String {
    match point.region {
        Region::Cores => point.workers.to_string(),
        region => format!("{} ({})", point.workers, region.word()),
    }
}

/// A share in percent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// What is to be known before anything else.
pub(super) fn warnings(report: &Report) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(how) = &report.simulated {
        warnings.push(format!("simulated machine: nothing was measured, its runs were made by {how}"));
    }
    if !report.complete {
        warnings.push("the sweep is not complete: it was interrupted, or its budget was spent".into());
    }
    warnings
}

/// What one curve computes.
#[must_use]
pub fn work(curve: &Curve) -> String {
    work_of(&curve.plan, curve.mode)
}

/// What is computed.
pub(super) fn work_of(plan: &CurvePlan, mode: Mode) -> String {
    let work = &plan.workload;
    let each = if mode == Mode::Weak { " for each worker" } else { "" };
    let chunk = if work.chunk == 1 { String::new() } else { format!(", {} at a time", work.chunk) };
    format!("{} tasks of {} {}{each}{chunk}, seed {}", work.tasks, work.size, work.unit, work.seed)
}

/// A median with what it may be wrong by, e.g. `0.512 s ±2 %`.
pub(super) fn time(wall: &Estimate) -> String {
    let share = (wall.high - wall.low) / 2.0 / wall.value * 100.0;
    format!("{} ±{share:.0} %", duration(wall.value))
}

/// A figure with its interval.
pub(super) fn interval(estimate: &Estimate) -> String {
    format!("{:.2} ({:.2} to {:.2})", estimate.value, estimate.low, estimate.high)
}

/// The kinds of doubt of a point.
pub(super) fn doubts(point: &Point) -> String {
    point.doubts.iter().map(|d| d.doubt.kind.as_str()).collect::<Vec<_>>().join(", ")
}

/// What may be claimed, in a sentence.
#[must_use]
pub fn claim(claim: &Claim) -> String {
    match claim {
        Claim::Points(1) => "one number of workers: nothing to compare".into(),
        Claim::Points(points) => {
            format!(
                "{points} numbers of workers on cores of one kind are too few for a law; three are needed"
            )
        }
        Claim::Amdahl { fit, indicative } => {
            let doubtful = if *indicative { " (indicative: fewer than six numbers of workers)" } else { "" };
            let limit = 1.0 / fit.sigma.value;
            let most = if fit.sigma.at_most.is_none() && limit.is_finite() {
                format!("; never more than {limit:.1} times one worker")
            } else {
                String::new()
            };
            format!("Amdahl: serial part {}{most}{doubtful}", share(&fit.sigma))
        }
        Claim::Usl { fit, p, peak } => {
            let peak = peak.map_or("no peak".into(), |peak| format!("most at {peak:.1} workers"));
            format!(
                "Universal Scalability Law: contention σ {}, coherence κ {}; {peak} (preferred to Amdahl, p = {p:.3})",
                share(&fit.sigma),
                small(&fit.kappa)
            )
        }
    }
}

/// A share in percent with its standard error.
fn share(parameter: &Parameter) -> String {
    match parameter {
        Parameter { at_most: Some(most), .. } => format!("≤ {:.2} %", most * 100.0),
        Parameter { value, error: Some(error), .. } => {
            format!("{:.2} % ± {:.2}", value * 100.0, error * 100.0)
        }
        Parameter { value, .. } => format!("{:.2} %", value * 100.0),
    }
}

fn small(parameter: &Parameter) -> String {
    match parameter {
        Parameter { at_most: Some(most), .. } => format!("≤ {most:.2e}"),
        Parameter { value, error: Some(error), .. } => format!("{value:.2e} ± {error:.0e}"),
        Parameter { value, .. } => format!("{value:.2e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn times_are_told_in_minutes_from_one_minute_on() {
        let told = [0.0, 0.2, 59.0, 59.5, 125.0].map(minutes);
        assert_eq!(told, ["0 s", "1 s", "59 s", "1:00 min", "2:05 min"]);
    }
}
