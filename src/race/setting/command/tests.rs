use super::super::tests::choose;
use super::super::{LaneChoice, workload};
use super::*;
use crate::workload::Kind;

#[test]
fn a_command_takes_the_place_of_a_workload_and_leaves_it_again() {
    let before = Choices { size: Some(3), chunk: Some(4), ..Choices::default() };
    let (choices, said) = choose(&before, FLAG, "true {task}").expect("it can be run");
    assert_eq!((choices.kind(), said.as_str()), (Kind::Command, "Each task runs true {task}."));
    let lanes: Vec<Option<u16>> = choices.racing_lanes().iter().map(|lane| lane.workers).collect();
    assert_eq!(lanes, [Some(1), None]);
    let (after, _) = choose(&choices, workload::FLAG, "hash").expect("it can be raced");
    assert_eq!((after.kind(), after.command.as_ref()), (Kind::Hash, None));
    assert_eq!(after.racing_lanes(), Choices::default().lanes);
}

#[test]
fn lanes_that_run_commands_stay() {
    let own = LaneChoice { workers: Some(3), ..LaneChoice::of("processes") };
    let before = Choices { lanes: vec![LaneChoice::of("gil"), own.clone()], ..Choices::default() };
    assert_eq!(choose(&before, FLAG, "true").expect("it can be run").0.lanes, [own]);
    assert!(choose(&before, FLAG, "nosuchprogram").unwrap_err().contains("was not found"));
}
