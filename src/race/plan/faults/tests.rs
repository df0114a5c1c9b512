use super::super::plan;
use super::*;
use crate::event::Machine;
use crate::race::choices::LaneChoice;
use std::time::Duration;

fn refusal(choices: &Choices) -> String {
    plan(choices, &Machine::with_cpus(2)).unwrap_err().to_string()
}

fn with(fault: &str) -> Choices {
    Choices { faults: vec![fault.parse().unwrap()], ..Choices::default() }
}

#[test]
fn a_fault_needs_a_process_a_worker_and_a_task() {
    assert!(plan(&with("kill:1@2s"), &Machine::with_cpus(2)).is_ok());
    let threads = Choices { lanes: vec![LaneChoice::of("gil")], ..with("kill") };
    assert_eq!(
        refusal(&threads),
        "a fault (--fault) is for worker processes of this program, and no lane of the race has any; those are pool, \
             processes"
    );
    let threads = Choices { faults: Vec::new(), deadline: Some(Duration::from_secs(1)), ..threads };
    assert!(refusal(&threads).starts_with("a deadline (--deadline)"));
    assert_eq!(
        refusal(&with("kill:2")),
        "the fault kill:2 is for a worker that is not there: accepted are workers 0 to 1"
    );
    assert_eq!(
        refusal(&with("poison:64")),
        "the fault poison:64 is for a task that is not there: accepted are tasks 0 to 63"
    );
}
