use super::super::change::{Change, change};
use super::super::tests::step;
use super::*;

#[test]
fn the_schedule_goes_round_those_that_are_possible() {
    let mut choices = Choices::default();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let (next, said) = step(&choices, 2, FLAG, Step::On).unwrap();
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
fn a_schedule_is_one_that_is_possible() {
    let chosen = |schedule, cpus| {
        change(&Choices::default(), &Machine::with_cpus(cpus), &Change::value(FLAG, schedule))
    };
    let said = chosen("auto", 2).unwrap().said;
    assert_eq!(said, "Schedule auto, here turns: one lane after another, each with the whole machine.");
    assert_eq!(chosen("together", 2).unwrap().choices.schedule, ScheduleChoice::Together);
    let refused = chosen("split", 1).unwrap_err();
    assert!(refused.contains("split is not possible here"), "{refused}");
}
