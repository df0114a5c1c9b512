//! Sentences that text and Markdown share.

use super::SweepSummary;
use crate::event::Tool;
use crate::scaling::analysis::{Alternative, Claim, Curve, Parameter, Point, Region};
use crate::scaling::progress::{Now, Progress};
use crate::scaling::report::{CurvePlan, Mode, Report, SweepPlan, Work};
use crate::statistics::Estimate;
use crate::text::duration::{duration, minutes};
use crate::text::words::counted;

/// Announcement of a sweep: what will be measured, and its duration.
#[must_use]
pub(crate) fn announcement(plan: &SweepPlan, left: f64) -> String {
    let numbers: Vec<String> = plan.workers.iter().map(ToString::to_string).collect();
    let runs: usize = plan.curves.iter().map(|curve| plan.workers_of(curve).count()).sum();
    let runs = runs * plan.repetitions as usize;
    format!(
        "{} on {}; workers {}; {}: {}, about {}. Ctrl-C keeps what was measured.",
        named(plan, |curve| &curve.lane),
        named(plan, |curve| curve.workload.title()),
        numbers.join(", "),
        counted(plan.repetitions, "repetition"),
        counted(runs, "run"),
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

/// Current activity of a sweep, in words.
#[must_use]
pub(crate) fn what(progress: &Progress) -> String {
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
    if let Some(imported) = &report.imported {
        let (runs, source) = (counted(runs, "run"), imported.source());
        return format!("{name}{machine}; {mode} scaling, {runs} {source}, not measured by this program");
    }
    format!("{name}{machine}; {mode} scaling, {} in {}", counted(runs, "run"), minutes(report.spent_s))
}

/// The CPU of the machine, and the number of CPUs.
pub(super) fn machine(report: &Report) -> String {
    let machine = &report.machine;
    if machine.cpu.is_none() && machine.usable_cpus.is_none() && machine.logical_cpus.is_none() {
        return "unknown machine".into();
    }
    let known = |n: Option<u32>| n.map_or_else(|| "?".into(), |n| n.to_string());
    let quota =
        machine.quota_cores().map(|cores| format!(", quota {}", counted(cores, "core"))).unwrap_or_default();
    let (usable, logical) = (known(machine.usable_cpus), known(machine.logical_cpus));
    format!(
        "{}, {usable} of {}{quota}",
        machine.cpu.as_deref().unwrap_or("unknown CPU"),
        counted(logical, "CPU")
    )
}

/// The point with the most workers that each have a CPU.
pub(super) fn last_point(curve: &Curve) -> Option<&Point> {
    curve.points.iter().rfind(|point| point.region != Region::Oversubscribed)
}

/// The machine in a line, for a heading.
pub(super) fn headline(told: &SweepSummary) -> String {
    let machine = &told.report.machine;
    let cpu = machine.cpu.as_deref().unwrap_or("unknown CPU");
    let name = machine.name.as_deref().map_or_else(|| cpu.to_string(), |name| format!("{name} ({cpu})"));
    if let Some(imported) = &told.report.imported {
        let mode = told.report.plan.mode.word();
        return format!("{name}: {mode} scaling, {}, not measured by this program", imported.source());
    }
    let simulated = if told.report.simulated.is_some() { "simulated machine: " } else { "" };
    format!("{simulated}{name}: {} scaling", told.report.plan.mode.word())
}

/// Notes below a figure: how it was measured, what is claimed, doubts.
pub(super) fn notes(told: &SweepSummary) -> Vec<String> {
    [first_notes(told), last_notes(told)].concat()
}

/// Notes that come first: how it was measured, and warnings.
pub(super) fn first_notes(told: &SweepSummary) -> Vec<String> {
    let report = told.report;
    let Tool { version, profile } = &report.tool;
    let when = report.started.as_deref().map(|when| format!(", {when}")).unwrap_or_default();
    let read = if report.imported.is_some() { "read by " } else { "" };
    let mut notes = vec![format!("{}; {read}coreograph {version} ({profile}){when}", title(report))];
    notes.extend(warnings(report));
    notes
}

/// The other notes.
pub(super) fn last_notes(told: &SweepSummary) -> Vec<String> {
    let report = told.report;
    let mut notes = Vec::new();
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

/// The limit and the claim of each curve: each sentence once, after the names of all curves of which it is true.
pub(super) fn findings<'a>(
    curves: impl IntoIterator<Item = &'a Curve>,
    name: impl Fn(&Curve) -> String,
) -> Vec<String> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for curve in curves {
        let sentences = curve.limit.clone().into_iter().chain([claim(curve)]);
        for sentence in sentences {
            match said.iter_mut().find(|(other, _)| *other == sentence) {
                Some((_, names)) => names.push(name(curve)),
                None => said.push((sentence, vec![name(curve)])),
            }
        }
    }
    said.into_iter().map(|(sentence, names)| format!("{}: {sentence}", names.join(", "))).collect()
}

/// A number of workers, and their region where that is no equal core for each.
pub(super) fn workers(point: &Point) -> String {
    match point.region {
        Region::Cores => point.workers.to_string(),
        region => format!("{} ({})", point.workers, region.word()),
    }
}

/// Warnings to read before any figure.
pub(super) fn warnings(report: &Report) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(how) = &report.simulated {
        warnings.push(format!("simulated machine: nothing was measured, its runs were made by {how}"));
    }
    if let Some(imported) = &report.imported {
        warnings.extend(imported.notes.iter().cloned());
    }
    if !report.complete {
        warnings.push("the sweep is not complete: it was interrupted, or its budget was spent".into());
    }
    warnings
}

/// Work of one curve.
#[must_use]
pub(crate) fn work(curve: &Curve) -> String {
    work_of(&curve.plan.workload, curve.mode)
}

/// A workload in words.
pub(super) fn work_of(work: &Work, mode: Mode) -> String {
    let each = if mode == Mode::Weak { " for each worker" } else { "" };
    if work.imported {
        return format!("a task is one {}{each}", work.unit);
    }
    if let Some(swept) = &work.command {
        let command = &swept.command;
        let runs =
            if work.tasks > 1 { format!(", {}{each}", counted(work.tasks, "run")) } else { String::new() };
        let shell = if command.shell { ", read by a shell" } else { "" };
        let prepare =
            command.prepare.as_ref().map_or_else(String::new, |step| format!(", before each run {step}"));
        return format!("{}: {}{runs}{shell}{prepare}", command.text, swept.label());
    }
    if let Some(call) = &work.call {
        let chunk = match work.chunk {
            0 => "chunks as of Pool.map".into(),
            chunk => format!("{chunk} at a time"),
        };
        let (said, tasks) = (call.plan(work.tasks).sentence(), counted(work.tasks, "task"));
        return format!("{said}, {tasks}{each}, {chunk}, source {}", call.source);
    }
    let chunk = if work.chunk == 1 { String::new() } else { format!(", {} at a time", work.chunk) };
    format!("{} of {} {}{each}{chunk}, seed {}", counted(work.tasks, "task"), work.size, work.unit, work.seed)
}

/// A median with its relative error, e.g. `0.512 s ±2 %`; of a single run, which has no interval, the time alone.
pub(super) fn time(wall: &Estimate) -> String {
    if wall.coverage <= 0.0 {
        return duration(wall.value);
    }
    let share = (wall.high - wall.low) / 2.0 / wall.value * 100.0;
    format!("{} ±{share:.0} %", duration(wall.value))
}

/// A figure with its interval; alone where it has none.
pub(super) fn interval(estimate: &Estimate) -> String {
    if estimate.coverage <= 0.0 {
        return format!("{:.2}", estimate.value);
    }
    format!("{:.2} ({:.2} to {:.2})", estimate.value, estimate.low, estimate.high)
}

/// Kinds of a point's doubts.
pub(super) fn doubts(point: &Point) -> String {
    point.doubts.iter().map(|d| d.doubt.kind.as_str()).collect::<Vec<_>>().join(", ")
}

/// The claim, in a sentence.
#[must_use]
pub(crate) fn claim(curve: &Curve) -> String {
    match &curve.claim {
        Claim::Points(1) => "one number of workers: nothing to compare".into(),
        Claim::Points(points) => {
            format!("{points} numbers of workers on equal cores are too few for a law; three are needed")
        }
        Claim::Amdahl { fit, indicative, alternative } => {
            let doubtful = if *indicative { " (indicative: fewer than six numbers of workers)" } else { "" };
            let limit = 1.0 / fit.sigma.value;
            let most = match &fit.sigma {
                Parameter { at_most: None, at_least: None, .. } if limit.is_finite() => {
                    format!("; never more than {limit:.1} times one worker")
                }
                _ => String::new(),
            };
            let other = alternative.as_ref().map(|other| told_beside(other, curve)).unwrap_or_default();
            format!("Amdahl: serial part {}{most}{doubtful}{other}", share(&fit.sigma))
        }
        Claim::Usl { fit, p, peak } => {
            let (contention, coherence) = (share(&fit.sigma), small(&fit.kappa));
            format!(
                "Universal Scalability Law: contention σ {contention}, coherence κ {coherence}; {} (preferred to Amdahl, {})",
                peak_of(*peak, curve),
                probability(*p)
            )
        }
    }
}

/// The law that explains the same points by coherence alone.
fn told_beside(Alternative { fit, p }: &Alternative, curve: &Curve) -> String {
    format!(
        "; or, with as many parameters and smaller residuals, the Universal Scalability Law: contention σ {}, coherence \
         κ {}; {} (an F-test does not prefer it, {})",
        share(&fit.sigma),
        small(&fit.kappa),
        peak_of(fit.peak(), curve),
        probability(*p)
    )
}

/// The peak of throughput; that it was not observed, where it lies beyond the measurements.
fn peak_of(peak: Option<f64>, curve: &Curve) -> String {
    let fitted = curve.points.iter().rfind(|point| point.region == Region::Cores);
    let measured = fitted.map_or(1, |point| point.workers);
    match peak {
        None => "no peak".into(),
        Some(peak) if peak <= 1.0 => "never more than with one worker".into(),
        Some(peak) if peak <= f64::from(measured) => format!("most with {peak:.0} workers"),
        Some(peak) => {
            format!("most with {peak:.0} workers, if the law holds so far: only {measured} were measured")
        }
    }
}

/// A probability with three digits.
pub(super) fn probability(p: f64) -> String {
    if p < 0.001 { "p < 0.001".into() } else { format!("p = {p:.3}") }
}

/// A share in percent with its standard error, or the limit on a bound.
fn share(parameter: &Parameter) -> String {
    let percent = |share: f64| {
        let digits = if share.abs() < 0.01 { 3 } else { 2 };
        format!("{:.digits$}", share * 100.0)
    };
    match parameter {
        Parameter { at_most: Some(most), .. } => format!("≤ {} %", percent(*most)),
        Parameter { at_least: Some(least), .. } => format!("≥ {} %", percent(*least)),
        Parameter { value, error: Some(error), .. } => format!("{} % ± {}", percent(*value), percent(*error)),
        Parameter { value, .. } => format!("{} %", percent(*value)),
    }
}

fn small(parameter: &Parameter) -> String {
    match parameter {
        Parameter { at_most: Some(most), .. } => format!("≤ {most:.2e}"),
        Parameter { at_least: Some(least), .. } => format!("≥ {least:.2e}"),
        Parameter { value, error: Some(error), .. } => format!("{value:.2e} ± {error:.0e}"),
        Parameter { value, .. } => format!("{value:.2e}"),
    }
}

/// Doubts about points: each doubt of a curve once, with all its numbers of workers and its worst value.
pub(super) fn doubted(curves: &[Curve]) -> Vec<String> {
    let mut lines = Vec::new();
    for curve in curves {
        let mut kinds: Vec<&str> = Vec::new();
        for doubt in curve.points.iter().flat_map(|point| &point.doubts) {
            if !kinds.contains(&doubt.doubt.kind.as_str()) {
                kinds.push(&doubt.doubt.kind);
            }
        }
        for kind in kinds {
            let of_kind = |point: &Point| point.doubts.iter().find(|d| d.doubt.kind == kind).cloned();
            let with: Vec<String> =
                curve.points.iter().filter(|p| of_kind(p).is_some()).map(workers).collect();
            let Some(last) = curve.points.iter().rev().find_map(of_kind) else { continue };
            let (lane, workload) = (&curve.plan.lane, &curve.plan.workload.name);
            let at = if with.len() > 1 { format!(" (with {})", with[with.len() - 1]) } else { String::new() };
            lines.push(format!(
                "{kind}: {lane} on {workload} with {}: {}{at}; {}",
                with.join(", "),
                last.doubt.message,
                last.doubt.advice
            ));
        }
    }
    lines
}
