//! Real CPython against this program. Where none is installed these tests are skipped with a message.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crossbeam_channel::{Receiver, unbounded};

use super::*;
use crate::clock::Clock;
use crate::emitter::Emitter;
use crate::event::{Activity, Event, LaneId, Nanos, PythonPlan, Stream};
use crate::gil::Interval;
use crate::lane::{self, Context};
use crate::sys::stop::Stop;
use crate::workload::{Kind, Spec};

const WAYS: [PythonMode; 4] =
    [PythonMode::Sequential, PythonMode::Threads, PythonMode::Pool, PythonMode::Executor];

/// The interpreter to test with.
fn python() -> Option<PythonPlan> {
    let python = crate::python::on_path();
    if let Some(problem) = &python.problem {
        eprintln!("left out, for there is no Python: {problem}");
        return None;
    }
    Some(python)
}

fn job(python: &PythonPlan, spec: Spec, workers: u16) -> Job {
    Job {
        lane: LaneId(0),
        spec,
        workers,
        chunk: 2,
        interval: Interval::default(),
        cpus: Vec::new(),
        shared: false,
        program: PathBuf::new(),
        python: Some(python.clone()),
        method: None,
        reference: PathBuf::new(),
        faults: Vec::new(),
        deadline: None,
        recycle: None,
        quota: None,
        remote: crate::pool::Remote::default(),
    }
}

fn context() -> (Context, Receiver<Event>) {
    let (events, heard) = unbounded();
    (Context { emitter: Emitter::new(Clock::start(), events), stop: Stop::default() }, heard)
}

/// Tasks of this kind that end quickly.
fn small(kind: Kind) -> Spec {
    let size = match kind {
        Kind::Primes => 40,
        Kind::Mandelbrot => 37,
        Kind::Hash => 1_050_000,
        Kind::HashSmall => 5000,
        _ => 100,
    };
    Spec { seed: 3, ..Spec::of(kind, 7, size) }
}

/// The doubts that a handler of these messages raises, in a lane of this interpreter.
fn doubts_of(python: &PythonPlan, said: Vec<PythonMessage>) -> Vec<String> {
    let call = crate::event::CallPlan { arguments: 7, ..Default::default() };
    let spec = Spec { call: Some(call), ..small(Kind::Call) };
    let (context, heard) = context();
    let job = job(python, spec, 2);
    let mut handler = MessageHandler::new("py-threads", &job, &context, Nanos::ZERO);
    for message in said {
        handler.take_in(message);
    }
    let agreement = handler.conclude(PythonMode::Threads).agreement;
    drop(context);
    let doubt = |event: Event| match event.fact {
        EventKind::Doubt(doubt) => Some(format!("{}: {}", doubt.kind, doubt.message)),
        _ => None,
    };
    heard.into_iter().filter_map(doubt).chain(agreement.map(|found| format!("{found:?}"))).collect()
}

#[test]
fn a_lock_that_comes_back_is_doubted_once_where_there_was_none() {
    let back = |module: &str| PythonMessage::GilBack { module: Some(module.into()) };
    let free = PythonPlan { gil: false, ..PythonPlan::default() };
    let doubt = "gil-back: the interpreter's lock came back in the py-threads lane: module numpy needs it";
    assert_eq!(doubts_of(&free, vec![back("numpy"), back("other")]), [doubt]);
    assert_eq!(doubts_of(&PythonPlan { gil: true, ..free }, vec![back("numpy")]), [""; 0]);
}

#[test]
fn a_function_that_is_not_deterministic_is_doubted_and_its_tasks_are_kept() {
    let settled = crate::python::Settled {
        done: 7,
        agreed: [("==".to_string(), 5)].into(),
        differ: vec![3, 5],
        unstable: vec![3],
        ..Default::default()
    };
    let told = doubts_of(&PythonPlan::default(), vec![PythonMessage::Settled(settled)]);
    let expected = [
        "not-deterministic: the function is not deterministic: task 3 had another result when called again",
        "Agreement { agreed: {\"==\": 5}, differ: [3, 5], unstable: [3] }",
    ];
    assert_eq!(told, expected);
}

/// Workloads that need no client process: those whose workers have clients need this program itself, and are raced in
/// `tests/`; random numbers of Python need not be those of this program.
fn alone() -> impl Iterator<Item = Kind> {
    let kinds = Kind::ALL.iter().copied();
    kinds.filter(|kind| !["echo", "mixed"].contains(&kind.name()) && kind.portable())
}

#[test]
fn results_are_those_of_this_program() {
    let Some(python) = python() else { return };
    for kind in alone() {
        let expected = lane::baseline().run(&job(&python, small(kind), 1), &context().0).unwrap();
        assert_eq!((expected.done, expected.failed), (7, 0), "{}", kind.name());
        for way in WAYS {
            let workers = if way == PythonMode::Sequential { 1 } else { 2 };
            let outcome = Python(way).run(&job(&python, small(kind), workers), &context().0).unwrap();
            assert_eq!(outcome.failures, [], "{} {way:?}", kind.name());
            assert_eq!(outcome.digest, expected.digest, "{} {way:?}: {:?}", kind.name(), outcome.results);
        }
    }
}

#[test]
fn what_python_draws_hangs_on_the_seed_alone() {
    let Some(python) = python() else { return };
    let drawn = |way: PythonMode, seed| {
        let workers = if way == PythonMode::Sequential { 1 } else { 2 };
        let spec = Spec { tasks: 30, seed, ..small(Kind::Number) };
        Python(way).run(&job(&python, spec, workers), &context().0).unwrap().results.unwrap()
    };
    let first = drawn(PythonMode::Sequential, u64::MAX);
    assert!(first.iter().all(|n| n.as_u64().is_some_and(|n| (1..=1000).contains(&n))), "{first:?}");
    for way in WAYS {
        assert_eq!(drawn(way, u64::MAX), first, "{way:?}");
    }
    assert_ne!(drawn(PythonMode::Sequential, 4), first);
}

#[test]
fn what_tasks_print_in_python_is_told_with_its_worker() {
    let Some(python) = python() else { return };
    for way in WAYS {
        let workers = if way == PythonMode::Sequential { 1 } else { 2 };
        let (context, heard) = context();
        // Characters that JSON writes in six.
        let spec = Spec { tasks: 60, arg: Some("é\"".repeat(150)), ..small(Kind::Print) };
        let expected = format!("Child process running with arg: {}", spec.arg.as_deref().unwrap());
        let outcome = Python(way).run(&job(&python, spec, workers), &context).unwrap();
        assert_eq!((outcome.done, outcome.failed), (60, 0), "{way:?}");
        drop(context);
        let (mut ready, mut printed) = (BTreeSet::new(), Vec::new());
        for event in heard {
            match event.fact {
                EventKind::WorkerReady { worker, pid, .. } => drop(ready.insert((worker, Some(pid)))),
                EventKind::Line { worker, pid, stream, line, .. } => {
                    assert_eq!((stream, line.as_str()), (Stream::Out, expected.as_str()), "{way:?}");
                    printed.push((worker, pid));
                }
                _ => {}
            }
        }
        assert_eq!(printed.len(), 60, "{way:?}");
        assert!(printed.iter().all(|who| ready.contains(who)), "{way:?}: {printed:?}, {ready:?}");
    }
}

#[test]
fn books_cover_the_lanes_whole_time() {
    let Some(python) = python() else { return };
    for way in WAYS {
        let workers = if way == PythonMode::Sequential { 1 } else { 2 };
        let spec = Spec::of(Kind::Primes, 12, 500);
        let (context, heard) = context();
        let outcome = Python(way).run(&job(&python, spec, workers), &context).unwrap();
        assert_eq!(outcome.accounts.len(), usize::from(workers));
        assert_eq!(outcome.accounts.iter().map(|a| a.tasks).sum::<u32>(), 12, "{way:?}");
        for account in &outcome.accounts {
            assert_eq!(account.time.total(), outcome.finished - outcome.started, "{way:?}: {account:?}");
            // Two clocks are read one after the other, so they never agree exactly.
            let on_core = account.time[Activity::Compute].share_of(account.cpu);
            assert!(on_core < 1.1, "computing takes a core: {account:?}");
        }
        drop(context);
        let mut ends = [Nanos::ZERO; 2];
        for event in heard {
            if let EventKind::Slice { worker, slice, .. } = event.fact {
                assert_eq!(slice.mix.total(), slice.until - slice.from);
                let end = &mut ends[usize::from(worker.0)];
                assert!(*end == Nanos::ZERO || slice.from == *end, "slices of {way:?} follow each other");
                *end = slice.until;
            }
        }
    }
}

#[test]
fn threads_under_a_real_lock_wait_for_it() {
    let Some(python) = python().filter(|python| python.gil) else { return };
    let spec = Spec::of(Kind::Primes, 16, 1000);
    let outcome = Python(PythonMode::Threads).run(&job(&python, spec, 2), &context().0).unwrap();
    let total = |activity| outcome.accounts.iter().map(|a| a.time[activity]).sum::<Nanos>();
    // Only one can compute: the other waits, for the lock or, on a busy machine, for a core.
    assert!(total(Activity::Compute) <= outcome.wall() + Nanos::from_millis(50), "{outcome:?}");
    assert!(total(Activity::LockWait) > Nanos::ZERO, "{outcome:?}");
}

#[test]
fn a_task_that_raises_is_lost_and_says_why() {
    let Some(python) = python() else { return };
    for way in WAYS {
        // No clock can sleep that long.
        let spec = Spec::of(Kind::Sleep, 3, u64::MAX);
        let outcome = Python(way).run(&job(&python, spec, 1), &context().0).unwrap();
        assert_eq!((outcome.done, outcome.failed), (0, 3), "{way:?}");
        assert!(outcome.failures[0].reason.starts_with("OverflowError: "), "{:?}", outcome.failures);
    }
}

/// Runs a lane that would take an hour, and kills one of its workers once it has begun.
fn killed(way: PythonMode) -> Option<String> {
    let python = python()?;
    let spec = Spec::of(Kind::Sleep, 4, 3_600_000_000);
    let (context, heard) = context();
    let error = std::thread::scope(|scope| {
        let lane = scope.spawn(|| Python(way).run(&job(&python, spec, 2), &context).unwrap_err());
        let mut pid = None;
        for event in heard {
            match event.fact {
                EventKind::WorkerReady { pid: ready, .. } => pid = Some(ready),
                EventKind::LaneReady { .. } => break,
                _ => {}
            }
        }
        let pid = rustix::process::Pid::from_raw(i32::try_from(pid.unwrap()).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        lane.join().unwrap()
    });
    Some(error.to_string())
}

#[test]
fn a_worker_that_is_killed_ends_the_lane_with_a_reason() {
    for way in [PythonMode::Pool, PythonMode::Executor] {
        let Some(reason) = killed(way) else { return };
        assert!(reason.contains("was killed by signal 9 (SIGKILL)"), "{way:?}: {reason}");
    }
    let reason = killed(PythonMode::Threads).unwrap();
    assert!(reason.contains("ended (signal 9 (SIGKILL)) before its work was done"), "{reason}");
}

/// Runs a lane, stops one of its workers once it has begun, and passes on the events from then on.
fn with_a_stopped_worker<T>(
    way: PythonMode,
    job: &Job,
    then: impl FnOnce(rustix::process::Pid, &Receiver<Event>) -> T,
) -> (Result<Outcome, LaneError>, T) {
    let (context, heard) = context();
    std::thread::scope(|scope| {
        let lane = scope.spawn(move || Python(way).run(job, &context));
        let mut pid = None;
        for event in &heard {
            match event.fact {
                EventKind::WorkerReady { pid: ready, .. } => pid = Some(ready),
                EventKind::LaneReady { .. } => break,
                _ => {}
            }
        }
        let pid = rustix::process::Pid::from_raw(i32::try_from(pid.unwrap()).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::STOP).unwrap();
        let then = then(pid, &heard);
        (lane.join().unwrap(), then)
    })
}

/// Waits until a worker is reported stopped, or continued.
fn wait_for_halt(heard: &Receiver<Event>, stopped: bool) {
    let halt =
        |event: &Event| matches!(event.fact, EventKind::Halted { stopped: told, .. } if told == stopped);
    assert!(heard.iter().any(|event| halt(&event)), "the lane ended without a word about it");
}

#[test]
fn a_worker_that_is_stopped_ends_the_lane_with_a_reason() {
    let Some(python) = python() else { return };
    for way in [PythonMode::Pool, PythonMode::Executor, PythonMode::Threads] {
        let spec = Spec::of(Kind::Sleep, 40, 50_000);
        let job = Job { deadline: Some(Duration::from_millis(300)), ..job(&python, spec, 2) };
        let (ended, doubted) = with_a_stopped_worker(way, &job, |_, heard| {
            wait_for_halt(heard, true);
            heard
                .iter()
                .any(|event| matches!(event.fact, EventKind::Doubt(doubt) if doubt.kind == "stopped-worker"))
        });
        let reason = ended.unwrap_err().to_string();
        assert!(reason.contains("was stopped by a signal for 0."), "{way:?}: {reason}");
        assert!(reason.contains(" of 40 tasks are done"), "{way:?}: {reason}");
        assert!(doubted, "{way:?}");
    }
}

#[test]
fn a_worker_that_is_continued_has_its_stop_in_its_books() {
    let Some(python) = python() else { return };
    for way in [PythonMode::Pool, PythonMode::Executor, PythonMode::Threads] {
        let spec = Spec::of(Kind::Sleep, 40, 20_000);
        let (ended, ()) = with_a_stopped_worker(way, &job(&python, spec, 2), |pid, heard| {
            wait_for_halt(heard, true);
            rustix::process::kill_process(pid, rustix::process::Signal::CONT).unwrap();
        });
        let outcome = ended.unwrap();
        assert_eq!((outcome.done, outcome.failed), (40, 0), "{way:?}");
        let stopped = outcome.accounts.iter().map(|account| account.time[Activity::Stopped]).sum::<Nanos>();
        assert!(stopped > Nanos::ZERO, "{way:?}: {:?}", outcome.accounts);
        for account in &outcome.accounts {
            assert_eq!(account.time.total(), outcome.finished - outcome.started, "{way:?}: {account:?}");
        }
    }
}

#[test]
fn a_stop_leaves_nobody_behind() {
    let Some(python) = python() else { return };
    for way in WAYS {
        let spec = Spec::of(Kind::Sleep, 4, 3_600_000_000);
        let (context, heard) = context();
        let outcome = std::thread::scope(|scope| {
            let lane = scope.spawn(|| Python(way).run(&job(&python, spec, 2), &context).unwrap());
            let mut pids = BTreeSet::new();
            for event in heard {
                match event.fact {
                    EventKind::WorkerReady { pid, .. } => drop(pids.insert(pid)),
                    EventKind::LaneReady { .. } => break,
                    _ => {}
                }
            }
            context.stop.request();
            let outcome = lane.join().unwrap();
            for pid in pids {
                let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
                // A worker of a dead parent is a zombie until the system's first process has seen it.
                let gone = || rustix::process::test_kill_process(pid).is_err() || is_zombie(pid);
                while !gone() {
                    std::thread::yield_now();
                }
            }
            outcome
        });
        assert_eq!((outcome.done, outcome.failed), (0, 0), "{way:?}");
    }
}

fn is_zombie(pid: rustix::process::Pid) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, state)| state.starts_with('Z'))
}

#[test]
fn an_interpreter_that_cannot_be_used_says_why() {
    let nobody = crate::python::find("/no/such/python");
    for way in WAYS {
        let error = Python(way).run(&job(&nobody, small(Kind::Square), 1), &context().0).unwrap_err();
        assert_eq!(error.to_string(), "/no/such/python was not found: there is no such file");
    }
}
