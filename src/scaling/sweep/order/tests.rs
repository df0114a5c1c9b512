use std::collections::BTreeSet;

use super::*;
use crate::scaling::fixture::{add, planned};

/// Follows the order to its end, when a run takes `wall`; returns the runs in order.
fn follow(report: &mut Report, wall: impl Fn(Next, usize) -> f64) -> Vec<Next> {
    let mut made = Vec::new();
    while let Some(next) = next(report) {
        assert!(made.len() < 10_000, "it goes on for ever");
        add(report, next.round, next.curve, next.workers, wall(next, made.len()));
        made.push(next);
    }
    made
}

#[test]
fn every_point_is_measured_once_a_round_and_in_no_fixed_order() {
    let mut report = planned(&["pool", "gil"], &[1, 2, 4], 5);
    let made = follow(&mut report, |next, _| 1.0 / f64::from(next.workers));
    assert_eq!(made.len(), 2 * 3 * 5);
    let mut orders = BTreeSet::new();
    for (round, runs) in (0..).zip(made.chunks(6)) {
        assert!(runs.iter().all(|next| next.round == round));
        assert_eq!(runs.iter().collect::<BTreeSet<_>>().len(), 6);
        orders.insert(runs.iter().map(|next| (next.curve, next.workers)).collect::<Vec<_>>());
    }
    assert_eq!(orders.len(), 5, "an order of its own for each");
    assert!(is_complete(&report) && left(&report).abs() < 1e-9);
}

#[test]
fn the_seed_decides_the_order() {
    let orders = [1, 1, 2].map(|seed| {
        let mut report = planned(&["pool"], &[1, 2, 4, 8], 3);
        report.plan.seed = seed;
        follow(&mut report, |_, _| 0.1)
    });
    assert_eq!(orders[0], orders[1]);
    assert_ne!(orders[0], orders[2]);
}

/// Whenever it is interrupted, the next runs are those that would have followed.
#[test]
fn an_interrupted_sweep_goes_on_as_if_nothing_had_happened() {
    let wall = |next: Next, place: usize| (1.0 + (place % 7) as f64 / 20.0) / f64::from(next.workers);
    let mut whole = planned(&["pool", "gil"], &[1, 2], 3);
    whole.plan.budget_s = Some(40.0);
    let made = follow(&mut whole, wall);
    assert!(made.len() > 12, "some rounds more than planned: {}", made.len());
    for (at, follows) in made.iter().enumerate() {
        let mut cut = whole.clone();
        cut.runs.truncate(at);
        cut.spent_s = cut.runs.iter().map(|run| run.wall_s).sum();
        assert_eq!(next(&cut), Some(*follows));
    }
}

#[test]
fn what_is_left_of_a_budget_goes_to_what_is_not_settled() {
    let mut report = planned(&["pool", "gil"], &[1, 2], 5);
    report.plan.budget_s = Some(60.0);
    // The pool with two workers jumps; all else is steady.
    let made = follow(&mut report, |next, place| match (next.curve, next.workers) {
        (0, 2) => 0.5 + (place % 3) as f64 / 10.0,
        _ => 1.0,
    });
    let more: BTreeSet<_> = made.iter().skip(20).map(|next| (next.curve, next.workers)).collect();
    assert_eq!(more, BTreeSet::from([(0, 1), (0, 2)]), "and what it is compared with");
    assert!(report.spent_s <= 60.0 && report.spent_s > 57.0, "{}", report.spent_s);
}

#[test]
fn everything_settled_ends_it_early() {
    let mut report = planned(&["pool"], &[1, 2], 5);
    report.plan.budget_s = Some(600.0);
    assert_eq!(follow(&mut report, |_, _| 1.0).len(), 10);
}

#[test]
fn a_budget_that_is_spent_ends_it_in_the_midst_of_a_round() {
    let mut report = planned(&["pool"], &[1, 2, 4, 8], 5);
    report.plan.budget_s = Some(3.5);
    assert_eq!(follow(&mut report, |_, _| 1.0).len(), 4);
    assert!(!is_complete(&report));
}

#[test]
fn the_time_left_shrinks_to_nothing() {
    let mut report = planned(&["pool"], &[1, 2], 5);
    let mut last = f64::INFINITY;
    while let Some(next) = next(&report) {
        let now = left(&report);
        if next.round > 0 {
            assert!(now <= last + 1e-9, "{now} after {last}");
            last = now;
        }
        add(&mut report, next.round, next.curve, next.workers, 1.0 / f64::from(next.workers));
        // Once both points are known it is exact.
        if next.round > 0 {
            let rest = f64::from(5 - next.round) * 1.5;
            assert!(left(&report) <= rest + 1e-9);
        }
    }
    assert!(left(&report).abs() < 1e-9);
}
