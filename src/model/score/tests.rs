use super::*;
use crate::event::{End, EventKind, LaneId, WorkerId};
use crate::model::fixture::{self, Script, accounts, ms, outcome};

fn near(a: impl Into<Option<f64>>, b: f64) -> bool {
    a.into().is_some_and(|a| (a - b).abs() < 1e-9)
}

#[test]
fn the_figures_of_a_lane_that_has_finished() {
    let model = fixture::model(&fixture::race());
    let score = Score::of(&model, &model.lanes[0]);
    // Ready at 1.001 s, finished at 7.101 s; one worker alone would need 6 s.
    assert_eq!((score.wall, score.start), (ms(6100), ms(1)));
    assert!(near(score.throughput, 64.0 / 6.1));
    assert!(near(score.speedup, 6.0 / 6.1));
    assert!(near(score.efficiency, 6.0 / 6.1 / 2.0));
    assert!(near(score.cores_busy, 2.0 * 3.08 / 6.1));
    assert!(near(score.capacity, 1.97));
    assert!(near(score.of_capacity, 6.0 / 6.1 / 1.97));
    assert!(near(score.share(Activity::LockWait), 3.05 / 6.101));
    assert_eq!(score.time.total(), ms(2 * 6101), "workers x (start + wall)");
}

#[test]
fn a_running_lane_is_measured_until_now_against_what_it_did() {
    let lane = LaneId(0);
    let cpu = |cpu| EventKind::WorkerCpu {
        lane,
        worker: WorkerId(0),
        cpu,
        wait: Nanos::ZERO,
        turns: 0,
        core: None,
        rss: 0,
        last: false,
    };
    let mut model = Script::calibrated(&[("pool", 2)])
        .at(1000, EventKind::LaneStarted { lane })
        .at(1500, EventKind::LaneReady { lane })
        .at(2500, cpu(ms(900)))
        .at(3500, cpu(ms(1700)))
        .at(3500, EventKind::Progress { lane, done: 32, failed: 0 })
        .model();
    let score = Score::of(&model, &model.lanes[0]);
    assert_eq!((score.wall, score.start), (ms(2000), ms(500)));
    assert!(near(score.throughput, 16.0));
    assert!(near(score.speedup, 1.5), "half of 6 s in 2 s");
    assert!(near(score.cores_busy, 0.8));
    model.advance(ms(4500));
    assert!(near(Score::of(&model, &model.lanes[0]).speedup, 1.0));
}

/// Two workers, each with readings of a whole core until 3 s.
fn two_busy_workers() -> Script {
    let lane = LaneId(0);
    let started = Script::calibrated(&[("pool", 2)])
        .at(1000, EventKind::LaneStarted { lane })
        .at(1000, EventKind::LaneReady { lane });
    (20..=60).fold(started, |script, step| {
        (0..2).fold(script, |script, worker| {
            let cpu = ms(step * 50 - 1000);
            script.at(
                step * 50,
                EventKind::WorkerCpu {
                    lane,
                    worker: WorkerId(worker),
                    cpu,
                    wait: Nanos::ZERO,
                    turns: 0,
                    core: None,
                    rss: 0,
                    last: false,
                },
            )
        })
    })
}

#[test]
fn a_dead_worker_keeps_no_core_busy() {
    let death = EventKind::Death { lane: LaneId(0), worker: WorkerId(1), obituary: Box::default() };
    let busy = |model: &Model| Score::of(model, &model.lanes[0]).cores_busy;
    assert!(near(busy(&two_busy_workers().model()), 2.0));
    assert!(near(busy(&two_busy_workers().at(3010, death).model()), 1.0));
}

#[test]
fn readings_that_stopped_coming_are_not_the_present() {
    let mut model = two_busy_workers().model();
    model.advance(ms(3900));
    assert!(near(Score::of(&model, &model.lanes[0]).cores_busy, 2.0));
    model.advance(ms(4100));
    assert!(near(Score::of(&model, &model.lanes[0]).cores_busy, 0.0));
}

#[test]
fn the_balance_is_the_mean_over_the_most() {
    let balance = |busy: &[u64]| {
        let mut accounts = accounts(u16::try_from(busy.len()).unwrap(), 1, ms(1), &[]);
        for (account, busy) in accounts.iter_mut().zip(busy) {
            account.time[Activity::Compute] = ms(*busy / 2);
            account.time[Activity::Io] = ms(busy - busy / 2);
            account.time[Activity::Idle] = ms(8_000 - busy);
        }
        let script = Script::calibrated(&[("pool", 2)]).lane(0, outcome([1000, 1000, 9000], 64, accounts));
        let model = script.model();
        Score::of(&model, &model.lanes[0]).balance
    };
    assert!(near(balance(&[1000, 3000]), 2.0 / 3.0) && near(balance(&[5, 5, 5]), 1.0));
    assert_eq!((balance(&[1000]), balance(&[0, 0])), (None, None), "one worker, or none was busy");
}

#[test]
fn work_that_waits_has_no_bound_by_cores() {
    let possible = |activity| {
        let outcome = outcome([1000, 1000, 4000], 64, accounts(2, 32, ms(3), &[(activity, ms(3000))]));
        let script = Script::calibrated(&[("pool", 2)]).capacity(600, 0, [1.5, 1.5]).lane(0, outcome);
        let model = script.model();
        Score::of(&model, &model.lanes[0]).possible
    };
    assert_eq!([Activity::Io, Activity::Compute].map(possible), [None, Some(1.5)]);
    let score = |speedup| Score { speedup: Some(speedup), possible: Some(1.5), ..Score::default() };
    assert_eq!([1.5, 1.57, 1.6].map(|s| score(s).beats_spins()), [false, false, true]);
}

#[test]
fn what_the_spins_find_under_a_quota_is_possible_over_one_worker_under_it() {
    // Spins find the cores that the quota gives; one worker has as much of one as all of them.
    for (quota, found, expected) in [(0.3, 0.3, 1.0), (0.5, 0.5, 1.0), (1.0, 1.0, 1.0), (1.5, 1.5, 1.5)] {
        let time = [(Activity::Compute, ms(3000))];
        let outcome = outcome([1000, 1000, 4000], 64, accounts(2, 32, ms(3), &time));
        let mut model =
            Script::calibrated(&[("pool", 2)]).capacity(600, 0, [found, found]).lane(0, outcome).model();
        model.plan.as_mut().unwrap().machine.quota = Some(quota);
        model.calibration.as_mut().unwrap().solo = Nanos::from_secs_f64(3.0 * expected);
        let score = Score::of(&model, &model.lanes[0]);
        assert!(near(score.possible, expected) && near(score.capacity, found), "{quota}: {score:?}");
        assert!(near(score.of_capacity, 1.0) && !score.beats_spins(), "{quota}: {score:?}");
    }
}

#[test]
fn a_lane_that_has_not_begun_to_work_has_no_speed() {
    let lane = LaneId(0);
    let waiting = Script::calibrated(&[("pool", 2)]).model();
    assert_eq!(Score::of(&waiting, &waiting.lanes[0]), Score::default());
    let starting = Script::calibrated(&[("pool", 2)])
        .at(1000, EventKind::LaneStarted { lane })
        .at(1300, EventKind::Phase(crate::event::Phase::Racing))
        .model();
    let score = Score::of(&starting, &starting.lanes[0]);
    assert_eq!((score.start, score.wall, score.speedup), (ms(300), Nanos::ZERO, None));
}

#[test]
fn the_sequential_lane_is_the_baseline_once_it_did_every_task() {
    let alone = |done, failed| {
        let mut outcome = outcome([1000, 1100, 6100], done, accounts(1, done, ms(5000), &[]));
        outcome.failed = failed;
        let model = Script::calibrated(&[("sequential", 1)]).lane(0, outcome).model();
        Baseline::of(&model).unwrap()
    };
    assert_eq!(alone(64, 0), Baseline { solo: ms(5000), source: BaselineSource::Sequential });
    let calibrated = Baseline { solo: ms(6000), source: BaselineSource::Calibration(ms(250)) };
    assert_eq!(alone(63, 1), calibrated, "a task was lost");
    assert_eq!(alone(10, 0), calibrated, "it was stopped early");
}

#[test]
fn python_is_measured_against_python() {
    let lane = LaneId(1);
    let calibrated = EventKind::LaneCalibrated {
        lane,
        tasks: 32,
        size: 7,
        solo: ms(8000),
        sample: ms(9),
        reference: None,
    };
    let lanes = [("sequential", 1), ("py-threads", 2), ("py-sequential", 1)];
    let script = Script::calibrated(&lanes)
        .at(450, calibrated)
        .lane(0, outcome([1000, 1000, 6000], 64, accounts(1, 64, ms(5000), &[])))
        .lane(1, outcome([7000, 7000, 15_000], 32, accounts(2, 16, ms(4000), &[])));
    let model = script.model();
    let source = |lane: usize| Baseline::of_lane(&model, &model.lanes[lane]).unwrap().source;
    assert_eq!(source(0), BaselineSource::Sequential);
    assert_eq!(source(1), BaselineSource::Calibration(ms(9)), "not this program's own thread");
    assert!(near(Score::of(&model, &model.lanes[1]).speedup, 1.0), "8 s of work in 8 s");
    assert_eq!((model.tasks(), model.tasks_of(&model.lanes[1])), (Some(64), Some(32)));
}

#[test]
fn a_baseline_names_its_source() {
    let sequential = Baseline { solo: ms(5000), source: BaselineSource::Sequential };
    assert_eq!(sequential.describe(), "the sequential lane, 5.00 s");
    let calibration = Baseline { solo: ms(6000), source: BaselineSource::Calibration(ms(250)) };
    assert_eq!(calibration.describe(), "a calibration of 0.25 s, 6.00 s for all tasks");
}

#[test]
fn without_a_baseline_or_a_capacity_nothing_is_claimed() {
    let plan = EventKind::Plan(Box::new(fixture::plan(&[("pool", 2)])));
    let model = fixture::model(
        &Script::default().at(0, plan).lane(0, fixture::pool_outcome()).end(12_000, End::Finished),
    );
    let score = Score::of(&model, &model.lanes[0]);
    assert_eq!(
        (score.speedup, score.efficiency, score.capacity, score.of_capacity),
        (None, None, None, None)
    );
    let none_left =
        Script::calibrated(&[("pool", 2)]).capacity(600, 0, [0.0, 0.0]).lane(0, fixture::pool_outcome());
    let model = none_left.model();
    assert_eq!(Score::of(&model, &model.lanes[0]).of_capacity, None);
}

#[test]
fn more_capacity_than_workers_cannot_be_used() {
    let model = Script::calibrated(&[("sequential", 1)])
        .capacity(600, 0, [2.0, 2.0])
        .lane(0, outcome([1000, 1000, 7000], 64, accounts(1, 64, ms(6000), &[])))
        .model();
    assert!(near(Score::of(&model, &model.lanes[0]).of_capacity, 1.0));
}
