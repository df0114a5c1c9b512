//! Made-up sessions for tests: plans, outcomes and scripts of events with figures easy to check by hand.

use super::Model;
use crate::event::{
    Account, Activity, ActivityTotals, Capacity, Doubt, End, Event, EventKind, Failure, Fingerprint,
    Histogram, IpcStats, LaneId, LanePlan, LockAccount, LockStats, Machine, Nanos, Obituary, Origin, Outcome,
    Percentiles, Phase, Plan, PythonPlan, Schedule, Stream, Tool, WorkerId, WorkloadPlan,
};

pub(crate) fn ms(n: u64) -> Nanos {
    Nanos::from_millis(n)
}

/// A session of 64 tasks on two CPUs, with these lanes and so many workers each.
pub(crate) fn plan(lanes: &[(&str, u32)]) -> Plan {
    Plan {
        tool: Tool { version: "0.1.0".into(), profile: "release".into() },
        machine: Machine {
            cpu: "AMD EPYC 7763".into(),
            logical_cpus: 2,
            usable_cpus: 2,
            cpus: vec![0, 1],
            cores: Vec::new(),
            sockets: Vec::new(),
            classes: Vec::new(),
            quota: None,
            os: "Linux 6.8".into(),
            memory: 4 << 30,
        },
        workload: WorkloadPlan {
            name: "primes".into(),
            tasks: Some(64),
            size: Some(20_000),
            unit: "numbers".into(),
            seed: 1,
            chunk: 1,
            share: None,
            arg: None,
            call: None,
            command: None,
        },
        schedule: Schedule::Turns,
        interval_us: 5000,
        lanes: (0..).zip(lanes).map(|(id, (kind, workers))| lane(id, kind, *workers)).collect(),
        faults: Vec::new(),
        deadline_s: None,
        recycle: None,
        repetitions: crate::event::Repetitions::default(),
        origin: Some(origin()),
    }
}

/// When, where and by which command it was measured.
pub(crate) fn origin() -> Origin {
    Origin {
        when: Some("2026-11-27T15:08:01Z".into()),
        argv: ["coreograph", "race", "--headless", "--lanes", "gil,pool"].map(String::from).into(),
        fingerprint: Fingerprint {
            name: Some("test-host".into()),
            cpu: Some("AMD EPYC 7763".into()),
            arch: Some("x86_64".into()),
            logical_cpus: Some(2),
            usable_cpus: Some(2),
            kernel: Some("6.8.0-31-generic".into()),
            ..Fingerprint::default()
        },
    }
}

fn lane(id: u16, kind: &str, workers: u32) -> LanePlan {
    let (label, phrase) = match kind {
        "gil" => ("threads, simulated GIL", format!("{workers} threads under one lock")),
        "pool" if workers == 1 => ("worker processes", "1 worker process".into()),
        "pool" => ("worker processes", format!("{workers} worker processes")),
        "sequential" | "py-sequential" => ("one thread", "1 thread".into()),
        "py-threads" => ("CPython 3.11.7, threads under its GIL", format!("{workers} threads under its GIL")),
        "py-pool" => ("CPython 3.11.7, Pool", format!("{workers} worker processes")),
        _ => ("threads", format!("{workers} threads")),
    };
    LanePlan {
        id: LaneId(id),
        kind: kind.into(),
        label: label.into(),
        phrase,
        workers,
        processes: matches!(kind, "pool" | "py-pool"),
        locked: matches!(kind, "gil" | "py-threads"),
        cpus: vec![],
        python: kind.starts_with("py-").then(python),
        method: None,
        commands: false,
    }
}

/// The interpreter of lanes whose names begin with `py-`.
fn python() -> PythonPlan {
    PythonPlan {
        asked: "python3".into(),
        path: "/usr/bin/python3".into(),
        version: "3.11.7".into(),
        gil: true,
        fork: true,
        ..PythonPlan::default()
    }
}

/// Accounts of `workers` workers, one thread each, with the same time by activity.
pub(crate) fn accounts(workers: u16, tasks: u32, cpu: Nanos, time: &[(Activity, Nanos)]) -> Vec<Account> {
    let mut mix = ActivityTotals::default();
    for (activity, length) in time {
        mix[*activity] += *length;
    }
    let account = |n: u16| Account {
        worker: WorkerId(n),
        pid: 4711,
        tid: 4712 + u32::from(n),
        tasks,
        time: mix,
        cpu,
        ..Account::default()
    };
    (0..workers).map(account).collect()
}

/// Outcome of a lane with `done` tasks between these times.
pub(crate) fn outcome(times: [u64; 3], done: u32, accounts: Vec<Account>) -> Outcome {
    Outcome {
        started: ms(times[0]),
        ready: ms(times[1]),
        finished: ms(times[2]),
        done,
        digest: "9f3c00d1e2a45b67".into(),
        accounts,
        ..Outcome::default()
    }
}

/// Two threads under a lock: 6.1 s for 64 tasks, half of the time waiting for each other.
pub(crate) fn gil_outcome() -> Outcome {
    let time = [(Activity::Spawn, ms(1)), (Activity::Compute, ms(3050)), (Activity::LockWait, ms(3050))];
    let mut waits = Histogram::default();
    waits.record_many(Nanos::from_micros(5060), 1170);
    waits.record_many(Nanos::from_micros(5400), 20);
    let all = LockAccount {
        grants: 1192,
        requests: 1195,
        forced: 1180,
        voluntary: 12,
        held: ms(6039),
        waited: ms(6100),
        wait_us: Percentiles { p50: 5060.0, p99: 5400.0 },
        hold_us: Percentiles { p50: 5057.0, p99: 5090.0 },
        holds: waits.clone(),
        waits,
        ..LockAccount::default()
    };
    let lock = LockStats { interval_us: 5000, switches: 1190, all };
    Outcome { lock: Some(lock), ..outcome([1000, 1001, 7101], 64, accounts(2, 32, ms(3080), &time)) }
}

/// Two processes: 3.1 s for 64 tasks.
pub(crate) fn pool_outcome() -> Outcome {
    let time = [
        (Activity::Spawn, ms(12)),
        (Activity::Compute, ms(3000)),
        (Activity::CoreWait, ms(60)),
        (Activity::Serialise, ms(5)),
        (Activity::Transfer, ms(15)),
        (Activity::Idle, ms(20)),
    ];
    let mut accounts = accounts(2, 32, ms(3020), &time);
    for (account, pid) in accounts.iter_mut().zip(4801..) {
        (account.pid, account.tid, account.exit) = (pid, pid, Some("exit 0".into()));
    }
    let ipc = IpcStats {
        messages: 128,
        bytes_out: 2048,
        bytes_in: 4096,
        round_trip_us: Percentiles { p50: 41.0, p99: 180.0 },
        spawn_ms: Percentiles { p50: 1.5, p99: 11.0 },
        gap_us: Percentiles::default(),
        serialise: ms(2),
    };
    Outcome { ipc: Some(ipc), ..outcome([8000, 8012, 11_112], 64, accounts) }
}

/// A list of events in the making.
#[derive(Debug, Default, Clone)]
pub(crate) struct Script(pub(crate) Vec<Event>);

impl Script {
    /// A session with these lanes, calibrated: one worker alone would need 6 s.
    pub(crate) fn calibrated(lanes: &[(&str, u32)]) -> Self {
        Self::default()
            .at(0, EventKind::Plan(Box::new(plan(lanes))))
            .at(100, EventKind::Phase(Phase::Calibrating))
            .at(400, EventKind::Calibrated { tasks: 64, size: 20_000, solo: ms(6000), sample: ms(250) })
            .at(500, EventKind::Phase(Phase::Racing))
    }

    /// Adds a fact at this millisecond.
    pub(crate) fn at(mut self, at: u64, fact: EventKind) -> Self {
        self.0.push(Event { at: ms(at), fact });
        self
    }

    /// Adds the lane's events up to this outcome.
    pub(crate) fn lane(self, id: u16, outcome: Outcome) -> Self {
        let (lane, started, ready) = (LaneId(id), outcome.started.0, outcome.ready.0);
        let finished = outcome.finished.0 / 1_000_000;
        let workers = outcome.accounts.clone();
        let mut script = self.at(started / 1_000_000, EventKind::LaneStarted { lane });
        for account in workers {
            let Account { worker, pid, tid, .. } = account;
            script = script.at(ready / 1_000_000, EventKind::WorkerReady { lane, worker, pid, tid });
        }
        script
            .at(ready / 1_000_000, EventKind::LaneReady { lane })
            .at(finished - 1, EventKind::Progress { lane, done: outcome.done, failed: outcome.failed })
            .at(finished, EventKind::LaneFinished { lane, outcome: Box::new(outcome) })
    }

    /// The machine gave `cores` of 2 before and after the lane.
    pub(crate) fn capacity(self, at: u64, id: u16, cores: [f64; 2]) -> Self {
        let lane = LaneId(id);
        let fact = |cores, before| EventKind::Capacity { lane, capacity: Capacity { cores, of: 2, before } };
        self.at(at, fact(cores[0], true)).at(at, fact(cores[1], false))
    }

    /// Adds the lane's progress.
    pub(crate) fn progress(self, at: u64, id: u16, done: u32, failed: u32) -> Self {
        self.at(at, EventKind::Progress { lane: LaneId(id), done, failed })
    }

    pub(crate) fn doubt(self, at: u64, kind: &str, message: &str, advice: &str, lane: Option<u16>) -> Self {
        let (kind, message, advice) = (kind.into(), message.into(), advice.into());
        self.at(at, EventKind::Doubt(Doubt { kind, message, advice, lane: lane.map(LaneId) }))
    }

    pub(crate) fn end(self, at: u64, end: End) -> Vec<Event> {
        self.at(at, EventKind::RaceEnded { end }).in_order()
    }

    pub(crate) fn model(self) -> Model {
        model(&self.in_order())
    }

    /// The events by time; those of the same millisecond stay in the order written.
    fn in_order(mut self) -> Vec<Event> {
        self.0.sort_by_key(|event| event.at);
        self.0
    }
}

/// The model of these events.
pub(crate) fn model(events: &[Event]) -> Model {
    let mut model = Model::default();
    for event in events {
        model.apply(event);
    }
    model
}

/// `gil` against `pool`, two workers each, all well but for two doubts and a line of output.
pub(crate) fn race() -> Vec<Event> {
    let line = "ready \u{1b}[31mred\u{1b}[0m, | and \"quoted\"".into();
    Script::calibrated(&[("gil", 2), ("pool", 2)])
        .doubt(
            450,
            "busy-machine",
            "other programs used 0.42 of 2 cores before the start",
            "close them and run again",
            None,
        )
        .capacity(600, 0, [1.98, 1.96])
        .lane(0, gil_outcome())
        .capacity(7200, 1, [1.97, 1.97])
        .at(
            8012,
            EventKind::Line { lane: LaneId(1), worker: WorkerId(1), pid: None, stream: Stream::Err, line },
        )
        .at(
            9000,
            EventKind::WorkerCpu {
                lane: LaneId(1),
                worker: WorkerId(1),
                cpu: ms(900),
                wait: ms(12),
                turns: 240,
                core: Some(1),
                rss: 3 << 20,
                last: false,
            },
        )
        .lane(1, pool_outcome())
        .doubt(
            11_200,
            "steal",
            "the host took 3 % of the CPU time away",
            "measure on a host of your own",
            Some(1),
        )
        .end(11_300, End::Finished)
}

/// The same with a task that failed, a worker that died, and a lane that could not run.
pub(crate) fn failing() -> Vec<Event> {
    let lost =
        Failure { task: 17, reason: "worker 1 was killed by signal 9 (KILL) while executing it".into() };
    let pool = Outcome { done: 63, failed: 1, failures: vec![lost], ..pool_outcome() };
    Script::calibrated(&[("gil", 2), ("pool", 2), ("threads", 2)])
        .lane(0, gil_outcome())
        .at(
            9500,
            EventKind::Death {
                lane: LaneId(1),
                worker: WorkerId(1),
                obituary: Box::new(Obituary {
                    pid: 4802,
                    cause: "signal 9 (KILL)".into(),
                    task: Some(17),
                    ..Obituary::default()
                }),
            },
        )
        .lane(1, pool)
        .at(
            11_200,
            EventKind::LaneFailed {
                lane: LaneId(2),
                reason: "no thread could be started: out of memory".into(),
            },
        )
        .end(11_300, End::Finished)
}

/// The same, stopped while the second lane was running.
pub(crate) fn stopped() -> Vec<Event> {
    let lane = LaneId(1);
    let ready = |id, pid| EventKind::WorkerReady { lane, worker: WorkerId(id), pid, tid: pid };
    let (activity, since) = (Activity::Compute, ms(8012));
    let computes = |id| EventKind::Now { lane, worker: WorkerId(id), activity, since };
    Script::calibrated(&[("gil", 2), ("pool", 2)])
        .lane(0, gil_outcome())
        .at(8000, EventKind::LaneStarted { lane })
        .at(8012, ready(0, 4801))
        .at(8012, ready(1, 4802))
        .at(8012, EventKind::LaneReady { lane })
        .at(8020, computes(0))
        .at(8020, computes(1))
        .progress(9000, 1, 20, 0)
        .end(9012, End::Stopped)
}
