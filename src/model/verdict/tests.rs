//! Verdicts on races of every kind.

use super::*;
use crate::event::{Activity, ActivityTotals, Counter, EventKind, Failure, Histogram, Outcome};
use crate::model::fixture::{self, Script, accounts, ms, outcome};
use crate::workload::Kind;

/// A race of these lanes that ended well, each as (kind, workers, milliseconds for all 64 tasks, what its
/// workers mostly did).
fn race(lanes: &[(&str, u32, u64, Activity)]) -> Script {
    let plans: Vec<_> = lanes.iter().map(|(kind, workers, ..)| (*kind, *workers)).collect();
    let mut begun = Script::calibrated(&plans);
    if let Some(EventKind::Plan(plan)) = begun.0.first_mut().map(|event| &mut event.fact) {
        (plan.machine.logical_cpus, plan.machine.usable_cpus) = (4, 4);
        plan.machine.cpus = (0..4).collect();
    }
    (0..).zip(lanes).fold(begun, |script, (id, (_, workers, wall, activity))| {
        let mut accounts = accounts(u16::try_from(*workers).unwrap(), 1, ms(*wall), &[]);
        for account in &mut accounts {
            account.time = ActivityTotals::only(*activity, ms(*wall));
        }
        script.lane(id, outcome([1000, 1000, 1000 + wall], 64, accounts))
    })
}

/// The verdict in words.
fn verdict(model: &Model) -> Option<String> {
    Verdict::of(model).map(|verdict| verdict.to_string())
}

fn sentence(script: Script) -> String {
    verdict(&fixture::model(&script.end(99_000, End::Finished))).unwrap()
}

#[test]
fn who_is_compared_with_whom() {
    use Activity::{Compute, Io, LockWait};
    for (lanes, expected) in [
        (
            &[("gil", 2, 6000, LockWait), ("pool", 2, 3000, Compute)][..],
            "2 worker processes were 2.0 times as fast as 2 threads under one lock. \
                The threads spent 100 % of their time waiting for the lock.",
        ),
        (
            &[("gil", 4, 6000, Compute), ("pool", 4, 1500, Compute), ("threads", 4, 1400, Compute)],
            "4 worker processes were 4.0 times as fast as 4 threads under one lock.",
        ),
        (
            &[("gil", 4, 6000, Compute), ("threads", 4, 1500, Compute), ("pool", 1, 5900, Compute)],
            "4 threads were 4.0 times as fast as 4 threads under one lock.",
        ),
        (
            &[("gil", 2, 6000, Compute), ("pool", 4, 1500, Compute), ("gil", 4, 3000, Compute)],
            "4 worker processes were 2.0 times as fast as 4 threads under one lock.",
        ),
        (
            &[("gil", 4, 2000, Io), ("pool", 4, 2020, Io)],
            "4 threads under one lock and 4 worker processes were equally fast. \
                Work that waits lets go of the lock, so threads lose nothing.",
        ),
        (
            &[("gil", 2, 6000, Compute), ("pool", 2, 12_000, Compute)],
            "2 threads under one lock were 2.0 times as fast as 2 worker processes.",
        ),
        (
            &[("sequential", 1, 6000, Compute), ("gil", 2, 6100, Compute)],
            "1 thread and 2 threads under one lock were equally fast.",
        ),
        (
            &[("sequential", 1, 3000, Compute), ("pool", 2, 6000, Compute)],
            "1 thread was 2.0 times as fast as 2 worker processes.",
        ),
        (
            &[("pool", 1, 6000, Compute), ("pool", 2, 3000, Compute), ("pool", 4, 1500, Compute)],
            "4 worker processes were 4.0 times as fast as 1 worker process.",
        ),
        (
            &[("pool", 2, 3000, Compute)],
            "2 worker processes did 64 tasks in 3.00 s, 2.00 times as fast as one worker alone.",
        ),
        (&[("sequential", 1, 6000, Compute)], "1 thread did 64 tasks in 6.00 s."),
        (&[("gil", 2, 0, Compute), ("pool", 2, 10, Compute)], "The race was too short to be timed."),
    ] {
        assert_eq!(sentence(race(lanes)), expected);
    }
}

/// The lane has tasks of a size for Python, with this expected digest.
fn for_python(script: Script, lane: u16, solo: u64, reference: &str) -> Script {
    let (lane, solo, reference) = (LaneId(lane), ms(solo), Some(reference.to_string()));
    script.at(450, EventKind::LaneCalibrated { lane, tasks: 64, size: 700, solo, sample: ms(200), reference })
}

/// Digest of the results of the fixture's lanes.
const DIGEST: &str = "9f3c00d1e2a45b67";

#[test]
fn languages_are_compared_by_their_shape_alone() {
    use Activity::{Compute, LockWait};
    let lanes = [
        ("gil", 2, 6000, LockWait),
        ("py-threads", 2, 4000, LockWait),
        ("pool", 2, 3000, Compute),
        ("py-pool", 2, 2000, Compute),
    ];
    let script = for_python(for_python(race(&lanes), 1, 3800, DIGEST), 3, 3800, DIGEST);
    let model = fixture::model(&script.end(99_000, End::Finished));
    assert_eq!(
        verdict(&model).unwrap(),
        "CPython 3.11.7, tasks calibrated for Python (700 numbers each): 2 worker processes were 2.0 times as fast as 2 threads under its GIL. \
            The threads spent 100 % of their time waiting for the lock. \
            This program's own lanes: 2 worker processes were 2.0 times as fast as 2 threads under one lock. \
            The threads spent 100 % of their time waiting for the lock. \
            Against one worker each, 2 threads did 1.00 times the work under the simulated lock, \
            0.95 times under that of CPython 3.11.7."
    );
    assert_eq!(winner(&model), None, "no lane wins against another language");
    let lanes_of = |verdict: Verdict| verdict.lanes.into_iter().map(|lane| lane.0).collect::<Vec<_>>();
    assert_eq!(lanes_of(Verdict::of(&model).unwrap()), [3, 1, 2, 0], "its own pair first");
    let alone = for_python(race(&lanes[1..2]), 0, 3800, DIGEST);
    assert_eq!(
        sentence(alone),
        "CPython 3.11.7, tasks calibrated for Python (700 numbers each): 2 threads under its GIL did 64 tasks in 4.00 s, \
            0.95 times as fast as one worker alone."
    );
}

#[test]
fn results_of_python_are_held_against_those_of_this_program() {
    let lanes = [("gil", 2, 6000, Activity::Compute), ("py-threads", 2, 4000, Activity::Compute)];
    let astray = for_python(race(&lanes), 1, 3800, "another");
    let fault = "The py-threads lane reached other results than this program does for the same tasks.";
    assert_eq!(sentence(astray), fault);
}

#[test]
fn reply_times_are_compared_where_clients_were_served() {
    let replies = |millis: u64| {
        let mut replies = Histogram::default();
        replies.record_many(ms(millis), 98);
        replies.record_many(ms(4 * millis), 2);
        replies
    };
    let lane = |kind: &str, millis| {
        let mut accounts = accounts(2, 32, ms(3000), &[(Activity::Compute, ms(3000))]);
        accounts[1].replies = Some(replies(millis));
        (kind.to_string(), outcome([1000, 1000, 4000], 64, accounts))
    };
    let [gil, pool] = [lane("gil", 100), lane("pool", 2)];
    let both = Script::calibrated(&[(&gil.0, 2), (&pool.0, 2)]).lane(0, gil.1).lane(1, pool.1.clone());
    // A histogram is right to within a bucket, so these are not quite the lengths that went in.
    let said = sentence(both);
    let expected = "A client of 2 threads under one lock waited 101.3 ms for a reply (p99 405.1 ms), one of 2 \
                    worker processes 2.0 ms (p99 7.9 ms): 52 times as long.";
    assert!(said.ends_with(expected), "{said}");
    let alone = sentence(Script::calibrated(&[("pool", 2)]).lane(0, pool.1));
    assert!(alone.ends_with("Its clients waited 2.0 ms for a reply by the median (p99 7.9 ms)."), "{alone}");
}

#[test]
fn what_counters_came_to_is_told_lane_by_lane() {
    let mut accounts = accounts(2, 32, ms(3000), &[(Activity::Compute, ms(3000))]);
    for account in &mut accounts {
        account.counter = Some(Counter { made: 500, plain: 900, atomic: 1000 });
    }
    let said =
        sentence(Script::calibrated(&[("threads", 2)]).lane(0, outcome([1000, 1000, 4000], 64, accounts)));
    assert!(said.ends_with("2 threads: 100 of 1000 plain increments were lost."), "{said}");
}

#[test]
fn an_event_loop_that_wins_is_compared_with_the_lock() {
    let event_loop = Outcome {
        in_flight: Some(40),
        ..outcome([1000, 1000, 1200], 64, accounts(1, 64, ms(1), &[(Activity::Io, ms(200))]))
    };
    let gil = outcome([1000, 1000, 5000], 64, accounts(2, 32, ms(1), &[(Activity::Io, ms(4000))]));
    let said = sentence(Script::calibrated(&[("async", 1), ("gil", 2)]).lane(0, event_loop).lane(1, gil));
    assert!(said.contains("20.0 times as fast as 2 threads under one lock."), "{said}");
    assert!(said.contains("It had up to 40 tasks in flight at once, each thread has one."), "{said}");
}

#[test]
fn equal_ends_where_a_difference_can_be_seen() {
    let against =
        |wall| sentence(race(&[("gil", 2, wall, Activity::Compute), ("pool", 2, 10_000, Activity::Compute)]));
    assert_eq!(against(10_400), "2 worker processes and 2 threads under one lock were equally fast.");
    assert_eq!(against(10_600), "2 worker processes were 1.1 times as fast as 2 threads under one lock.");
}

#[test]
fn a_machine_that_gave_less_is_quoted() {
    let lanes = [("gil", 2, 6000, Activity::Compute), ("pool", 2, 5700, Activity::CoreWait)];
    let with = |cores| sentence(race(&lanes).capacity(600, 1, cores));
    assert!(
        with([1.0, 1.1]).ends_with(" The machine gave only 1.05 of 2 cores just then."),
        "{}",
        with([1.0, 1.1])
    );
    assert!(!with([1.9, 1.95]).contains("The machine"));
    let waits = race(&[("pool", 2, 3000, Activity::Io)]).capacity(600, 0, [1.0, 1.0]);
    assert!(!sentence(waits).contains("The machine"), "work that waits needs no core");
    let alone = race(&[("sequential", 1, 6000, Activity::Compute)]).capacity(600, 0, [1.0, 1.0]);
    assert_eq!(sentence(alone), "1 thread did 64 tasks in 6.00 s.", "one worker needs one core");
}

#[test]
fn the_lanes_it_speaks_of_are_named_fastest_first() {
    use Activity::Compute;
    let spoken = |lanes: &[(&str, u32, u64, Activity)]| {
        let model = fixture::model(&race(lanes).end(99_000, End::Finished));
        (Verdict::of(&model).unwrap().lanes, winner(&model))
    };
    let four = [("gil", 4, 6000, Compute), ("pool", 4, 1500, Compute), ("sequential", 1, 6000, Compute)];
    assert_eq!(spoken(&four), (vec![LaneId(1), LaneId(0)], Some(LaneId(1))));
    let slow_pool = [("pool", 2, 9000, Compute), ("gil", 2, 3000, Compute)];
    assert_eq!(spoken(&slow_pool), (vec![LaneId(1), LaneId(0)], Some(LaneId(1))));
    let equal = [("gil", 2, 3000, Compute), ("pool", 2, 3010, Compute)];
    assert_eq!(spoken(&equal).1, None, "no one would bet on the difference");
}

#[test]
fn a_lane_that_is_wrong_or_lost_tasks_does_not_win() {
    let winner_with = |change: fn(&mut Outcome)| {
        let mut pool = fixture::pool_outcome();
        change(&mut pool);
        let lanes = Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome());
        winner(&fixture::model(&lanes.lane(1, pool).end(99_000, End::Finished)))
    };
    assert_eq!(winner_with(|_| {}), Some(LaneId(1)));
    assert_eq!(winner_with(|o| o.digest = "0".into()), None);
    assert_eq!(winner_with(|o| (o.done, o.failed) = (63, 1)), None);
    assert_eq!(winner_with(|o| o.done = 63), None);
}

#[test]
fn faults_come_before_speed() {
    let with = |change: fn(&mut Outcome)| {
        let mut pool = fixture::pool_outcome();
        change(&mut pool);
        sentence(Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome()).lane(1, pool))
    };
    let failure = |task| Failure { task, reason: "it divided by zero.".into() };
    assert_eq!(
        with(|o| o.digest = "0".into()),
        "The lanes disagree: gil and pool reached different results for the same tasks."
    );
    assert_eq!(with(|o| (o.done, o.failed) = (61, 3)), "The pool lane lost 3 of its tasks.");
    assert_eq!(with(|o| o.done = 40), "The pool lane ended with 40 of 64 tasks done.");
    let (one, three) = (vec![failure(7)], vec![failure(7), failure(9)]);
    let with = |failed, failures| {
        let pool = Outcome { done: 64 - failed, failed, failures, ..fixture::pool_outcome() };
        sentence(Script::calibrated(&[("pool", 2)]).lane(0, pool))
    };
    assert_eq!(with(1, one), "The pool lane lost task 7: it divided by zero.");
    assert_eq!(with(3, three), "The pool lane lost task 7 (2 more failed): it divided by zero.");
    let events = fixture::failing();
    let threads = &events[..events.len() - 1];
    assert!(fault(&fixture::model(threads)).is_some(), "a fault is known before the end");
}

#[test]
fn a_race_that_did_not_finish_says_so() {
    assert_eq!(verdict(&race(&[("pool", 2, 10, Activity::Compute)]).model()), None, "it is still on");
    let end = |end| verdict(&fixture::model(&Script::calibrated(&[("pool", 2)]).end(600, end)));
    assert_eq!(end(End::Failed("no room.".into())).unwrap(), "The race failed: no room.");
    let stopped = "The race was stopped; the figures speak of what was done until then.";
    assert_eq!(end(End::Stopped).unwrap(), stopped);
    assert_eq!(end(End::Finished), None, "nothing ran, nothing is claimed");
}

#[test]
fn a_lane_that_was_stopped_early_does_not_disagree() {
    let part = Outcome { done: 20, digest: "0".into(), ..fixture::pool_outcome() };
    let script = Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome()).lane(1, part);
    assert_eq!(fault(&fixture::model(&script.end(12_000, End::Stopped))), None);
}

#[test]
fn the_headline_is_that_of_the_real_pair_where_it_ran() {
    use Activity::{Compute, LockWait};
    let own = [("gil", 2, 6000, LockWait), ("pool", 2, 3000, Compute)];
    let ratio = |others: &[(&'static str, u32, u64, Activity)]| {
        let script = race(&[&own[..], others].concat());
        let script = (2..).zip(others).fold(script, |script, (id, _)| for_python(script, id, 3800, DIGEST));
        let verdict = Verdict::of(&fixture::model(&script.end(99_000, End::Finished))).unwrap();
        #[allow(clippy::cast_possible_truncation, reason = "a ratio of a test")]
        let tenths = verdict.ratio.map(|ratio| (ratio * 10.0).round() as i32);
        (tenths, verdict.lanes.first().map(|lane| lane.0))
    };
    assert_eq!(ratio(&[]), (Some(20), Some(1)));
    assert_eq!(ratio(&[("py-threads", 2, 4000, LockWait)]), (Some(20), Some(1)), "it has no pair");
    let pair = [("py-threads", 2, 4000, LockWait), ("py-pool", 2, 2500, Compute)];
    assert_eq!(ratio(&pair), (Some(16), Some(3)));
}

#[test]
fn a_lane_alone_beyond_what_is_possible_has_no_speed() {
    let said = sentence(race(&[("pool", 16, 1200, Activity::CoreWait)]));
    assert_eq!(
        said,
        "16 worker processes did 64 tasks in 1.20 s. The speed-up is withheld: it came out above 4, the most that its \
         CPUs can give."
    );
    let model = fixture::model(&race(&[("pool", 16, 1200, Activity::CoreWait)]).end(99_000, End::Finished));
    assert_eq!(Verdict::of(&model).unwrap().ratio, None);
}

/// A race of work of another kind.
fn of_kind(kind: Kind, lanes: &[(&str, u32, u64, Activity)]) -> Script {
    let mut script = race(lanes);
    if let Some(EventKind::Plan(plan)) = script.0.first_mut().map(|event| &mut event.fact) {
        plan.workload.name = kind.name().into();
    }
    script
}

#[test]
fn work_without_a_length_has_no_winner() {
    let lanes = [("gil", 2, 60, Activity::Io), ("pool", 2, 10, Activity::Io)];
    let script = of_kind(Kind::Print, &lanes);
    let expected =
        "2 lanes did 64 tasks each; work like print is not for timing, so their speeds are not compared.";
    assert_eq!(sentence(script.clone()), expected);
    assert_eq!(winner(&fixture::model(&script.end(99_000, End::Finished))), None);
    assert_eq!(sentence(of_kind(Kind::Number, &lanes[1..])), "2 worker processes did 64 tasks.");
}

#[test]
fn numbers_that_are_drawn_are_the_same_in_every_language() {
    let lanes = ["gil", "pool", "py-threads", "py-pool"].map(|kind| (kind, 2, 10, Activity::Io));
    let with = |own: [&str; 4]| {
        let mut script = of_kind(Kind::Number, &lanes);
        let outcomes = script.0.iter_mut().filter_map(|event| match &mut event.fact {
            EventKind::LaneFinished { outcome, .. } => Some(outcome),
            _ => None,
        });
        outcomes.zip(own).for_each(|(outcome, digest)| outcome.digest = digest.into());
        fault(&fixture::model(&script.end(99_000, End::Finished)))
    };
    assert_eq!(with(["ours"; 4]), None);
    let fault =
        |a, b| Some(format!("The lanes disagree: {a} and {b} reached different results for the same tasks."));
    assert_eq!(with(["ours", "other", "ours", "ours"]), fault("gil", "pool"));
    assert_eq!(with(["ours", "ours", "theirs", "theirs"]), fault("gil", "py-threads"));
}

#[test]
fn the_pair_of_a_race_follows_from_its_plan_and_is_that_of_real_python_where_both_ran() {
    let pair = |kinds: &[(&str, u32)]| -> Option<[usize; 2]> {
        let pair = planned_pair(&Script::calibrated(kinds).model())?;
        Some(pair.map(|LaneId(id)| usize::from(id)))
    };
    assert_eq!(pair(&[("sequential", 1), ("gil", 2), ("threads", 2), ("pool", 2)]), Some([3, 1]));
    assert_eq!(pair(&[("gil", 4), ("gil", 2), ("pool", 2)]), Some([2, 1]), "as many workers");
    assert_eq!(pair(&[("gil", 2), ("pool", 2), ("py-threads", 2), ("py-pool", 2)]), Some([3, 2]));
    assert_eq!(pair(&[("gil", 2), ("pool", 2), ("py-threads", 2)]), Some([1, 0]), "no processes of Python");
    assert_eq!(pair(&[("threads", 2), ("pool", 2)]), None);
}

#[test]
fn a_comparison_that_is_open_has_no_figure_and_says_so() {
    let settled = fixture::model(&fixture::race());
    let verdict = Verdict::of(&settled).unwrap();
    assert!(verdict.ratio.is_some() && !verdict.open && verdict.interval.is_none());
    let mut contradicted = fixture::model(&fixture::race());
    contradicted.doubts.push(crate::event::Doubt {
        kind: "suspended".into(),
        message: "the program was suspended".into(),
        advice: String::new(),
        lane: None,
    });
    let verdict = Verdict::of(&contradicted).unwrap();
    assert!(verdict.ratio.is_none() && verdict.open && verdict.unsettled.is_some());
}
