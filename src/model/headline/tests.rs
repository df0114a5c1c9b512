//! Figures beyond what is possible, and what is left of them.

use super::*;
use crate::event::{End, EventKind, Outcome};
use crate::model::fixture::{self, Script, accounts, ms, outcome};
use crate::model::losses::{Losses, NoBudget};
use crate::model::score::Score;

/// A race of one lane whose workers each did this for `wall` ms, of work that takes one worker 6 s; over.
fn race(kind: &str, workers: u32, wall: u64, each: &[(Activity, u64)], cpu: u64) -> Script {
    let time: Vec<_> = each.iter().map(|(activity, n)| (*activity, ms(*n))).collect();
    let accounts = accounts(u16::try_from(workers).unwrap(), 1, ms(cpu), &time);
    Script::calibrated(&[(kind, workers)]).lane(0, outcome([1000, 1000, 1000 + wall], 64, accounts))
}

fn over(script: Script) -> Model {
    fixture::model(&script.end(99_000, End::Finished))
}

fn score(model: &Model) -> Score {
    Score::of(model, &model.lanes[0])
}

/// 16 workers on two CPUs, five times as fast as the calibration says of one.
fn sixteen() -> Script {
    race("pool", 16, 1200, &[(Activity::Compute, 150), (Activity::CoreWait, 1050)], 150)
}

#[test]
fn sixteen_workers_on_two_cpus_are_not_five_times_as_fast_as_one() {
    let model = over(sixteen().capacity(600, 0, [1.97, 1.97]));
    let score = score(&model);
    assert_eq!((score.speedup, score.efficiency, score.of_capacity), (None, None, None));
    let beyond = score.speedup_withheld.unwrap();
    // Its workers computed on two cores, so the machine gave those.
    assert_eq!((beyond.most.to_bits(), beyond.bound()), (2.0_f64.to_bits(), "at most 2".to_string()));
    let reason = beyond.sentence();
    assert!(reason.starts_with("The speed-up is withheld: it came out above 2, the "), "{reason}");
    let [doubt] = &model.doubts[..] else { panic!("{:?}", model.doubts) };
    assert_eq!(doubt.kind, "beyond-possible");
    assert!(doubt.message.starts_with("the speed-up of the pool lane came out above 2"), "{doubt:?}");
    assert_eq!(Losses::of(&model, &model.lanes[0]), Err(NoBudget::BeyondPossible));
}

#[test]
fn without_spins_the_cpus_are_the_bound() {
    let beyond = score(&over(sixteen())).speedup_withheld.unwrap();
    assert_eq!((beyond.limit, beyond.most.to_bits()), (Limit::Cpus, 2.0_f64.to_bits()));
}

#[test]
fn a_figure_is_withheld_above_a_twentieth_more_than_what_is_possible() {
    // What the spins found, what the workers computed in 3 s, the wall time, whether the speed-up is shown.
    for (spins, computed, wall, shown) in [
        ([1.97, 1.97], 3000, 3000, true),
        // The spins fell into a worse moment than the run, whose workers were on two cores all the time.
        ([1.5, 1.5], 3000, 3000, true),
        ([1.5, 1.5], 2000, 3000, false),
        ([1.9, 1.9], 2000, 3040, true),
        ([1.9, 1.9], 2000, 2990, false),
    ] {
        let script = race("pool", 2, wall, &[(Activity::Compute, computed)], computed);
        let score = score(&over(script.capacity(600, 0, spins)));
        assert_eq!(score.speedup.is_some(), shown, "{spins:?}, {computed} ms, {wall} ms");
        assert_eq!(score.speedup_withheld.is_none(), shown);
    }
}

#[test]
fn work_that_waits_is_bounded_by_workers_and_tasks_in_flight() {
    let withheld = |workers, wall, in_flight| {
        let mut script = race("pool", workers, wall, &[(Activity::Io, wall)], 1).capacity(600, 0, [1.9, 1.9]);
        for event in &mut script.0 {
            if let EventKind::LaneFinished { outcome, .. } = &mut event.fact {
                **outcome = Outcome { in_flight, ..(**outcome).clone() };
            }
        }
        score(&over(script)).speedup_withheld.map(|beyond| beyond.limit)
    };
    assert_eq!(withheld(16, 400, None), None, "15 times as fast on two CPUs");
    assert_eq!(withheld(8, 400, None), Some(Limit::Workers));
    assert_eq!(withheld(1, 200, Some(40)), None);
    assert_eq!(withheld(1, 100, Some(40)), Some(Limit::InFlight));
}

#[test]
fn a_lane_keeps_no_more_cores_busy_than_it_has() {
    let busy = |cpu| score(&over(race("pool", 4, 1000, &[(Activity::Compute, 500)], cpu)));
    assert!(busy(500).cores_busy.is_some_and(|cores| (cores - 2.0).abs() < 1e-9));
    assert!(busy(520).cores_busy.is_some(), "clocks are read one after the other");
    let beyond = busy(1050).cores_busy_withheld.unwrap();
    assert_eq!(
        beyond.sentence(),
        "The cores busy are withheld: they came out above 2, the number of CPUs that it may use."
    );
    let model = over(race("pool", 4, 1000, &[(Activity::Compute, 500)], 1050));
    assert!(model.doubts.iter().any(|doubt| doubt.kind == "beyond-possible"), "{:?}", model.doubts);
}

#[test]
fn a_lane_confined_to_one_cpu_is_bounded_by_it() {
    let mut script = race("pool", 2, 3000, &[(Activity::Compute, 1500)], 1500);
    if let Some(EventKind::Plan(plan)) = script.0.first_mut().map(|event| &mut event.fact) {
        plan.lanes[0].cpus = vec![1];
    }
    let beyond = score(&over(script)).speedup_withheld.unwrap();
    assert_eq!((beyond.limit, beyond.most.to_bits()), (Limit::Cpus, 1.0_f64.to_bits()));
}

#[test]
fn a_doubted_baseline_says_it_once() {
    let script = sixteen().doubt(2300, "baseline", "the calibration took too long", "", Some(0));
    assert_eq!(over(script).doubts.len(), 1);
}

#[test]
fn work_without_a_length_has_neither_figure() {
    let mut script = race("pool", 2, 10, &[(Activity::Compute, 5)], 23);
    if let Some(EventKind::Plan(plan)) = script.0.first_mut().map(|event| &mut event.fact) {
        plan.workload.name = "print".into();
    }
    let model = over(script.capacity(600, 0, [1.9, 1.9]));
    let score = score(&model);
    assert_eq!((score.speedup, score.cores_busy, score.possible), (None, None, None));
    assert_eq!(score.withheld().count(), 0, "it has none to withhold");
    assert!(model.doubts.is_empty(), "{:?}", model.doubts);
}
