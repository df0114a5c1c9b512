//! The pool with the real program as its workers: order, chunks, stops, strangers, and a clean ledger.
//!
//! Tests here count what this process holds, so they take turns.
#![cfg(unix)]

mod support;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use coreograph::clock::Clock;
use coreograph::event::{Nanos, WorkerId};
use coreograph::pool::{Config, Notice, Pool, PoolError, Remains};
use coreograph::sys::stop::Stop;
use coreograph::workload::{Kind, Spec, TaskOutcome, Value};
use support::process::unburied_children_of;
use support::{PROGRAM, wait_for};

static TURN: Mutex<()> = Mutex::new(());

/// Waits for this test's turn.
fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn config(kind: Kind, size: u64, tasks: u32, workers: u16) -> Config {
    Config {
        program: PathBuf::from(PROGRAM),
        workers,
        spec: Spec { kind, tasks, size, seed: 1, share: None, arg: None },
        chunk: 1,
        cpus: Vec::new(),
        clock: Clock::start(),
        stop: Stop::default(),
    }
}

/// What a pool came to.
struct Run {
    outcomes: Vec<Option<TaskOutcome>>,
    remains: Vec<Remains>,
    notices: Vec<Notice>,
}

/// Runs a pool from its start to its end.
fn run(config: Config) -> Run {
    let mut notices = Vec::new();
    let mut notify = |_, notice| notices.push(notice);
    let tasks = config.spec.tasks;
    let mut pool = Pool::start(config, &mut notify).expect("the workers start");
    let outcomes = pool.map(tasks, &mut |_| {}).expect("the tasks run");
    let remains = pool.close();
    Run { outcomes, remains, notices }
}

fn squares(tasks: u32) -> Vec<Option<TaskOutcome>> {
    (0..u64::from(tasks)).map(|n| Some(Ok(Value::Int(n * n)))).collect()
}

#[track_caller]
fn assert_no_children() {
    assert_eq!(unburied_children_of(std::process::id()), [], "children are left, or were not waited for");
}

#[test]
fn results_come_in_order_whatever_the_chunk_and_the_number_of_workers() {
    let _turn = turn();
    for workers in 1..=4 {
        for (chunk, tasks) in [(1, 100), (3, 100), (7, 1), (1000, 100), (1000, 2500), (3, 5000), (1, 0)] {
            let config = Config { chunk, ..config(Kind::Square, 1, tasks, workers) };
            let Run { outcomes, remains, notices } = run(config);
            let what = format!("{tasks} tasks in chunks of {chunk} on {workers} workers");
            assert_eq!(outcomes, squares(tasks), "{what}");
            assert_eq!(remains.len(), usize::from(workers), "{what}");
            assert_eq!(remains.iter().map(|r| r.tasks).sum::<u32>(), tasks, "{what}");
            let closed = |r: &Remains| r.exit == "exit 0" && r.books.time.total() > Nanos::ZERO;
            assert!(remains.iter().all(closed), "{what}: {remains:?}");
            let ready = notices.iter().filter(|notice| matches!(notice, Notice::Ready { .. })).count();
            assert_eq!(ready, usize::from(workers), "{what}");
            let deaths = notices.iter().filter(|notice| matches!(notice, Notice::Death { .. })).count();
            assert_eq!(deaths, 0, "{what}");
        }
    }
    assert_no_children();
}

#[test]
fn a_stop_in_mid_run_keeps_what_there_is_and_leaves_no_worker() {
    let _turn = turn();
    // Two milliseconds a task: far from done when the first results are seen.
    let config = config(Kind::Sleep, 2_000, 100_000, 3);
    let stop = config.stop.clone();
    let mut notify = |_: WorkerId, _: Notice| {};
    let mut pool = Pool::start(config, &mut notify).expect("the workers start");
    let outcomes = pool
        .map(100_000, &mut |pool| {
            if pool.counts().0 > 20 {
                stop.request();
            }
        })
        .expect("the tasks run until the stop");
    let remains = pool.close();
    let done = outcomes.iter().flatten().filter(|outcome| outcome.is_ok()).count();
    assert!(done > 20 && done < 100_000, "{done}");
    assert_eq!(outcomes.iter().flatten().count(), done, "what was not done did not fail either");
    assert!(remains.iter().all(|r| r.exit == "signal 9 (SIGKILL)"), "{remains:?}");
    assert_no_children();
}

#[test]
fn a_stop_before_the_start_leaves_no_worker() {
    let _turn = turn();
    let config = config(Kind::Square, 1, 10, 4);
    config.stop.request();
    let mut notify = |_: WorkerId, _: Notice| {};
    assert!(matches!(Pool::start(config, &mut notify), Err(PoolError::NotReady { .. })));
    assert_no_children();
}

#[test]
fn a_pool_that_is_dropped_leaves_no_worker() {
    let _turn = turn();
    let mut notify = |_: WorkerId, _: Notice| {};
    drop(Pool::start(config(Kind::Square, 1, 10, 4), &mut notify).expect("the workers start"));
    assert_no_children();
}

/// Programs that are no worker, and words that the error must contain.
#[test]
fn a_program_that_is_no_worker_is_named_and_leaves_nothing_behind() {
    let _turn = turn();
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("text");
    std::fs::write(&text, "no program").expect("a file");
    let text = text.to_str().expect("plain characters");
    let strangers: [(&str, &[&str]); 7] = [
        ("true", &["worker ", "did not become ready", "exit 0"]),
        ("false", &["worker ", "did not become ready", "exit 1"]),
        // It says what is wrong with `worker`, a file that is not there, and that is passed on.
        ("cat", &["worker ", "did not become ready", "exit 1", "worker"]),
        // It speaks, but no message; whether it ends by itself before it is killed for that is chance.
        ("echo", &["worker ", "did not become ready", "a frame of", "longer than the allowed"]),
        ("no/such/program", &["worker ", "no/such/program", "cannot start", "No such file"]),
        ("/", &["cannot start worker 0", "/", "ermission denied"]),
        (text, &["cannot start worker 0", text, "ermission denied"]),
    ];
    let before = open_files();
    for (program, words) in strangers {
        let config = Config { program: program.into(), ..config(Kind::Square, 1, 10, 3) };
        let mut notify = |_: WorkerId, _: Notice| {};
        let error = Pool::start(config, &mut notify).map(|_| ()).expect_err(program).to_string();
        for word in words {
            assert!(error.contains(word), "no {word:?} in {error:?} for {program}");
        }
        assert_no_children();
    }
    assert_eq!(open_files(), before);
}

#[test]
fn hundreds_of_pools_leave_neither_zombies_nor_files_nor_threads() {
    let _turn = turn();
    run(config(Kind::Square, 1, 4, 2));
    let (files, threads) = (open_files(), threads());
    for round in 0..200 {
        let mut config = config(Kind::Square, 1, 4, 2);
        match round % 4 {
            // Every way to end: done, stopped, dropped, never begun.
            0 => assert_eq!(run(config).outcomes, squares(4)),
            1 => {
                let stop = config.stop.clone();
                config.spec = Spec { kind: Kind::Sleep, size: 100_000_000, ..config.spec };
                let mut notify = |_: WorkerId, _: Notice| {};
                let mut pool = Pool::start(config, &mut notify).expect("the workers start");
                stop.request();
                assert_eq!(pool.map(4, &mut |_| {}).expect("it stops"), [None, None, None, None]);
                pool.close();
            }
            2 => {
                let mut notify = |_: WorkerId, _: Notice| {};
                drop(Pool::start(config, &mut notify).expect("the workers start"));
            }
            _ => {
                config.program = "true".into();
                let mut notify = |_: WorkerId, _: Notice| {};
                assert!(Pool::start(config, &mut notify).is_err());
            }
        }
        assert_no_children();
    }
    assert_eq!(open_files(), files);
    // A thread that was waited for may be listed a moment longer.
    wait_for("the threads to be as many as before", || (self::threads() <= threads).then_some(()));
}

/// How many files this process has open.
fn open_files() -> usize {
    let listed = ["/proc/self/fd", "/dev/fd"].into_iter().find(|folder| Path::new(folder).exists());
    std::fs::read_dir(listed.expect("a list of open files")).expect("it can be read").count()
}

/// How many threads this process has, where the system tells.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}
