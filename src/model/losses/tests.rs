//! Races constructed to lose to one cause, or to several, and their losses.

use super::*;
use crate::event::Activity::{Compute, CoreWait, Idle, Io, LockWait, Serialise, Spawn, Stopped, Transfer};
use crate::event::{Account, EventKind, LaneId, Slice, WorkerId};
use crate::model::fixture::{Script, accounts, ms, outcome};
use proptest::prelude::*;

/// A worker's times by activity, in milliseconds.
type Worked = &'static [(Activity, u64)];

/// A lane of this kind whose workers spent their time so, in 3 s of wall time for all tasks, which take one worker
/// 6 s. It was started within 100 ms.
fn race(kind: &str, workers: &[&[(Activity, u64)]]) -> Model {
    let mut all = Vec::new();
    for (worker, time) in (0..).zip(workers) {
        let time: Vec<(Activity, Nanos)> = time.iter().map(|(activity, n)| (*activity, ms(*n))).collect();
        let computed = time.iter().filter(|(activity, _)| *activity == Compute).map(|(_, n)| *n).sum();
        let [account]: [Account; 1] = accounts(1, 32, computed, &time).try_into().unwrap();
        all.push(Account { worker: WorkerId(worker), ..account });
    }
    let count = u32::try_from(workers.len()).unwrap();
    Script::calibrated(&[(kind, count)]).lane(0, outcome([1000, 1100, 4100], 64, all)).model()
}

fn losses(model: &Model) -> Losses {
    let losses = Losses::of(model, &model.lanes[0]).unwrap();
    adds_up(&losses);
    losses
}

fn adds_up(losses: &Losses) {
    let lost: f64 = losses.by_cause.iter().map(|loss| loss.times).sum();
    let product: f64 = losses.by_cause.iter().map(|loss| loss.factor).product();
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * (1.0 + a.abs().max(b.abs()));
    assert!(close(lost + losses.measured, losses.possible), "{losses:?}");
    assert!(close(product, losses.kept()), "{losses:?}");
}

/// The causes of at least a hundredth, with their times and factors in hundredths.
fn told(losses: &Losses) -> Vec<(Cause, i32, i32)> {
    let worth = losses.by_cause.iter().filter(|loss| loss.times.abs() >= 0.01);
    #[allow(clippy::cast_possible_truncation, reason = "figures of a test")]
    let hundredths = |figure: f64| (figure * 100.0).round() as i32;
    worth.map(|loss| (loss.cause, hundredths(loss.times), hundredths(loss.factor))).collect()
}

/// 100 ms of start, then these.
macro_rules! worker {
    ($($activity:ident $n:expr),*) => { &[(Spawn, 100_u64), $(($activity, $n)),*] as &[(Activity, u64)] };
}

#[test]
fn a_stopped_worker_is_to_blame_for_the_others_wait_too() {
    let model = race("pool", &[worker![Compute 1500, Stopped 1500], worker![Compute 1500, Idle 1500]]);
    let losses = losses(&model);
    assert!((losses.to(Cause::Stopped).times - 1.0).abs() < 1e-9, "{losses:?}");
    assert_eq!(losses.largest().map(|loss| loss.cause), Some(Cause::Stopped));
    assert_eq!((losses.to(Cause::Transfer).times, losses.to(Cause::Balance).times), (0.0, 0.0));
}

#[test]
fn nothing_lost_is_nothing_told() {
    let model = race("threads", &[worker![Compute 3000], worker![Compute 3000]]);
    let losses = losses(&model);
    assert_eq!((losses.possible, told(&losses)), (2.0, vec![]));
    assert!((losses.measured - 2.0).abs() < 1e-9);
    assert_eq!(losses.largest(), None);
    assert_eq!(
        losses.sentence(&model.lanes[0].plan),
        "The threads lost next to nothing: 2.00 of 2.0 × possible."
    );
}

#[test]
fn each_cause_alone_is_told_alone() {
    // Half of both workers' time lost means that one worker alone would have been as fast: 3 s for its 6 s of work.
    let halved = |model: &mut Model| {
        model.calibration.as_mut().unwrap().solo = ms(3000);
    };
    let cases: [(&str, Cause, [Worked; 2]); 7] = [
        (
            "gil",
            Cause::LockWait,
            [worker![Compute 1500, LockWait 1500], worker![Compute 1500, LockWait 1500]],
        ),
        (
            "threads",
            Cause::CoreWait,
            [worker![Compute 1500, CoreWait 1500], worker![Compute 1500, CoreWait 1500]],
        ),
        ("threads", Cause::Balance, [worker![Compute 3000], worker![Idle 3000]]),
        (
            "pool",
            Cause::Transfer,
            [
                worker![Compute 1500, Serialise 500, Transfer 1000],
                worker![Compute 1500, Serialise 1000, Transfer 500],
            ],
        ),
        ("pool", Cause::Transfer, [worker![Compute 1500, Idle 1500], worker![Compute 1500, Idle 1500]]),
        ("pool", Cause::StartUp, [worker![Compute 1500, Spawn 1500], worker![Compute 1500, Spawn 1500]]),
        ("threads", Cause::Unexplained, [worker![Compute 1500, Idle 1500], worker![Compute 1500, Idle 1500]]),
    ];
    for (kind, cause, workers) in cases {
        let mut model = race(kind, &workers);
        halved(&mut model);
        let losses = losses(&model);
        assert_eq!(told(&losses), [(cause, 100, 50)], "{cause:?}");
        assert_eq!(losses.largest().map(|loss| loss.cause), Some(cause));
        let said = losses.sentence(&model.lanes[0].plan);
        assert!(said.contains(" lost most to ") && said.ends_with(": −1.00 × of 2.0 × possible."), "{said}");
    }
    let mut model = race("threads", &[worker![Compute 3000], worker![Compute 3000]]);
    halved(&mut model);
    assert_eq!(told(&losses(&model)), [(Cause::SlowerCores, 100, 50)], "6 s of CPU time for 3 s of work");
}

#[test]
fn a_mixture_is_taken_apart() {
    let model = race(
        "gil",
        &[
            worker![Compute 1500, LockWait 900, CoreWait 600],
            worker![Compute 1500, LockWait 600, CoreWait 300, Idle 600],
        ],
    );
    let mut model = model;
    model.calibration.as_mut().unwrap().solo = ms(2700);
    let losses = losses(&model);
    assert!((losses.measured - 0.9).abs() < 1e-9);
    // 6 s: 0.6 uneven, then 1.5 of 5.4 at the lock, 0.9 of 3.9 for a core, 2.7 of 3.0 to slower cores.
    assert_eq!(
        told(&losses),
        [
            (Cause::Balance, 20, 90),
            (Cause::LockWait, 50, 72),
            (Cause::CoreWait, 30, 77),
            (Cause::SlowerCores, 10, 90),
        ]
    );
    assert_eq!(
        losses.sentence(&model.lanes[0].plan),
        "The threads lost most to waiting for the lock: −0.50 × of 2.0 × possible."
    );
}

#[test]
fn the_balance_is_the_mean_over_the_longest() {
    let mut model = race("threads", &[worker![Compute 3000], worker![Compute 1000, Idle 2000]]);
    model.calibration.as_mut().unwrap().solo = ms(4000);
    let balance = Score::of(&model, &model.lanes[0]).balance.unwrap();
    assert!((losses(&model).to(Cause::Balance).factor - balance).abs() < 1e-9);
}

#[test]
fn who_is_faster_than_alone_has_gained() {
    let model = race("threads", &[worker![Compute 2700, Idle 300], worker![Compute 3000]]);
    let losses = losses(&model);
    assert_eq!(told(&losses), [(Cause::Balance, 10, 95), (Cause::SlowerCores, -10, 105)]);
    let mut model = race("threads", &[worker![Compute 3000], worker![Compute 3000]]);
    model.calibration.as_mut().unwrap().solo = ms(7500);
    assert_eq!(Losses::of(&model, &model.lanes[0]), Err(NoBudget::BeyondPossible), "2.50 of 2.0 times");
    // Work of which a third waits may be faster than its cores: these do not bound it, and it has no budget of them.
    let mut model = race("threads", &[worker![Compute 2000, Io 1000]; 4]);
    model.calibration.as_mut().unwrap().solo = ms(9000);
    assert_eq!(Losses::of(&model, &model.lanes[0]), Err(NoBudget::BeyondPossible));
    assert!(Score::of(&model, &model.lanes[0]).speedup.is_some_and(|speedup| (speedup - 3.0).abs() < 1e-9));
}

#[test]
fn more_workers_than_cpus_lose_no_wait_that_is_due_to_that() {
    let crowd = |time: &'static [(Activity, u64)]| losses(&race("gil", &[time; 4]));
    // Four threads on two CPUs, which are busy all the time.
    let fair = crowd(worker![Compute 1500, CoreWait 1500]);
    assert_eq!((fair.possible, told(&fair)), (2.0, vec![]));
    // The same under a lock: one CPU is busy, and the other one is what was lost.
    let mut model = race("gil", &[worker![Compute 750, LockWait 2250]; 4]);
    model.calibration.as_mut().unwrap().solo = ms(3000);
    assert_eq!(told(&losses(&model)), [(Cause::LockWait, 100, 50)]);
}

#[test]
fn messages_on_cpus_that_are_not_there_are_no_loss() {
    // Four processes on two CPUs, or under a quota of two: half of their time is a wait, wherever they were when they
    // had to.
    let time = worker![Compute 1500, CoreWait 900, Transfer 600];
    let losses = losses(&race("pool", &[time; 4]));
    assert_eq!((losses.possible, told(&losses)), (2.0, vec![]));
}

#[test]
fn what_was_no_cpu_time_is_not_explained() {
    let mut model = race("threads", &[worker![Compute 3000], worker![Compute 3000]]);
    model.calibration.as_mut().unwrap().solo = ms(3000);
    for account in &mut model.lanes[0].outcome.as_mut().unwrap().accounts {
        account.cpu = ms(1500);
    }
    assert_eq!(told(&losses(&model)), [(Cause::Unexplained, 100, 50)]);
}

#[test]
fn cpus_that_a_lane_may_not_use_are_not_possible() {
    let mut model = race("threads", &[worker![Compute 3000], worker![Compute 3000]]);
    model.calibration.as_mut().unwrap().solo = ms(3000);
    model.lanes[0].plan.cpus = vec![1];
    assert!((losses(&model).possible - 1.0).abs() < 1e-9);
    model.lanes[0].plan.cpus = vec![];
    model.plan.as_mut().unwrap().machine.quota = Some(1.5);
    assert!((losses(&model).possible - 1.5).abs() < 1e-9);
}

/// A lane of so many workers under this quota, all of whose time is used up; one worker takes as long as the quota
/// makes it.
fn throttled(quota: f64, workers: u32) -> Model {
    let (wall, n) = (3000.0, f64::from(workers));
    let cores = quota.min(n);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "figures of a test")]
    let millis = |of: f64| ms(of.round() as u64);
    let (compute, wait) = (wall * cores / n, wall * (1.0 - cores / n));
    let time = [(Spawn, ms(100)), (Compute, millis(compute)), (CoreWait, millis(wait))];
    let accounts = accounts(u16::try_from(workers).unwrap(), 32, millis(compute), &time);
    let script =
        Script::calibrated(&[("threads", workers)]).lane(0, outcome([1000, 1100, 4100], 64, accounts));
    let mut model = script.model();
    model.plan.as_mut().unwrap().machine.quota = Some(quota);
    model.calibration.as_mut().unwrap().solo = millis(wall * cores / quota.min(1.0));
    model
}

#[test]
fn a_quota_is_no_loss_and_no_gain() {
    for quota in [0.3_f64, 0.5, 1.0, 1.5, 2.0] {
        for workers in [1, 2, 4] {
            let possible = quota.min(f64::from(workers)).min(2.0) / quota.min(1.0);
            let model = throttled(quota, workers);
            let losses = losses(&model);
            let why = format!("{workers} workers under {quota}: {losses:?}");
            assert!((losses.possible - possible).abs() < 1e-9, "{why}");
            assert!((losses.measured - possible).abs() < 2e-3, "{why}");
            assert!(losses.by_cause.iter().all(|loss| loss.times.abs() < 2e-3), "{why}");
            let score = Score::of(&model, &model.lanes[0]);
            assert!((score.speedup.unwrap() - possible).abs() < 2e-3, "{why}");
            assert!((score.cores_busy.unwrap() - quota.min(f64::from(workers))).abs() < 2e-3, "{why}");
            let said = losses.sentence(&model.lanes[0].plan);
            assert!(said.contains("lost next to nothing"), "{said}");
        }
    }
}

#[test]
fn what_is_lost_under_a_quota_is_told_as_without_one() {
    // Half of the time that the quota gives goes into the lock: as many times are lost as of any other half.
    let mut model = throttled(0.5, 1);
    model.lanes[0].outcome.as_mut().unwrap().accounts[0].time[Compute] = ms(750);
    model.lanes[0].outcome.as_mut().unwrap().accounts[0].time[LockWait] = ms(750);
    model.lanes[0].outcome.as_mut().unwrap().accounts[0].cpu = ms(750);
    model.calibration.as_mut().unwrap().solo = ms(1500);
    let losses = losses(&model);
    assert!((losses.possible - 1.0).abs() < 1e-9 && (losses.measured - 0.5).abs() < 1e-9, "{losses:?}");
    assert!(losses.to(Cause::SlowerCores).times.abs() < 1e-9, "{losses:?}");
}

#[test]
fn a_sequential_lane_that_escaped_the_quota_is_a_baseline_that_did() {
    // 30 ms of work fit into what a period gives; the accounts show that, and nothing is made up.
    let time = [(Compute, ms(30))];
    let lane = |at: u64| outcome([at, at, at + 30], 64, accounts(1, 64, ms(30), &time));
    let script = Script::calibrated(&[("sequential", 1), ("threads", 1)]);
    let mut model = script.lane(0, lane(1000)).lane(1, lane(2000)).model();
    model.plan.as_mut().unwrap().machine.quota = Some(0.5);
    for lane in &model.lanes {
        let losses = Losses::of(&model, lane).unwrap();
        adds_up(&losses);
        assert!((losses.possible - 1.0).abs() < 1e-9 && (losses.measured - 1.0).abs() < 1e-9, "{losses:?}");
        assert!(losses.by_cause.iter().all(|loss| loss.times.abs() < 1e-9), "{losses:?}");
    }
}

#[test]
fn who_has_no_budget_says_why() {
    let why = |model: &Model| Losses::of(model, &model.lanes[0]).unwrap_err();
    let waits = race("threads", &[worker![Io 3000], worker![Io 2000, Compute 1000]]);
    assert_eq!(why(&waits), NoBudget::Waits);
    let mut model = race("threads", &[worker![Compute 3000], worker![Compute 3000]]);
    model.lanes[0].in_flight = Some(8);
    assert_eq!(why(&model), NoBudget::InFlight);
    model.lanes[0].in_flight = None;
    model.calibration = None;
    assert_eq!(why(&model), NoBudget::NoBaseline);
    assert_eq!(why(&Script::calibrated(&[("gil", 2)]).model()), NoBudget::TooEarly);
}

#[test]
fn a_running_lane_has_its_budget_of_what_is_done() {
    let lane = LaneId(0);
    let slice = |worker, activity, from, until| {
        let slice =
            Slice { from: ms(from), until: ms(until), mix: ActivityTotals::only(activity, ms(until - from)) };
        EventKind::Slice { lane, worker: WorkerId(worker), slice }
    };
    let model = Script::calibrated(&[("gil", 2)])
        .at(1000, EventKind::LaneStarted { lane })
        .at(1000, EventKind::LaneReady { lane })
        .at(2000, slice(0, Compute, 1000, 2000))
        .at(2000, slice(1, LockWait, 1000, 2000))
        // Of the second that was computed, a tenth was for tasks that have not ended.
        .at(2000, EventKind::Calibrated { tasks: 64, size: 1, solo: ms(6400), sample: ms(1) })
        .progress(2000, 0, 9, 0)
        .model();
    assert_eq!(told(&losses(&model)), [(Cause::LockWait, 100, 50), (Cause::Unexplained, 10, 90)]);
}

proptest! {
    /// Whatever the accounts hold: measured speed-up and losses are the possible one, as a sum and as a product.
    #[test]
    fn the_parts_are_the_whole(
        times in proptest::collection::vec(proptest::array::uniform8(0u64..380), 1..6),
        cpu in proptest::option::of(0u64..3_100),
        solo in 1u64..20_000,
        done in 1u32..64,
        pool in any::<bool>(),
    ) {
        let mix = |time: &[u64; 8]| Activity::ALL.into_iter().zip(time.map(ms)).collect::<Vec<_>>();
        let account = |time: &[u64; 8]| accounts(1, 1, cpu.map_or(Nanos::ZERO, ms), &mix(time)).remove(0);
        let all = times.iter().map(account).collect();
        let kind = if pool { "pool" } else { "gil" };
        let count = u32::try_from(times.len()).unwrap();
        let script = Script::calibrated(&[(kind, count)]).lane(0, outcome([1000, 1100, 4100], done, all));
        let mut model = script.model();
        model.calibration.as_mut().unwrap().solo = ms(solo);
        if let Ok(losses) = Losses::of(&model, &model.lanes[0]) {
            adds_up(&losses);
            let speedup = Score::of(&model, &model.lanes[0]).speedup.unwrap();
            prop_assert!((losses.measured - speedup).abs() < 1e-9);
            prop_assert!(losses.by_cause.iter().all(|loss| loss.factor > 0.0 && loss.factor.is_finite()), "{:?}", losses);
        }
    }
}
