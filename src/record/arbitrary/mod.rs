//! Events of every kind with figures of every size, for tests.

mod numbers;
mod origin;
mod tasks;

use std::collections::BTreeMap;

use proptest::prelude::*;

use self::numbers::finite;
use self::origin::origin;
use crate::event::{
    Account, Activity, ActivityTotals, Agreement, Capacity, Costs, Counter, Doubt, End, Event, EventKind,
    Execution, Failure, Fault, Histogram, Hold, IpcStats, LaneId, LockAccount, LockMark, LockOperation,
    LockStats, Nanos, Obituary, Outcome, Percentiles, Phase, Repetition, Slice, Stream, Usage, WorkerId,
};
use crate::model::fixture;

fn nanos() -> impl Strategy<Value = Nanos> {
    (0..=1u64 << 53).prop_map(Nanos)
}

fn mix() -> impl Strategy<Value = ActivityTotals> {
    proptest::collection::vec(nanos(), 8).prop_map(|times| {
        let mut mix = ActivityTotals::default();
        Activity::ALL.into_iter().zip(times).for_each(|(activity, time)| mix[activity] = time);
        mix
    })
}

fn percentiles() -> impl Strategy<Value = Percentiles> {
    (finite(), finite()).prop_map(|(p50, p99)| Percentiles { p50, p99 })
}

fn histogram() -> impl Strategy<Value = Histogram> {
    proptest::collection::vec((nanos(), any::<u64>()), 0..5).prop_map(|lengths| {
        let mut histogram = Histogram::default();
        for (length, count) in lengths {
            histogram.record_many(length, count);
        }
        histogram
    })
}

fn lock_account() -> impl Strategy<Value = LockAccount> {
    (
        any::<[u64; 6]>(),
        [nanos(), nanos(), nanos()],
        [percentiles(), percentiles()],
        [histogram(), histogram()],
    )
        .prop_map(|(n, [slept, held, waited], [wait_us, hold_us], [waits, holds])| LockAccount {
            grants: n[0],
            requests: n[1],
            expired: n[2],
            overtaken: n[3],
            forced: n[4],
            voluntary: n[5],
            slept,
            held,
            waited,
            wait_us,
            hold_us,
            waits,
            holds,
        })
}

fn lock() -> impl Strategy<Value = LockStats> {
    (any::<[u64; 2]>(), lock_account()).prop_map(|([interval_us, switches], all)| LockStats {
        interval_us,
        switches,
        all,
    })
}

fn hold() -> impl Strategy<Value = Hold> {
    (any::<u16>(), [nanos(), nanos(), nanos()]).prop_map(|(worker, [from, until, held])| Hold {
        worker: WorkerId(worker),
        from,
        until,
        held,
    })
}

fn lock_mark() -> impl Strategy<Value = LockMark> {
    let worker = || any::<u16>().prop_map(WorkerId);
    let waited = proptest::option::of(nanos());
    let operation = prop_oneof![
        worker().prop_map(|of| LockOperation::Asked { of }),
        Just(LockOperation::Expired),
        (waited, any::<bool>(), proptest::option::of(worker()))
            .prop_map(|(waited, asked, over)| LockOperation::Got { waited, asked, over }),
        any::<bool>().prop_map(|forced| LockOperation::LetGo { forced }),
    ];
    (nanos(), worker(), operation).prop_map(|(at, worker, operation)| LockMark { at, worker, operation })
}

fn ipc() -> impl Strategy<Value = IpcStats> {
    (any::<[u64; 3]>(), [percentiles(), percentiles(), percentiles()], nanos()).prop_map(
        |(n, [round_trip_us, spawn_ms, gap_us], serialise)| IpcStats {
            messages: n[0],
            bytes_out: n[1],
            bytes_in: n[2],
            round_trip_us,
            spawn_ms,
            gap_us,
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
    let counter = any::<(u64, u64, u64)>().prop_map(|(made, plain, atomic)| Counter { made, plain, atomic });
    let findings = (
        proptest::option::of(lock_account()),
        proptest::option::of(counter),
        proptest::option::of(histogram()),
    );
    (any::<(u16, u32, u32, u32)>(), mix(), nanos(), any::<Option<String>>(), findings).prop_map(
        |((worker, pid, tid, tasks), time, cpu, exit, (lock, counter, replies))| Account {
            worker: WorkerId(worker),
            pid,
            tid,
            tasks,
            time,
            cpu,
            exit,
            lock,
            counter,
            replies,
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
    let stats =
        (proptest::option::of(lock()), proptest::option::of(ipc()), any::<(Option<u32>, Option<u64>)>());
    let agreement = any::<(BTreeMap<String, u32>, Vec<u32>, Vec<u32>)>();
    let agreement = agreement.prop_map(|(agreed, differ, unstable)| Agreement { agreed, differ, unstable });
    let wounds = (any::<(u32, Vec<u32>)>(), proptest::option::of(costs()), proptest::option::of(agreement));
    let of_command =
        (proptest::option::of(proptest::collection::vec(execution(), 0..3)), proptest::option::of(usage()));
    ((nanos(), nanos(), nanos()), any::<(u32, u32, String)>(), lists, stats, (wounds, of_command)).prop_map(
        |(
            times,
            (done, failed, digest),
            (failures, results, accounts),
            (lock, ipc, counts),
            ((wounds, costs, agreement), (executions, usage)),
        )| Outcome {
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
            retried: wounds.0,
            quarantined: wounds.1,
            costs,
            in_flight: counts.0,
            counted_here: counts.1,
            agreement,
            executions,
            usage,
        },
    )
}

fn usage() -> impl Strategy<Value = Usage> {
    (nanos(), nanos(), any::<(Option<u64>, u64, u64)>()).prop_map(
        |(user, system, (peak_rss, waits, preemptions))| Usage { user, system, peak_rss, waits, preemptions },
    )
}

fn execution() -> impl Strategy<Value = Execution> {
    (any::<(u32, u16, String)>(), nanos(), usage()).prop_map(|((task, worker, exit), wall, usage)| {
        Execution { task, worker: WorkerId(worker), exit, wall, usage }
    })
}

fn lane_id() -> impl Strategy<Value = LaneId> {
    any::<u16>().prop_map(LaneId)
}

fn worker_id() -> impl Strategy<Value = WorkerId> {
    any::<u16>().prop_map(WorkerId)
}

fn fact_of_a_lane() -> impl Strategy<Value = EventKind> {
    let capacity = (finite(), any::<(u16, bool)>());
    prop_oneof![
        (lane_id(), capacity).prop_map(|(lane, (cores, (of, before)))| EventKind::Capacity {
            lane,
            capacity: Capacity { cores, of, before }
        }),
        lane_id().prop_map(|lane| EventKind::LaneStarted { lane }),
        lane_id().prop_map(|lane| EventKind::LaneReady { lane }),
        (lane_id(), any::<(u32, u32)>()).prop_map(|(lane, (done, failed))| EventKind::Progress {
            lane,
            done,
            failed
        }),
        (lane_id(), any::<Vec<u32>>()).prop_map(|(lane, by_worker)| EventKind::Tasks { lane, by_worker }),
        (lane_id(), lock()).prop_map(|(lane, stats)| EventKind::Lock { lane, stats }),
        (
            lane_id(),
            proptest::collection::vec(hold(), 0..3),
            proptest::collection::vec(lock_mark(), 0..3),
            any::<u64>()
        )
            .prop_map(|(lane, holds, marks, lost)| EventKind::LockTrace { lane, holds, marks, lost }),
        (lane_id(), ipc()).prop_map(|(lane, stats)| EventKind::Ipc { lane, stats }),
        (lane_id(), any::<u32>()).prop_map(|(lane, tasks)| EventKind::InFlight { lane, tasks }),
        (lane_id(), any::<String>()).prop_map(|(lane, reason)| EventKind::LaneFailed { lane, reason }),
        (lane_id(), outcome()).prop_map(|(lane, o)| EventKind::LaneFinished { lane, outcome: Box::new(o) }),
    ]
}

fn fact_of_a_worker() -> impl Strategy<Value = EventKind> {
    let activity = (0u8..8).prop_map(|i| Activity::from_index(i).unwrap());
    prop_oneof![
        (lane_id(), worker_id(), any::<(u32, u32)>())
            .prop_map(|(lane, worker, (pid, tid))| { EventKind::WorkerReady { lane, worker, pid, tid } }),
        (lane_id(), worker_id(), nanos(), nanos(), mix()).prop_map(|(lane, worker, from, until, mix)| {
            EventKind::Slice { lane, worker, slice: Slice { from, until, mix } }
        }),
        (lane_id(), worker_id(), activity, nanos())
            .prop_map(|(lane, worker, activity, since)| EventKind::Now { lane, worker, activity, since }),
        (lane_id(), worker_id(), [nanos(), nanos()], any::<(u64, Option<u16>, u64)>()).prop_map(
            |(lane, worker, [cpu, wait], (turns, core, rss))| {
                EventKind::WorkerCpu { lane, worker, cpu, wait, turns, core, rss, last: turns % 2 == 0 }
            }
        ),
        (lane_id(), worker_id(), any::<(Option<u32>, String, bool)>()).prop_map(
            |(lane, worker, (pid, line, out))| {
                let stream = if out { Stream::Out } else { Stream::Err };
                EventKind::Line { lane, worker, pid, stream, line }
            }
        ),
        fact_of_a_process(),
    ]
}

fn fact_of_a_process() -> impl Strategy<Value = EventKind> {
    let ids = || (lane_id(), worker_id());
    let fault = prop_oneof![proptest::sample::select(&Fault::ALL[..]), any::<u32>().prop_map(Fault::Poison)];
    prop_oneof![
        tasks::fact(),
        (ids(), obituary()).prop_map(|((lane, worker), obituary)| EventKind::Death {
            lane,
            worker,
            obituary: Box::new(obituary)
        }),
        (ids(), any::<(u32, String, u32)>()).prop_map(|((lane, worker), (pid, exit, tasks))| {
            EventKind::Exit {
                lane,
                worker,
                pid,
                exit,
                tasks,
                cpu: (pid % 2 == 0).then_some(Nanos(pid.into())),
                core: None,
            }
        }),
        (ids(), any::<u32>(), fault).prop_map(|((lane, worker), pid, fault)| EventKind::FaultInjected {
            lane,
            worker,
            pid,
            fault
        }),
        (ids(), any::<bool>()).prop_map(|((lane, worker), stopped)| EventKind::Halted {
            lane,
            worker,
            stopped
        }),
        (ids(), any::<(u32, u32)>(), nanos()).prop_map(|((lane, worker), (dead, pid), after)| {
            EventKind::Replaced { lane, worker, dead, pid, after }
        }),
        (ids(), any::<(u32, u32, u16)>(), nanos()).prop_map(
            |((lane, worker), (dead, task, attempt), after)| EventKind::Rerun {
                lane,
                worker,
                dead,
                task,
                attempt,
                after
            }
        ),
    ]
}

fn obituary() -> impl Strategy<Value = Obituary> {
    let task = any::<(Option<u32>, Option<u16>, u32, u32)>();
    let measured =
        (proptest::option::of(nanos()), nanos(), proptest::option::of(nanos()), any::<Option<u64>>());
    (any::<(u32, String)>(), task, measured, any::<Vec<String>>()).prop_map(
        |(
            (pid, cause),
            (task, attempt, returned, tasks),
            (noticed_after, uptime, cpu, peak_rss),
            last_lines,
        )| {
            Obituary {
                pid,
                cause,
                task,
                attempt,
                returned,
                noticed_after,
                uptime,
                tasks,
                cpu,
                peak_rss,
                last_lines,
            }
        },
    )
}

fn costs() -> impl Strategy<Value = Costs> {
    let times = (nanos(), nanos(), nanos(), nanos(), nanos(), nanos());
    let sizes = any::<(Option<u32>, Option<u64>, Option<u64>)>();
    (times, finite(), sizes).prop_map(
        |((start, round_trip, per_message, overhead, task, predicted), per_byte, sizes)| Costs {
            start,
            round_trip,
            per_message,
            per_byte,
            overhead,
            task,
            break_even_chunk: sizes.0,
            predicted,
            private: sizes.1,
            proportional: sizes.2,
        },
    )
}

fn fact_of_a_race() -> impl Strategy<Value = EventKind> {
    let phase = prop_oneof![
        Just(Phase::Probing),
        Just(Phase::Calibrating),
        Just(Phase::Spinning),
        Just(Phase::Racing)
    ];
    let end = prop_oneof![Just(End::Finished), Just(End::Stopped), any::<String>().prop_map(End::Failed)];
    prop_oneof![
        phase.prop_map(EventKind::Phase),
        (any::<(u32, u64)>(), nanos(), nanos())
            .prop_map(|((tasks, size), solo, sample)| EventKind::Calibrated { tasks, size, solo, sample }),
        (lane_id(), any::<(u32, u64, Option<String>)>(), nanos(), nanos()).prop_map(
            |(lane, (tasks, size, reference), solo, sample)| EventKind::LaneCalibrated {
                lane,
                tasks,
                size,
                solo,
                sample,
                reference
            }
        ),
        any::<u64>().prop_map(|interval_us| EventKind::Interval { interval_us }),
        (any::<u32>(), proptest::collection::vec(lane_id(), 0..4))
            .prop_map(|(number, order)| EventKind::Repetition(Repetition { number, order })),
        any::<([Vec<u16>; 4], u16)>().prop_map(|([busy, ours, stolen, offline], own)| EventKind::Sample {
            busy,
            ours,
            stolen,
            offline,
            own
        }),
        any::<(String, String, String, Option<u16>)>().prop_map(|(kind, message, advice, lane)| {
            EventKind::Doubt(Doubt { kind, message, advice, lane: lane.map(LaneId) })
        }),
        end.prop_map(|end| EventKind::RaceEnded { end }),
    ]
}

/// Every kind of fact but the plan.
fn fact() -> impl Strategy<Value = EventKind> {
    prop_oneof![fact_of_a_lane(), fact_of_a_worker(), fact_of_a_race()]
}

/// The events of a session of any kind: a plan, then any facts.
pub(super) fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = (nanos(), fact()).prop_map(|(at, fact)| Event { at, fact });
    let origin = proptest::option::of(origin());
    (proptest::option::of(finite()), origin, proptest::collection::vec(event, 0..30)).prop_map(
        |(quota, origin, mut events)| {
            let mut plan = fixture::plan(&[("gil", 2), ("pool", 2)]);
            plan.machine.quota = quota;
            plan.origin = origin;
            events.insert(0, Event { at: Nanos::ZERO, fact: EventKind::Plan(Box::new(plan)) });
            events
        },
    )
}
