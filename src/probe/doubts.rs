//! Reasons not to trust a measurement: the thresholds of doubts.
//!
//! | kind | when |
//! | --- | --- |
//! | `short-run` | a lane ran for less than [`SHORT`]: start-up and one unlucky moment weigh too much |
//! | `quota` | a control group allows less than the usable CPUs, or stopped the program during the race |
//! | `steal` | a hypervisor took more than [`STOLEN`] of the CPU time |
//! | `busy-machine` | others kept more than [`busy_limit`] cores busy for two seconds before the start, or during a run of a sweep |
//! | `governor` | the governor `powersave` holds the clock at its lowest |
//! | `battery` | the machine runs on battery |
//! | `priority` | this program has the scheduling policy `SCHED_IDLE`: every other comes first |
//! | `capacity` | the machine gave clearly less than the cores a lane wanted, see [`Outcome::was_short`] |
//! | `baseline` | a lane without a right to it was faster than the baseline, by more than [`BEYOND`] |
//! | `beyond-possible` | a lane's speed-up or its cores busy exceed what is possible, see `model::headline` |
//! | `slow-cores` | a lane's tasks took more than [`SLOWED`] times the CPU time they take one worker alone |
//! | `left-behind` | a task of an earlier race of this session did not end |
//! | `interval-changed` | the switch interval was changed while lanes with a lock were in the race |
//! | `suspended` | the program was stopped for a while, by a Ctrl-Z |
//! | `stopped-worker` | a worker process was stopped by a signal (SIGSTOP) that this program did not send |
//! | `few-repetitions` | a point of a sweep has fewer than five runs, or a fidelity run was stopped early |
//! | `wide-interval` | the median of a point's runs is not known within 10 % |
//! | `outlier` | a run of a point is far from all others of it |
//! | `heat` | the CPU is near the temperature that it must not pass, or lowered its clock because of it during a run |
//! | `implausible-figure` | a figure, mostly of a file, lies beyond what can be measured: it is withheld |
//! | `start-up` | starting its worker processes took more than half of the wall time of a lane with a function of the user's |
//! | `not-deterministic` | that function gave another result for the same argument when it was called once more |
//! | `oversubscribed` | workers of such a lane have threads of their own that compute, together more than the CPUs |
//! | `gil-back` | an interpreter without a lock took it again while such a lane ran |
//! | `debug-build` | the program was built without optimisation |

use std::path::Path;
use std::time::Duration;

use super::cgroup::Throttling;
use super::conditions;
use super::heat::Heat;
use super::power::power;
use super::priority::Priority;
use super::suspicion::Suspicion;
use crate::event::{
    Activity, Capacity, Doubt, LaneId, LanePlan, Machine, Nanos, Outcome, Power, WorkerId, quota,
};

/// Shortest run of a lane without a doubt.
pub(crate) const SHORT: Nanos = Nanos::from_millis(500);
/// Stolen share of all CPU time above which there is a doubt: as much as a small speed-up.
pub(crate) const STOLEN: f64 = 0.02;
/// CPU time for a lane's tasks over the time one worker needs for them, above which the cores were slower. Shared
/// caches and a lower clock of busy neighbours make a few per cent; more has a cause to be named.
pub(crate) const SLOWED: f64 = 1.2;
/// Speed-up over the possible one above which the baseline must have been measured in a bad moment.
pub(crate) const BEYOND: f64 = 1.05;

/// Doubts a lane that ran for less than half a second. `wall` is from the first task sent to the last result.
#[must_use]
pub(crate) fn short_run(lane: &LanePlan, wall: Nanos) -> Option<Doubt> {
    (wall < SHORT).then(|| Suspicion::ShortRun { lane: lane.kind.clone(), wall }.into_doubt(Some(lane.id)))
}

/// Doubts a lane whose cores were not available: the mean of the spins before and after it (either alone will do) is
/// compared with the cores its workers needed and the quota allows; `solo` as in [`baseline`].
#[must_use]
pub(crate) fn capacity(
    lane: &LanePlan,
    outcome: &Outcome,
    solo: Nanos,
    spins: &[Capacity],
    quota: Option<f64>,
) -> Option<Doubt> {
    let of = spins.first()?.of;
    let cores = spins.iter().map(|s| s.cores).sum::<f64>() / spins.len() as f64;
    let lane_kind = lane.kind.clone();
    outcome
        .was_short(cores, of, solo.share_of(outcome.wall()), quota)
        .then(|| Suspicion::Capacity { lane: lane_kind, cores, of }.into_doubt(Some(lane.id)))
}

/// Doubts a baseline that a lane has beaten by more than is possible: the number of workers without a lock, one under
/// a lock that was held all the time. `solo` is the time one worker needs for all tasks, by the calibration.
#[must_use]
pub(crate) fn baseline(lane: &LanePlan, outcome: &Outcome, solo: Nanos) -> Option<Doubt> {
    let wall = outcome.wall();
    let lock = outcome.lock.as_ref().filter(|_| lane.locked);
    // Where some tasks wait for their clients while others compute, a lock that is always held does not limit all.
    let waits = outcome.accounts.iter().any(|a| a.time[Activity::Io] > Nanos::ZERO);
    let always_held = !waits && lock.is_some_and(|lock| lock.all.held.share_of(wall) > 0.9);
    // One worker may have many waiting tasks in flight.
    let at_once = outcome.in_flight.unwrap_or(1).max(lane.workers);
    let possible = if always_held { 1.0 } else { f64::from(at_once) };
    let speedup = solo.share_of(wall);
    let beyond = outcome.failed == 0 && wall >= SHORT && speedup > BEYOND * possible;
    beyond
        .then(|| Suspicion::Baseline { lane: lane.kind.clone(), speedup, possible }.into_doubt(Some(lane.id)))
}

/// Doubts a lane whose cores were slower than the one that the baseline was measured on: its tasks took more time *on
/// a core* than they take one worker alone (`solo`, all tasks). No spin before or after a lane sees what happens
/// while it runs, and the kernel counts a core that runs at half its speed as busy. Under a quota of less than a core
/// one worker is on a core for that share of its time.
#[must_use]
pub(crate) fn slow_cores(
    lane: &LanePlan,
    outcome: &Outcome,
    solo: Nanos,
    quota: Option<f64>,
) -> Option<Doubt> {
    let on_core: Nanos = outcome.accounts.iter().map(|a| a.time[Activity::Compute]).sum();
    let slowed = on_core.share_of(solo) / quota::share_of_one(quota);
    // A worker that counts in shared memory waits on its core for that of others: that is the finding there.
    let counts = outcome.accounts.iter().any(|a| a.counter.is_some());
    let doubted = outcome.failed == 0 && outcome.wall() >= SHORT && slowed > SLOWED && !counts;
    doubted.then(|| Suspicion::SlowCores { lane: lane.kind.clone(), slowed }.into_doubt(Some(lane.id)))
}

/// Doubts a race beside which `races` earlier ones still compute, in tasks that did not end.
#[must_use]
pub(crate) fn left_behind(races: usize) -> Option<Doubt> {
    (races > 0).then(|| Suspicion::LeftBehind { races }.into_doubt(None))
}

/// Doubts a race in which the switch interval was changed: its locks did not behave the same all the time.
#[must_use]
pub(crate) fn interval_changed(from: Duration, to: Duration) -> Doubt {
    Suspicion::IntervalChanged { from, to }.into_doubt(None)
}

/// Doubts a race during which this program was stopped.
#[must_use]
pub(crate) fn suspended() -> Doubt {
    Suspicion::Suspended.into_doubt(None)
}

/// Doubts a lane one of whose worker processes, or whose interpreter, was stopped by a signal from outside.
#[must_use]
pub(crate) fn stopped_worker(lane: LaneId, kind: &str, worker: Option<WorkerId>, pid: Option<u32>) -> Doubt {
    let worker = worker.map(|worker| worker.0);
    Suspicion::StoppedWorker { lane: kind.into(), worker, pid }.into_doubt(Some(lane))
}

/// Doubts a lane whose worker processes were being started for more than half of its wall time: those of a function of
/// the user's are started within it.
#[must_use]
pub(crate) fn start_up(lane: &LanePlan, outcome: &Outcome) -> Option<Doubt> {
    let (wall, before) = (outcome.wall(), outcome.ready - outcome.started);
    let workers = outcome.accounts.len() as u64;
    if !lane.processes || workers == 0 {
        return None;
    }
    let all: Nanos = outcome.accounts.iter().map(|account| account.time[Activity::Spawn] - before).sum();
    let start = Nanos(all.0 / workers).min(wall);
    let doubt = || Suspicion::StartUp { lane: lane.kind.clone(), start, wall }.into_doubt(Some(lane.id));
    (start.0 * 2 > wall.0).then(doubt)
}

/// Doubts a function of the user's that gave other results for these tasks when it was called once more.
#[must_use]
pub(crate) fn not_deterministic(lane: LaneId, tasks: &[u32]) -> Option<Doubt> {
    let doubt = || Suspicion::NotDeterministic { tasks: tasks.to_vec() }.into_doubt(Some(lane));
    (!tasks.is_empty()).then(doubt)
}

/// Doubts a lane of `workers` workers with `own` more threads that compute, where that is more than `cpus`.
#[must_use]
pub(crate) fn oversubscribed(lane: LaneId, kind: &str, [workers, own, cpus]: [u32; 3]) -> Option<Doubt> {
    let threads = workers.saturating_add(own);
    let doubt =
        || Suspicion::Oversubscribed { lane: kind.into(), workers, threads, cpus }.into_doubt(Some(lane));
    (own > 0 && threads > cpus).then(doubt)
}

/// Doubts a lane whose interpreter had no lock, and took it again for this module.
#[must_use]
pub(crate) fn gil_back(lane: LaneId, kind: &str, module: Option<String>) -> Doubt {
    Suspicion::GilBack { lane: kind.into(), module }.into_doubt(Some(lane))
}

/// A quota that leaves less than the usable CPUs.
pub(super) fn quota(machine: &Machine) -> Option<Suspicion> {
    let cores = machine.quota.filter(|quota| *quota < f64::from(machine.usable_cpus))?;
    Some(Suspicion::Quota { cores, usable: machine.usable_cpus })
}

/// A quota that was used up.
pub(super) fn throttled(during: Throttling) -> Option<Suspicion> {
    (during.times > 0).then_some(Suspicion::Throttled(during))
}

/// Stolen time, as a share of all CPU time.
pub(super) fn steal(share: f64) -> Option<Suspicion> {
    (share > STOLEN).then_some(Suspicion::Steal { share })
}

/// Load by other programs, in cores, of `of` cores.
pub(super) fn busy_machine(cores: f64, of: usize) -> Option<Suspicion> {
    (cores > busy_limit(of)).then_some(Suspicion::BusyMachine { cores, of })
}

/// A clock that is held at its lowest.
pub(super) fn governor(root: &Path, cpus: &[u16]) -> Option<Suspicion> {
    let held = conditions::held_down(root, cpus);
    (held > 0).then_some(Suspicion::Governor { held, of: cpus.len() })
}

/// A machine on battery.
pub(super) fn battery(root: &Path) -> Option<Suspicion> {
    (power(root) == Some(Power::Battery)).then_some(Suspicion::Battery)
}

/// A program that every other one precedes.
pub(super) fn priority(root: &Path) -> Option<Suspicion> {
    let priority = Priority::read(root).filter(|priority| priority.is_last())?;
    Some(Suspicion::Priority(priority.words()))
}

/// A machine that is hot already, before anything of ours runs.
pub(super) fn heat(root: &Path, machine: &Machine) -> Option<Suspicion> {
    Heat::at(root, machine).hot().map(Suspicion::Heat)
}

/// Number of `of` cores that others may keep busy without a doubt: 5 % of them, half of what makes a doubt about
/// capacity; but at least 0.15, since a reading over a quarter of a second moves in steps of 0.04 and a few of them
/// are a machine's ordinary housekeeping.
#[must_use]
pub(crate) fn busy_limit(of: usize) -> f64 {
    (of as f64 * 0.05).max(0.15)
}

/// A debug build.
pub(super) fn debug_build() -> Option<Suspicion> {
    cfg!(debug_assertions).then_some(Suspicion::DebugBuild)
}

#[cfg(test)]
mod tests {
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
            let doubt =
                capacity(&lane, &outcome(workers, 1000, locked), Nanos::ZERO, &spins(cores, of), None);
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
        assert_eq!(
            doubt.message,
            "the pool lane's tasks took 1.6 times the CPU time they take one worker alone"
        );
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
}
