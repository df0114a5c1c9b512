//! The pool under every fault: nothing is lost, nothing hangs, nothing is left behind.

mod support;

use std::cell::Cell;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use coreograph::event::{Fault, Nanos, WorkerId};
use coreograph::pool::message::FromWorker;
use coreograph::pool::wire::append_frame;
use coreograph::pool::{Config, Notice, Pool, PoolCommand, Values};
use coreograph::workload::{Kind, Value};
use rand::{RngExt, SeedableRng};
use support::pool::{Run, assert_no_children, config, open_files, run, run_with, squares, turn};
use support::process::{Signal, children_of, send, wait_until_gone};
use support::wait_for;

fn with(faults: &[&str], config: Config) -> Config {
    Config { faults: faults.iter().map(|fault| fault.parse().expect("a fault")).collect(), ..config }
}

/// Every task has its result, once; the sleepers all return the length of their sleep.
#[track_caller]
fn assert_whole(run: &Run, tasks: usize, what: &str) {
    assert_eq!(run.outcomes.len(), tasks, "{what}");
    let missing: Vec<_> =
        run.outcomes.iter().enumerate().filter(|(_, o)| !matches!(o, Some(Ok(_)))).collect();
    assert!(missing.is_empty(), "{what}: {missing:?}");
}

#[test]
fn whoever_dies_in_mid_task_costs_a_second_attempt_at_that_task_and_nothing_else() {
    let turn = turn("whoever_dies_in_mid_task");
    for (fault, cause) in [("kill", "signal 9"), ("exit0", "exit 0"), ("garbage", "is not a message")] {
        for (recycle, chunk) in [(None, 1), (None, 5), (Some(1), 1), (Some(4), 2)] {
            let what = format!("{fault}, recycling {recycle:?}, chunks of {chunk}");
            turn.at(&*what);
            let config = Config { recycle, ..with(&[fault], config(Kind::Sleep, 3_000, 40, 2)) };
            let run = run(config, chunk);
            assert_whole(&run, 40, &what);
            let [death] = run.deaths()[..] else { panic!("{what}: {:?}", run.deaths()) };
            assert!(death.cause.contains(cause), "{what}: {death:?}");
            // Who is killed from outside may have finished its task just then.
            let lost = usize::from(death.task.is_some());
            assert!(lost == 1 || fault == "kill" && death.returned > 0, "{what}: {death:?}");
            assert_eq!(death.attempt, death.task.map(|_| 1), "{what}: {death:?}");
            assert!(death.uptime > Nanos::ZERO && death.cpu.is_some(), "{death:?}");
            assert_eq!(
                death.noticed_after.is_some(),
                fault == "kill",
                "only of a kill of ours it is known when"
            );
            assert_eq!(run.retried as usize, lost, "{what}");
            let dead = death.pid;
            let again = |n: &Notice| matches!(n, Notice::Rerun { dead: d, task, attempt: 2, .. } if *d == dead && Some(*task) == death.task);
            assert_eq!(run.count(again), lost, "{what}");
            assert_eq!(
                run.count(|n| matches!(n, Notice::Replaced { dead: d, .. } if *d == dead)),
                1,
                "{what}"
            );
            assert_eq!(run.count(|n| matches!(n, Notice::FaultInjected { .. })), 1, "{what}");
        }
    }
    assert_no_children();
}

#[test]
fn a_task_that_panics_fails_alone_and_its_worker_lives_on() {
    let turn = turn("a_task_that_panics");
    turn.at("map");
    let run = run(with(&["panic:0"], config(Kind::Sleep, 2_000, 20, 2)), 1);
    let failed: Vec<_> = run.outcomes.iter().flatten().filter_map(|o| o.as_ref().err()).collect();
    let [reason] = failed[..] else { panic!("{failed:?}") };
    assert!(
        reason.contains("a panic on demand") && reason.contains("faults.rs:"),
        "with message and place: {reason}"
    );
    assert!(run.deaths().is_empty() && run.retried == 0);
    assert_no_children();
}

#[test]
fn a_task_that_kills_every_worker_is_given_up_and_named() {
    let turn = turn("a_task_that_kills");
    for (workers, chunk, size, kind) in
        [(1, 1, 1, Kind::Square), (3, 4, 1, Kind::Square), (2, 1, 2_000, Kind::Sleep)]
    {
        turn.at(format!("{workers} workers, chunks of {chunk}"));
        let run = run(with(&["poison:17"], config(kind, size, 30, workers)), chunk);
        for (task, outcome) in run.outcomes.iter().enumerate() {
            match outcome {
                Some(Ok(_)) => assert_ne!(task, 17),
                Some(Err(reason)) => {
                    assert!(task == 17 && reason.contains("took 3 workers with it"), "{task} {reason}");
                }
                None => panic!("task {task} has no end"),
            }
        }
        assert_eq!(run.quarantined, [17]);
        let attempts: Vec<_> = run.deaths().iter().map(|d| (d.task, d.attempt)).collect();
        assert_eq!(attempts, [(Some(17), Some(1)), (Some(17), Some(2)), (Some(17), Some(3))]);
        assert!(run.deaths().iter().all(|d| d.cause.contains("SIGABRT")));
    }
    assert_no_children();
}

#[test]
fn a_task_that_hangs_is_ended_by_its_deadline_and_tried_again() {
    let turn = turn("a_task_that_hangs");
    turn.at("map");
    let deadline = Some(Duration::from_millis(200));
    let config = Config { deadline, ..with(&["hang"], config(Kind::Sleep, 2_000, 30, 2)) };
    let run = run(config, 1);
    assert_whole(&run, 30, "hang");
    let [death] = run.deaths()[..] else { panic!("{:?}", run.deaths()) };
    assert!(death.cause.contains("longer than 0.2 s") && death.cause.contains("SIGTERM"), "{death:?}");
    assert_no_children();
}

#[test]
fn a_task_that_always_hangs_is_given_up() {
    let turn = turn("a_task_that_always_hangs");
    turn.at("map");
    let deadline = Some(Duration::from_millis(100));
    // Only the last of them is longer than the deadline, every time.
    let mut notify = |_: WorkerId, _: Notice| {};
    let mut pool =
        Pool::start(Config { deadline, ..config(Kind::Sleep, 1, 0, 2) }, &mut notify).expect("they start");
    let mut naps = vec![Value::Int(1_000); 20];
    naps.push(Value::Int(60_000_000));
    let outcomes = pool.map(naps, Some(1)).expect("it ends");
    assert!(outcomes[..20].iter().all(|o| matches!(o, Some(Ok(_)))), "{outcomes:?}");
    assert!(
        matches!(&outcomes[20], Some(Err(reason)) if reason.contains("took longer than 0.1 s")),
        "{:?}",
        outcomes[20]
    );
    assert_eq!(pool.quarantined(), [20]);
    let _ = pool.terminate();
    assert_no_children();
}

#[test]
fn a_worker_that_is_stopped_is_told_from_one_that_is_busy() {
    let turn = turn("a_worker_that_is_stopped");
    turn.at("map");
    // A deadline far shorter than the stop: time in which nobody can work does not count.
    let deadline = Some(Duration::from_millis(400));
    let config = Config { deadline, ..with(&["stop:1"], config(Kind::Sleep, 5_000, 60, 2)) };
    let run = run(config, 1);
    assert_whole(&run, 60, "stop");
    let halted: Vec<_> = run
        .notices
        .iter()
        .filter_map(
            |(worker, n)| if let Notice::Halted(stopped) = n { Some((worker.0, *stopped)) } else { None },
        )
        .collect();
    assert_eq!(halted, [(1, true), (1, false)]);
    assert!(run.deaths().is_empty(), "{:?}", run.deaths());
    assert_no_children();
}

#[test]
fn what_a_task_leaves_behind_goes_with_its_worker() {
    let turn = turn("what_a_task_leaves_behind");
    for faults in [&["leak"][..], &["leak:0", "kill:0@200ms"], &["leak:0", "exit0:0@200ms"]] {
        turn.at(format!("{faults:?}"));
        let left = Cell::new(Vec::new());
        let run = run_with(with(faults, config(Kind::Sleep, 5_000, 120, 2)), 1, &mut |pool| {
            for pid in pool.pids().into_iter().flatten() {
                let children = children_of(pid);
                if !children.is_empty() {
                    left.set(children);
                }
            }
        });
        assert_whole(&run, 120, "leak");
        let left = left.take();
        assert!(!left.is_empty(), "{faults:?}: a child was seen while its worker lived");
        wait_until_gone(&left);
    }
    assert_no_children();
}

/// What the worker is in the middle of when it is hit.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Starting,
    Idle,
    InATask,
    Receiving,
    Sending,
    Leaving,
}

/// Hits one worker in the middle of `state` with `signal`; what the pool makes of two verbs around it.
fn hit(state: State, signal: Signal) -> (usize, usize) {
    let large = matches!(state, State::Receiving | State::Sending);
    let kind = if large { Kind::Payload } else { Kind::Sleep };
    let config = config(kind, if large { 4 << 20 } else { 3_000 }, 16, 2);
    let (spec, this) = (config.spec.clone(), std::process::id());
    let mut deaths = 0;
    let mut notify = |_: WorkerId, notice: Notice| deaths += usize::from(matches!(notice, Notice::Death(_)));
    let sniper = (state == State::Starting).then(|| {
        std::thread::spawn(move || {
            let child = wait_for("a child", || children_of(this).into_iter().next());
            child.signal(signal);
            child.signal(Signal::CONT);
        })
    });
    let mut pool =
        Pool::start(config, &mut notify).expect("the pool starts, whatever happens to its first workers");
    if let Some(sniper) = sniper {
        sniper.join().expect("it hits");
    }
    let hit = Cell::new(false);
    let shoot = |pool: &Pool<'_>| {
        if let Some(pid) = pool.pids().into_iter().flatten().next().filter(|_| !hit.replace(true)) {
            send(pid, signal);
            send(pid, Signal::CONT);
        }
    };
    if state == State::Idle {
        shoot(&pool);
    }
    // Both verbs: with a pool that was wounded in one, the other must work.
    let mut done = 0;
    for _ in 0..2 {
        let outcomes = pool
            .map_watched(spec.clone(), Some(1), &mut |pool| {
                // Four megabytes are on their way there or back at nearly every moment.
                if matches!(state, State::InATask | State::Receiving | State::Sending) && pool.counts().0 > 0
                {
                    shoot(pool);
                }
            })
            .expect("it runs");
        done += outcomes.iter().filter(|o| matches!(o, Some(Ok(_)))).count();
    }
    pool.close();
    if state == State::Leaving {
        shoot(&pool);
    }
    let remains = pool.join().expect("closed");
    assert_eq!(remains.len(), 2);
    (done, deaths)
}

#[test]
fn workers_that_are_killed_while_others_start_do_not_end_the_pool() {
    let turn = turn("workers_that_are_killed_while_others_start");
    turn.at("start");
    let config = config(Kind::Square, 1, 400, 16);
    let (spec, this) = (config.spec.clone(), std::process::id());
    let sniper = std::thread::spawn(move || {
        let mut hit: Vec<u32> = Vec::new();
        while hit.len() < 5 {
            let next = || children_of(this).into_iter().find(|child| !hit.contains(&child.pid));
            let child = wait_for("a child", next);
            child.signal(Signal::KILL);
            hit.push(child.pid);
        }
    });
    let mut notify = |_: WorkerId, _: Notice| {};
    let mut pool = Pool::start(config, &mut notify).expect("eleven workers never died");
    sniper.join().expect("it hits five");
    assert_eq!(pool.map(spec, Some(1)).expect("it runs"), squares(400));
    let _ = pool.terminate();
    assert_no_children();
}

#[test]
fn a_pool_whose_every_worker_dies_stops_with_the_reason() {
    let turn = turn("a_pool_whose_every_worker_dies");
    for workers in [1, 6] {
        turn.at(format!("{workers} workers"));
        let folder = tempfile::tempdir().expect("a folder");
        let program = impostor(folder.path(), b"", "echo no library >&2; exit 3");
        let mut starts = 0;
        let mut notify =
            |_: WorkerId, notice: Notice| starts += usize::from(matches!(notice, Notice::Line { .. }));
        let config = Config { program, ..config(Kind::Square, 1, 10, workers) };
        let Err(error) = Pool::start(config, &mut notify).map(drop) else { panic!("no worker can start") };
        let said = error.to_string();
        assert!(
            said.contains("exit 3") && said.contains("no library") && said.contains("in a row"),
            "{said}"
        );
        assert!(starts <= 10 * usize::from(workers), "{starts} starts for {workers} workers");
        assert_no_children();
    }
}

#[test]
fn every_signal_in_every_state_loses_nothing() {
    let turn = turn("every_signal_in_every_state");
    let states =
        [State::Starting, State::Idle, State::InATask, State::Receiving, State::Sending, State::Leaving];
    let before = open_files();
    for state in states {
        for signal in [Signal::KILL, Signal::ABORT, Signal::SEGV, Signal::TERM, Signal::STOP] {
            turn.at(format!("{signal:?} while {state:?}"));
            let (done, deaths) = hit(state, signal);
            assert_eq!(done, 32, "{signal:?} while {state:?}");
            assert!(deaths <= 1, "{signal:?} while {state:?}: {deaths} deaths");
            assert_no_children();
        }
    }
    assert_eq!(open_files(), before);
}

#[test]
fn every_fault_in_first_middle_and_last_tasks_loses_nothing() {
    let turn = turn("every_fault_in_every_place");
    for fault in Fault::ALL.into_iter().filter(|fault| !matches!(fault, Fault::Panic | Fault::Stop)) {
        // At once, in the middle, and later than the end: then it comes with the last tasks.
        for at in ["0ms", "30ms", "3600s"] {
            for (kind, size, tasks, chunk) in
                [(Kind::Sleep, 4_000, 30, 1), (Kind::Square, 1, 3_000, 1), (Kind::Square, 1, 3_000, 50)]
            {
                let what = format!("{fault}@{at}, {} in chunks of {chunk}", kind.name());
                turn.at(&*what);
                let deadline = Some(Duration::from_millis(300));
                let fault = format!("{fault}@{at}");
                let config = Config { deadline, ..with(&[&fault], config(kind, size, tasks, 2)) };
                let run = run(config, chunk);
                assert_whole(&run, tasks as usize, &what);
                if kind == Kind::Square {
                    assert_eq!(run.outcomes, squares(tasks), "{what}");
                }
                assert_eq!(
                    run.count(|n| matches!(n, Notice::FaultInjected { .. })),
                    1,
                    "{what}: it happened"
                );
            }
        }
    }
    assert_no_children();
}

#[test]
fn kills_at_random_under_load_lose_nothing_and_repeat_nothing() {
    let turn = turn("kills_at_random");
    let mut random = rand::rngs::StdRng::seed_from_u64(4);
    for (kind, size, tasks, chunk, kills) in [
        (Kind::Primes, 600, 3_000, 1, 40),
        (Kind::Square, 1, 400_000, 1, 20),
        (Kind::Sleep, 500, 2_000, 7, 30),
    ] {
        let config = config(kind, size, tasks, 3);
        let (remote, spec) = (config.remote.clone(), config.spec.clone());
        let (mut asked, mut last) = (0, 0);
        turn.at(format!("{kills} kills in {tasks} tasks of {}", kind.name()));
        let run = run_with(config, chunk, &mut |pool| {
            let (done, _) = pool.counts();
            // Each kill meets a pool that has done something since the last one.
            if asked < kills && done > last {
                (asked, last) = (asked + 1, done);
                remote.order(PoolCommand::Inject(WorkerId(random.random_range(0..3)), Fault::Kill));
            }
        });
        assert_whole(&run, tasks as usize, kind.name());
        let alone: Vec<_> = (0..tasks)
            .map(|task| {
                Some(
                    kind.run(
                        &spec.argument(task),
                        &coreograph::workload::TaskContext::new(std::sync::Arc::default(), &PathBuf::new()),
                        &mut coreograph::workload::interpreter::Bare,
                    )
                    .map_err(|e| e.to_string()),
                )
            })
            .collect();
        assert_eq!(run.outcomes, alone, "the same as without any pool");
        assert!(!run.deaths().is_empty(), "a worker was hit");
        let notices = run.count(|n| matches!(n, Notice::Replaced { .. }));
        assert!(notices <= run.deaths().len());
    }
    assert_no_children();
}

/// A worker that is a script: it says these bytes on its socket, and then waits for its end.
fn impostor(folder: &std::path::Path, says: &[u8], and_then: &str) -> PathBuf {
    let octal: Vec<String> = says.iter().map(|byte| format!("\\{byte:03o}")).collect();
    let octal = octal.concat();
    let path = folder.join("impostor");
    std::fs::write(&path, format!("#!/bin/sh\nprintf '{octal}' >&0\n{and_then}\n")).expect("a script");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it may run");
    path
}

fn frames(messages: &[FromWorker]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for message in messages {
        append_frame(&mut bytes, message).expect("it fits");
    }
    bytes
}

#[test]
fn a_worker_that_lies_is_not_believed_and_never_replaced_for_ever() {
    let turn = turn("a_worker_that_lies");
    let folder = tempfile::tempdir().expect("a folder");
    let ready = FromWorker::Ready { pid: 1, tid: 1, at: Nanos::ZERO };
    let results = |first, attempt, count: u64| {
        let values: Values = (0..count).map(Value::Int).collect();
        FromWorker::Results { first, attempt, values, took: Nanos(1) }
    };
    let said = |message: FromWorker| frames(&[ready.clone(), message]);
    let cut = said(results(0, 1, 1));
    let bye = FromWorker::Bye {
        books: coreograph::time_account::TimeAccount {
            opened: Nanos::ZERO,
            closed: Nanos::ZERO,
            time: coreograph::event::ActivityTotals::default(),
            cpu: Nanos::ZERO,
        },
        cpu: Nanos::ZERO,
        findings: coreograph::workload::Findings::default(),
    };
    let lies: [(&str, Vec<u8>, &str, &str); 9] = [
        (
            "a giant",
            [frames(std::slice::from_ref(&ready)), vec![255; 4]].concat(),
            "cat >/dev/null",
            "longer than the allowed",
        ),
        (
            "garbage",
            [frames(std::slice::from_ref(&ready)), vec![3, 0, 0, 0, 250, 250, 250]].concat(),
            "cat >/dev/null",
            "is not a message",
        ),
        ("a torn frame", cut[..cut.len() - 3].to_vec(), "exit 0", "inside a frame"),
        ("an unknown task", said(results(4_000, 1, 1)), "cat >/dev/null", "not its next"),
        ("a wrong attempt", said(results(0, 9, 1)), "cat >/dev/null", "not its next"),
        ("more results than tasks", said(results(0, 1, 5_000)), "cat >/dev/null", "not its next"),
        (
            "a task that it does not have",
            said(FromWorker::Started { task: 999, attempt: 1 }),
            "cat >/dev/null",
            "not its next",
        ),
        ("ready twice", frames(&[ready.clone(), ready.clone()]), "cat >/dev/null", "second time"),
        ("bye at once", said(bye), "cat >/dev/null", "was not asked to leave"),
    ];
    for (what, bytes, and_then, expected) in lies {
        turn.at(what);
        let program = impostor(folder.path(), &bytes, and_then);
        let mut causes = Vec::new();
        let mut notify = |_: WorkerId, notice: Notice| {
            if let Notice::Death(obituary) = notice {
                causes.push(obituary.cause.clone());
            }
        };
        let config = Config { program, ..config(Kind::Square, 1, 10, 2) };
        let spec = config.spec.clone();
        // They may lie before all are ready, or behind that.
        let told = match Pool::start(config, &mut notify) {
            Err(error) => error.to_string(),
            Ok(mut pool) => {
                let outcomes = pool.map(spec, Some(1)).expect("it ends");
                let reasons: Vec<_> = outcomes.into_iter().flatten().filter_map(Result::err).collect();
                drop(pool);
                format!("{reasons:?}")
            }
        };
        let all = format!("{told} {causes:?}");
        assert!(all.contains(expected), "{what}: no {expected:?} in {all}");
        assert!(told.contains("in a row"), "{what}: {told}");
        assert_no_children();
    }
}

#[test]
fn megabytes_both_ways_at_once_block_nobody() {
    let turn = turn("megabytes_both_ways");
    turn.at("map");
    // Ten megabytes are sent while ten come back, of several tasks at once.
    let config = config(Kind::Payload, 10 << 20, 12, 2);
    let spec = config.spec.clone();
    let run = run(config, 3);
    for (task, outcome) in (0..).zip(run.outcomes) {
        let Value::Bytes(sent) = spec.argument(task) else { panic!("payload's arguments are bytes") };
        let Some(Ok(Value::Bytes(back))) = outcome else { panic!("task {task} has no result") };
        assert!(sent.len() == 10 << 20 && back.len() == sent.len(), "task {task}");
        assert!(sent.iter().zip(&back).all(|(sent, back)| *back == !*sent), "task {task}");
    }
    assert_no_children();
}
