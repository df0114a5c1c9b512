//! Comparisons that a doubt leaves open, and those that it does not.

use super::*;
use crate::event::{End, Outcome};
use crate::model::fixture::{self, Script, accounts, ms, outcome};
use crate::model::verdict::{Verdict, winner};
use crate::probe::catalogue::catalogue;

/// `gil` in 6.1 s and `pool` in `wall` ms, two workers each that wanted a core all the time.
fn race(wall: u64) -> Script {
    let time = [(Activity::Compute, ms(3000)), (Activity::CoreWait, ms(wall - 3000))];
    let pool = outcome([8000, 8000, 8000 + wall], 64, accounts(2, 32, ms(3000), &time));
    Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome()).lane(1, pool)
}

fn model(script: Script) -> Model {
    fixture::model(&script.end(99_000, End::Finished))
}

/// Whether the comparison of `script`, with this doubt, is settled.
fn settled(script: Script, kind: &str, message: &str, lane: Option<u16>) -> bool {
    let model = model(script.doubt(450, kind, message, "", lane));
    let verdict = Verdict::of(&model).unwrap();
    assert_eq!(verdict.ratio.is_some(), verdict.unsettled.is_none(), "{verdict:?}");
    assert_eq!(verdict.to_string().starts_with("Not settled"), verdict.unsettled.is_some(), "{verdict}");
    assert!(verdict.unsettled.is_none() || winner(&model).is_none());
    verdict.unsettled.is_none()
}

fn busy(wall: u64, cores: &str) -> bool {
    settled(race(wall), "busy-machine", &format!("other programs kept {cores} of 2 cores busy"), None)
}

#[test]
fn on_a_busy_machine_only_what_is_certain_is_told() {
    let message = "other programs kept 1.96 of 2 cores busy before the start";
    let model = model(race(6700).doubt(450, "busy-machine", message, "close them", None));
    let verdict = Verdict::of(&model).unwrap();
    assert_eq!(
        verdict.to_string(),
        "Not settled which was faster, 2 threads under one lock or 2 worker processes: other programs kept 1.96 of 2 \
         cores busy before the start. CPU time: 6.16 s for 2 threads under one lock, 6.00 s for 2 worker processes. \
         The threads spent 50 % of their time waiting for the lock."
    );
    assert_eq!((verdict.ratio, winner(&model), verdict.lanes.len()), (None, None, 2));
    assert_eq!(verdict.unsettled.as_deref(), Some(message));
}

#[test]
fn other_programs_leave_a_difference_open_that_they_explain() {
    assert!(busy(3050, "0.5"), "with a quarter of the cores taken, twice as fast is faster");
    assert!(!busy(3050, "1"), "half of the cores");
    assert!(busy(5000, "0.3"), "threads under one lock need one core, and it was there");
    assert!(!busy(6500, "0.3"), "the processes missed it");
    assert!(!busy(6150, "0.3"), "equal lanes might not have been equal");
    assert!(settled(race(6700), "busy-machine", "other programs used 31 % of the cores", None), "no figure");
    assert!(!settled(race(6500), "steal", "the hypervisor took 15.0 % of the CPU time away", None));
    assert!(settled(race(3050), "steal", "the hypervisor took 15.0 % of the CPU time away", None));
    assert!(!settled(race(3050), "left-behind", "a long task of an earlier race still runs", None));
}

#[test]
fn lanes_that_got_different_capacities_are_not_compared_by_a_difference_that_these_explain() {
    let given = |wall, gil, pool| {
        let script = race(wall).capacity(600, 0, gil).capacity(7200, 1, pool);
        settled(script, "capacity", "the machine gave 1.2 of 2 cores around the pool lane", Some(1))
    };
    assert!(!given(6200, [1.9, 1.9], [1.2, 1.2]), "with two cores the processes would have been faster");
    assert!(!given(6100, [1.9, 1.9], [1.2, 1.2]), "equal, and should not have been");
    assert!(given(3050, [1.9, 1.9], [1.2, 1.2]), "faster in spite of it");
    assert!(given(6500, [1.9, 1.9], [2.0, 2.0]));
}

#[test]
fn a_stop_leaves_the_comparison_open() {
    assert!(!settled(race(3050), "suspended", "the program was suspended while it measured", None));
    let stopped = |lane| settled(race(3050), "stopped-worker", "worker 1 was stopped", Some(lane));
    assert!(!stopped(1), "nothing is known of how long");
    assert!(stopped(2), "another lane");
    let for_a_moment = [(Activity::Compute, ms(3000)), (Activity::Stopped, ms(50))];
    let script = |time: &[(Activity, Nanos)]| {
        let pool = outcome([8000, 8000, 11_050], 64, accounts(2, 32, ms(3000), time));
        Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome()).lane(1, pool)
    };
    assert!(settled(script(&for_a_moment), "stopped-worker", "worker 1 was stopped", Some(1)));
    let for_long = [(Activity::Compute, ms(2000)), (Activity::Stopped, ms(1050))];
    assert!(!settled(script(&for_long), "stopped-worker", "worker 1 was stopped", Some(1)));
}

#[test]
fn runs_of_a_few_moments_are_not_compared() {
    let short = |gil: u64, pool: u64| {
        let lane = |start: u64, wall: u64| {
            outcome(
                [start, start, start + wall],
                64,
                accounts(2, 32, ms(wall), &[(Activity::Compute, ms(wall))]),
            )
        };
        let mut script = Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, lane(1000, gil));
        script = script.at(450, calibrated(30)).lane(1, lane(2000, pool));
        settled(script, "short-run", "the pool lane ran for only 0.03 s", Some(1))
    };
    assert!(!short(40, 30) && !short(40, 39));
    assert!(short(90, 30), "60 ms are no moment");
    assert!(short(310, 300), "a third of a second is time enough");
}

/// One worker alone needs so many ms for all tasks.
fn calibrated(solo: u64) -> crate::event::EventKind {
    crate::event::EventKind::Calibrated { tasks: 64, size: 20_000, solo: ms(solo), sample: ms(20) }
}

#[test]
fn slower_cores_leave_a_difference_open_that_they_explain() {
    let pool = |compute: u64, wall: u64| {
        let time = [(Activity::Compute, ms(compute))];
        let pool = outcome([8000, 8000, 8000 + wall], 64, accounts(2, 32, ms(compute), &time));
        let script = Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome());
        settled(script.lane(1, pool), "slow-cores", "the pool lane's tasks took longer", Some(1))
    };
    assert!(!pool(6500, 6500), "twice the time on a core, and a little slower");
    assert!(pool(3100, 9000), "that much is not explained by a fiftieth");
    assert!(pool(3000, 3050), "it was faster nevertheless");
}

#[test]
fn a_withheld_speed_up_leaves_the_comparison_open() {
    let quick = Outcome { digest: fixture::gil_outcome().digest, ..fixture::pool_outcome() };
    let time = [(Activity::Compute, ms(150)), (Activity::CoreWait, ms(1050))];
    let pool = Outcome { accounts: accounts(16, 4, ms(150), &time), finished: ms(9212), ..quick };
    let script =
        Script::calibrated(&[("gil", 2), ("pool", 16)]).lane(0, fixture::gil_outcome()).lane(1, pool);
    let verdict = Verdict::of(&model(script)).unwrap();
    let said = verdict.to_string();
    assert!(
        said.starts_with(
            "Not settled which was faster, 16 worker processes or 2 threads under one lock: the speed-up of 16 worker \
             processes came out above 2, "
        ),
        "{said}"
    );
    assert!(!said.contains("times as fast") && verdict.ratio.is_none(), "{said}");
}

#[test]
fn doubts_that_concern_all_lanes_alike_leave_nothing_open() {
    for kind in ["debug-build", "battery", "governor", "quota", "heat", "priority", "interval-changed"] {
        assert!(settled(race(3050), kind, "it is so", None), "{kind}");
    }
}

#[test]
fn every_kind_of_the_table_exists() {
    let known: Vec<&str> = catalogue().iter().map(|doubt| doubt.kind).collect();
    let documented = include_str!("mod.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `")?.split(" | ").next())
        .flat_map(|kinds| kinds.split(", "))
        .map(|kind| kind.trim_matches('`').to_string());
    let mut count = 0;
    for kind in documented {
        assert!(known.contains(&kind.as_str()) && can_contradict(&kind), "{kind}");
        count += 1;
    }
    assert_eq!(count, known.into_iter().filter(|kind| can_contradict(kind)).count());
}
