//! A scripted race: the events that a real one would send, invented, and the same each time.
//!
//! It lets every test of the screen stop at any moment of a race on any machine.

mod deaths;
mod machine;
mod scripted_lock;
mod settings;

use self::scripted_lock::ScriptedLock;
pub(crate) use self::settings::settings;
use crate::event::{
    Account, Activity, ActivityTotals, Capacity, Doubt, End, Event, EventKind, IpcStats, LaneId, LanePlan,
    Machine, Nanos, Outcome, Percentiles, Phase, Plan, Schedule, Slice, Tool, WorkerId, WorkloadPlan,
};
use crate::model::Model;

/// Parameters of a scripted race.
#[derive(Debug, Clone)]
pub(crate) struct Script {
    pub(crate) lanes: Vec<&'static str>,
    pub(crate) workers: u16,
    pub(crate) cores: u16,
    pub(crate) schedule: Schedule,
    /// The workload's name: `sleep` waits, every other computes.
    pub(crate) workload: &'static str,
    pub(crate) tasks: u32,
    /// Time that one worker alone takes, s.
    pub(crate) solo: f64,
    /// The lane that reaches another result.
    pub(crate) liar: Option<usize>,
    /// The lane that cannot run.
    pub(crate) broken: Option<usize>,
    pub(crate) doubts: usize,
    /// Whether the machine has cores of two kinds.
    pub(crate) hybrid: bool,
    /// Further events, each with its second.
    pub(crate) besides: Vec<(f64, EventKind)>,
}

/// Length of the slices, and the period of the samples.
const STEP: Nanos = Nanos::from_millis(50);
/// Tasks that an event loop has in flight.
const IN_FLIGHT: u32 = 16;
/// The switch interval.
const INTERVAL: Nanos = Nanos::from_millis(5);

impl Script {
    pub(crate) fn of(lanes: &[&'static str]) -> Self {
        Self {
            lanes: lanes.to_vec(),
            workers: 2,
            cores: 2,
            schedule: Schedule::Turns,
            workload: "primes",
            tasks: 64,
            solo: 6.0,
            liar: None,
            broken: None,
            doubts: 0,
            hybrid: false,
            besides: Vec::new(),
        }
    }

    pub(crate) fn on(self, workers: u16, cores: u16) -> Self {
        Self { workers, cores, ..self }
    }

    /// The same race on a machine whose cores are not all of one kind.
    pub(crate) fn hybrid(self) -> Self {
        Self { hybrid: true, ..self }
    }

    /// The same with tasks that only wait.
    pub(crate) fn waiting(self) -> Self {
        Self { workload: "sleep", ..self }
    }

    pub(crate) fn split(self) -> Self {
        Self { schedule: Schedule::Split, ..self }
    }

    /// The model `seconds` after the session's start.
    pub(crate) fn model_at(&self, seconds: f64) -> Model {
        let now = Nanos::from_secs_f64(seconds);
        let mut model = Model::default();
        self.events().iter().take_while(|e| e.at <= now).for_each(|e| model.apply(e));
        model.advance(now);
        model
    }

    /// The model when the race is over.
    pub(crate) fn finished(&self) -> Model {
        self.model_at(1000.0)
    }

    /// All events of the race, in order.
    pub(crate) fn events(&self) -> Vec<Event> {
        let mut acts = Acts(Vec::new());
        acts.say(0.0, EventKind::Plan(Box::new(self.plan())));
        acts.say(0.0, EventKind::Phase(Phase::Probing));
        for i in 0..self.doubts {
            acts.say(0.2, EventKind::Doubt(doubt(i)));
        }
        acts.say(0.3, EventKind::Phase(Phase::Calibrating));
        let (solo, sample) = (Nanos::from_secs_f64(self.solo), Nanos::from_millis(400));
        acts.say(0.8, EventKind::Calibrated { tasks: self.tasks, size: 20_000, solo, sample });
        let mut at = 1.0;
        let mut runs = Vec::new();
        for lane in 0..self.lanes.len() {
            let begin = if self.schedule == Schedule::Turns { at } else { 1.2 };
            acts.say(begin - 0.2, EventKind::Phase(Phase::Spinning));
            acts.say(begin - 0.05, capacity(lane, self.share_of_cores(lane).len(), true));
            acts.say(begin, EventKind::Phase(Phase::Racing));
            let end = self.act_lane(&mut acts, lane, begin);
            acts.say(end + 0.05, capacity(lane, self.share_of_cores(lane).len(), false));
            runs.push((begin, end));
            at = end + 0.3;
        }
        let last = runs.iter().map(|r| r.1).fold(1.0, f64::max);
        self.act_samples(&mut acts, &runs, last);
        acts.say(last + 0.1, EventKind::RaceEnded { end: End::Finished });
        self.besides.iter().for_each(|(seconds, fact)| acts.say(*seconds, fact.clone()));
        acts.0.sort_by_key(|e| e.at);
        acts.0
    }

    fn plan(&self) -> Plan {
        Plan {
            tool: Tool { version: "0.1.0".into(), profile: "release".into() },
            machine: Machine {
                cpu: "Example 7000 Processor".into(),
                logical_cpus: self.cores.into(),
                usable_cpus: self.cores.into(),
                cpus: (0..self.cores).collect(),
                cores: Vec::new(),
                sockets: machine::sockets(self.cores),
                classes: if self.hybrid { machine::classes(self.cores) } else { Vec::new() },
                quota: None,
                os: "Linux 6.8".into(),
                memory: 16 << 30,
            },
            workload: WorkloadPlan {
                name: self.workload.into(),
                tasks: Some(self.tasks),
                size: None,
                unit: "numbers".into(),
                seed: 1,
                chunk: 1,
                share: None,
                arg: None,
                call: None,
                command: None,
            },
            schedule: self.schedule,
            interval_us: 5000,
            lanes: (0..self.lanes.len()).map(|i| self.lane_plan(i)).collect(),
            faults: Vec::new(),
            deadline_s: None,
            recycle: None,
            repetitions: crate::event::Repetitions::default(),
            origin: None,
        }
    }

    fn lane_plan(&self, lane: usize) -> LanePlan {
        let n = self.workers_of(lane);
        let (label, phrase) = match self.lanes[lane] {
            "gil" => ("threads, simulated GIL", format!("{n} threads under one lock")),
            "pool" => ("worker processes", format!("{n} worker processes")),
            "threads" => ("threads, no lock", format!("{n} threads without a lock")),
            "async" => ("one thread, an event loop", "an event loop".to_string()),
            _ => ("one thread", "one thread".to_string()),
        };
        LanePlan {
            id: id(lane),
            kind: self.lanes[lane].into(),
            label: label.into(),
            phrase,
            workers: n.into(),
            processes: self.lanes[lane] == "pool",
            locked: self.lanes[lane] == "gil",
            cpus: if self.schedule == Schedule::Split { self.share_of_cores(lane) } else { Vec::new() },
            python: None,
            method: None,
            commands: false,
        }
    }

    fn workers_of(&self, lane: usize) -> u16 {
        if matches!(self.lanes[lane], "sequential" | "async") { 1 } else { self.workers }
    }

    fn share_of_cores(&self, lane: usize) -> Vec<u16> {
        if self.schedule != Schedule::Split {
            return (0..self.cores).collect();
        }
        let (lane, lanes) = (u16::try_from(lane).unwrap(), u16::try_from(self.lanes.len()).unwrap());
        let each = (self.cores / lanes).max(1);
        (lane * each..(lane + 1) * each).collect()
    }

    /// Number of cores that the lane's workers keep busy together.
    fn busy(&self, lane: usize) -> f64 {
        if self.workload == "sleep" {
            return f64::from(self.workers_of(lane)) * 0.01;
        }
        let cores = self.share_of_cores(lane).len() as f64;
        if self.lanes[lane] == "gil" { 1.0 } else { f64::from(self.workers_of(lane)).min(cores) * 0.985 }
    }

    fn act_lane(&self, acts: &mut Acts, lane: usize, begin: f64) -> f64 {
        acts.say(begin, EventKind::LaneStarted { lane: id(lane) });
        if self.broken == Some(lane) {
            let reason = "worker 1 (pid 4713) was killed by signal 9".to_string();
            acts.say(begin + 0.4, EventKind::LaneFailed { lane: id(lane), reason });
            return begin + 0.4;
        }
        let workers = self.workers_of(lane);
        let start_up = if self.lanes[lane] == "pool" { 0.012 } else { 0.0004 };
        let ready = begin + start_up;
        for w in 0..workers {
            acts.say(ready, ready_fact(lane, w));
        }
        acts.say(ready, EventKind::LaneReady { lane: id(lane) });
        let wall = match (self.workload, self.lanes[lane]) {
            ("sleep", "async") => self.solo / f64::from(IN_FLIGHT),
            ("sleep", _) => self.solo / f64::from(workers),
            (_, "gil") => self.solo / self.busy(lane) * 1.02,
            _ => self.solo / self.busy(lane),
        };
        let end = ready + wall;
        let mut times =
            vec![ActivityTotals::only(Activity::Spawn, Nanos::from_secs_f64(start_up)); usize::from(workers)];
        let mut from = Nanos::from_secs_f64(ready);
        let last = Nanos::from_secs_f64(end);
        let locked = self.lanes[lane] == "gil";
        let mut lock = locked.then(|| ScriptedLock::new(workers, INTERVAL, from));
        while from < last {
            let until = (from + STEP).min(last);
            for w in 0..workers {
                let mix = self.mix(lane, w, until - from, last - until);
                times[usize::from(w)] += &mix;
                let slice = Slice { from, until, mix };
                acts.at(until, EventKind::Slice { lane: id(lane), worker: WorkerId(w), slice });
                acts.at(
                    until,
                    machine::reading(lane, w, &times[usize::from(w)], self.share_of_cores(lane).len()),
                );
            }
            let share = (until - Nanos::from_secs_f64(ready)).share_of(last - Nanos::from_secs_f64(ready));
            self.act_progress(acts, lane, until, share);
            if let Some(lock) = &mut lock {
                let (holds, marks, unsaid) = lock.act_until(until);
                acts.at(until, EventKind::LockTrace { lane: id(lane), holds, marks, lost: unsaid });
                acts.at(until, EventKind::Lock { lane: id(lane), stats: lock.stats(until) });
            }
            from = until;
        }
        let mut outcome = self.outcome(lane, [begin, ready, end], &times);
        outcome.lock = lock.map(|lock| lock.stats(last));
        acts.at(last, EventKind::LaneFinished { lane: id(lane), outcome: Box::new(outcome) });
        end
    }

    /// Activities of worker `w` in a slice of `length` with `left` to go.
    fn mix(&self, lane: usize, w: u16, length: Nanos, left: Nanos) -> ActivityTotals {
        let part = |share: f64| Nanos::from_secs_f64(length.secs() * share);
        let mut mix = ActivityTotals::default();
        let share = self.busy(lane) / f64::from(self.workers_of(lane));
        if self.workload == "sleep" {
            mix[Activity::Compute] = part(share);
            mix[Activity::Io] = length - part(share);
            return mix;
        }
        match self.lanes[lane] {
            "gil" => {
                // The lock is passed on every 5 ms; a slice contains a few turns more or fewer.
                let wobble = 1.0 + 0.3 * noise(u64::from(w) * 7919 + left.0 / 50_000_000);
                mix[Activity::Compute] = part((share * wobble).min(1.0));
                mix[Activity::LockWait] = length - mix[Activity::Compute];
            }
            "pool" => {
                // The last tasks do not end together.
                let gone = left.secs() < 0.25 * noise(u64::from(w) + 17).abs();
                mix[Activity::Serialise] = part(0.004);
                mix[Activity::Transfer] = part(0.003);
                mix[Activity::Compute] = if gone { Nanos::ZERO } else { part(share) };
                mix[Activity::Idle] = length - mix.total();
            }
            _ => {
                mix[Activity::Compute] = part(share);
                mix[Activity::CoreWait] = length - part(share);
            }
        }
        mix
    }

    fn act_progress(&self, acts: &mut Acts, lane: usize, at: Nanos, share: f64) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "tasks of a script")]
        let done = (f64::from(self.tasks) * share) as u32;
        acts.at(at, EventKind::Progress { lane: id(lane), done, failed: 0 });
        let each = done / u32::from(self.workers_of(lane));
        acts.at(
            at,
            EventKind::Tasks { lane: id(lane), by_worker: vec![each; usize::from(self.workers_of(lane))] },
        );
        if self.lanes[lane] == "async" {
            acts.at(at, EventKind::InFlight { lane: id(lane), tasks: IN_FLIGHT });
        }
        if self.lanes[lane] == "pool" {
            acts.at(at, EventKind::Ipc { lane: id(lane), stats: ipc(done) });
        }
    }

    fn outcome(&self, lane: usize, [begin, ready, end]: [f64; 3], times: &[ActivityTotals]) -> Outcome {
        let accounts = times.iter().zip(0u16..).map(|(time, w)| Account {
            worker: WorkerId(w),
            pid: 4711 + u32::from(w),
            tid: 4711 + u32::from(w),
            tasks: self.tasks / u32::from(self.workers_of(lane)),
            time: *time,
            cpu: time[Activity::Compute],
            exit: (self.lanes[lane] == "pool").then(|| "exit 0".into()),
            ..Account::default()
        });
        Outcome {
            started: Nanos::from_secs_f64(begin),
            ready: Nanos::from_secs_f64(ready),
            finished: Nanos::from_secs_f64(end),
            done: self.tasks,
            digest: if self.liar == Some(lane) { "0000".into() } else { "9f3c".into() },
            accounts: accounts.collect(),
            ipc: (self.lanes[lane] == "pool").then(|| ipc(self.tasks)),
            ..Outcome::default()
        }
    }
}

/// Events to be sorted.
struct Acts(Vec<Event>);

impl Acts {
    fn say(&mut self, seconds: f64, fact: EventKind) {
        self.at(Nanos::from_secs_f64(seconds), fact);
    }

    fn at(&mut self, at: Nanos, fact: EventKind) {
        self.0.push(Event { at, fact });
    }
}

fn id(lane: usize) -> LaneId {
    LaneId(u16::try_from(lane).unwrap())
}

fn ready_fact(lane: usize, w: u16) -> EventKind {
    let pid = 4711 + u32::from(w);
    EventKind::WorkerReady { lane: id(lane), worker: WorkerId(w), pid, tid: pid }
}

fn capacity(lane: usize, of: usize, before: bool) -> EventKind {
    let of = u16::try_from(of).unwrap();
    EventKind::Capacity { lane: id(lane), capacity: Capacity { cores: f64::from(of) * 0.99, of, before } }
}

fn ipc(done: u32) -> IpcStats {
    IpcStats {
        messages: u64::from(done) * 2,
        bytes_out: u64::from(done) * 40,
        bytes_in: u64::from(done) * 24,
        round_trip_us: Percentiles { p50: 62.0, p99: 180.0 },
        spawn_ms: Percentiles { p50: 8.1, p99: 11.9 },
        serialise: Nanos::from_micros(400),
        ..IpcStats::default()
    }
}

fn doubt(i: usize) -> Doubt {
    let [kind, message, advice] = [
        ["busy-machine", "other programs used 31 % of the cores before the start", "close them"],
        ["short-run", "the pool lane took 0.42 s", "use --seconds 2 or more"],
        ["debug-build", "this is a debug build", "use cargo run --release"],
    ][i % 3];
    Doubt { kind: kind.into(), message: message.into(), advice: advice.into(), lane: None }
}

/// A number between -1 and 1 that depends on `seed` alone.
fn noise(seed: u64) -> f64 {
    let mut x = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x ^ (x >> 31)) % 2001) as f64 / 1000.0 - 1.0
}
