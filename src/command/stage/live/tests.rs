use std::time::Duration;

use super::*;
use crate::event::Plan;
use crate::race::LaneChoice;
use crate::race::setting::chunk;
use crate::workload::Kind;

/// Races of work whose seed is drawn anew for every plan; the lanes need no worker process.
fn stage() -> LiveStage {
    let lanes = vec![LaneChoice::of("sequential")];
    let choices = Choices { lanes, workload: Kind::Number, ..Choices::default() };
    let machine = Machine::with_cpus(2);
    let next = Some(plan(&choices, &machine).expect("it can be raced"));
    let (program, recordings) = (PathBuf::new(), Recordings::default());
    LiveStage { choices, machine, program, next, race: None, recordings, before: Vec::new() }
}

/// The plan that a race announces, but for its origin, which is known when it starts.
fn announced(events: &Receiver<Event>) -> Plan {
    loop {
        let event = events.recv_timeout(Duration::from_mins(2)).expect("a race announces its plan");
        if let EventKind::Plan(plan) = event.fact {
            assert!(plan.origin.is_some_and(|origin| origin.when.is_some() && !origin.argv.is_empty()));
            return Plan { origin: None, ..*plan };
        }
    }
}

#[test]
fn the_plan_that_was_checked_is_the_one_that_runs() {
    let mut stage = stage();
    let checked = stage.next.clone().expect("it was planned");
    assert_eq!(announced(&stage.start()), checked.announced);

    stage.change(&Change::value(chunk::FLAG, "3")).expect("it can be raced");
    let checked = stage.next.clone().expect("it was planned");
    let plan = announced(&stage.start());
    assert_eq!((&plan, plan.workload.chunk), (&checked.announced, 3));
    assert_eq!(stage.next, None, "another run draws another seed");
}

#[test]
fn changes_are_undone_one_after_another() {
    let mut stage = stage();
    let first = stage.choices.clone();
    assert_eq!((stage.check_undo().is_err(), stage.undo().is_err()), (true, true), "nothing was changed");
    stage.change(&Change::value(chunk::FLAG, "3")).expect("it can be raced");
    let second = stage.choices.clone();
    stage.change(&Change::value("workload", "print")).expect("it can be raced");
    assert!(stage.check(&Change::value("workload", "number")).is_ok());
    assert!(stage.check(&Change::value("nonsense", "1")).is_err());
    assert_eq!(stage.choices.workload, Kind::Print, "a check changes nothing");
    assert_eq!(stage.undo().as_deref(), Ok("Back to number with sequential 1; turns."));
    assert_eq!((&stage.choices, stage.check_undo()), (&second, Ok(())));
    assert_eq!(announced(&stage.start()).workload.chunk, 3);
    assert!(stage.undo().is_ok() && stage.undo().is_err());
    assert_eq!(stage.choices, first);
}

#[test]
fn what_cannot_be_raced_changes_nothing() {
    let mut stage = stage();
    let (choices, next) = (stage.choices.clone(), stage.next.clone());
    for refused in [("switch-interval", "1ms"), ("seconds", "1"), ("nonsense", "1")] {
        assert!(stage.change(&Change::value(refused.0, refused.1)).is_err(), "{refused:?}");
        assert_eq!((&stage.choices, &stage.next), (&choices, &next));
    }
}
