//! What the keys change: another number of workers, another workload, another schedule.
//!
//! Each change makes new choices of old ones and says in a sentence what was chosen, or why it cannot be.

use std::time::Duration;

use super::interval::Step;
use super::values::with_workload;
use crate::event::Machine;
use crate::model::words;
use crate::race::{Choices, plan};
use crate::workload::Kind;

/// One worker more or fewer in each lane that can have it.
pub(super) fn with_workers(
    choices: &Choices,
    machine: &Machine,
    step: i16,
) -> Result<(Choices, String), String> {
    let counts = |choices: &Choices| -> Result<Vec<u16>, String> {
        let plan = plan(choices, machine).map_err(|error| error.to_string())?;
        Ok(plan.lanes.iter().map(|lane| u16::try_from(lane.workers).unwrap_or(u16::MAX)).collect())
    };
    let before = counts(choices)?;
    let most = before.iter().copied().max().unwrap_or(1);
    let mut changed = choices.clone();
    changed.workers = Some(most.saturating_add_signed(step).max(1));
    for (lane, count) in changed.lanes.iter_mut().zip(&before) {
        lane.workers = lane.workers.map(|_| count.saturating_add_signed(step).max(1));
    }
    let after = counts(&changed)?;
    if after == before {
        let one = step < 0 && before.iter().all(|count| *count == 1);
        let why =
            if one { "Each lane has one worker already." } else { "No lane can have more workers here." };
        return Err(why.into());
    }
    let said = match &after[..] {
        [first, rest @ ..] if rest.iter().all(|count| count == first) => {
            format!("{first} {} in each lane.", if *first == 1 { "worker" } else { "workers" })
        }
        counts => {
            let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
            format!("{} workers, lane by lane.", counts.join(", "))
        }
    };
    Ok((changed, said))
}

/// The next workload, with its own number and size of tasks.
pub(super) fn with_next_workload(choices: &Choices) -> (Choices, String) {
    let place = Kind::ALL.iter().position(|kind| *kind == choices.workload).unwrap_or(0);
    let workload = Kind::ALL[(place + 1) % Kind::ALL.len()];
    with_workload(choices, workload)
}

/// The next schedule that differs here from the one that is on.
pub(super) fn with_next_schedule(choices: &Choices, machine: &Machine) -> Result<(Choices, String), String> {
    let resolve = |choices: &Choices| plan(choices, machine).map(|plan| plan.schedule).ok();
    let now = resolve(choices);
    let mut next = choices.clone();
    for _ in 0..4 {
        next.schedule = next.schedule.next();
        if let Some(schedule) = resolve(&next).filter(|schedule| Some(*schedule) != now) {
            return Ok((next, format!("Schedule {}: {}.", schedule.word(), schedule.about())));
        }
    }
    Err("No other schedule is possible on this machine.".into())
}

/// The next shorter or longer switch interval.
pub(super) fn with_interval(
    choices: &Choices,
    machine: &Machine,
    step: Step,
) -> Result<(Choices, String), String> {
    let lanes = plan(choices, machine).map_err(|error| error.to_string())?.lanes;
    if !lanes.iter().any(|lane| lane.locked) {
        return Err("No lane here has a lock, so nothing has a switch interval.".into());
    }
    let micros = |interval: Duration| u64::try_from(interval.as_micros()).unwrap_or(u64::MAX);
    let Some(interval) = step.from(choices.interval) else {
        let end = words::interval(micros(choices.interval));
        let side = if step == Step::Longer { "long" } else { "short" };
        return Err(format!("The switch interval of {end} is as {side} as it gets."));
    };
    let said = format!("Switch interval {}.", words::interval(micros(interval)));
    Ok((Choices { interval, ..choices.clone() }, said))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::race::{LaneChoice, ScheduleChoice};

    fn machine(cpus: u16) -> Machine {
        Machine::with_cpus(cpus)
    }

    #[test]
    fn workers_grow_and_shrink_but_never_vanish() {
        let mut choices = Choices { workers: Some(2), ..Choices::default() };
        let (more, said) = with_workers(&choices, &machine(2), 1).unwrap();
        assert_eq!((more.workers, said.as_str()), (Some(3), "3 workers in each lane."));
        choices.lanes[0].workers = Some(4);
        let (fewer, said) = with_workers(&choices, &machine(2), -1).unwrap();
        assert_eq!((fewer.workers, fewer.lanes[0].workers), (Some(3), Some(3)));
        assert_eq!(said, "3 workers in each lane.");
        let one = Choices { workers: Some(1), lanes: vec![LaneChoice::of("pool")], ..choices.clone() };
        assert!(with_workers(&one, &machine(2), -1).is_err());
        let sequential = Choices { lanes: vec![LaneChoice::of("sequential")], ..choices };
        assert!(with_workers(&sequential, &machine(2), 1).is_err());
    }

    #[test]
    fn the_schedule_goes_round_those_that_are_possible() {
        let mut choices = Choices::default();
        let mut seen = Vec::new();
        for _ in 0..3 {
            let (next, said) = with_next_schedule(&choices, &machine(2)).unwrap();
            choices = next;
            seen.push(said.split(':').next().unwrap().to_string());
        }
        let expected = if cfg!(target_os = "linux") {
            ["Schedule together", "Schedule split", "Schedule turns"]
        } else {
            ["Schedule together", "Schedule turns", "Schedule together"]
        };
        assert_eq!(seen, expected);
        assert_eq!(choices.schedule, ScheduleChoice::Auto);
    }

    #[test]
    fn the_interval_goes_by_steps_where_there_is_a_lock() {
        let choices = Choices::default();
        let (longer, said) = with_interval(&choices, &machine(2), Step::Longer).unwrap();
        assert_eq!((longer.interval, said.as_str()), (Duration::from_millis(10), "Switch interval 10 ms."));
        let longest = Choices { interval: Duration::from_secs(1), ..choices.clone() };
        let refused = with_interval(&longest, &machine(2), Step::Longer).unwrap_err();
        assert!(refused.contains("1 s is as long as it gets"), "{refused}");
        let free = Choices { lanes: vec![LaneChoice::of("pool")], ..choices };
        assert!(with_interval(&free, &machine(2), Step::Longer).is_err());
    }

    #[test]
    fn the_workload_goes_round_all() {
        let mut choices = Choices { size: Some(3), arg: Some("text".into()), ..Choices::default() };
        for _ in Kind::ALL {
            choices = with_next_workload(&choices).0;
        }
        assert_eq!(choices.workload, Choices::default().workload);
        assert_eq!(choices.size, None, "a size means something else to each workload");
        assert_eq!(choices.arg, None, "and a text is for one of them");
    }
}
