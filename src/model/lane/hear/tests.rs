use super::*;
use crate::event::{Account, Activity, ActivityTotals, Event, Fault, Slice, Stream};
use crate::model::fixture::{self, Script, ms};
use crate::model::trouble::{news, troubles};

const LANE: LaneId = LaneId(0);
const ONE: WorkerId = WorkerId(1);

fn ready(worker: u16, pid: u32) -> EventKind {
    EventKind::WorkerReady { lane: LANE, worker: WorkerId(worker), pid, tid: pid }
}

fn now(activity: Activity, since: u64) -> EventKind {
    EventKind::Now { lane: LANE, worker: ONE, activity, since: ms(since) }
}

fn death(pid: u32) -> EventKind {
    let obituary = Obituary {
        pid,
        cause: "signal 9 (SIGKILL)".into(),
        task: Some(17),
        noticed_after: Some(ms(2)),
        tasks: 5,
        ..Obituary::default()
    };
    EventKind::Death { lane: LANE, worker: ONE, obituary: Box::new(obituary) }
}

/// Two worker processes that are there from 1010 ms on; the second computes.
fn working() -> Script {
    Script::calibrated(&[("pool", 2)])
        .at(1000, EventKind::LaneStarted { lane: LANE })
        .at(1010, ready(0, 71))
        .at(1010, ready(1, 72))
        .at(1010, EventKind::LaneReady { lane: LANE })
        .at(1010, now(Activity::Compute, 1010))
}

fn healing() -> Script {
    working()
        .at(2000, EventKind::FaultInjected { lane: LANE, worker: ONE, pid: 72, fault: Fault::Kill })
        .at(2002, death(72))
        .at(
            2004,
            EventKind::Rerun {
                lane: LANE,
                worker: WorkerId(0),
                dead: 72,
                task: 17,
                attempt: 2,
                after: ms(4),
            },
        )
        .at(2010, ready(1, 80))
        .at(2010, EventKind::Replaced { lane: LANE, worker: ONE, dead: 72, pid: 80, after: ms(10) })
        .at(2010, now(Activity::Compute, 2010))
}

#[test]
fn a_wound_heals() {
    let lane = &healing().model().lanes[0];
    let [death] = &lane.deaths[..] else { panic!("{:?}", lane.deaths) };
    assert_eq!((death.died(), death.at), (ms(2000), ms(2002)));
    assert_eq!((death.rerun_at(), death.replaced_at()), (Some(ms(2004)), Some(ms(2010))));
    assert_eq!((lane.retried, lane.faults[0].fault, lane.faults[0].at), (1, Fault::Kill, ms(2000)));
    assert!(death.is_healed(lane) && troubles(lane).is_empty());
    assert_eq!(news(lane).len(), 1);
    let ends: Vec<_> = lane.processes.kept.iter().map(|p| (p.pid, p.exit.as_deref(), p.tasks)).collect();
    assert_eq!(ends, [(71, None, None), (72, Some("signal 9 (SIGKILL)"), Some(5)), (80, None, None)]);
}

#[test]
fn a_worker_that_was_replaced_lives_again() {
    let mut model = working().at(2002, death(72)).model();
    assert!(model.lanes[0].is_dead(1) && !model.lanes[0].is_dead(0));
    model.apply(&Event { at: ms(2010), fact: ready(1, 80) });
    let worker = &model.lanes[0].workers[1];
    assert_eq!((worker.life, worker.pid, worker.restarts), (Life::Ready, Some(80), 1));
    let mix = |from: u64, until: u64| worker.mix(ms(from), ms(until), ms(2010));
    assert_eq!(mix(1000, 1010), ActivityTotals::only(Activity::Spawn, ms(10)));
    assert_eq!(mix(1010, 2000)[Activity::Compute], ms(990));
    assert_eq!(worker.time[Activity::Compute], ms(992));
    assert_eq!(worker.time[Activity::Spawn], ms(10 + 8), "from its end until the next was ready");
    assert_eq!(worker.time.total(), ms(1010), "nothing counts twice, and nothing is missing");
}

#[test]
fn a_reading_of_the_next_process_is_not_held_against_the_last_one() {
    let cpu = |cpu| EventKind::WorkerCpu {
        lane: LANE,
        worker: ONE,
        cpu,
        wait: Nanos::ZERO,
        turns: 0,
        core: None,
        rss: 0,
        last: false,
    };
    let dead = working().at(1500, cpu(ms(400))).at(1900, cpu(ms(800))).at(2002, death(72));
    let busy = |script: Script| script.model().lanes[0].cores_busy(ms(2200), ms(1000));
    assert_eq!(busy(dead), Some(0.0));
    let again = healing().at(2100, cpu(ms(90))).at(2200, cpu(ms(140)));
    assert_eq!(busy(again), Some(0.5));
}

#[test]
fn processes_may_come_and_go_as_they_are_told() {
    let exit = |pid| EventKind::Exit {
        lane: LANE,
        worker: ONE,
        pid,
        exit: "exit 0".into(),
        tasks: 1,
        cpu: None,
        core: None,
    };
    let slice = |from, until| {
        let (from, until) = (ms(from), ms(until));
        let mix = ActivityTotals::only(Activity::Compute, until - from);
        EventKind::Slice { lane: LANE, worker: ONE, slice: Slice { from, until, mix } }
    };
    let script = working().at(1020, slice(1010, 1020)).at(1021, exit(72)).at(1025, ready(1, 73));
    let lane = &script.at(1030, slice(1025, 1030)).at(1031, exit(73)).model().lanes[0];
    assert_eq!((lane.workers[1].life, lane.workers[1].restarts), (Life::Ended, 1));
    assert_eq!(lane.workers[1].time[Activity::Spawn], ms(10 + 4));
    assert_eq!((lane.processes.kept[2].tasks, lane.deaths.len()), (Some(1), 0));
}

#[test]
fn a_worker_that_is_stopped_is_not_dead() {
    let halted = |stopped| EventKind::Halted { lane: LANE, worker: ONE, stopped };
    let script = || working().at(1500, halted(true));
    let life = |script: Script| script.model().lanes[0].workers[1].life;
    assert_eq!(life(script()), Life::Stopped);
    assert_eq!(life(script().at(1600, halted(false))), Life::Ready);
    assert_eq!(life(script().at(1700, death(72)).at(1800, halted(false))), Life::Dead);
    let time = |script: Script| {
        let model = script.model();
        model.lanes[0].workers[1].time_until(model.now)
    };
    assert_eq!(time(script().progress(1900, 0, 1, 0))[Activity::Stopped], ms(400), "while it lasts");
    let over = time(script().at(1600, halted(false)).progress(1900, 0, 1, 0));
    assert_eq!(over[Activity::Stopped], ms(100), "until its books tell");
    let mut mix = ActivityTotals::only(Activity::Stopped, ms(100));
    mix[Activity::Io] = ms(700);
    let slice = Slice { from: ms(1010), until: ms(1810), mix };
    let told = script().at(1600, halted(false)).at(1810, EventKind::Slice { lane: LANE, worker: ONE, slice });
    assert_eq!(time(told)[Activity::Stopped], ms(100), "once");
}

#[test]
fn a_line_keeps_who_printed_it_where() {
    let says =
        |stream| EventKind::Line { lane: LANE, worker: ONE, pid: Some(72), stream, line: "hello".into() };
    let lane = &working().at(1100, says(Stream::Out)).at(1101, says(Stream::Err)).model().lanes[0];
    let seen: Vec<_> = lane.output.iter().map(|p| (p.at, p.worker, p.pid, p.stream)).collect();
    assert_eq!(seen, [(ms(1100), ONE, Some(72), Stream::Out), (ms(1101), ONE, Some(72), Stream::Err)]);
}

#[test]
fn the_books_tell_the_end_of_processes_that_nobody_told_of() {
    let mut outcome = fixture::pool_outcome();
    (outcome.retried, outcome.started, outcome.ready) = (4, ms(1000), ms(1010));
    outcome.accounts[1] = Account { exit: None, ..outcome.accounts[1].clone() };
    let lane = &Script::calibrated(&[("pool", 2)]).lane(0, outcome).model().lanes[0];
    let ends: Vec<_> = lane.processes.kept.iter().map(|p| (p.exit.as_deref(), p.tasks)).collect();
    assert_eq!(ends, [(Some("exit 0"), Some(32)), (None, None)]);
    assert_eq!(lane.retried, 4);
}

/// Two worker processes whose last result comes at 2000 ms. They leave in order half a second later, and the lane
/// reports its figures at 3000 ms.
fn ending() -> Script {
    let slice = |from, until, activity| {
        let (from, until) = (ms(from), ms(until));
        let slice = Slice { from, until, mix: ActivityTotals::only(activity, until - from) };
        [0, 1].map(|id| EventKind::Slice { lane: LANE, worker: WorkerId(id), slice })
    };
    let cpu = |id, cpu| EventKind::WorkerCpu {
        lane: LANE,
        worker: WorkerId(id),
        cpu: ms(cpu),
        wait: Nanos::ZERO,
        turns: 0,
        core: None,
        rss: 0,
        last: false,
    };
    let exit = |id: u16, pid| EventKind::Exit {
        lane: LANE,
        worker: WorkerId(id),
        pid,
        exit: "exit 0".into(),
        tasks: 32,
        cpu: None,
        core: None,
    };
    let mut script = working();
    for (from, until) in [(1010, 1500), (1500, 1900)] {
        script = slice(from, until, Activity::Compute)
            .into_iter()
            .fold(script, |script, fact| script.at(until, fact));
        script = [0, 1].into_iter().fold(script, |script, id| script.at(until, cpu(id, until - 1010)));
    }
    script = script.progress(1900, 0, 61, 0).progress(2000, 0, 64, 0);
    script =
        slice(1900, 2000, Activity::Compute).into_iter().fold(script, |script, fact| script.at(2001, fact));
    script = slice(2000, 2400, Activity::Idle).into_iter().fold(script, |script, fact| script.at(2400, fact));
    script = [0, 1].into_iter().fold(script, |script, id| script.at(2400, cpu(id, 995)));
    script.at(2500, exit(0, 71)).at(2510, exit(1, 72))
}

#[test]
fn a_lane_with_all_results_ends_with_the_last_of_them_whatever_its_workers_do_then() {
    let mut model = ending().model();
    let (busy, used) = (|lane: &Lane, at| lane.cores_busy(ms(at), ms(1000)), Activity::Compute);
    for now in [2600, 2800, 2999] {
        model.advance(ms(now));
        let lane = &model.lanes[0];
        assert_eq!((&lane.state, lane.done), (&LaneState::Ending, 64), "{now}");
        assert_eq!((lane.end(ms(now)), lane.elapsed(ms(now))), (ms(2000), ms(1000)), "{now}");
        assert_eq!(busy(lane, 2000), Some(2.0), "both worked to the end, {now}");
        assert_eq!((lane.time(ms(now))[used], lane.time(ms(now))[Activity::Idle]), (ms(2 * 990), ms(0)));
        assert!(lane.workers.iter().all(|worker| !model.is_restarting(lane, worker)), "{now}");
    }
    let (started, ready, finished) = (ms(1000), ms(1010), ms(2000));
    let outcome = Box::new(Outcome { started, ready, finished, done: 64, ..Outcome::default() });
    model.apply(&Event { at: ms(3000), fact: EventKind::LaneFinished { lane: LANE, outcome } });
    let lane = &model.lanes[0];
    assert_eq!((&lane.state, lane.elapsed(ms(3000))), (&LaneState::Finished, ms(1000)), "nothing jumps back");
}

#[test]
fn the_time_of_the_last_result_is_that_of_the_lane_itself() {
    let looked = working().progress(2040, 0, 64, 0);
    assert_eq!(looked.model().lanes[0].end(ms(3000)), ms(2040));
    let mut model = working().progress(2040, 0, 64, 0).model();
    let fact = EventKind::Progress { lane: LANE, done: 64, failed: 0 };
    model.apply(&Event { at: ms(2000), fact });
    assert_eq!(model.lanes[0].end(ms(3000)), ms(2000));
}

#[test]
fn a_worker_that_left_is_restarting_only_while_there_are_tasks_for_another() {
    let exit = EventKind::Exit {
        lane: LANE,
        worker: ONE,
        pid: 72,
        exit: "exit 0".into(),
        tasks: 8,
        cpu: None,
        core: None,
    };
    let restarts = |done, now| {
        let mut model = working().at(1500, exit.clone()).progress(1500, 0, done, 0).model();
        model.advance(ms(now));
        model.is_restarting(&model.lanes[0], &model.lanes[0].workers[1])
    };
    assert!(restarts(8, 1700), "56 tasks are left");
    assert!(!restarts(8, 1550), "too short to be seen");
    assert!(!restarts(63, 1700), "the other one has the last task");
}

#[test]
fn single_tasks_and_the_start_and_end_of_processes_are_kept() {
    let chunk = |worker, first| EventKind::Chunk { lane: LANE, worker, first, step: 1, count: 2 };
    let result = |worker, task, value: Option<&str>| EventKind::Result {
        lane: LANE,
        worker,
        task,
        value: value.map(String::from),
    };
    let exit = EventKind::Exit {
        lane: LANE,
        worker: ONE,
        pid: 80,
        exit: "exit 0".into(),
        tasks: 2,
        cpu: None,
        core: None,
    };
    let script = healing()
        .at(2009, EventKind::Spawned { lane: LANE, worker: ONE, pid: 81 })
        .at(2020, chunk(ONE, 4))
        .at(2030, result(ONE, 5, None))
        .at(2030, result(ONE, 4, Some("16")))
        .at(2040, exit);
    let lane = &script.model().lanes[0];
    let arrived: Vec<_> = lane.followed.results.iter().map(|r| (r.task, r.value.as_deref())).collect();
    assert_eq!(arrived, [(5, None), (4, Some("16"))]);
    let runs = lane.followed.runs_of(ONE);
    assert_eq!((runs.len(), runs[0].from, runs[0].until), (1, ms(2020), Some(ms(2030))));
    assert_eq!(lane.processes.kept[2].ended, Some(ms(2040)));
    assert_eq!((lane.processes.starting.len(), lane.processes.starting[0].pid), (1, 81));
}
