//! Plan of a sweep: from what is requested to what will be measured on this machine.

use super::choices::{Choices, Workers};
use super::command;
pub(crate) use super::error::PlanError;
use crate::event::Machine;
use crate::lane::{self, MOST_WORKERS};
use crate::race::{self, CallChoice, LaneChoice, MOST_REPETITIONS, MOST_TASKS};
use crate::scaling::report::{CurvePlan, Mode, SweepPlan, Work};
use crate::workload::{Kind, Scales};

/// Makes the plan of a sweep on `machine`.
///
/// # Errors
/// When the request names something that does not exist or cannot be done here.
pub(crate) fn plan(choices: &Choices, machine: &Machine) -> Result<SweepPlan, PlanError> {
    let workers = numbers(&choices.workers, machine.usable_cpus)?;
    let curves = match (&choices.command, &choices.call) {
        (Some(command), _) => vec![command::curve(choices, command, &workers)?],
        (None, Some(call)) => curves_of_call(choices, call, &workers, machine)?,
        (None, None) => curves_of_workloads(choices, &workers, machine)?,
    };
    // N copies of a command do N times the work.
    let copies =
        curves.iter().any(|curve| curve.workload.command.is_some() && !curve.workload.scales_itself());
    if curves.is_empty() {
        return Err(PlanError::Nothing);
    }
    Ok(SweepPlan {
        mode: if copies { Mode::Weak } else { choices.mode },
        workers,
        repetitions: choices.repetitions.clamp(1, MOST_REPETITIONS),
        budget_s: choices.budget.map(|budget| budget.as_secs_f64()),
        seed: choices.seed,
        interval_us: u64::try_from(choices.interval.as_micros()).unwrap_or(u64::MAX),
        deadline_s: choices.deadline.map(|deadline| deadline.as_secs_f64()),
        curves,
    })
}

/// The numbers of workers, ascending, each once, 1 among them.
fn numbers(wanted: &Workers, usable: u32) -> Result<Vec<u32>, PlanError> {
    let usable = usable.clamp(1, MOST_WORKERS.into());
    let mut numbers: Vec<u32> = match wanted {
        Workers::Doubling => std::iter::successors(Some(1), |n| Some(n * 2))
            .take_while(|n| *n < usable)
            .chain([usable])
            .collect(),
        Workers::All => (1..=usable).collect(),
        Workers::These(these) => these.clone(),
    };
    if let Some(wrong) = numbers.iter().find(|n| **n == 0 || **n > MOST_WORKERS.into()) {
        return Err(PlanError::Workers(*wrong));
    }
    numbers.push(1);
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

fn curves_of_workloads(
    choices: &Choices,
    workers: &[u32],
    machine: &Machine,
) -> Result<Vec<CurvePlan>, PlanError> {
    let mut curves = Vec::new();
    for kind in &choices.workloads {
        for lane in &choices.lanes {
            let curve = curve(choices, lane, *kind)?;
            check(choices, &curve, workers, machine)?;
            if curves.contains(&curve) {
                return Err(PlanError::Twice(format!("{lane} on {}", kind.name())));
            }
            curves.push(curve);
        }
    }
    Ok(curves)
}

/// A curve for each lane with the user's function. The plan of a race settles what it is: its interpreter is asked once.
fn curves_of_call(
    choices: &Choices,
    call: &CallChoice,
    workers: &[u32],
    machine: &Machine,
) -> Result<Vec<CurvePlan>, PlanError> {
    let kinds = choices.swept_lanes();
    let mut lanes = Vec::new();
    for kind in &kinds {
        let lane = lane::by_kind(kind).ok_or_else(|| PlanError::UnknownLane(kind.clone()))?;
        if kinds.iter().filter(|other| *other == kind).count() > 1 {
            return Err(PlanError::Twice(kind.clone()));
        }
        lanes.push(lane);
    }
    if lanes.is_empty() {
        return Err(PlanError::Nothing);
    }
    let race = race::Choices {
        lanes: kinds.iter().map(|kind| LaneChoice { workers: Some(1), ..LaneChoice::of(kind) }).collect(),
        call: Some(call.clone()),
        tasks: choices.tasks,
        pythons: choices.python.iter().cloned().collect(),
        ..race::Choices::default()
    };
    let plan = race::plan(&race, machine)?;
    let Some(found) = &plan.workload.call else { return Err(PlanError::Nothing) };
    let workload = Work::of_call(found, choices.chunk, choices.seed);
    let mut curves = Vec::new();
    for (lane, planned) in lanes.into_iter().zip(&plan.lanes) {
        let problem =
            lane.python().zip(planned.python.as_ref()).and_then(|(way, python)| way.problem(python));
        if let Some(problem) = problem {
            return Err(PlanError::Python(format!("{}: {problem}", planned.kind)));
        }
        let most_workers = u32::from(lane.most_workers());
        let most = workers.iter().copied().filter(|n| *n <= most_workers).max().unwrap_or(1);
        if choices.mode == Mode::Weak && workload.tasks.saturating_mul(most) > MOST_TASKS {
            return Err(PlanError::Tasks { tasks: workload.tasks, workers: most });
        }
        curves.push(CurvePlan {
            lane: planned.kind.clone(),
            label: planned.label.clone(),
            workload: workload.clone(),
            most_workers,
            python: planned.python.clone(),
        });
    }
    Ok(curves)
}

fn curve(choices: &Choices, kind: &str, work: Kind) -> Result<CurvePlan, PlanError> {
    let lane = lane::by_kind(kind).ok_or_else(|| PlanError::UnknownLane(kind.into()))?;
    if work.scales() == Scales::Nothing {
        return Err(PlanError::Untimed(work.name()));
    }
    let usual = Work::usual(work, lane.python().is_some());
    let workload = Work {
        tasks: choices.tasks.unwrap_or(usual.tasks),
        size: choices.size.unwrap_or(usual.size),
        seed: choices.seed,
        chunk: choices.chunk.unwrap_or(1),
        ..usual
    };
    let python = lane.python().map(|_| choices.python.clone().unwrap_or_else(crate::python::on_path));
    if let Some(python) = &python
        && let Some(problem) = &python.problem
    {
        return Err(PlanError::Python(format!("{kind}: {} {problem}", python.asked)));
    }
    let label = match (lane.python(), &python) {
        (Some(way), Some(python)) => way.label(python, None),
        _ => lane.label().into(),
    };
    Ok(CurvePlan { lane: kind.into(), label, workload, most_workers: lane.most_workers().into(), python })
}

/// Checks that a race could do it: sizes that fit into a message, tasks that fit into memory.
fn check(choices: &Choices, curve: &CurvePlan, workers: &[u32], machine: &Machine) -> Result<(), PlanError> {
    let most = workers.iter().copied().filter(|n| *n <= curve.most_workers).max().unwrap_or(1);
    let tasks = match choices.mode {
        Mode::Strong => curve.workload.tasks,
        Mode::Weak => curve.workload.tasks.saturating_mul(most),
    };
    if choices.mode == Mode::Weak && tasks > MOST_TASKS {
        return Err(PlanError::Tasks { tasks: curve.workload.tasks, workers: most });
    }
    let race = race::Choices {
        lanes: vec![LaneChoice { workers: u16::try_from(most).ok(), ..LaneChoice::of(&curve.lane) }],
        workload: curve.workload.name.parse().map_err(|_| PlanError::Nothing)?,
        tasks: Some(tasks),
        size: Some(curve.workload.size),
        chunk: choices.chunk,
        seed: Some(choices.seed),
        ..race::Choices::default()
    };
    race::plan(&race, machine)?;
    Ok(())
}

#[cfg(test)]
mod tests;
