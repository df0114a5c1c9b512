//! Lanes run by themselves, without a race around them.

use std::path::PathBuf;
use std::thread;

use crossbeam_channel::unbounded;

use super::{Context, Job, LaneError, by_kind};
use crate::clock::Clock;
use crate::emitter::Emitter;
use crate::event::{Activity, EventKind, LaneId, Outcome, Stream};
use crate::gil::Interval;
use crate::sys::stop::Stop;
use crate::workload::{Kind, Spec};

fn job(kind: Kind, tasks: u32, size: u64, workers: u16) -> Job {
    Job {
        lane: LaneId(0),
        spec: Spec::of(kind, tasks, size),
        workers,
        chunk: 1,
        interval: Interval::default(),
        cpus: Vec::new(),
        shared: false,
        program: PathBuf::from("/no/such/program"),
        python: None,
        method: None,
        reference: PathBuf::new(),
        faults: Vec::new(),
        deadline: None,
        recycle: None,
        quota: None,
        remote: crate::pool::Remote::default(),
    }
}

/// Runs a lane and passes its events to `hear`, with the means to stop it.
fn run(lane: &str, job: &Job, mut hear: impl FnMut(&EventKind, &Stop) + Send) -> Result<Outcome, LaneError> {
    let (events, said) = unbounded();
    let stop = Stop::default();
    let context = Context { emitter: Emitter::new(Clock::start(), events), stop: stop.clone() };
    thread::scope(|scope| {
        scope.spawn(move || said.iter().for_each(|event| hear(&event.fact, &stop)));
        let outcome = by_kind(lane).expect("a lane of this name").run(job, &context);
        drop(context);
        outcome
    })
}

const THREADS: [&str; 5] = ["sequential", "threads", "gil", "interpreters", "async"];

#[test]
fn a_worker_that_cannot_prepare_fails_its_lane_with_the_reason() {
    for lane in THREADS {
        let error = run(lane, &job(Kind::Echo, 3, 1, 1), |_, _| {}).unwrap_err().to_string();
        assert!(error.starts_with("worker 0 cannot begin: cannot start an echo client: "), "{lane}: {error}");
        assert!(error.contains("/no/such/program"), "{lane}: {error}");
    }
}

#[test]
fn an_event_loop_has_all_waiting_tasks_in_flight_and_keeps_the_order_of_results() {
    let outcome = run("async", &job(Kind::Sleep, 50, 20_000, 1), |_, _| {}).unwrap();
    assert_eq!((outcome.done, outcome.in_flight), (50, Some(50)));
    assert_eq!(outcome.results.unwrap(), vec![20_000; 50]);
    // One after another they would wait fifty times as long as each.
    let alone = run("sequential", &job(Kind::Sleep, 50, 20_000, 1), |_, _| {}).unwrap();
    assert!(outcome.finished - outcome.ready < alone.finished - alone.ready);
    assert!(outcome.accounts[0].time[Activity::Io] > outcome.accounts[0].time[Activity::Compute]);
}

#[test]
fn an_event_loop_begins_no_more_tasks_than_it_may_have_in_flight() {
    let outcome = run("async", &job(Kind::Sleep, 2500, 100, 1), |_, _| {}).unwrap();
    assert_eq!((outcome.done, outcome.in_flight), (2500, Some(1000)));
    let outcome = run("async", &job(Kind::Square, 2500, 1, 1), |_, _| {}).unwrap();
    assert_eq!((outcome.done, outcome.in_flight), (2500, Some(1)), "tasks that never wait run alone");
}

#[test]
fn an_event_loop_stops_in_the_middle_of_waiting() {
    let an_hour = job(Kind::Sleep, 10, 3_600_000_000, 1);
    let stop_when_ready = |fact: &EventKind, stop: &Stop| {
        if matches!(fact, EventKind::LaneReady { .. }) {
            stop.request();
        }
    };
    let outcome = run("async", &an_hour, stop_when_ready).unwrap();
    assert_eq!((outcome.done, outcome.failed), (0, 0));
}

#[test]
fn interpreters_account_for_all_their_time_and_pay_for_copies() {
    let outcome = run("interpreters", &job(Kind::Primes, 9, 500, 3), |_, _| {}).unwrap();
    let span = outcome.finished - outcome.started;
    for account in &outcome.accounts {
        assert_eq!(account.time.total(), span, "{account:?}");
        assert!(account.tasks == 0 || account.time[Activity::Serialise].0 > 0, "{account:?}");
    }
    let lock = outcome.lock.expect("they have locks");
    assert_eq!((lock.all.requests, lock.switches), (0, 0), "and none is requested");
}

/// The counters' readings tell which workers share a memory.
#[test]
fn counters_are_shared_by_threads_and_not_by_interpreters() {
    let count = |lane, workers| run(lane, &job(Kind::Counter, 12, 20_000, workers), |_, _| {}).unwrap();
    for lane in ["sequential", "threads", "gil", "async"] {
        let outcome = count(lane, if lane == "sequential" || lane == "async" { 1 } else { 3 });
        let counters: Vec<_> = outcome.accounts.iter().filter_map(|a| a.counter).collect();
        let made: u64 = counters.iter().map(|c| c.made).sum();
        assert_eq!(made, 240_000, "{lane}");
        for counter in &counters {
            assert_eq!(counter.atomic, made, "{lane}: no atomic increment is lost");
            assert!(counter.plain <= made, "{lane}");
            assert!(lane == "threads" || counter.plain == made, "{lane}: {counter:?}");
        }
    }
    let outcome = count("interpreters", 3);
    for counter in outcome.accounts.iter().filter_map(|a| a.counter) {
        assert_eq!((counter.plain, counter.atomic), (counter.made, counter.made));
    }
    assert_eq!(outcome.accounts.iter().filter_map(|a| a.counter).map(|c| c.made).sum::<u64>(), 240_000);
}

#[test]
fn what_tasks_print_is_told_with_the_process_that_printed_it() {
    for lane in THREADS {
        let printing = job(Kind::Print, 6, 1, if matches!(lane, "sequential" | "async") { 1 } else { 2 });
        let mut printed = Vec::new();
        let outcome = run(lane, &printing, |fact, _| {
            if let EventKind::Line { pid, stream, line, .. } = fact {
                assert_eq!((*pid, *stream), (Some(std::process::id()), Stream::Out), "{lane}");
                printed.push(line.clone());
            }
        });
        assert_eq!(outcome.unwrap().done, 6, "{lane}");
        printed.sort();
        let expected: Vec<String> = (0..6).map(|n| format!("Child process running with arg: {n}")).collect();
        assert_eq!(printed, expected, "{lane}");
    }
}

#[test]
fn a_seed_draws_the_same_numbers_in_every_lane() {
    let digests = THREADS.map(|lane| {
        let workers = if matches!(lane, "sequential" | "async") { 1 } else { 3 };
        run(lane, &job(Kind::Number, 30, 1, workers), |_, _| {}).unwrap().digest
    });
    assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
}

/// Which worker took which tasks, and what each resulted in: of few tasks each is told, of many none.
#[test]
fn a_small_job_tells_each_chunk_and_each_result_and_a_large_one_none() {
    for lane in THREADS {
        let workers = if matches!(lane, "sequential" | "async") { 1 } else { 2 };
        let (mut taken, mut ended) = (Vec::new(), Vec::new());
        let small = Job { chunk: 3, ..job(Kind::Square, 10, 1, workers) };
        let hear = |fact: &EventKind, _: &Stop| match fact {
            EventKind::Chunk { first, step, count, .. } => {
                taken.extend((0..*count).map(|n| first + n * step));
            }
            EventKind::Result { task, value, .. } => ended.push((*task, value.clone())),
            _ => {}
        };
        run(lane, &small, hear).unwrap();
        taken.sort_unstable();
        ended.sort();
        assert_eq!(taken, (0..10).collect::<Vec<_>>(), "{lane}");
        let squares: Vec<_> = (0..10).map(|task| (task, Some((task * task).to_string()))).collect();
        assert_eq!(ended, squares, "{lane}");
        let mut told = 0;
        let count = |fact: &EventKind, _: &Stop| {
            told += u32::from(matches!(fact, EventKind::Chunk { .. } | EventKind::Result { .. }));
        };
        run(lane, &job(Kind::Square, EventKind::FOLLOWED + 1, 1, workers), count).unwrap();
        assert_eq!(told, 0, "{lane}");
    }
}

/// The end of a thread tells what no probe reads any more.
#[cfg(target_os = "linux")]
#[test]
fn each_worker_thread_tells_its_cpu_time_when_it_ends() {
    for lane in ["threads", "gil", "async", "interpreters"] {
        let mut told = Vec::new();
        let outcome = run(lane, &job(Kind::Primes, 8, 20_000, 2), |fact, _| {
            if let EventKind::WorkerCpu { worker, cpu, rss, last: true, .. } = fact {
                told.push((worker.0, *cpu, *rss));
            }
        });
        let outcome = outcome.unwrap();
        told.sort_unstable();
        assert_eq!(told.iter().map(|(worker, ..)| *worker).collect::<Vec<_>>(), [0, 1], "{lane}");
        for (account, (_, cpu, rss)) in outcome.accounts.iter().zip(told) {
            assert!(
                cpu >= account.cpu && rss == 0,
                "{lane}: {cpu:?} in all, {:?} of it in tasks",
                account.cpu
            );
        }
    }
}
