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
mod tests {
    use super::super::choices::LANES_OF_CALLS;
    use super::*;

    fn planned(choices: &Choices, cpus: u16) -> Result<SweepPlan, PlanError> {
        plan(choices, &Machine { memory: 64 << 30, ..Machine::with_cpus(cpus) })
    }

    #[test]
    fn workers_double_up_to_the_usable_cpus() {
        let numbers = |cpus| planned(&Choices::default(), cpus).unwrap().workers;
        assert_eq!(numbers(1), [1]);
        assert_eq!(numbers(2), [1, 2]);
        assert_eq!(numbers(6), [1, 2, 4, 6]);
        assert_eq!(numbers(64), [1, 2, 4, 8, 16, 32, 64]);
        let all = Choices { workers: Workers::All, ..Choices::default() };
        assert_eq!(planned(&all, 4).unwrap().workers, [1, 2, 3, 4]);
    }

    #[test]
    fn numbers_that_were_asked_for_are_sorted_and_one_is_among_them() {
        let these = |these: &[u32]| Choices { workers: Workers::These(these.to_vec()), ..Choices::default() };
        assert_eq!(planned(&these(&[6, 2, 2, 3]), 2).unwrap().workers, [1, 2, 3, 6]);
        assert_eq!(planned(&these(&[0]), 2), Err(PlanError::Workers(0)));
        assert_eq!(
            planned(&these(&[1025]), 2).unwrap_err().to_string(),
            "1025 workers: accepted is 1 to 1024"
        );
    }

    #[test]
    fn what_cannot_be_swept_is_refused_by_name() {
        let of = |lanes: &[&str], workloads: &[Kind]| {
            let lanes = lanes.iter().map(ToString::to_string).collect();
            planned(&Choices { lanes, workloads: workloads.to_vec(), ..Choices::default() }, 2)
        };
        assert_eq!(of(&["pol"], &[Kind::Primes]), Err(PlanError::UnknownLane("pol".into())));
        assert_eq!(of(&["pool"], &[Kind::Print]), Err(PlanError::Untimed("print")));
        assert_eq!(of(&[], &[Kind::Primes]), Err(PlanError::Nothing));
        assert_eq!(of(&["gil", "gil"], &[Kind::Primes]), Err(PlanError::Twice("gil on primes".into())));
    }

    #[test]
    fn a_function_of_the_user_s_is_swept_under_lanes_of_python() {
        if crate::python::on_path().problem.is_some() {
            return;
        }
        let call = |function: &str| CallChoice {
            function: function.into(),
            over: Some("range(10, 40)".into()),
            star: false,
        };
        let choices = Choices { call: Some(call("tests/functions/primes.py:count")), ..Choices::default() };
        let plan = planned(&choices, 2).expect("there is such a function");
        let lanes: Vec<&str> = plan.curves.iter().map(|curve| curve.lane.as_str()).collect();
        assert_eq!(lanes, LANES_OF_CALLS);
        let work = &plan.curves[0].workload;
        assert_eq!((work.name.as_str(), work.tasks, work.chunk), ("count", 30, 0));
        let swept = work.call.as_ref().expect("it is a call");
        assert_eq!((swept.name(), swept.source.len()), ("count", 16));
        for (wrong, told) in [
            (Choices { lanes: vec!["gil".into()], ..choices.clone() }, "executes no Python function"),
            (Choices { tasks: Some(3), ..choices.clone() }, "--tasks is for a function"),
            (
                Choices { call: Some(call("tests/functions/primes.py:cuont")), ..choices },
                "did you mean count?",
            ),
        ] {
            let refused = planned(&wrong, 2).unwrap_err().to_string();
            assert!(refused.contains(told), "{refused}");
        }
    }

    #[test]
    fn one_thread_has_no_curve_beyond_one() {
        let choices = Choices { lanes: vec!["sequential".into()], ..Choices::default() };
        let plan = planned(&choices, 8).unwrap();
        assert_eq!(plan.workers_of(&plan.curves[0]).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn weak_work_grows_and_is_no_more_than_there_can_be() {
        let weak = Choices { mode: Mode::Weak, tasks: Some(2_000_000), ..Choices::default() };
        assert_eq!(planned(&weak, 8), Err(PlanError::Tasks { tasks: 2_000_000, workers: 8 }));
        let plan = planned(&Choices { mode: Mode::Weak, ..Choices::default() }, 8).unwrap();
        assert_eq!(plan.tasks(&plan.curves[0], 8), 8 * plan.tasks(&plan.curves[0], 1));
    }
}
