use super::super::tests::{choose, step};
use super::*;

#[test]
fn workers_grow_and_shrink_but_never_vanish() {
    let mut choices = Choices { workers: Some(2), ..Choices::default() };
    let (more, said) = step(&choices, 2, FLAG, Step::On).unwrap();
    assert_eq!((more.workers, said.as_str()), (Some(3), "3 workers in each lane."));
    choices.lanes[0].workers = Some(4);
    let (fewer, said) = step(&choices, 2, FLAG, Step::Back).unwrap();
    assert_eq!((fewer.workers, fewer.lanes[0].workers), (Some(3), Some(3)));
    assert_eq!(said, "3 workers in each lane.");
    let one = Choices { workers: Some(1), lanes: vec![LaneChoice::of("pool")], ..choices.clone() };
    assert_eq!(step(&one, 2, FLAG, Step::Back).unwrap_err(), "Each lane has one worker already.");
    let sequential = Choices { lanes: vec![LaneChoice::of("sequential")], ..choices };
    assert_eq!(step(&sequential, 2, FLAG, Step::On).unwrap_err(), "No lane can have more workers here.");
}

#[test]
fn more_than_the_most_are_refused_in_a_sentence() {
    let most = Choices { workers: Some(lane::MOST_WORKERS), ..Choices::default() };
    let refused = step(&most, 2, FLAG, Step::On).unwrap_err();
    assert!(refused.starts_with("Not possible: 1025 workers") && refused.ends_with('.'), "{refused}");
}

#[test]
fn lanes_that_differ_are_told_one_by_one() {
    let lanes = vec![LaneChoice::of("sequential"), LaneChoice::of("pool")];
    let choices = Choices { lanes, workers: Some(2), ..Choices::default() };
    assert_eq!(step(&choices, 2, FLAG, Step::On).unwrap().1, "1, 3 workers, lane by lane.");
}

#[test]
fn a_number_of_workers_is_for_each_lane_that_can_have_it() {
    let own = LaneChoice { workers: Some(9), ..LaneChoice::of("gil") };
    let choices = Choices { lanes: vec![own, LaneChoice::of("sequential")], ..Choices::default() };
    let (three, said) = choose(&choices, FLAG, "3").unwrap();
    assert_eq!((three.workers, three.lanes[0].workers), (Some(3), None));
    assert_eq!(said, "3 workers in each lane that can have more than one (not sequential).");
    assert_eq!(choose(&Choices::default(), FLAG, "1").unwrap().1, "1 worker in each lane.");
}

#[test]
fn the_usable_cpus_are_among_the_offers() {
    let counts = |cpus| -> Vec<String> {
        let offers = Workers.offers(&Choices::default(), &Machine::with_cpus(cpus));
        offers.into_iter().map(|offer| offer.value).collect()
    };
    assert_eq!(counts(2), ["1", "2", "4", "8"]);
    assert_eq!(counts(6), ["1", "2", "4", "6", "8", "16"]);
}
