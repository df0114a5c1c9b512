use super::*;
use crate::event::{End, Outcome};
use crate::model::fixture::{self, Script};
use crate::model::fixture_repeated::{repeated, repeated_with};
use crate::model::verdict::{Verdict, fault, winner};

const GIL: &[u64] = &[6000, 6100, 5900, 6050, 5950];
const POOL: &[u64] = &[3000, 3100, 2900, 3050, 2950];

fn ended(script: Script) -> Model {
    fixture::model(&script.end(900_000, End::Finished))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn figures_are_medians_and_their_intervals_lie_between_observed_values() {
    let model = ended(repeated(&["gil", "pool"], &[GIL, POOL]));
    assert_eq!(model.runs.len(), 5);
    let pool = Repeated::of(&model, &model.lanes[1]).unwrap();
    assert!(close(pool.wall.value, 3.0) && close(pool.wall.low, 2.9) && close(pool.wall.high, 3.1));
    let speedup = pool.speedup.unwrap();
    assert!(close(speedup.value, 2.0) && close(speedup.low, 6.0 / 3.1), "{speedup:?}");
    assert!(close(Repeated::score(&model, &model.lanes[1]).wall.secs(), 3.0));
}

#[test]
fn a_lane_that_ran_once_has_no_interval() {
    let once = ended(Script::calibrated(&[("pool", 2)]).lane(0, fixture::pool_outcome()));
    assert_eq!((Repeated::of(&once, &once.lanes[0]), once.runs.len()), (None, 0));
    let single = ended(repeated(&["pool"], &[&[3000]]));
    assert_eq!((Repeated::of(&single, &single.lanes[0]), single.runs.len()), (None, 1));
}

#[test]
fn a_clear_difference_is_settled_and_told_with_its_interval() {
    let model = ended(repeated(&["gil", "pool"], &[GIL, POOL]));
    let found = between(&model, [LaneId(0), LaneId(1)]).unwrap();
    assert!(found.settled && found.lanes == [LaneId(1), LaneId(0)], "{found:?}");
    assert!(found.p.unwrap() < 0.01 && close(found.ratio.value, 2.0), "{found:?}");
    let said = Verdict::of(&model).unwrap().to_string();
    assert!(
        said.starts_with("2 worker processes were 1.9 to 2.1 times as fast as 2 threads under"),
        "{said}"
    );
    assert_eq!((Verdict::of(&model).unwrap().ratio, winner(&model)), (Some(2.0), Some(LaneId(1))));
}

#[test]
fn equal_lanes_are_not_told_apart() {
    let other = &[3020, 2960, 3080, 2910, 3000];
    let model = ended(repeated(&["pool", "threads"], &[POOL, other]));
    let found = between(&model, [LaneId(1), LaneId(0)]).unwrap();
    assert!(!found.settled && found.ratio.low < 1.0 && found.ratio.high > 1.0, "{found:?}");
    let said = Verdict::of(&model).unwrap().to_string();
    assert!(said.starts_with("No difference between ") && said.contains("is settled (~): 0.9"), "{said}");
    assert_eq!((Verdict::of(&model).unwrap().ratio, winner(&model)), (None, None));
}

#[test]
fn three_repetitions_settle_nothing() {
    let model = ended(repeated(&["gil", "pool"], &[&GIL[..3], &POOL[..3]]));
    assert!(!between(&model, [LaneId(0), LaneId(1)]).unwrap().settled);
}

#[test]
fn a_repetition_begins_with_lanes_that_have_not_run() {
    let script = repeated(&["gil", "pool"], &[&GIL[..2], &POOL[..2]]);
    let begun =
        script.0.iter().rposition(|event| matches!(event.fact, crate::event::EventKind::Repetition(_)));
    let model = fixture::model(&script.0[..=begun.unwrap()]);
    assert!(model.lanes.iter().all(|lane| lane.outcome.is_none() && lane.started.is_none()));
    assert_eq!((model.runs.len(), model.end.clone()), (1, None));
    assert_eq!(model.repetition.as_ref().map(|repetition| repetition.number), Some(2));
    let stopped = fixture::model(&script.end(900_000, End::Stopped));
    assert_eq!(stopped.runs.len(), 1, "the last one was not completed");
}

#[test]
fn every_repetition_is_checked_for_equal_results() {
    let wrong = |number: usize, lane: u16| {
        let change = move |n: usize, id: u16, outcome: Outcome| {
            let digest = if (n, id) == (number, lane) { "0".into() } else { outcome.digest.clone() };
            Outcome { digest, ..outcome }
        };
        fault(&ended(repeated_with(&["gil", "pool"], &[&GIL[..3], &POOL[..3]], change)))
    };
    let disagree = "The lanes disagree: gil and pool reached different results for the same tasks.";
    assert_eq!(wrong(2, 1), Some(format!("In repetition 2: {disagree}")));
    assert_eq!(wrong(9, 0), None);
    let all = |n: usize, _: u16, outcome: Outcome| Outcome { digest: n.to_string(), ..outcome };
    let model = ended(repeated_with(&["gil", "pool"], &[&GIL[..2], &POOL[..2]], all));
    let said = "In repetition 2: The gil lane reached other results than in the first repetition.";
    assert_eq!(fault(&model).as_deref(), Some(said));
}

#[test]
fn a_lost_task_of_an_early_repetition_is_told() {
    let lost = |n: usize, id: u16, outcome: Outcome| {
        if (n, id) == (1, 1) { Outcome { done: 63, failed: 1, ..outcome } } else { outcome }
    };
    let model = ended(repeated_with(&["gil", "pool"], &[&GIL[..2], &POOL[..2]], lost));
    assert_eq!(fault(&model).as_deref(), Some("In repetition 1: The pool lane lost 1 of its tasks."));
}

#[test]
fn a_figure_beyond_what_is_possible_counts_as_a_bound() {
    let one = ended(repeated(&["pool"], &[&[2000, 3000, 3000, 3000, 3000]]));
    let speedup = Repeated::of(&one, &one.lanes[0]).unwrap().speedup.unwrap();
    assert!(close(speedup.value, 2.0) && speedup.high <= 2.0 + 1e-9, "{speedup:?}");
    let most = ended(repeated(&["pool"], &[&[2000, 2000, 2000, 3000, 3000]]));
    let pool = Repeated::of(&most, &most.lanes[0]).unwrap();
    assert!(pool.speedup.is_none() && pool.speedup_withheld.is_some(), "{pool:?}");
}

#[test]
fn a_doubt_is_told_once_however_often_it_comes() {
    let script = repeated(&["gil", "pool"], &[&GIL[..2], &POOL[..2]]);
    let model =
        ended(script.doubt(30_000, "capacity", "a", "", Some(1)).doubt(60_000, "capacity", "b", "", Some(1)));
    assert_eq!(model.doubts.iter().filter(|doubt| doubt.kind == "capacity").count(), 1);
}
