use super::*;
use crate::ui::script::Script;

#[test]
fn the_scale_stands_still_from_the_first_lane_to_the_last() {
    let script = Script::of(&["gil", "pool"]);
    let spans: Vec<Nanos> = (2..12).map(|s| span(&script.model_at(f64::from(s)))).collect();
    assert!(spans.windows(2).all(|w| w[0] == w[1]), "{spans:?}");
}

#[test]
fn a_short_race_is_shown_large_once_it_is_over() {
    let mut model = Script::of(&["pool"]).finished();
    let solo = model.calibration.unwrap().solo;
    model.calibration.as_mut().unwrap().solo = Nanos(solo.0 * 10);
    let longest = model.lanes[0].elapsed(model.now);
    assert!(span(&model) > longest && span(&model).secs() < longest.secs() * 1.2);
    model.end = None;
    assert!(span(&model).secs() > longest.secs() * 5.0, "while it runs nothing moves");
}

#[test]
fn the_scale_stands_still_while_the_workers_of_a_lane_with_all_results_end() {
    use crate::event::{Event, EventKind, LaneId};
    let mut model = Script::of(&["gil"]).model_at(3.0);
    let (before, at) = (span(&model), model.now);
    let done = model.tasks().unwrap();
    model.apply(&Event { at, fact: EventKind::Progress { lane: LaneId(0), done, failed: 0 } });
    model.advance(at + Nanos::from_millis(60_000));
    assert_eq!((span(&model), extent(&model, 0).newest), (before, at - model.lanes[0].started.unwrap()));
}

#[test]
fn an_outgrown_scale_takes_the_next_round_step() {
    let mut model = Script::of(&["gil"]).model_at(3.0);
    let started = model.lanes[0].started.unwrap();
    model.advance(started + Nanos::from_millis(13_000));
    assert_eq!(span(&model), Nanos::from_millis(20_000));
    model.advance(started + Nanos::from_millis(18_000));
    assert_eq!(span(&model), Nanos::from_millis(20_000));
}
