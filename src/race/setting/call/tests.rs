use super::super::tests::choose;
use super::super::{LaneChoice, change, workload};
use super::*;
use crate::race::CallChoice;
use crate::race::setting::Change;
use crate::workload::Kind;

/// Choices with this function, without asking an interpreter about it.
fn with_call() -> Choices {
    let mut choices = Choices::default();
    Call.choose(&mut choices, "tests/functions/primes.py:count").expect("it is named");
    choices
}

#[test]
fn a_function_races_under_lanes_of_python_and_a_workload_brings_the_usual_ones_back() {
    let choices = with_call();
    assert_eq!(choices.kind(), Kind::Call);
    let racing: Vec<String> = choices.racing_lanes().iter().map(|lane| lane.kind.clone()).collect();
    assert_eq!(racing, CallChoice::LANES);
    let (after, _) = choose(&choices, workload::FLAG, "hash").expect("it can be raced");
    assert_eq!((after.kind(), after.call.as_ref()), (Kind::Hash, None));
    assert_eq!(after.racing_lanes(), Choices::default().lanes);
}

#[test]
fn lanes_that_execute_no_python_leave_and_those_for_functions_alone_do_with_it() {
    let mut choices = Choices {
        lanes: ["threads", "py-threads"].map(LaneChoice::of).into(),
        size: Some(3),
        ..Choices::default()
    };
    Call.choose(&mut choices, "a.py:f").expect("it is named");
    assert_eq!(choices.lanes, [LaneChoice::of("py-threads")]);
    assert_eq!(choices.size, None, "a size means nothing to a function");
    choices.lanes = vec![LaneChoice::of("py-async")];
    let (after, _) = choose(&choices, workload::FLAG, "primes").expect("it can be raced");
    assert_eq!(after.lanes, Choices::default().lanes);
}

#[test]
fn arguments_without_a_function_and_a_name_without_one_are_refused() {
    let refused = choose(&Choices::default(), "over", "range(3)").unwrap_err();
    assert_eq!(
        refused,
        "No function of yours is in the race; choose one before its arguments: call crunch.py:resize."
    );
    for wrong in ["crunch.py", "crunch.py:", ":f", ""] {
        assert!(Call.check(wrong).unwrap_err().starts_with("accepted: FILE.py:FUNCTION"), "{wrong}");
    }
}

#[test]
fn what_is_wrong_with_a_function_is_said_by_the_interpreter() {
    if crate::python::on_path().problem.is_some() {
        return;
    }
    let choices = with_call();
    let asked = Change::value(FLAG, "tests/functions/primes.py:cuont");
    let refused = change(&choices, &Machine::with_cpus(2), &asked).unwrap_err();
    assert!(refused.contains("did you mean count?"), "{refused}");
    let (listed, said) = choose(&choices, "over", "range(7)").expect("it is a list");
    assert_eq!(said, "The race calls count(x) for x in range(7).");
    let shown = Over.offers(&listed, &Machine::with_cpus(2));
    assert_eq!((shown.len(), shown[0].value.as_str(), shown[0].chosen), (1, "range(7)", true));
    assert!(choose(&listed, "over", "range(").unwrap_err().contains("--over"));
}
