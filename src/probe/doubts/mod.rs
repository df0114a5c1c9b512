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
mod tests;
