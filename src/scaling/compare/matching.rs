//! Matching of curves: pairs to compare, curves left out, and the reason when there is no pair.

use super::ratios::Ratios;
use super::side::Side;
use super::subject::ComparedMachine;
use crate::scaling::report::{CurvePlan, Mode, Report, Work};
use crate::text::words::counted;

/// A lane and its workload, as several machines measured it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Matched {
    /// The lane.
    pub lane: String,
    /// Description of the lane.
    pub label: String,
    /// Workload of the first.
    pub workload: Work,
    /// Whether the work grows with the workers.
    pub mode: Mode,
    /// The difference, if the comparison was forced. Throughput then counts the workload's units (tasks times their
    /// size), which is fair only where twice the size is twice the work.
    pub forced: Option<String>,
    /// By subject; `None` where one has not measured it.
    pub sides: Vec<Option<Side>>,
    /// By subject, against the first; `None` for the first itself.
    pub ratios: Vec<Option<Ratios>>,
}

/// Reason why reports cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// Fewer than two reports.
    #[error(
        "there is only one machine to look at; name at least two reports (or compare them one by one: --by machine)"
    )]
    Alone,
    /// No curve of one was measured by the other.
    #[error(
        "{first} and {other} cannot be compared: {field} is {} in one and {} in the other; measure both alike, or compare what can be with --force",
        values[0],
        values[1]
    )]
    Differ {
        /// The name of the first.
        first: String,
        /// The name of the other.
        other: String,
        /// The field that differs, e.g. `size of primes`.
        field: String,
        /// Its values in the first and in the other.
        values: [String; 2],
    },
}

/// Reports with a curve of theirs.
fn curves(subject: &ComparedMachine) -> impl Iterator<Item = (&Report, &CurvePlan)> {
    subject.reports.iter().flat_map(|report| report.plan.curves.iter().map(move |curve| (report, curve)))
}

/// The curves of the first that another has, too, with all subjects that have them; and those left out.
pub(super) fn matched(
    first: &ComparedMachine,
    others: &[ComparedMachine],
    force: bool,
) -> (Vec<Matched>, Vec<String>) {
    let (mut all, mut left_out) = (Vec::<Matched>::new(), Vec::new());
    for (report, plan) in curves(first) {
        let mode = report.plan.mode;
        if all.iter().any(|known| is_same(known, mode, plan)) {
            continue;
        }
        match one(first, others, mode, plan, force) {
            Some(matched) => all.push(matched),
            None => left_out.push(format!("{}: only {} has it", described(mode, plan), first.name)),
        }
    }
    for other in others {
        let mut told: Vec<String> = Vec::new();
        for (report, plan) in curves(other) {
            let mode = report.plan.mode;
            let taken = all.iter().any(|known| {
                is_same(known, mode, plan)
                    || (known.forced.is_some() && is_akin(&known.lane, &known.workload, plan))
            });
            let sentence = format!("{}: {} has not measured it", described(mode, plan), first.name);
            if !taken && !told.contains(&sentence) && !left_out.contains(&sentence) {
                told.push(sentence);
            }
        }
        left_out.append(&mut told);
    }
    (all, left_out)
}

/// One curve of the first, matched with the others.
fn one(
    first: &ComparedMachine,
    others: &[ComparedMachine],
    mode: Mode,
    plan: &CurvePlan,
    force: bool,
) -> Option<Matched> {
    let exact = |report: &Report, curve: &CurvePlan| {
        report.plan.mode == mode && curve.lane == plan.lane && curve.workload == plan.workload
    };
    let mut sides: Vec<Option<Side>> = vec![Side::of(first, &exact, 1.0)];
    sides.extend(others.iter().map(|other| Side::of(other, &exact, 1.0)));
    let mut forced = None;
    if force && sides.get(1..)?.iter().any(Option::is_none) {
        // Not the same work: units of it per second can be compared, with a mark.
        let units: Vec<Option<(Side, String)>> = others.iter().map(|other| akin(other, mode, plan)).collect();
        if units.iter().any(Option::is_some) {
            let size = plan.workload.size as f64;
            sides = vec![Side::of(first, &exact, size)];
            let mut what: Vec<String> = Vec::new();
            for unit in units {
                let (found, differs) =
                    unit.map_or((None, None), |(found, differs)| (Some(found), Some(differs)));
                sides.push(found);
                what.extend(differs.filter(|differs| !differs.is_empty()));
            }
            what.dedup();
            forced = Some(what.join("; "));
        }
    }
    let own = sides.first()?.clone()?;
    if sides.get(1..)?.iter().all(Option::is_none) {
        return None;
    }
    let ratio = |(place, side): (usize, &Option<Side>)| {
        side.as_ref().filter(|_| place > 0).map(|side| Ratios::of(&own, side))
    };
    let ratios = sides.iter().enumerate().map(ratio).collect();
    let (lane, label, workload) = (plan.lane.clone(), plan.label.clone(), plan.workload.clone());
    Some(Matched { lane, label, workload, mode, forced, sides, ratios })
}

/// The same lane on the same workload, whatever its size, in units per second, and the difference.
fn akin(subject: &ComparedMachine, mode: Mode, plan: &CurvePlan) -> Option<(Side, String)> {
    let same_work = |(report, curve): &(&Report, &CurvePlan)| {
        (differing(mode, plan, report.plan.mode, curve).len(), report.plan.mode != mode)
    };
    let akin = curves(subject).filter(|(_, curve)| is_akin(&plan.lane, &plan.workload, curve));
    let (report, curve) = akin.min_by_key(same_work)?;
    let is_it = |other: &Report, candidate: &CurvePlan| {
        other.plan.mode == report.plan.mode
            && candidate.lane == curve.lane
            && candidate.workload == curve.workload
    };
    let side = Side::of(subject, &is_it, curve.workload.size as f64)?;
    let differs = differing(mode, plan, report.plan.mode, curve);
    let told = differs.iter().map(|(field, [a, b])| format!("{field} {a} and {b}"));
    Some((side, told.collect::<Vec<_>>().join(", ")))
}

/// Reason why no curve of `first` can be compared with one of `other`: the difference of the most similar pair.
pub(super) fn refusal(first: &ComparedMachine, other: &ComparedMachine) -> Refusal {
    let refuse = |field: String, values| Refusal::Differ {
        first: first.name.clone(),
        other: other.name.clone(),
        field,
        values,
    };
    let mut closest: Option<(String, Vec<Field>)> = None;
    for (report, plan) in curves(first) {
        for (other_report, curve) in curves(other).filter(|(_, curve)| curve.lane == plan.lane) {
            let differs = differing(report.plan.mode, plan, other_report.plan.mode, curve);
            if closest.as_ref().is_none_or(|(_, least)| differs.len() < least.len()) {
                closest = Some((plan.lane.clone(), differs));
            }
        }
    }
    let lanes = |subject: &ComparedMachine| {
        let mut lanes: Vec<&str> = curves(subject).map(|(_, curve)| curve.lane.as_str()).collect();
        lanes.sort_unstable();
        lanes.dedup();
        lanes.join(", ")
    };
    match closest {
        None => refuse("the list of lanes".into(), [lanes(first), lanes(other)]),
        Some((lane, differs)) => match differs.into_iter().next() {
            Some((field, values)) => refuse(format!("{field} of the {lane} lane"), values),
            // The same plan, but no measurement.
            None => refuse(
                "the number of runs".into(),
                [first, other].map(|s| s.reports.iter().map(|r| r.runs.len()).sum::<usize>().to_string()),
            ),
        },
    }
}

/// A field, and its values in one and in the other.
type Field = (&'static str, [String; 2]);

/// Fields in which two curves of a lane differ, the most important first.
fn differing(mode: Mode, plan: &CurvePlan, other_mode: Mode, other: &CurvePlan) -> Vec<Field> {
    let (a, b) = (&plan.workload, &other.workload);
    let fields = [
        ("the workload", [a.name.clone(), b.name.clone()]),
        ("the mode", [mode.word().into(), other_mode.word().into()]),
        ("the size", [format!("{} {}", a.size, a.unit), format!("{} {}", b.size, b.unit)]),
        ("the number of tasks", [a.tasks.to_string(), b.tasks.to_string()]),
        ("the seed", [a.seed.to_string(), b.seed.to_string()]),
        ("the chunk", [a, b].map(chunk)),
    ];
    let own = [
        ("the command", [a, b].map(command)),
        ("what reads the command", [a, b].map(reader)),
        ("what is run before each run (--prepare)", [a, b].map(prepare)),
        ("the list of arguments", [a, b].map(list)),
        ("the source of the function", [a, b].map(source)),
    ];
    let (name, others) = fields.split_at(1);
    let fields = own[..1].iter().chain(name).chain(&own[1..]).chain(others).cloned();
    fields.filter(|(_, [a, b])| a != b).collect()
}

fn chunk(work: &Work) -> String {
    if work.chunk == 0 { "that of Pool.map".into() } else { work.chunk.to_string() }
}

/// The command of the user's; other work has none.
fn command(work: &Work) -> String {
    work.command.as_ref().map_or_else(|| "none".into(), |swept| swept.command.text.clone())
}

fn reader(work: &Work) -> String {
    let shell = work.command.as_ref().is_some_and(|swept| swept.command.shell);
    if shell { "a shell" } else { "no shell" }.into()
}

fn prepare(work: &Work) -> String {
    let step = work.command.as_ref().and_then(|swept| swept.command.prepare.clone());
    step.unwrap_or_else(|| "nothing".into())
}

/// The list of arguments of a function of the user's; empty for other work.
fn list(work: &Work) -> String {
    let call = work.call.as_ref();
    call.map_or_else(String::new, |call| {
        let star = if call.star { " (--star)" } else { "" };
        format!("{}{star}", call.over.as_deref().unwrap_or("the task's number"))
    })
}

/// Fingerprint of the source of a function of the user's.
fn source(work: &Work) -> String {
    work.call.as_ref().map_or_else(|| "this program's own".into(), |call| call.source.clone())
}

fn is_same(known: &Matched, mode: Mode, plan: &CurvePlan) -> bool {
    known.mode == mode && known.lane == plan.lane && known.workload == plan.workload
}

fn is_akin(lane: &str, work: &Work, plan: &CurvePlan) -> bool {
    let other = &plan.workload;
    // Another source may do anything, so nothing of it counts as the same unit of work.
    let source = |work: &Work| work.call.as_ref().map(|call| call.source.clone());
    lane == plan.lane
        && work.name == other.name
        && source(work) == source(other)
        && work.command == other.command
}

fn described(mode: Mode, plan: &CurvePlan) -> String {
    let work = &plan.workload;
    let mode = if mode == Mode::Weak { ", weak" } else { "" };
    if let Some(swept) = &work.command {
        return format!("{} ({}{mode})", swept.command.text, swept.label());
    }
    if let Some(call) = &work.call {
        let (lane, said, source) = (&plan.lane, call.plan(work.tasks).sentence(), &call.source);
        return format!("{lane} on {said} ({}{mode}, source {source})", counted(work.tasks, "task"));
    }
    format!(
        "{} on {} ({} of {} {}{mode})",
        plan.lane,
        work.name,
        counted(work.tasks, "task"),
        work.size,
        work.unit
    )
}
