use super::*;
use crate::event::{ActivityTotals, Event, EventKind, LaneId, Nanos, Slice, WorkerId};
use crate::model::fixture::{ms, plan};

fn model_of(workload: &str, share: Option<u8>) -> Model {
    let mut plan = plan(&[("gil", 2), ("async", 1)]);
    plan.workload.name = workload.into();
    plan.workload.share = share;
    let mut model = Model::default();
    model.apply(&Event { at: Nanos::ZERO, fact: EventKind::Plan(Box::new(plan)) });
    model
}

#[test]
fn a_known_workload_says_from_the_plan_on_whether_it_waits() {
    for (name, share, expected) in [
        ("sleep", None, true),
        ("echo", None, true),
        ("mixed", Some(30), true),
        ("mixed", Some(100), false),
        ("mixed", None, false),
        ("primes", None, false),
        ("hash", None, false),
    ] {
        assert_eq!(waits(&model_of(name, share)), expected, "{name} {share:?}");
    }
}

#[test]
fn what_was_measured_does_not_change_the_answer_of_a_known_workload() {
    let mut model = model_of("sleep", None);
    model.apply(&Event { at: ms(1), fact: EventKind::LaneStarted { lane: LaneId(0) } });
    let mix = ActivityTotals::only(Activity::Compute, ms(50));
    let slice = Slice { from: ms(1), until: ms(51), mix };
    let fact = EventKind::Slice { lane: LaneId(0), worker: WorkerId(0), slice };
    model.apply(&Event { at: ms(51), fact });
    assert!(waits(&model));
}

#[test]
fn an_unknown_workload_is_taken_to_compute_until_a_lane_has_finished() {
    assert!(!waits(&model_of("of-a-later-version", None)));
}

#[test]
fn work_that_waits_is_summed_up_by_its_speed_and_before_by_its_tasks_in_flight() {
    let mut model = model_of("sleep", None);
    let score = Score { speedup: Some(7.5), cores_busy: Some(0.01), ..Score::default() };
    model.lanes[1].in_flight = Some(64);
    assert_eq!(Leading::of(&model, &model.lanes[1], &score), Some(Leading::InFlight(64)));
    model.lanes[1].done = 8;
    assert_eq!(Leading::of(&model, &model.lanes[1], &score), Some(Leading::Speedup(7.5)));
    let unknown = Score { speedup: None, ..score.clone() };
    assert_eq!(Leading::of(&model, &model.lanes[1], &unknown), Some(Leading::InFlight(64)));
    assert_eq!(Leading::of(&model, &model.lanes[0], &unknown), None, "it has not begun");
}

#[test]
fn work_that_computes_is_summed_up_by_its_cores_and_alone_by_its_speed() {
    let model = model_of("primes", None);
    let score = Score { speedup: Some(1.9), cores_busy: Some(1.95), ..Score::default() };
    assert_eq!(Leading::of(&model, &model.lanes[0], &score), Some(Leading::CoresBusy(1.95)));
    assert_eq!(Leading::alone(&model, &model.lanes[0], &score), Some(Leading::Speedup(1.9)));
}
