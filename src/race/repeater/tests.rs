use super::*;
use crate::model::fixture::{ms, outcome};

/// Makes repetitions in which each lane takes this many milliseconds, and returns their orders.
fn orders(plan: Repetitions, mut took: impl FnMut(u32) -> [Option<u64>; 3]) -> Vec<Vec<u16>> {
    let mut repeater = Repeater::new(plan, 3, 1);
    let (mut now, mut orders) = (Nanos::ZERO, Vec::new());
    while let Some(repetition) = repeater.begin(now) {
        let times = took(repetition.number);
        let ended = repetition.order.iter().map(|lane| {
            let time = times[usize::from(lane.0)]?;
            now += ms(time);
            Some(outcome([0, 0, time], 1, Vec::new()))
        });
        let ended: Vec<_> = repetition.order.iter().copied().zip(ended.collect::<Vec<_>>()).collect();
        repeater.end(&ended, now);
        orders.push(repetition.order.iter().map(|lane| lane.0).collect());
    }
    orders
}

fn plan(planned: u32, budget_s: Option<f64>) -> Repetitions {
    Repetitions { planned, budget_s }
}

#[test]
fn lanes_that_run_once_run_as_they_were_named() {
    assert_eq!(orders(Repetitions::default(), |_| [Some(100); 3]), [[0, 1, 2]]);
}

#[test]
fn every_repetition_has_all_lanes_in_an_order_of_its_own() {
    let orders = orders(plan(40, None), |_| [Some(100); 3]);
    assert_eq!(orders.len(), 40);
    for order in &orders {
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2]);
    }
    let first = |lane| orders.iter().filter(|order| order[0] == lane).count();
    assert!((0..3).all(|lane| (5..25).contains(&first(lane))), "{orders:?}");
}

#[test]
fn a_budget_ends_with_the_time_or_when_every_median_is_settled() {
    let equal = orders(plan(1, Some(60.0)), |_| [Some(100); 3]);
    assert_eq!(equal.len(), 5, "five equal times settle a median");
    let spread = orders(plan(1, Some(3.0)), |number| [Some(50 + 100 * u64::from(number % 2)); 3]);
    assert_eq!(
        spread.len(),
        9,
        "0.45, 0.15 s in turns: after nine 0.15 s are left, too few for a median of 0.45"
    );
    assert_eq!(orders(plan(7, Some(60.0)), |_| [Some(100); 3]).len(), 7, "those planned are made");
    assert_eq!(orders(plan(7, Some(0.5)), |_| [Some(100); 3]).len(), 2, "while there is time");
}

#[test]
fn lanes_that_cannot_run_are_not_repeated_alone() {
    assert_eq!(orders(plan(7, None), |_| [None; 3]).len(), 1);
    let one = orders(plan(1, Some(60.0)), |_| [None, Some(100), None]);
    assert_eq!(one.len(), 5, "the others are settled");
}
