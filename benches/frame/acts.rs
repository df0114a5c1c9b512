//! A race on a large machine, made up: the events of two lanes that ran for some time, four samples and ten slices of
//! each worker a second.

use coreograph::event::{
    Activity, ActivityTotals, Event, EventKind, LaneId, LanePlan, Machine, Nanos, Phase, Plan, Repetitions,
    Schedule, Slice, Tool, WorkerId, WorkloadPlan,
};

/// The events of the first `seconds` of two lanes of `workers` workers, on a machine of `cores` cores.
pub(crate) fn racing(cores: u16, workers: u16, seconds: u64, sink: &mut dyn FnMut(&Event)) {
    let mut say = |ms: u64, fact| sink(&Event { at: Nanos::from_millis(ms), fact });
    say(0, EventKind::Plan(Box::new(plan(cores, workers))));
    say(0, EventKind::Phase(Phase::Racing));
    for lane in [0, 1].map(LaneId) {
        say(0, EventKind::LaneStarted { lane });
        for worker in (0..workers).map(WorkerId) {
            let pid = 1000 + u32::from(worker.0);
            say(0, EventKind::WorkerReady { lane, worker, pid, tid: pid });
        }
        say(0, EventKind::LaneReady { lane });
    }
    for tick in 1..=seconds * 20 {
        let at = tick * 50;
        for worker in (0..workers).map(WorkerId) {
            for lane in [0, 1].map(LaneId) {
                say(at, EventKind::Slice { lane, worker, slice: slice(lane, at, worker) });
            }
        }
        if tick % 5 == 0 {
            let load = |core: u16| u16::try_from((at / 50 + u64::from(core) * 37) % 1001).unwrap_or(0);
            let busy: Vec<u16> = (0..cores).map(load).collect();
            let ours = busy.iter().map(|busy| busy / 2).collect();
            let stolen = busy.iter().map(|busy| busy / 8).collect();
            say(at, EventKind::Sample { busy, ours, stolen, offline: Vec::new(), own: 7 });
        }
    }
}

fn slice(lane: LaneId, at: u64, worker: WorkerId) -> Slice {
    let (length, mut mix) = (Nanos::from_millis(50), ActivityTotals::default());
    let share = (at / 50 + u64::from(worker.0)) % 50;
    let other = if lane.0 == 0 { Activity::LockWait } else { Activity::Serialise };
    mix[other] = Nanos::from_millis(share);
    mix[Activity::Compute] = length - mix[other];
    Slice { from: Nanos::from_millis(at) - length, until: Nanos::from_millis(at), mix }
}

fn plan(cores: u16, workers: u16) -> Plan {
    let lane = |id: u16, kind: &str, label: &str| LanePlan {
        id: LaneId(id),
        kind: kind.into(),
        label: label.into(),
        phrase: format!("{workers} workers of {kind}"),
        workers: workers.into(),
        processes: kind == "pool",
        locked: kind == "gil",
        cpus: Vec::new(),
        python: None,
        method: None,
        commands: false,
    };
    Plan {
        tool: Tool { version: "0".into(), profile: "bench".into() },
        machine: Machine {
            cpu: "made up".into(),
            logical_cpus: cores.into(),
            usable_cpus: cores.into(),
            cpus: (0..cores).collect(),
            os: "none".into(),
            ..Machine::default()
        },
        workload: WorkloadPlan {
            name: "primes".into(),
            tasks: Some(1000),
            size: Some(1),
            unit: "numbers".into(),
            seed: 1,
            chunk: 1,
            share: None,
            arg: None,
            call: None,
            command: None,
        },
        schedule: Schedule::Together,
        interval_us: 5000,
        lanes: vec![lane(0, "gil", "threads, simulated GIL"), lane(1, "pool", "worker processes")],
        faults: Vec::new(),
        deadline_s: None,
        recycle: None,
        repetitions: Repetitions::default(),
        origin: None,
    }
}
