//! What the menu changes: a lane in or out, and values that were chosen or typed.
//!
//! As with [keys](super::choices), each change makes new choices of old ones and says in a sentence what was chosen,
//! or why it cannot be.

use std::time::Duration;

use crate::event::{Machine, PythonPlan};
use crate::lane::{self, LANES, Lane};
use crate::model::words;
use crate::race::{Choices, LaneChoice, ScheduleChoice, plan};
use crate::workload::{Kind, Scales};

/// What was chosen instead, with a sentence about it; or why it cannot be.
pub(super) type Changed = Result<(Choices, String), String>;

/// The lane of this kind leaves the race, or joins it where it stands among all lanes.
pub(super) fn with_lane(choices: &Choices, kind: &str) -> Changed {
    let place = |kind: &str| LANES.iter().position(|lane| lane.kind() == kind).unwrap_or(LANES.len());
    let mut lanes = choices.lanes.clone();
    lanes.retain(|choice| choice.kind != kind);
    if lanes.is_empty() {
        return Err(format!("The lane {kind} stays: a race needs at least one."));
    }
    let joins = lanes.len() == choices.lanes.len();
    if joins {
        may_join(choices, kind)?;
        let before = lanes.iter().position(|choice| place(&choice.kind) > place(kind));
        lanes.insert(before.unwrap_or(lanes.len()), LaneChoice::of(kind));
    }
    let names: Vec<&str> = lanes.iter().map(|choice| choice.kind.as_str()).collect();
    let said =
        format!("The lane {kind} {} the race: {}.", if joins { "joins" } else { "leaves" }, names.join(", "));
    Ok((Choices { lanes, ..choices.clone() }, said))
}

/// Whether there is such a lane, and an interpreter for it where it needs one.
fn may_join(choices: &Choices, kind: &str) -> Result<(), String> {
    let Some(way) = lane::by_kind(kind).map(Lane::python) else {
        return Err(format!("There is no lane {kind}; accepted: {}.", lane::names()));
    };
    let Some(way) = way else { return Ok(()) };
    let found = [crate::python::on_path()];
    let pythons: &[PythonPlan] = if choices.pythons.is_empty() { &found } else { &choices.pythons };
    let problems: Vec<String> = pythons.iter().filter_map(|python| way.problem(python)).collect();
    match problems.first() {
        Some(problem) if problems.len() == pythons.len() => {
            Err(format!("The lane {kind} cannot join: {problem}."))
        }
        _ => Ok(()),
    }
}

/// This workload, with its own number and size of tasks.
pub(super) fn with_workload(choices: &Choices, workload: Kind) -> (Choices, String) {
    let choices = Choices { workload, tasks: None, size: None, share: None, arg: None, ..choices.clone() };
    (choices, format!("Workload {}: {}.", workload.name(), workload.about()))
}

/// So many workers in each lane that can have them.
pub(super) fn with_so_many_workers(choices: &Choices, workers: u16) -> (Choices, String) {
    let lanes: Vec<LaneChoice> = choices.lanes.iter().map(|lane| LaneChoice::of(&lane.kind)).collect();
    let fixed =
        |lane: &LaneChoice| lane::by_kind(&lane.kind).is_some_and(|lane| lane.most_workers() < workers);
    let alone: Vec<&str> = lanes.iter().filter(|lane| fixed(lane)).map(|lane| lane.kind.as_str()).collect();
    let except = if alone.is_empty() {
        String::new()
    } else {
        format!(" that can have more than one (not {})", alone.join(", "))
    };
    let said = format!("{} in each lane{except}.", count_of(workers.into(), "worker"));
    (Choices { lanes, workers: Some(workers), ..choices.clone() }, said)
}

/// So many tasks at a time.
pub(super) fn with_chunk(choices: &Choices, chunk: u32) -> (Choices, String) {
    let said = format!("Chunk {chunk}: a worker is handed {} at a time.", count_of(chunk, "task"));
    (Choices { chunk, ..choices.clone() }, said)
}

/// This switch interval, where a lane has a lock.
pub(super) fn with_this_interval(choices: &Choices, machine: &Machine, interval: Duration) -> Changed {
    let lanes = plan(choices, machine).map_err(|error| error.to_string())?.lanes;
    if !lanes.iter().any(|lane| lane.locked) {
        return Err("No lane here has a lock, so nothing has a switch interval.".into());
    }
    let micros = u64::try_from(interval.as_micros()).unwrap_or(u64::MAX);
    Ok((Choices { interval, ..choices.clone() }, format!("Switch interval {}.", words::interval(micros))))
}

/// This schedule.
pub(super) fn with_schedule(choices: &Choices, machine: &Machine, schedule: ScheduleChoice) -> Changed {
    let choices = Choices { schedule, ..choices.clone() };
    let found = plan(&choices, machine).map_err(|error| error.to_string())?.schedule;
    let here = if schedule == ScheduleChoice::Auto {
        format!("auto, here {}", found.word())
    } else {
        found.word().into()
    };
    Ok((choices, format!("Schedule {here}: {}.", found.about())))
}

/// Work that one worker alone would do in this time.
pub(super) fn with_seconds(choices: &Choices, length: Duration) -> Changed {
    let kind = choices.workload;
    let seconds = length.as_secs_f64();
    let (tasks, turned) = match kind.scales() {
        Scales::Nothing => {
            return Err(format!(
                "The workload {} is never calibrated: it takes as long as it takes.",
                kind.name()
            ));
        }
        Scales::Size => (choices.tasks, "the size of the tasks"),
        Scales::Tasks => (None, "the number of tasks"),
    };
    let said = format!("One worker alone would take {seconds} s: {turned} is calibrated for it.");
    Ok((Choices { seconds, seconds_given: true, size: None, tasks, ..choices.clone() }, said))
}

/// Tasks of this size.
pub(super) fn with_size(choices: &Choices, size: u64) -> (Choices, String) {
    let said = format!("Each task has a size of {size} {}.", choices.workload.unit());
    (Choices { size: Some(size), seconds_given: false, ..choices.clone() }, said)
}

/// `1 task`, `2 tasks`.
fn count_of(count: u32, noun: &str) -> String {
    format!("{count} {}", words::plural(count as usize, noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(choices: &Choices) -> Vec<&str> {
        choices.lanes.iter().map(|lane| lane.kind.as_str()).collect()
    }

    fn machine(cpus: u16) -> Machine {
        Machine::with_cpus(cpus)
    }

    #[test]
    fn lanes_join_in_their_order_and_leave_but_not_the_last() {
        let (more, said) = with_lane(&Choices::default(), "interpreters").unwrap();
        assert_eq!(kinds(&more), ["gil", "interpreters", "pool"]);
        assert_eq!(said, "The lane interpreters joins the race: gil, interpreters, pool.");
        let (fewer, said) = with_lane(&more, "gil").unwrap();
        assert_eq!(kinds(&fewer), ["interpreters", "pool"]);
        assert_eq!(said, "The lane gil leaves the race: interpreters, pool.");
        let (one, _) = with_lane(&fewer, "pool").unwrap();
        assert_eq!(
            with_lane(&one, "interpreters").unwrap_err(),
            "The lane interpreters stays: a race needs at least one."
        );
        assert!(with_lane(&one, "nonsense").unwrap_err().contains("accepted: sequential"));
    }

    #[test]
    fn all_lanes_of_a_kind_leave_together() {
        let twice = LaneChoice { workers: Some(4), ..LaneChoice::of("gil") };
        let mut choices = Choices::default();
        choices.lanes.push(twice);
        assert_eq!(kinds(&with_lane(&choices, "gil").unwrap().0), ["pool"]);
    }

    #[test]
    fn python_joins_where_there_is_one() {
        let plan = |problem: Option<&str>| PythonPlan {
            path: "/nowhere/python3".into(),
            problem: problem.map(Into::into),
            fork: true,
            ..PythonPlan::default()
        };
        let with =
            |pythons: Vec<PythonPlan>| with_lane(&Choices { pythons, ..Choices::default() }, "py-pool");
        assert!(with(vec![plan(None)]).is_ok());
        assert!(with(vec![plan(Some("it is too old")), plan(None)]).is_ok(), "one of them will do");
        let refused = with(vec![plan(Some("it is too old"))]).unwrap_err();
        assert_eq!(refused, "The lane py-pool cannot join: it is too old.");
    }

    #[test]
    fn a_number_of_workers_is_for_each_lane_that_can_have_it() {
        let own = LaneChoice { workers: Some(9), ..LaneChoice::of("gil") };
        let choices = Choices { lanes: vec![own, LaneChoice::of("sequential")], ..Choices::default() };
        let (three, said) = with_so_many_workers(&choices, 3);
        assert_eq!((three.workers, three.lanes[0].workers), (Some(3), None));
        assert_eq!(said, "3 workers in each lane that can have more than one (not sequential).");
        assert_eq!(with_so_many_workers(&Choices::default(), 1).1, "1 worker in each lane.");
    }

    #[test]
    fn an_interval_is_for_locks() {
        let length = Duration::from_millis(2);
        let (changed, said) = with_this_interval(&Choices::default(), &machine(2), length).unwrap();
        assert_eq!((changed.interval, said.as_str()), (length, "Switch interval 2 ms."));
        let free = Choices { lanes: vec![LaneChoice::of("pool")], ..Choices::default() };
        assert!(
            with_this_interval(&free, &machine(2), length).unwrap_err().contains("No lane here has a lock")
        );
    }

    #[test]
    fn a_schedule_is_one_that_is_possible() {
        let chosen = |schedule, cpus| with_schedule(&Choices::default(), &machine(cpus), schedule);
        let (_, said) = chosen(ScheduleChoice::Auto, 2).unwrap();
        assert_eq!(said, "Schedule auto, here turns: one lane after another, each with the whole machine.");
        assert_eq!(chosen(ScheduleChoice::Together, 2).unwrap().0.schedule, ScheduleChoice::Together);
        let refused = chosen(ScheduleChoice::Split, 1).unwrap_err();
        assert!(refused.contains("split is not possible here"), "{refused}");
    }

    #[test]
    fn length_and_size_take_each_other_s_place() {
        let sized = with_size(&Choices { seconds_given: true, ..Choices::default() }, 500).0;
        assert_eq!((sized.size, sized.seconds_given), (Some(500), false));
        let (timed, said) = with_seconds(&sized, Duration::from_millis(2500)).unwrap();
        assert_eq!((timed.size, timed.seconds_given), (None, true));
        assert_eq!(said, "One worker alone would take 2.5 s: the size of the tasks is calibrated for it.");
        let printing = Choices { workload: Kind::Print, ..Choices::default() };
        assert!(with_seconds(&printing, Duration::from_secs(1)).unwrap_err().contains("never calibrated"));
    }

    #[test]
    fn a_chunk_is_said_in_tasks() {
        assert_eq!(with_chunk(&Choices::default(), 1).1, "Chunk 1: a worker is handed 1 task at a time.");
        assert_eq!(with_chunk(&Choices::default(), 250).0.chunk, 250);
    }
}
