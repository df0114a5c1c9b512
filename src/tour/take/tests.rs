use super::*;
use crate::model::fixture;
use crate::tour::fixture::{run, scene};
use crate::tour::{Moment, SceneChange};

#[test]
fn a_take_names_the_machine_of_its_plan() {
    let take = Take::of_events(vec![fixture::race()]).expect("the race is complete");
    let EventKind::Plan(plan) = &take.runs()[0].events[0].fact else { panic!("no plan") };
    assert_eq!(take.machine(), described(&plan.machine));
}

#[test]
fn races_without_an_end_are_no_take() {
    let mut events = fixture::race();
    events.retain(|event| !matches!(event.fact, EventKind::RaceEnded { .. }));
    assert_eq!(Take::of_events(vec![fixture::race(), events]), None);
    assert_eq!(Take::of_events(Vec::new()), None);
}

#[test]
fn a_fingerprint_changes_when_the_races_do_and_only_then() {
    let one = scene(vec![run(&["--lanes", "gil,pool"])]);
    let told = Scene { title: "another".into(), seconds: 9.0, ..one.clone() };
    assert_eq!(fingerprint(&one), fingerprint(&told));
    let mut changed = run(&["--lanes", "gil,pool"]);
    changed.changes.push(SceneChange {
        after: Moment::Start,
        setting: "switch-interval".into(),
        value: "50ms".into(),
    });
    for other in [
        vec![run(&["--lanes", "gil,pool", "--chunk", "2"])],
        vec![run(&["--lanesgil", ",pool"])],
        vec![run(&["--lanes"]), run(&["gil,pool"])],
        vec![run(&["--lanes", "gil,pool"]), run(&["--lanes", "gil,pool"])],
        vec![changed],
    ] {
        assert_ne!(fingerprint(&one), fingerprint(&scene(other)));
    }
}

#[test]
fn a_machine_has_a_short_name_on_the_stage() {
    for (cpu, told) in [
        ("AMD EPYC", "AMD EPYC"),
        ("Intel(R) Xeon(R) Processor", "Intel Xeon"),
        ("Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz", "Intel Core i7-8650U"),
        ("Processor", "Processor"),
    ] {
        assert_eq!(short(cpu), told);
    }
}
