use super::*;
use crate::event::Activity::{Blocked, Compute, Io, Serialise, Spawn};
use crate::event::{EventKind, LaneId, Outcome, Percentiles};
use crate::model::fixture::{self, Script};
use crate::model::fixture_call::{COMPUTES, Ran, UNDER_LOCK, called, race};
use crate::model::fixture_repeated::repeated;

fn all(script: Script) -> Vec<Result<Advice, String>> {
    advice(&fixture::model(&script.end(900_000, End::Finished)))
}

fn advised(lanes: &[Ran]) -> Advice {
    all(race(lanes)).remove(0).unwrap()
}

const WAITS: Ran = ("py-sequential", 1, 4000, &[(Compute, 120), (Io, 3880)]);

#[test]
fn processes_for_work_under_the_lock() {
    let found = advised(&[COMPUTES, UNDER_LOCK, ("py-pool", 2, 3100, &[(Spawn, 20), (Compute, 3000)])]);
    assert_eq!((found.run_as, found.close, found.workers), (RunAs::Processes, false, 2));
    assert!((found.factor.unwrap() - 6000.0 / 3100.0).abs() < 1e-9 && found.interval.is_none());
    assert_eq!(
        found.reason.as_deref(),
        Some("98 % of its time it computes under the lock; processes have a lock each")
    );
    let others: Vec<_> = found.alternatives.iter().map(|other| (other.run_as, other.close)).collect();
    assert_eq!(others, [(RunAs::OneThread, false), (RunAs::Threads, false)]);
    assert_eq!(found.chunk, Some(1), "a message of 0.3 ms is little beside a task of 94 ms");
    assert!((found.predicted.unwrap() - 3.1).abs() < 0.05, "{found:?}");
    assert_eq!(found.code[3], "    results = list(ex.map(resize, range(64)))");
    assert!(found.headline().starts_with("Run it as processes: 1.9 times as fast as one thread."));
}

#[test]
fn an_interpreter_without_a_lock_is_offered_where_the_lock_is_the_reason() {
    let offered = |lanes: &[Ran]| {
        let mut script = race(lanes);
        if let Some(EventKind::Plan(plan)) = script.0.first_mut().map(|event| &mut event.fact) {
            plan.workload.call.as_mut().expect("a call").free_threaded = Some("python3.13t".into());
        }
        all(script).remove(0).unwrap()
    };
    let found = offered(&[COMPUTES, UNDER_LOCK, ("py-pool", 2, 3100, &[(Spawn, 20), (Compute, 3000)])]);
    let said = found.sentences();
    assert_eq!(
        said.last().map(String::as_str),
        Some("A Python without that lock is here: --python python3.13t races its threads.")
    );
    let threads: Ran = ("py-threads", 8, 520, &[(Compute, 15), (Io, 485)]);
    assert_eq!(offered(&[WAITS, threads]).free_threaded, None, "threads wait at once with a lock, too");
}

#[test]
fn threads_for_work_that_waits_though_processes_are_as_fast() {
    let threads: Ran = ("py-threads", 8, 520, &[(Compute, 15), (Io, 485)]);
    let found = advised(&[WAITS, threads, ("py-pool", 8, 500, &[(Spawn, 20), (Io, 480)])]);
    assert_eq!((found.run_as, found.close, found.workers), (RunAs::Threads, true, 8));
    assert_eq!(found.reason.as_deref(), Some("it waits 97 % of its time, and threads wait at once"));
    assert!(found.alternatives[0].close && found.alternatives[0].run_as == RunAs::Processes);
    assert_eq!(
        found.headline(),
        "Run it as threads; processes are not clearly faster (close): 8.0 times and 7.7 times as fast as one thread."
    );
}

#[test]
fn threads_for_work_outside_the_lock() {
    let threads: Ran = ("py-threads", 2, 3050, &[(Compute, 3000)]);
    let found = advised(&[COMPUTES, threads, ("py-pool", 2, 3700, &[(Compute, 3000), (Serialise, 500)])]);
    assert_eq!((found.run_as, found.close), (RunAs::Threads, false));
    let reason = found.reason.unwrap();
    assert!(reason.ends_with(" % of its time is outside the lock: threads run at once"), "{reason}");
    assert!(found.shares.unwrap().outside_lock.unwrap() > 0.95);
    assert!(found.code[1].starts_with("from crunch import resize") && found.code[0].contains("ThreadPool"));
}

#[test]
fn an_event_loop_for_coroutines() {
    let lanes: [Ran; 3] = [
        WAITS,
        ("py-threads", 8, 560, &[(Compute, 15), (Io, 500)]),
        ("py-async", 1, 150, &[(Compute, 120), (Io, 20)]),
    ];
    let found = all(called(race(&lanes), true)).remove(0).unwrap();
    assert_eq!((found.run_as, found.close, found.workers), (RunAs::EventLoop, false, 1));
    assert!(found.reason.unwrap().contains("one thread has all calls in flight"));
    // Where threads are as fast, a loop is the simpler for coroutines.
    let lanes = [WAITS, ("py-threads", 8, 560, &[(Io, 500)][..]), ("py-async", 1, 580, &[(Io, 500)][..])];
    let found = all(called(race(&lanes), true)).remove(0).unwrap();
    assert_eq!((found.run_as, found.close), (RunAs::EventLoop, true));
}

#[test]
fn interpreters_where_they_are_clearly_the_fastest() {
    let pool: Ran = ("py-pool", 2, 3900, &[(Spawn, 500), (Compute, 3000)]);
    let found = advised(&[COMPUTES, UNDER_LOCK, pool, ("py-interpreters", 2, 3100, &[(Compute, 3000)])]);
    assert_eq!(found.run_as, RunAs::Interpreters);
    assert!(found.reason.unwrap().ends_with("each interpreter has a lock of its own"));
}

#[test]
fn one_thread_for_tiny_tasks_with_the_chunk_from_which_a_pool_pays() {
    let one: Ran = ("py-sequential", 1, 20, &[(Compute, 20)]);
    let threads: Ran = ("py-threads", 2, 30, &[(Compute, 14), (Blocked, 14)]);
    let found = advised(&[one, threads, ("py-pool", 2, 90, &[(Spawn, 70), (Compute, 11)])]);
    assert_eq!((found.run_as, found.close, found.factor), (RunAs::OneThread, false, Some(1.0)));
    // t = 312.5 us, x = 343.75 us, m = 300 us, n = 2: a chunk of 2.
    assert_eq!(found.break_even_chunk, Some(2));
    assert!(found.break_even_tasks.unwrap() > 64, "{found:?}");
    assert_eq!(found.reason.as_deref(), Some("starting a worker takes 70.0 ms, all the tasks 20.0 ms"));
    assert!(found.sentences().last().unwrap().starts_with("A pool pays from chunks of 2 on"), "{found:?}");
    assert_eq!(found.code, ["from crunch import resize", "results = [resize(x) for x in range(64)]"]);
}

#[test]
fn one_thread_where_nothing_is_fifteen_per_cent_faster() {
    let found = advised(&[COMPUTES, UNDER_LOCK, ("py-pool", 2, 5500, &[(Compute, 5400)])]);
    assert_eq!((found.run_as, found.close), (RunAs::OneThread, true));
    assert_eq!(
        found.headline(),
        "Run it as one thread; processes are not clearly faster (close): 1.1 times as fast."
    );
}

#[test]
fn large_arguments_cost_more_than_the_task() {
    let pool: Ran = ("py-pool", 2, 9000, &[(Compute, 3000), (Serialise, 5900)]);
    let found = advised(&[COMPUTES, UNDER_LOCK, pool]);
    assert_eq!(found.run_as, RunAs::OneThread);
    assert!(found.reason.as_ref().unwrap().contains("pickling takes longer than the task"), "{found:?}");
    assert_eq!((found.break_even_chunk, found.not_computed), (None, None));
    assert!(found.sentences().last().unwrap().starts_with("No chunk makes a pool pay"));
}

#[test]
fn without_two_chunks_a_worker_the_chunk_cannot_be_computed() {
    let mut script = race(&[COMPUTES, ("py-pool", 2, 3100, &[(Compute, 3000)])]);
    for event in &mut script.0 {
        if let EventKind::LaneFinished { outcome, .. } = &mut event.fact {
            outcome.ipc.iter_mut().for_each(|ipc| ipc.gap_us = Percentiles::default());
        }
    }
    let found = all(script).remove(0).unwrap();
    assert_eq!((found.run_as, found.chunk), (RunAs::Processes, None));
    assert!(found.not_computed.unwrap().contains("more tasks are needed"));
    assert!((found.predicted.unwrap() - 3.1).abs() < 1e-9, "as measured");
}

#[test]
fn a_lane_that_failed_is_left_out_and_the_others_are_compared() {
    let lanes = [COMPUTES, UNDER_LOCK, ("py-pool", 2, 3100, &[(Compute, 3000)][..])];
    let mut script = race(&lanes);
    script
        .0
        .retain(|event| !matches!(&event.fact, EventKind::LaneFinished { lane, .. } if *lane == LaneId(2)));
    let reason = "task 3 returned a lambda, which cannot be pickled".to_string();
    let found = all(script.at(80_000, EventKind::LaneFailed { lane: LaneId(2), reason }));
    assert_eq!(found[0].as_ref().unwrap().run_as, RunAs::OneThread);
}

#[test]
fn there_is_none_where_it_would_be_wrong() {
    let lanes = [COMPUTES, UNDER_LOCK, ("py-pool", 2, 3100, &[(Compute, 3000)][..])];
    let stopped = fixture::model(&race(&lanes).end(900_000, End::Stopped));
    assert_eq!(advice(&stopped), []);
    assert_eq!(advice(&fixture::model(&fixture::race())), [], "other work");
    assert_eq!(all(race(&lanes[..1])), [], "nothing to choose from");
    let doubted = race(&lanes).doubt(450, "suspended", "the program was suspended", "", None);
    assert_eq!(all(doubted), [Err("the program was suspended".into())]);
    let mut differing = race(&lanes);
    for event in &mut differing.0 {
        if let EventKind::LaneFinished { lane: LaneId(1), outcome } = &mut event.fact {
            **outcome = Outcome { digest: "0".into(), ..(**outcome).clone() };
        }
    }
    let reason = all(differing).remove(0).unwrap_err();
    assert!(reason.contains("reached different results"), "{reason}");
}

#[test]
fn a_run_of_a_moment_is_explained_by_its_cores() {
    let brief = |one: Ran, pool: Ran| {
        let script = race(&[one, ("py-threads", 2, 24, &[(Compute, 20)]), pool]);
        let short = |script: Script, lane| {
            script.doubt(450, "short-run", "the lane ran for only 0.04 s", "use --seconds", Some(lane))
        };
        all((0..3).fold(script, short)).remove(0)
    };
    let pool: Ran = ("py-pool", 2, 38, &[(Spawn, 12), (Compute, 20)]);
    // One thread had a core throughout, and the threads used no more CPU time: they are faster. That the processes lost
    // a moment may be.
    let found = brief(("py-sequential", 1, 40, &[(Compute, 40)]), pool).unwrap();
    assert_eq!((found.run_as, found.close), (RunAs::Threads, true));
    // It may have lost 10 ms in one moment, or its core was slower.
    let waited = brief(("py-sequential", 1, 40, &[(Compute, 30)]), pool);
    let slower = brief(("py-sequential", 1, 43, &[(Compute, 43)]), pool);
    for reason in [waited, slower] {
        assert_eq!(reason, Err("the lane ran for only 0.04 s".into()));
    }
}

#[test]
fn a_busy_machine_leaves_open_what_it_can_explain() {
    let busy = |pool: u64| {
        let lanes = [COMPUTES, ("py-pool", 2, pool, &[(Compute, pool.min(3000))][..])];
        let message = "other programs kept 1.99 of 2 cores busy before the start";
        all(race(&lanes).doubt(450, "busy-machine", message, "", None)).remove(0)
    };
    assert!(busy(3100).unwrap_err().starts_with("other programs"));
    assert_eq!(busy(60_000).unwrap().run_as, RunAs::OneThread, "ten times as slow is slower");
}

#[test]
fn repetitions_give_intervals_and_tell_near_models_apart() {
    let walls: [&[u64]; 3] =
        [&[6000, 6100, 5900, 6050, 5950], &[6200, 6150, 6100, 6250, 6300], &[3000, 3100, 2900, 3050, 2950]];
    let run = |walls: [&[u64]; 3]| {
        let script = called(repeated(&["py-sequential", "py-threads", "py-pool"], &walls), false);
        all(script).remove(0).unwrap()
    };
    let clear = run(walls);
    let interval = clear.interval.unwrap();
    assert_eq!((clear.run_as, clear.close), (RunAs::Processes, false));
    assert!(interval.low > 1.8 && interval.high < 2.2 && interval.value > 1.9, "{interval:?}");
    assert!(clear.headline().contains("1.9 to 2.1 times as fast as one thread"), "{}", clear.headline());
    // Their intervals overlap: the simpler one.
    let near = run([walls[0], &[3150, 3000, 2900, 3200, 2950], walls[2]]);
    assert_eq!((near.run_as, near.close), (RunAs::Threads, true));
    // Their intervals do not, though they are near: the faster one.
    let apart = run([walls[0], &[3300, 3310, 3320, 3305, 3315], walls[2]]);
    assert_eq!((apart.run_as, apart.close), (RunAs::Processes, false));
}
