//! The thread that looks at runs from outside: samples, progress, deadlines, a stop.

use std::path::Path;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::shared::Commands;
use super::slot::{Place, Running};
use crate::event::{Activity, EventKind, Nanos, WorkerId};
use crate::external::execution::kill;
use crate::lane::worker_threads::tell_tasks;
use crate::probe::programs::{ProgramReading, Programs};

/// Period in which deadlines and a stop are looked for, and runs are sampled.
const LOOK: Duration = Duration::from_millis(20);
/// Number of looks between two reports of progress.
const REPORTS: u32 = 3;
/// Samples take no more than one part in so many of the time.
const RARELY: u32 = 100;
/// A run that takes longer is told before it ends.
const LONG: Nanos = Nanos::from_millis(50);

/// Looks at all runs until `done` closes.
pub(super) fn watch(lane: &Commands, places: &[Place], done: &Receiver<()>) {
    let mut programs = Programs::at(Path::new("/"));
    let (mut looks, mut by_worker) = (0u32, Vec::new());
    let mut due = Instant::now();
    while done.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
        let now = lane.context.emitter.clock().now();
        for place in places {
            end_what_is_late(lane, place, now);
        }
        if Instant::now() >= due {
            let begun = Instant::now();
            sample(lane, places, &mut programs, now);
            due = Instant::now() + (begun.elapsed() * RARELY).saturating_sub(LOOK);
        }
        looks += 1;
        if looks.is_multiple_of(REPORTS) {
            report(lane, places, &mut by_worker);
        }
    }
}

/// Ends a run that has passed its deadline, and every run of a race that was stopped.
fn end_what_is_late(lane: &Commands, place: &Place, now: Nanos) {
    let mut running = place.running();
    let Some(run) = running.as_mut() else { return };
    let deadline = lane.job.deadline.map(Nanos::from);
    let has_passed = deadline.is_some_and(|deadline| now > run.since + deadline);
    if has_passed || lane.context.stop.requested() {
        run.late |= has_passed;
        kill(run.pid);
    }
}

fn sample(lane: &Commands, places: &[Place], programs: &mut Programs, now: Nanos) {
    let mut pids = Vec::new();
    for (worker, place) in (0u16..).zip(places) {
        let Some(pid) = place.running().as_ref().map(|run| run.pid) else { continue };
        pids.push(pid);
        let reading = programs.read(pid);
        let mut running = place.running();
        let Some(run) = running.as_mut().filter(|run| run.pid == pid) else { continue };
        run.samples.add(&reading, lane.places);
        tell(lane, WorkerId(worker), run, &reading, now);
    }
    programs.keep(&pids);
}

/// Tells what a long run is doing, when that has changed.
fn tell(lane: &Commands, worker: WorkerId, run: &mut Running, reading: &ProgramReading, now: Nanos) {
    let activity = match (reading.running, reading.io, reading.blocked) {
        (1.., ..) => Activity::Compute,
        (0, 1.., _) => Activity::Io,
        (0, 0, 1..) => Activity::Blocked,
        (0, 0, 0) => return,
    };
    if now >= run.since + LONG && run.told != Some(activity) {
        let since = if run.told.is_none() { run.since } else { now };
        run.told = Some(activity);
        let lane_id = lane.job.lane;
        lane.context.emitter.emit_at(now, EventKind::Now { lane: lane_id, worker, activity, since });
    }
}

fn report(lane: &Commands, places: &[Place], by_worker: &mut Vec<u32>) {
    let (emitter, id) = (&lane.context.emitter, lane.job.lane);
    let counts: Vec<(u32, u32)> = places.iter().map(|place| place.gauge.tasks()).collect();
    let (tasks, failed) = counts.iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    emitter.emit(EventKind::Progress { lane: id, done: tasks.saturating_sub(failed), failed });
    tell_tasks(emitter, id, counts.into_iter().map(|(tasks, _)| tasks).collect(), by_worker);
}
