//! Events of every kind with figures of every size, for tests.

use proptest::prelude::*;

use crate::event::{
    Account, Activity, Capacity, Doubt, End, Event, Fact, Failure, IpcStats, LaneId, LockStats, Mix, Nanos,
    Outcome, Percentiles, Phase, Slice, WorkerId,
};
use crate::model::fixture;

/// Numbers as a recording may hold them: any double that is finite.
fn finite() -> impl Strategy<Value = f64> {
    prop_oneof![
        -1e9..1e9f64,
        proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO
    ]
}

fn nanos() -> impl Strategy<Value = Nanos> {
    (0..=1u64 << 53).prop_map(Nanos)
}

fn mix() -> impl Strategy<Value = Mix> {
    proptest::collection::vec(nanos(), 8).prop_map(|times| {
        let mut mix = Mix::default();
        Activity::ALL.into_iter().zip(times).for_each(|(activity, time)| mix[activity] = time);
        mix
    })
}

fn percentiles() -> impl Strategy<Value = Percentiles> {
    (finite(), finite()).prop_map(|(p50, p99)| Percentiles { p50, p99 })
}

fn lock() -> impl Strategy<Value = LockStats> {
    (any::<[u64; 4]>(), nanos(), percentiles(), percentiles()).prop_map(|(n, held, wait_us, hold_us)| {
        LockStats { interval_us: n[0], switches: n[1], requests: n[2], forced: n[3], held, wait_us, hold_us }
    })
}

fn ipc() -> impl Strategy<Value = IpcStats> {
    (any::<[u64; 3]>(), percentiles(), percentiles(), nanos()).prop_map(
        |(n, round_trip_us, spawn_ms, serialise)| IpcStats {
            messages: n[0],
            bytes_out: n[1],
            bytes_in: n[2],
            round_trip_us,
            spawn_ms,
            serialise,
        },
    )
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        any::<u64>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        finite().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
        any::<Vec<bool>>().prop_map(Into::into),
        Just(serde_json::Value::Null),
    ]
}

fn account() -> impl Strategy<Value = Account> {
    (any::<(u16, u32, u32, u32)>(), mix(), nanos(), any::<Option<String>>()).prop_map(
        |((worker, pid, tid, tasks), time, cpu, exit)| Account {
            worker: WorkerId(worker),
            pid,
            tid,
            tasks,
            time,
            cpu,
            exit,
        },
    )
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let failure = any::<(u32, String)>().prop_map(|(task, reason)| Failure { task, reason });
    let lists = (
        proptest::collection::vec(failure, 0..3),
        proptest::option::of(proptest::collection::vec(value(), 0..4)),
        proptest::collection::vec(account(), 0..3),
    );
    let stats = (proptest::option::of(lock()), proptest::option::of(ipc()));
    ((nanos(), nanos(), nanos()), any::<(u32, u32, String)>(), lists, stats).prop_map(
        |(times, (done, failed, digest), (failures, results, accounts), (lock, ipc))| Outcome {
            started: times.0,
            ready: times.1,
            finished: times.2,
            done,
            failed,
            failures,
            digest,
            results,
            accounts,
            lock,
            ipc,
        },
    )
}

fn lane_id() -> impl Strategy<Value = LaneId> {
    any::<u16>().prop_map(LaneId)
}

fn worker_id() -> impl Strategy<Value = WorkerId> {
    any::<u16>().prop_map(WorkerId)
}

fn fact_of_a_lane() -> impl Strategy<Value = Fact> {
    let capacity = (finite(), any::<(u16, bool)>());
    prop_oneof![
        (lane_id(), capacity).prop_map(|(lane, (cores, (of, before)))| Fact::Capacity {
            lane,
            capacity: Capacity { cores, of, before }
        }),
        lane_id().prop_map(|lane| Fact::LaneStarted { lane }),
        lane_id().prop_map(|lane| Fact::LaneReady { lane }),
        (lane_id(), any::<(u32, u32)>()).prop_map(|(lane, (done, failed))| Fact::Progress {
            lane,
            done,
            failed
        }),
        (lane_id(), lock()).prop_map(|(lane, stats)| Fact::Lock { lane, stats }),
        (lane_id(), ipc()).prop_map(|(lane, stats)| Fact::Ipc { lane, stats }),
        (lane_id(), any::<String>()).prop_map(|(lane, reason)| Fact::LaneFailed { lane, reason }),
        (lane_id(), outcome()).prop_map(|(lane, o)| Fact::LaneFinished { lane, outcome: Box::new(o) }),
    ]
}

fn fact_of_a_worker() -> impl Strategy<Value = Fact> {
    let activity = (0u8..8).prop_map(|i| Activity::from_index(i).unwrap());
    prop_oneof![
        (lane_id(), worker_id(), any::<(u32, u32)>())
            .prop_map(|(lane, worker, (pid, tid))| { Fact::WorkerReady { lane, worker, pid, tid } }),
        (lane_id(), worker_id(), nanos(), nanos(), mix()).prop_map(|(lane, worker, from, until, mix)| {
            Fact::Slice { lane, worker, slice: Slice { from, until, mix } }
        }),
        (lane_id(), worker_id(), activity, nanos()).prop_map(|(lane, worker, activity, since)| Fact::Now {
            lane,
            worker,
            activity,
            since
        }),
        (lane_id(), worker_id(), nanos(), any::<(Option<u16>, u64)>()).prop_map(
            |(lane, worker, cpu, (core, rss))| { Fact::WorkerCpu { lane, worker, cpu, core, rss } }
        ),
        (lane_id(), worker_id(), any::<String>()).prop_map(|(lane, worker, line)| Fact::Line {
            lane,
            worker,
            line
        }),
        (lane_id(), worker_id(), any::<(u32, String, Option<u32>)>()).prop_map(
            |(lane, worker, (pid, cause, task))| { Fact::Death { lane, worker, pid, cause, task } }
        ),
    ]
}

fn fact_of_a_race() -> impl Strategy<Value = Fact> {
    let phase = prop_oneof![
        Just(Phase::Probing),
        Just(Phase::Calibrating),
        Just(Phase::Spinning),
        Just(Phase::Racing)
    ];
    let end = prop_oneof![Just(End::Finished), Just(End::Stopped), any::<String>().prop_map(End::Failed)];
    prop_oneof![
        phase.prop_map(Fact::Phase),
        (any::<(u32, u64)>(), nanos(), nanos()).prop_map(|((tasks, size), solo, sample)| Fact::Calibrated {
            tasks,
            size,
            solo,
            sample
        }),
        any::<(Vec<u16>, Vec<u16>, u16)>().prop_map(|(busy, ours, own)| Fact::Sample { busy, ours, own }),
        any::<(String, String, String, Option<u16>)>().prop_map(|(kind, message, advice, lane)| Fact::Doubt(
            Doubt { kind, message, advice, lane: lane.map(LaneId) }
        )),
        end.prop_map(|end| Fact::RaceEnded { end }),
    ]
}

/// Every kind of fact but the plan.
fn fact() -> impl Strategy<Value = Fact> {
    prop_oneof![fact_of_a_lane(), fact_of_a_worker(), fact_of_a_race()]
}

/// The events of a session of any kind: a plan, then whatever may be said.
pub(super) fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (nanos(), fact()).prop_map(|(at, fact)| Event { at, fact });
    (proptest::option::of(finite()), proptest::collection::vec(event, 0..30)).prop_map(
        |(quota, mut events)| {
            let mut plan = fixture::plan(&[("gil", 2), ("pool", 2)]);
            plan.machine.quota = quota;
            events.insert(0, Event { at: Nanos::ZERO, fact: Fact::Plan(Box::new(plan)) });
            events
        },
    )
}
