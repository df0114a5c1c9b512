//! The pool with the real program as its workers: its verbs with Python's meanings, stops, strangers, a clean ledger.

mod support;

use std::collections::HashMap;

use coreograph::event::{Nanos, Stream, WorkerId};
use coreograph::pool::{Config, Notice, Pool, PoolCommand, PoolError, Process, default_chunk, first_error};
use coreograph::workload::{Kind, Spec, Value};
use support::pool::{Run, assert_no_children, config, open_files, run, run_with, squares, turn};
use support::process::unburied_children_of;
use support::wait_for;

fn nobody(_: WorkerId, _: Notice) {}

fn numbers(from: u64, until: u64) -> Vec<Value> {
    (from..until).map(Value::Int).collect()
}

#[test]
fn results_come_in_order_whatever_the_chunk_and_the_number_of_workers() {
    let turn = turn("results_come_in_order");
    for workers in 1..=4 {
        for (chunk, tasks) in
            [(1, 100), (3, 100), (7, 1), (1000, 100), (1000, 2500), (3, 5000), (1, 0), (9, 20_000)]
        {
            let what = format!("{tasks} tasks in chunks of {chunk} on {workers} workers");
            turn.at(&*what);
            let run = run(config(Kind::Square, 1, tasks, workers), chunk);
            assert_eq!(run.outcomes, squares(tasks), "{what}");
            assert_eq!(run.remains.len(), usize::from(workers), "{what}");
            assert_eq!(run.remains.iter().map(|r| r.tasks).sum::<u32>(), tasks, "{what}");
            let closed =
                |r: &coreograph::pool::Remains| r.exit == "exit 0" && r.books.time.total() > Nanos::ZERO;
            assert!(run.remains.iter().all(closed), "{what}: {:?}", run.remains);
            assert_eq!(run.count(|n| matches!(n, Notice::Ready { .. })), usize::from(workers), "{what}");
            assert_eq!(run.deaths(), Vec::<&coreograph::event::Obituary>::new(), "{what}");
        }
    }
    assert_no_children();
}

/// Of few tasks each chunk and each result is told, with the worker of both; of many none.
#[test]
fn a_short_list_tells_where_each_task_ran_and_what_it_came_to() {
    let turn = turn("a_short_list");
    turn.at("ten tasks");
    let run_of_ten = run(config(Kind::Square, 1, 10, 4), 3);
    let mut out: HashMap<u32, WorkerId> = HashMap::new();
    let mut ended: Vec<(u32, Option<String>)> = Vec::new();
    for (worker, notice) in &run_of_ten.notices {
        match notice {
            // A chunk that was given back goes out again: the last one counts.
            Notice::Chunk { first, step, count } => {
                out.extend((0..*count).map(|n| (first + n * step, *worker)));
            }
            Notice::Result { task, value } => {
                assert_eq!(out.get(task), Some(worker), "task {task}");
                ended.push((*task, value.clone()));
            }
            _ => {}
        }
    }
    ended.sort();
    let squares: Vec<_> = (0..10).map(|task| (task, Some((task * task).to_string()))).collect();
    assert_eq!(ended, squares);
    let spawned = |notice: &Notice| matches!(notice, Notice::Spawned { pid, .. } if *pid > 0);
    assert_eq!(run_of_ten.count(spawned), 4);
    turn.at("many tasks");
    let many = run(config(Kind::Square, 1, 201, 2), 1);
    assert_eq!(many.count(|n| matches!(n, Notice::Chunk { .. } | Notice::Result { .. })), 0);
    assert_no_children();
}

#[test]
fn the_verbs_mean_what_they_mean_in_python() {
    let turn = turn("the_verbs");
    let mut notify = nobody;
    let mut pool = Pool::start(config(Kind::Square, 1, 0, 3), &mut notify).expect("the workers start");
    turn.at("apply");
    assert_eq!(pool.apply(Value::Int(7)).expect("it runs"), Ok(Value::Int(49)));
    turn.at("map with the default chunk");
    let all = pool.map(numbers(0, 100), None).expect("it runs");
    assert_eq!(all, squares(100));
    assert_eq!(default_chunk(100, 3), 9);
    turn.at("imap");
    let ordered: Vec<u32> =
        pool.imap(numbers(0, 500), 3).expect("it runs").map(|r| r.expect("ended").0).collect();
    assert_eq!(ordered, (0..500).collect::<Vec<_>>());
    turn.at("imap_unordered");
    let unordered: HashMap<u32, Value> = pool
        .imap_unordered(numbers(0, 500), 3)
        .expect("it runs")
        .map(|r| r.expect("ended"))
        .map(|(task, outcome)| (task, outcome.expect("a square")))
        .collect();
    assert_eq!(unordered.len(), 500, "each task once");
    assert!(unordered.iter().all(|(task, value)| *value == Value::Int(u64::from(*task).pow(2))));
    turn.at("imap that is dropped");
    let first = pool.imap(numbers(0, 10_000), 1).expect("it runs").next().expect("one").expect("ended");
    assert_eq!(first, (0, Ok(Value::Int(0))));
    assert_eq!(pool.apply(Value::Int(3)).expect("what was abandoned is no answer"), Ok(Value::Int(9)));
    turn.at("close");
    pool.close();
    assert!(matches!(pool.apply(Value::Int(1)), Err(PoolError::Closed)), "as Python's: Pool not running");
    assert!(matches!(pool.map(numbers(0, 9), None), Err(PoolError::Closed)));
    assert!(matches!(pool.imap(numbers(0, 9), 1), Err(PoolError::Closed)));
    turn.at("join");
    let remains = pool.join().expect("closed before");
    assert!(remains.iter().all(|r| r.exit == "exit 0"), "{remains:?}");
    let open = Pool::start(config(Kind::Square, 1, 0, 1), &mut notify).expect("the workers start");
    assert!(matches!(open.join(), Err(PoolError::Open)), "as Python's: Pool is still running");
    assert_no_children();
}

#[test]
fn a_task_that_fails_is_the_only_one_and_the_first_is_what_python_would_raise() {
    let turn = turn("a_task_that_fails");
    let mut arguments = numbers(0, 100);
    for wrong in [17, 60] {
        arguments[wrong] = Value::Text(format!("no number {wrong}"));
    }
    for chunk in [1, 7, 100] {
        turn.at(format!("chunks of {chunk}"));
        let mut notify = nobody;
        let mut pool = Pool::start(config(Kind::Square, 1, 0, 2), &mut notify).expect("the workers start");
        let outcomes = pool.map(arguments.clone(), Some(chunk)).expect("it runs");
        for (task, outcome) in outcomes.iter().enumerate() {
            match outcome {
                Some(Ok(value)) => assert_eq!(*value, Value::Int((task * task) as u64)),
                other => assert!(task == 17 || task == 60, "{task}: {other:?}"),
            }
        }
        let (task, reason) = first_error(&outcomes).expect("two failed");
        assert!(task == 17 && reason.contains("no number 17"), "{task} {reason}");
        let yielded: Vec<bool> = pool
            .imap(arguments.clone(), chunk)
            .expect("it runs")
            .map(|r| r.expect("ended").1.is_ok())
            .collect();
        assert_eq!(yielded.iter().filter(|ok| !**ok).count(), 2, "the iterator goes on behind a failure");
        let _ = pool.terminate();
    }
    assert_no_children();
}

#[test]
fn terminate_ends_at_once_with_ten_thousand_queued() {
    let turn = turn("terminate");
    let mut notify = nobody;
    let config = config(Kind::Sleep, 100_000_000, 10_000, 3);
    let spec = config.spec.clone();
    let mut pool = Pool::start(config, &mut notify).expect("the workers start");
    drop(pool.imap(spec, 1).expect("they are queued"));
    turn.at("terminate");
    let remains = pool.terminate();
    assert!(remains.iter().all(|r| r.exit == "signal 9 (SIGKILL)"), "{remains:?}");
    assert_no_children();
    turn.at("terminate, by an order from elsewhere");
    let config = support::pool::config(Kind::Sleep, 100_000_000, 10_000, 3);
    let remote = config.remote.clone();
    let run = run_with(config, 1, &mut |_| remote.order(PoolCommand::Terminate));
    assert_eq!(run.outcomes.iter().flatten().count(), 0, "nothing had an end");
    assert!(run.deaths().is_empty() && run.remains.iter().all(|r| r.exit == "signal 9 (SIGKILL)"));
    assert_no_children();
}

#[test]
fn a_stop_in_mid_run_keeps_what_there_is_and_leaves_no_worker() {
    let turn = turn("a_stop_in_mid_run");
    // Two milliseconds a task: far from done when the first results are seen.
    let config = config(Kind::Sleep, 2_000, 100_000, 3);
    let stop = config.stop.clone();
    turn.at("map");
    let run = run_with(config, 1, &mut |pool| {
        if pool.counts().0 > 20 {
            stop.request();
        }
    });
    let done = run.outcomes.iter().flatten().filter(|outcome| outcome.is_ok()).count();
    assert!(done > 20 && done < 100_000, "{done}");
    assert_eq!(run.outcomes.iter().flatten().count(), done, "what was not done did not fail either");
    assert!(run.remains.iter().all(|r| r.exit == "signal 9 (SIGKILL)"), "{:?}", run.remains);
    assert!(run.deaths().is_empty(), "nobody died of himself");
    assert_no_children();
}

#[test]
fn a_stop_before_the_start_or_a_drop_leaves_no_worker() {
    let _turn = turn("a_stop_before_the_start");
    let stopped = config(Kind::Square, 1, 10, 4);
    stopped.stop.request();
    let mut notify = nobody;
    assert!(matches!(Pool::start(stopped, &mut notify), Err(PoolError::NotReady { .. })));
    assert_no_children();
    drop(Pool::start(config(Kind::Square, 1, 10, 4), &mut notify).expect("the workers start"));
    assert_no_children();
}

#[test]
fn recycled_workers_lose_nothing_and_are_many() {
    let turn = turn("recycled_workers");
    for (chunk, recycle) in [(1, 1), (1, 7), (5, 7), (3, 100)] {
        turn.at(format!("chunks of {chunk}, a fresh process after {recycle}"));
        let config = Config { recycle: Some(recycle), ..config(Kind::Square, 1, 40, 2) };
        let run = run(config, chunk);
        assert_eq!(run.outcomes, squares(40));
        let exits: Vec<u32> = run
            .notices
            .iter()
            .filter_map(|(_, n)| if let Notice::Exit { tasks, .. } = n { Some(*tasks) } else { None })
            .collect();
        assert_eq!(exits.iter().sum::<u32>(), 40, "{exits:?}");
        assert!(exits.iter().all(|tasks| *tasks <= recycle), "{exits:?}");
        assert_eq!(run.remains.iter().map(|r| r.tasks).sum::<u32>(), 40);
        assert!(run.deaths().is_empty());
    }
    assert_no_children();
}

#[test]
fn a_pool_grows_and_shrinks_while_it_works() {
    let turn = turn("a_pool_grows_and_shrinks");
    let config = config(Kind::Sleep, 3_000, 400, 1);
    let remote = config.remote.clone();
    let mut seen = Vec::new();
    turn.at("map");
    let run = run_with(config, 1, &mut |pool| {
        let alive = pool.pids().iter().flatten().count();
        if seen.last() != Some(&alive) {
            seen.push(alive);
        }
        match pool.counts().0 {
            0..=60 => remote.order(PoolCommand::Resize(4)),
            61.. => remote.order(PoolCommand::Resize(2)),
        }
    });
    assert_eq!(run.outcomes.iter().flatten().filter(|o| o.is_ok()).count(), 400);
    assert!(seen.contains(&4) && seen.ends_with(&[2]), "{seen:?}");
    assert!(run.deaths().is_empty());
    turn.at("resize between verbs");
    let mut notify = nobody;
    let mut pool =
        Pool::start(support::pool::config(Kind::Square, 1, 0, 2), &mut notify).expect("the workers start");
    pool.resize(4).expect("it is open");
    assert_eq!(pool.map(numbers(0, 50), Some(1)).expect("it runs"), squares(50));
    pool.resize(1).expect("it is open");
    assert_eq!(pool.map(numbers(0, 50), Some(1)).expect("it runs"), squares(50));
    pool.close();
    assert!(matches!(pool.resize(3), Err(PoolError::Closed)));
    pool.join().expect("closed");
    assert_no_children();
}

#[test]
fn workers_that_are_told_to_leave_before_they_are_ready_leave_in_peace() {
    let turn = turn("workers_that_are_told_to_leave");
    for round in 0..10 {
        turn.at(format!("round {round}"));
        let mut notify = nobody;
        let mut pool = Pool::start(config(Kind::Square, 1, 0, 1), &mut notify).expect("the worker starts");
        pool.resize(4).expect("it is open");
        // While the first one answers, the others are being started.
        assert_eq!(pool.apply(Value::Int(3)).expect("it runs"), Ok(Value::Int(9)));
        pool.close();
        let remains = pool.join().expect("closed");
        let killed: Vec<_> = remains.iter().filter(|r| r.pid > 0 && r.exit != "exit 0").collect();
        assert!(killed.is_empty(), "{killed:?}");
    }
    assert_no_children();
}

#[test]
fn a_task_whose_argument_is_too_large_is_yielded_too() {
    let turn = turn("a_task_whose_argument_is_too_large");
    turn.at("imap_unordered");
    let mut notify = nobody;
    let mut pool = Pool::start(config(Kind::Square, 1, 0, 1), &mut notify).expect("the worker starts");
    let huge = Value::Bytes(vec![0; coreograph::pool::wire::MAX_FRAME + 1]);
    let arguments = vec![huge, Value::Int(3)];
    let mut ended: Vec<(u32, bool)> = pool
        .imap_unordered(arguments, 1)
        .expect("it runs")
        .map(|r| r.expect("ended"))
        .map(|(task, outcome)| (task, outcome.is_ok()))
        .collect();
    ended.sort_unstable();
    assert_eq!(ended, [(0, false), (1, true)]);
    let _ = pool.terminate();
    assert_no_children();
}

#[test]
fn an_initialiser_is_called_once_in_each_worker_and_may_refuse() {
    let turn = turn("an_initialiser");
    let with = |argument| Config { initialiser: Some(argument), ..config(Kind::Square, 1, 20, 2) };
    assert_eq!(run(with(Value::Int(3)), 1).outcomes, squares(20));
    turn.at("one that fails");
    let mut notify = nobody;
    let error = Pool::start(with(Value::Text("x".into())), &mut notify)
        .map(|_| ())
        .expect_err("it refuses")
        .to_string();
    for word in ["did not become ready", "initialiser failed", "square does not take", "in a row"] {
        assert!(error.contains(word), "no {word:?} in {error:?}");
    }
    assert_no_children();
}

#[test]
fn a_process_runs_one_task_and_tells_how_it_ended() {
    let turn = turn("a_process");
    let process =
        Process::start(config(Kind::Print, 1, 1, 1), Value::Text("once".into())).expect("it starts");
    let pid = process.pid();
    assert_eq!(unburied_children_of(std::process::id()).iter().map(|p| p.pid).collect::<Vec<_>>(), [pid]);
    let ended = process.join().expect("it ends");
    assert_eq!(ended.outcome, Some(Ok(Value::Text("once".into()))));
    assert_eq!((ended.pid, ended.exit.as_str()), (pid, "exit 0"));
    assert_eq!(ended.output, [(Stream::Out, "Child process running with arg: once".to_string())]);
    turn.at("one that dies");
    let config = Config { faults: vec!["exit0".parse().expect("a fault")], ..config(Kind::Square, 1, 1, 1) };
    let ended = Process::start(config, Value::Int(12)).and_then(Process::join).expect("it starts");
    assert_eq!(
        (ended.outcome, ended.exit.as_str()),
        (None, "exit 0"),
        "without a result, and it is not tried again"
    );
    assert_no_children();
}

/// Programs that are no worker, and words that the error must contain.
#[test]
fn a_program_that_is_no_worker_is_named_and_leaves_nothing_behind() {
    let turn = turn("a_program_that_is_no_worker");
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("text");
    std::fs::write(&text, "no program").expect("a file");
    let text = text.to_str().expect("plain characters");
    let strangers: [(&str, &[&str]); 6] = [
        ("true", &["worker ", "did not become ready", "exit 0", "in a row"]),
        ("false", &["worker ", "did not become ready", "exit 1", "in a row"]),
        // It says what is wrong with `worker`, a file that is not there, and that is passed on.
        (
            "cat",
            &["worker ", "did not become ready", "exit 1", "its last line was: ", "worker: No such file"],
        ),
        ("no/such/program", &["worker ", "no/such/program", "cannot start", "No such file"]),
        ("/", &["cannot start worker 0", "/", "ermission denied"]),
        (text, &["cannot start worker 0", text, "ermission denied"]),
    ];
    let before = open_files();
    for (program, words) in strangers {
        turn.at(program);
        let config = Config { program: program.into(), ..config(Kind::Square, 1, 10, 3) };
        let mut notify = nobody;
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
    let turn = turn("hundreds_of_pools");
    run(config(Kind::Square, 1, 4, 2), 1);
    let (files, threads) = (open_files(), threads());
    for round in 0..200 {
        turn.at(format!("pool {round}"));
        let mut config = config(Kind::Square, 1, 4, 2);
        let mut notify = nobody;
        match round % 5 {
            // Every way to end: done, stopped, dropped, wounded, never begun.
            0 => assert_eq!(run(config, 1).outcomes, squares(4)),
            1 => {
                let stop = config.stop.clone();
                config.spec = Spec { kind: Kind::Sleep, size: 100_000_000, ..config.spec };
                let spec = config.spec.clone();
                let mut pool = Pool::start(config, &mut notify).expect("the workers start");
                stop.request();
                assert_eq!(pool.map(spec, Some(1)).expect("it stops"), [None, None, None, None]);
                let _ = pool.terminate();
            }
            2 => drop(Pool::start(config, &mut notify).expect("the workers start")),
            3 => {
                config.faults = ["kill", "exit0", "leak"].map(|fault| fault.parse().expect("a fault")).into();
                let Run { outcomes, .. } = run(config, 1);
                assert_eq!(outcomes, squares(4));
            }
            _ => {
                config.program = "/no/such/program".into();
                assert!(Pool::start(config, &mut notify).is_err());
            }
        }
        assert_no_children();
    }
    assert_eq!(open_files(), files);
    // A thread that was waited for may be listed a moment longer.
    wait_for("the threads to be as many as before", || (self::threads() <= threads).then_some(()));
}

/// How many threads this process has, where the system tells.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
}
