//! Which figures can be true: ranges for everything that others are divided by, and what becomes of what lies beyond.
//!
//! What a live race says is right by itself; a recording may have been edited, damaged or written by another program. So
//! every fact is looked at before it is folded in. A figure that cannot be is withheld: what follows from it is told by
//! no sink, and a doubt of the kind `implausible-figure` says which figure it was and why.
//!
//! | figure | can be |
//! | --- | --- |
//! | quota | a thousandth of a core to 65536 cores |
//! | CPUs, workers | at least 1; no more usable CPUs than exist; as many books as workers |
//! | calibration | at least 1 ns a task and 20 ns in all, no less than a fiftieth and no more than 10⁹ times of what it ran |
//! | capacity | 0 to a tenth more than the cores of the spin, which exist |
//! | clock | never a minute ahead of what is said later |
//! | wall time | begins and ends when the facts around it say so, within a second |
//! | worker time, CPU time | no more than the lane ran, and a little |
//! | tasks | no more ended than there are |
//! | lock, messages, costs | no longer than the session |
//! | readings of cores and workers | no more than a core has; no longer than the session |
//! | speed-up, cores busy | no more than twice what the workers (or the tasks in flight) can |

use super::lane::Lane;
use super::score::Baseline;
use super::{Calibration, Model};
use crate::event::{
    Account, Capacity, Costs, Fact, IpcStats, LaneId, LockAccount, LockStats, Nanos, Outcome, Percentiles,
    Plan, Slice,
};
use crate::lane::MOST_WORKERS;

/// Two readings of one clock by two threads may be told this far out of order.
const ORDER: Nanos = Nanos::from_millis(60_000);
/// So far a moment in the books may be from the fact that tells it.
const APART: Nanos = Nanos::from_millis(1000);
/// Books may hold so much more than the lane ran: what it takes to close them.
const CLOSING: Nanos = Nanos::from_millis(100);
/// No session is longer (104 days): what a recording accepts.
const LONGEST: Nanos = Nanos(1 << 53);
/// No list of tasks is done faster: a reading of the clock takes as long.
const SHORTEST: Nanos = Nanos(20);
/// A figure so many times what is possible is none: caches make a lane a little faster than its workers.
pub(super) const BEYOND: f64 = 2.0;

/// A figure of a lane that is withheld, with everything that follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// How long it ran.
    Wall,
    /// The time of its workers.
    Time,
    /// Their CPU time.
    Cpu,
    /// How many workers it has.
    Workers,
    /// How many of its tasks are done.
    Tasks,
    /// How many times as fast it was.
    Speedup,
}

/// A figure that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Implausible {
    /// The lane that it is about.
    pub(super) lane: Option<LaneId>,
    /// Which figure, with what it is said to be.
    pub(super) what: String,
    /// Why that cannot be.
    pub(super) why: String,
}

/// What becomes of a fact.
#[derive(Debug, Default)]
pub(super) struct Weighed {
    /// What cannot be.
    pub(super) found: Vec<Implausible>,
    /// The same fact without the figures that cannot be; `None`: as it is.
    pub(super) instead: Option<Fact>,
    /// Nothing of it can be used.
    pub(super) dropped: bool,
    /// Figures of its lane that are withheld from now on.
    pub(super) withheld: Vec<Figure>,
}

impl Weighed {
    fn find(&mut self, lane: Option<LaneId>, what: impl Into<String>, why: impl Into<String>) {
        self.found.push(Implausible { lane, what: what.into(), why: why.into() });
    }

    /// The fact is used only if `fine`.
    fn only_if(fine: bool, lane: Option<LaneId>, what: &str, why: &str) -> Self {
        let mut weighed = Self { dropped: !fine, ..Self::default() };
        if !fine {
            weighed.find(lane, what, why);
        }
        weighed
    }
}

/// Looks at a fact that is said at `at`, before `model` takes it in.
pub(super) fn weigh(model: &Model, at: Nanos, fact: &Fact) -> Weighed {
    let lane = Lane::of_fact(fact);
    let known = lane.and_then(|LaneId(id)| model.lanes.get(usize::from(id)));
    let now = at.max(model.now);
    match fact {
        Fact::Plan(plan) => weigh_plan(plan),
        Fact::Calibrated { tasks, size, solo, sample } => {
            let found = Calibration { tasks: *tasks, size: *size, solo: *solo, sample: *sample };
            let planned = model.plan.as_ref().and_then(|plan| plan.workload.tasks);
            let mut weighed = Weighed::default();
            let found = weigh_calibration(found, planned, None, &mut weighed);
            weighed.instead = found.map(|Calibration { tasks, size, solo, sample }| Fact::Calibrated {
                tasks,
                size,
                solo,
                sample,
            });
            weighed
        }
        Fact::LaneCalibrated { lane, tasks, size, solo, sample, reference } => {
            let found = Calibration { tasks: *tasks, size: *size, solo: *solo, sample: *sample };
            let mut weighed = Weighed::default();
            let found = weigh_calibration(found, None, Some(*lane), &mut weighed);
            weighed.instead = found.map(|Calibration { tasks, size, solo, sample }| Fact::LaneCalibrated {
                lane: *lane,
                tasks,
                size,
                solo,
                sample,
                reference: reference.clone(),
            });
            weighed
        }
        Fact::Capacity { capacity, .. } => {
            let exist = model.plan.as_ref().map_or(0, |plan| plan.machine.logical_cpus);
            let what = format!("a capacity of {} on {} cores", capacity.cores, capacity.of);
            let why = "a spin finds no more cores than it ran on, and runs on those that exist";
            Weighed::only_if(can_be_capacity(capacity, exist), lane, &what, why)
        }
        Fact::Progress { done, failed, .. } => {
            let all = known.and_then(|lane| model.tasks_of(lane));
            let ended = done.saturating_add(*failed);
            let what = format!("{ended} tasks ended");
            Weighed::only_if(all.is_none_or(|all| ended <= all), lane, &what, "there are fewer of them")
        }
        Fact::InFlight { tasks, .. } => {
            let all = known.and_then(|lane| model.tasks_of(lane));
            let what = format!("{tasks} tasks in flight");
            Weighed::only_if(all.is_none_or(|all| *tasks <= all), lane, &what, "there are fewer of them")
        }
        Fact::Lock { stats, .. } => {
            let most = (now - known.and_then(|lane| lane.started).unwrap_or_default()) + APART;
            let fine = mended_lock(stats, known, most).is_some_and(|mended| mended == *stats);
            Weighed::only_if(fine, lane, "the totals of the lock", BEYOND_SESSION)
        }
        Fact::Ipc { stats, .. } => {
            let fine = mended_messages(stats, now).is_some_and(|mended| mended == *stats);
            Weighed::only_if(fine, lane, "the totals of the messages", BEYOND_SESSION)
        }
        Fact::WorkerCpu { cpu, wait, .. } => {
            let fine = *cpu <= now + APART && *wait <= now + APART;
            Weighed::only_if(fine, lane, "a reading of a worker's CPU time", BEYOND_SESSION)
        }
        Fact::Slice { slice, .. } => {
            let why = "it holds more time than there is between its ends, or ends after it is told";
            Weighed::only_if(can_be_slice(slice, now), lane, "a stretch of a worker's time", why)
        }
        Fact::Now { since, .. } => {
            let why = "it began after it is told";
            Weighed::only_if(*since <= now + APART, lane, "what a worker is doing", why)
        }
        Fact::Sample { busy, own, .. } => {
            let cores = u32::try_from(busy.len()).unwrap_or(u32::MAX);
            let fine = busy.iter().all(|busy| *busy <= 1050)
                && (cores == 0 || u32::from(*own) <= cores.saturating_mul(1050));
            Weighed::only_if(fine, None, "a reading of the cores", "a core is at most busy all the time")
        }
        Fact::LaneFinished { lane, outcome } => weigh_outcome(model, known, *lane, at, outcome),
        _ => Weighed::default(),
    }
}

const BEYOND_SESSION: &str = "they hold more time than the session has";

fn weigh_plan(plan: &Plan) -> Weighed {
    let mut weighed = Weighed::default();
    let mut machine = plan.machine.clone();
    if let Some(quota) = machine.quota.filter(|quota| !(1e-3..=65_536.0).contains(quota)) {
        weighed.find(None, format!("a quota of {quota} cores"), "accepted is 0.001 to 65536");
        machine.quota = None;
    }
    let listed = u32::try_from(machine.cpus.len()).unwrap_or(u32::MAX);
    let (usable, exist) = (machine.usable_cpus, machine.logical_cpus);
    if usable > exist.max(listed) || (listed > 0 && usable != listed) {
        let what = format!("{usable} usable of {exist} CPUs");
        weighed.find(None, what, format!("{listed} are listed"));
        machine.usable_cpus = listed;
        machine.logical_cpus = exist.max(listed);
    }
    for lane in plan.lanes.iter().filter(|lane| !(1..=u32::from(MOST_WORKERS)).contains(&lane.workers)) {
        weighed.find(
            Some(lane.id),
            format!("{} workers", lane.workers),
            format!("accepted is 1 to {MOST_WORKERS}"),
        );
    }
    if !weighed.found.is_empty() {
        weighed.instead = Some(Fact::Plan(Box::new(Plan { machine, ..plan.clone() })));
    }
    weighed
}

/// What is left of a calibration in which something cannot be; `None` where all of it can.
fn weigh_calibration(
    found: Calibration,
    planned: Option<u32>,
    lane: Option<LaneId>,
    weighed: &mut Weighed,
) -> Option<Calibration> {
    let Calibration { tasks, size, solo, sample } = found;
    let least = SHORTEST.max(Nanos(u64::from(tasks)));
    let why = if tasks == 0 || size == 0 {
        "there are no tasks, or tasks of no size".into()
    } else if planned.is_some_and(|planned| planned != tasks) {
        format!("planned were {} tasks", planned.unwrap_or(0))
    } else if solo == Nanos::ZERO && sample == Nanos::ZERO {
        // Work that has no length is not calibrated, and nothing is divided by it.
        return None;
    } else if solo < least || solo > LONGEST {
        format!("so many tasks take {} ns at least and {} ns at most", least.0, LONGEST.0)
    } else if sample < SHORTEST || sample > LONGEST {
        "no calibration is so short or so long".into()
    } else if solo.0 < sample.0 / 50 || solo.0 / 1_000_000_000 > sample.0 {
        "one follows from the other, and they are too far apart".into()
    } else {
        return None;
    };
    let what = format!(
        "a calibration of {} ns that predicts {} ns for {tasks} tasks of size {size}",
        sample.0, solo.0
    );
    weighed.find(lane, what, why);
    let tasks = planned.unwrap_or(tasks);
    Some(Calibration { tasks, size, solo: Nanos::ZERO, sample: Nanos::ZERO })
}

fn can_be_capacity(capacity: &Capacity, exist: u32) -> bool {
    let most = f64::from(capacity.of) * 1.1;
    let least = capacity.cores == 0.0 || capacity.cores >= 1e-3;
    least
        && capacity.of > 0
        && (exist == 0 || u32::from(capacity.of) <= exist)
        && (0.0..=most).contains(&capacity.cores)
}

fn can_be_slice(slice: &Slice, now: Nanos) -> bool {
    let length = slice.until - slice.from;
    slice.from <= slice.until
        && slice.until <= now + APART
        && slice.mix.total() <= length + Nanos::from_millis(5)
}

/// Percentiles that are no longer than so many seconds, in a unit of which a second has `per_second`; none where one is.
fn mended(percentiles: Percentiles, most_s: f64, per_second: f64) -> Percentiles {
    let range = 0.0..=(most_s * per_second);
    let can_be = range.contains(&percentiles.p50) && range.contains(&percentiles.p99);
    if can_be { percentiles } else { Percentiles::default() }
}

/// What can be of one thread's dealings, or those of so many with so many locks, within so much time.
fn mended_dealings(account: &LockAccount, [threads, locks]: [u32; 2], most: Nanos) -> Option<LockAccount> {
    let times = |count: u32| Nanos(most.0.saturating_mul(count.into()));
    let can_be = account.held <= times(locks)
        && [account.waited, account.slept].into_iter().all(|time| time <= times(threads));
    can_be.then(|| LockAccount {
        wait_us: mended(account.wait_us, most.secs(), 1e6),
        hold_us: mended(account.hold_us, most.secs(), 1e6),
        ..account.clone()
    })
}

/// What can be of what the lock of `lane`, or all its locks together, did within so much time.
fn mended_lock(stats: &LockStats, lane: Option<&Lane>, most: Nanos) -> Option<LockStats> {
    let workers = lane.map_or(1, |lane| lane.plan.workers.max(1));
    let locks = if lane.is_none_or(|lane| lane.plan.locked) { 1 } else { workers };
    let all = mended_dealings(&stats.all, [workers, locks], most)?;
    // A switch takes some nanoseconds.
    (stats.switches <= most.0).then_some(LockStats { all, ..*stats })
}

/// What can be of what the messages came to.
fn mended_messages(stats: &IpcStats, now: Nanos) -> Option<IpcStats> {
    let most = now + APART;
    (stats.serialise <= most).then(|| IpcStats {
        round_trip_us: mended(stats.round_trip_us, most.secs(), 1e6),
        spawn_ms: mended(stats.spawn_ms, most.secs(), 1e3),
        ..stats.clone()
    })
}

fn can_be_costs(costs: &Costs) -> bool {
    let lengths =
        [costs.start, costs.round_trip, costs.per_message, costs.overhead, costs.task, costs.predicted];
    lengths.into_iter().all(|length| length <= LONGEST) && (-1e6..=1e6).contains(&costs.per_byte)
}

/// What is left of an outcome, and which figures of its lane are withheld.
fn weigh_outcome(model: &Model, known: Option<&Lane>, id: LaneId, at: Nanos, outcome: &Outcome) -> Weighed {
    let lane = Some(id);
    let (mut weighed, mut left) = (Weighed::default(), outcome.clone());
    let Some(known) = known else { return weighed };
    if let Some(why) = wall_cannot_be(known, at, outcome) {
        let Outcome { started, ready, finished, .. } = outcome;
        let what = format!(
            "a lane that started at {} ns, was ready at {} ns and finished at {} ns",
            started.0, ready.0, finished.0
        );
        weighed.find(lane, what, why);
        weighed.withheld.push(Figure::Wall);
    }
    let most = (outcome.finished - outcome.started) + CLOSING;
    let most = Nanos(most.0.saturating_add(most.0 / 20));
    let beyond =
        |of: fn(&Account) -> Nanos| outcome.accounts.iter().map(of).max().filter(|time| *time > most);
    if let Some(time) = beyond(|account| account.time.total()) {
        let what = format!("{:.3} s of a worker's time", time.secs());
        weighed.find(
            lane,
            what,
            format!("the lane ran for {:.3} s", (outcome.finished - outcome.started).secs()),
        );
        weighed.withheld.extend([Figure::Time, Figure::Wall]);
        left.accounts.iter_mut().for_each(|account| account.time = crate::event::Mix::default());
    }
    if let Some(cpu) = beyond(|account| account.cpu) {
        let what = format!("{:.3} s of a worker's CPU time", cpu.secs());
        weighed.find(
            lane,
            what,
            format!("the lane ran for {:.3} s", (outcome.finished - outcome.started).secs()),
        );
        weighed.withheld.push(Figure::Cpu);
        left.accounts.iter_mut().for_each(|account| account.cpu = Nanos::ZERO);
    }
    if outcome.accounts.len() > known.plan.workers.max(1) as usize {
        let what = format!("books of {} workers", outcome.accounts.len());
        weighed.find(lane, what, format!("the lane has {}", known.plan.workers));
        weighed.withheld.push(Figure::Workers);
    }
    let ended = outcome.done.saturating_add(outcome.failed);
    let all = model.tasks_of(known);
    if all.is_some_and(|all| ended > all) {
        weighed.find(lane, format!("{ended} tasks ended"), "there are fewer of them");
        weighed.withheld.push(Figure::Tasks);
    }
    if outcome.in_flight.zip(all).is_some_and(|(tasks, all)| tasks > all) {
        weighed.find(lane, "the tasks in flight", "there are fewer of them");
        left.in_flight = None;
    }
    let now = at.max(model.now);
    left.lock = outcome.lock.as_ref().and_then(|lock| mended_lock(lock, Some(known), most));
    if left.lock != outcome.lock {
        weighed.find(lane, "the totals of the lock", BEYOND_SESSION);
    }
    for account in &mut left.accounts {
        let mended = account.lock.as_ref().and_then(|lock| mended_dealings(lock, [1, 1], most));
        if mended != account.lock {
            weighed.find(lane, "a worker's dealings with the lock", BEYOND_SESSION);
            account.lock = mended;
        }
    }
    left.ipc = outcome.ipc.as_ref().and_then(|ipc| mended_messages(ipc, now));
    if left.ipc != outcome.ipc {
        weighed.find(lane, "the totals of the messages", BEYOND_SESSION);
    }
    if outcome.costs.as_ref().is_some_and(|costs| !can_be_costs(costs)) {
        weighed.find(lane, "the costs of processes", BEYOND_SESSION);
        left.costs = None;
    }
    if !weighed.found.is_empty() {
        weighed.instead = Some(Fact::LaneFinished { lane: id, outcome: Box::new(left) });
    }
    weighed
}

/// Why a lane cannot have run from when to when its outcome says.
fn wall_cannot_be(lane: &Lane, at: Nanos, outcome: &Outcome) -> Option<String> {
    let Outcome { started, ready, finished, .. } = *outcome;
    let apart = |told: Option<Nanos>, booked: Nanos| {
        told.is_some_and(|told| (told - booked).max(booked - told) > APART)
    };
    if started > ready || ready > finished {
        Some("one comes after the other".into())
    } else if finished > at + APART {
        Some(format!("that was told at {} ns", at.0))
    } else if apart(lane.started, started) || apart(lane.ready, ready) {
        Some("the facts before it say otherwise".into())
    } else {
        None
    }
}

/// Whether a fact that is said at `at` shows that one before it was told in the far future.
pub(super) fn clock_ran_ahead(model: &Model, at: Nanos) -> bool {
    at + ORDER < model.now
}

/// The most times as fast as one worker that a lane can have been: its workers, or the tasks that it has in flight.
pub(super) fn most_speedup(lane: &Lane) -> f64 {
    BEYOND * f64::from(lane.plan.workers.max(lane.in_flight.unwrap_or(1)).max(1))
}

/// The most cores that a lane's workers can have kept busy.
pub(super) fn most_busy(lane: &Lane) -> f64 {
    BEYOND * f64::from(lane.plan.workers.max(1))
}

/// The speed-ups at the end of a session that cannot be.
pub(super) fn ratios(model: &Model) -> Vec<Implausible> {
    let mut found = Vec::new();
    for lane in model.lanes.iter().filter(|lane| lane.outcome.is_some()) {
        let Some(speedup) = super::score::raw_speedup(model, lane) else { continue };
        if speedup > most_speedup(lane) {
            let against = Baseline::of_lane(model, lane).map_or_else(String::new, |base| base.describe());
            found.push(Implausible {
                lane: Some(lane.plan.id),
                what: format!("a speed-up of {speedup:.2} against {against}"),
                why: format!("{} can be twice as many times as fast at most", lane.plan.phrase),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests;
