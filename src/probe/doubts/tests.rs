use super::*;
use crate::event::{Account, ActivityTotals, LockAccount, LockStats};

fn lane(kind: &str, workers: u32) -> LanePlan {
    LanePlan {
        id: LaneId(1),
        kind: kind.into(),
        label: String::new(),
        phrase: String::new(),
        workers,
        processes: false,
        locked: kind == "gil",
        cpus: vec![],
        python: None,
        method: None,
        commands: false,
    }
}

fn spins(cores: &[f64], of: u16) -> Vec<Capacity> {
    cores.iter().map(|cores| Capacity { cores: *cores, of, before: true }).collect()
}

#[test]
fn a_run_is_short_below_half_a_second() {
    assert_eq!(short_run(&lane("pool", 2), SHORT), None);
    let doubt = short_run(&lane("pool", 2), Nanos::from_millis(120)).unwrap();
    assert_eq!(doubt.kind, "short-run");
    assert_eq!(doubt.message, "the pool lane ran for only 0.12 s");
    assert_eq!(doubt.lane, Some(LaneId(1)));
}

/// Workers that computed all the time for `wall` ms; under a lock they took turns.
fn outcome(workers: u16, wall: u64, locked: bool) -> Outcome {
    let wall = Nanos::from_millis(wall);
    let share = if locked { Nanos(wall.0 / u64::from(workers)) } else { wall };
    let mut time = ActivityTotals::only(Activity::Compute, share);
    time[Activity::LockWait] = wall - share;
    let account = |worker| Account {
        worker: WorkerId(worker),
        pid: 1,
        tid: 1,
        tasks: 1,
        time,
        cpu: share,
        ..Account::default()
    };
    Outcome {
        started: Nanos::ZERO,
        ready: Nanos::ZERO,
        finished: wall,
        done: 1,
        accounts: (0..workers).map(account).collect(),
        lock: locked.then(|| {
            let all = LockAccount { held: wall, ..LockAccount::default() };
            LockStats { all, ..LockStats::default() }
        }),
        ..Outcome::default()
    }
}

#[test]
fn capacity_is_doubted_by_what_the_workers_wanted() {
    let cases: [(u16, bool, &[f64], u16, bool); 8] = [
        (2, false, &[1.97], 2, false),
        (2, false, &[1.79], 2, true),
        (2, false, &[1.05, 1.05], 2, true),
        (2, false, &[2.0, 1.7], 2, false),
        (2, true, &[1.05], 2, false),
        (1, false, &[0.5], 2, true),
        (4, false, &[1.9], 2, false),
        (4, false, &[], 2, false),
    ];
    for (workers, locked, cores, of, doubted) in cases {
        let lane = lane("pool", u32::from(workers));
        let doubt = capacity(&lane, &outcome(workers, 1000, locked), Nanos::ZERO, &spins(cores, of), None);
        assert_eq!(doubt.is_some(), doubted, "{workers} workers, {cores:?} of {of}");
    }
    let found = |spins: &[Capacity], quota| {
        capacity(&lane("pool", 2), &outcome(2, 1000, false), Nanos::ZERO, spins, quota)
    };
    assert_eq!(found(&spins(&[0.5, 0.5], 2), Some(0.5)), None, "the quota gives no more");
    let doubt = found(&spins(&[1.0, 1.1], 2), None).unwrap();
    assert_eq!(doubt.message, "the machine gave 1.05 of 2 cores around the pool lane");
}

#[test]
fn tasks_that_took_longer_on_a_core_than_alone_are_doubted() {
    let doubted = |solo, quota| {
        let solo = Nanos::from_millis(solo);
        slow_cores(&lane("pool", 2), &outcome(2, 1000, false), solo, quota)
    };
    assert_eq!(doubted(1980, None), None, "2 s on cores for what takes one worker 1.98 s");
    assert_eq!(doubted(1700, None), None);
    assert_eq!(doubted(3960, Some(0.5)), None, "under half a core one worker takes twice as long");
    assert!(doubted(2500, Some(0.5)).is_some(), "and its tasks should have had half of that on a core");
    let doubt = doubted(1250, None).unwrap();
    assert_eq!(doubt.message, "the pool lane's tasks took 1.6 times the CPU time they take one worker alone");
}

#[test]
fn a_baseline_that_is_beaten_by_too_much_is_doubted() {
    let doubted = |workers: u16, locked, solo| {
        let lane = lane(if locked { "gil" } else { "pool" }, u32::from(workers));
        baseline(&lane, &outcome(workers, 1000, locked), Nanos::from_millis(solo))
    };
    assert_eq!(doubted(2, false, 2050), None);
    assert_eq!(doubted(2, true, 1040), None);
    let doubt = doubted(2, true, 1330).unwrap();
    assert_eq!(
        doubt.message,
        "the calibration of one worker took at least 1.33 times too long: \
             the gil lane can do the work of 1 worker at most"
    );
    assert!(doubted(2, false, 2200).is_some());
}

#[test]
fn a_lane_that_is_mostly_start_is_doubted() {
    let doubted = |spawn: u64, processes: bool| {
        let mut outcome = outcome(2, 1000, false);
        for account in &mut outcome.accounts {
            account.time[Activity::Spawn] = Nanos::from_millis(spawn + 300);
        }
        // The interpreter itself took 300 ms, before the first task.
        outcome.ready = Nanos::from_millis(300);
        outcome.finished = Nanos::from_millis(1300);
        start_up(&LanePlan { processes, ..lane("py-pool", 2) }, &outcome).map(|doubt| doubt.kind)
    };
    assert_eq!((doubted(500, true), doubted(600, false)), (None, None));
    assert_eq!(doubted(600, true).as_deref(), Some("start-up"));
}

#[test]
fn threads_of_the_workers_are_doubted_where_they_are_more_than_the_cpus() {
    let doubted = |figures| oversubscribed(LaneId(1), "py-pool", figures).is_some();
    assert!(doubted([2, 2, 2]) && doubted([1, 2, 2]));
    assert!(!doubted([2, 0, 1]) && !doubted([2, 2, 4]));
    assert!(not_deterministic(LaneId(1), &[]).is_none());
}

#[test]
fn thresholds_are_not_doubts_themselves() {
    let machine = |quota, usable_cpus| Machine { usable_cpus, quota, ..Machine::with_cpus(8) };
    assert_eq!(quota(&machine(None, 4)), None);
    assert_eq!(quota(&machine(Some(4.0), 4)), None);
    assert!(quota(&machine(Some(3.99), 4)).is_some());
    assert_eq!(throttled(Throttling::default()), None);
    assert!(throttled(Throttling { times: 1, time: Nanos::ZERO }).is_some());
    assert_eq!(steal(0.02), None);
    assert!(steal(0.021).is_some());
    assert_eq!(busy_machine(0.15, 2), None);
    assert!(busy_machine(0.16, 2).is_some());
    assert_eq!(busy_machine(3.0, 64), None);
    assert!(busy_machine(3.3, 64).is_some());
}
