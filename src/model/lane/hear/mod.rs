//! Updates a lane by the facts about it.

use super::{InjectedFault, Lane, LaneState, Printed, StopChange};
use crate::event::{EventKind, LaneId, Nanos, Obituary, Outcome, WorkerId};
use crate::model::Calibration;
use crate::model::death::{Death, Replacement, Rerun};
use crate::model::worker::{Life, Worker};

/// Most lines of output kept; later ones are only counted.
const OUTPUT_LINES: usize = 10_000;
/// Most stops of workers kept.
const HALTS: usize = 1000;

impl Lane {
    /// The lane that a fact is about; `None` when it is about the session.
    pub(in crate::model) fn of_fact(fact: &EventKind) -> Option<LaneId> {
        match fact {
            EventKind::Capacity { lane, .. }
            | EventKind::LaneCalibrated { lane, .. }
            | EventKind::LaneStarted { lane }
            | EventKind::WorkerReady { lane, .. }
            | EventKind::LaneReady { lane }
            | EventKind::Slice { lane, .. }
            | EventKind::Now { lane, .. }
            | EventKind::Progress { lane, .. }
            | EventKind::Tasks { lane, .. }
            | EventKind::Lock { lane, .. }
            | EventKind::LockTrace { lane, .. }
            | EventKind::Ipc { lane, .. }
            | EventKind::InFlight { lane, .. }
            | EventKind::WorkerCpu { lane, .. }
            | EventKind::Line { lane, .. }
            | EventKind::Chunk { lane, .. }
            | EventKind::Result { lane, .. }
            | EventKind::Spawned { lane, .. }
            | EventKind::Death { lane, .. }
            | EventKind::Exit { lane, .. }
            | EventKind::FaultInjected { lane, .. }
            | EventKind::Halted { lane, .. }
            | EventKind::Replaced { lane, .. }
            | EventKind::Rerun { lane, .. }
            | EventKind::LaneFinished { lane, .. }
            | EventKind::LaneFailed { lane, .. } => Some(*lane),
            EventKind::Plan(_)
            | EventKind::Phase(_)
            | EventKind::Calibrated { .. }
            | EventKind::Interval { .. }
            | EventKind::Repetition(_)
            | EventKind::Sample { .. }
            | EventKind::Doubt(_)
            | EventKind::RaceEnded { .. } => None,
        }
    }

    /// Applies a fact about this lane.
    pub(in crate::model) fn hear(&mut self, at: Nanos, fact: &EventKind) {
        match fact {
            EventKind::Capacity { capacity, .. } if capacity.before => self.capacity_before = Some(*capacity),
            EventKind::Capacity { capacity, .. } => self.capacity_after = Some(*capacity),
            EventKind::LaneCalibrated { tasks, size, solo, sample, reference, .. } => {
                self.calibration =
                    Some(Calibration { tasks: *tasks, size: *size, solo: *solo, sample: *sample });
                self.reference.clone_from(reference);
            }
            EventKind::LaneStarted { .. } => {
                self.state = LaneState::Starting;
                self.started = Some(at);
            }
            EventKind::LaneReady { .. } => {
                self.state = LaneState::Running;
                self.ready = Some(at);
            }
            EventKind::Progress { done, failed, .. } => (self.done, self.failed) = (*done, *failed),
            EventKind::Tasks { by_worker, .. } => {
                self.tasks_told = true;
                for (worker, tasks) in self.workers.iter_mut().zip(by_worker) {
                    worker.tasks = *tasks;
                }
            }
            EventKind::Lock { stats, .. } => (self.lock, self.lock_told) = (Some(stats.clone()), Some(at)),
            EventKind::LockTrace { holds, marks, lost, .. } => {
                let origin = self.started.unwrap_or(at);
                self.lock_history.push(origin, holds, marks, *lost);
            }
            EventKind::Ipc { stats, .. } => self.ipc = Some(stats.clone()),
            EventKind::InFlight { tasks, .. } => self.in_flight = Some(*tasks),
            EventKind::LaneFinished { outcome, .. } => self.finish(outcome),
            EventKind::LaneFailed { reason, .. } => {
                self.state = LaneState::Failed(reason.clone());
                self.finished = Some(at);
            }
            fact => self.hear_of_worker(at, fact),
        }
    }

    fn hear_of_worker(&mut self, at: Nanos, fact: &EventKind) {
        match fact {
            EventKind::WorkerReady { worker, pid, tid, .. } => {
                let started = self.started.unwrap_or(at);
                self.worker(*worker).begin(at, started, *pid, *tid);
                if self.plan.processes {
                    self.processes.begin(*worker, *pid, at);
                }
            }
            EventKind::Slice { worker, slice, .. } => {
                let end = self.end(Nanos(u64::MAX));
                self.worker(*worker).push_until(slice, end);
            }
            EventKind::Now { worker, activity, since, .. } => {
                self.worker(*worker).open = Some((*activity, *since));
            }
            EventKind::WorkerCpu { worker, cpu, wait, turns, core, rss, last, .. } => {
                let ended = at > self.end(at);
                let worker = self.worker(*worker);
                worker.core = core.or(worker.core);
                worker.peak_rss = worker.peak_rss.max(*rss);
                // How busy it was is read until the last result. The kernel's figures lag by up to a tick, and a thread's
                // own last one does not: their difference over a short time is no rate.
                if !ended && !last {
                    worker.read(at, *cpu, *wait, *turns);
                }
            }
            EventKind::Line { worker, pid, stream, line, .. } => {
                let (worker, pid, stream) = (*worker, *pid, *stream);
                self.print(Printed { at, worker, pid, stream, line: line.clone() });
            }
            fact => self.hear_of_process(at, fact),
        }
    }

    fn hear_of_process(&mut self, at: Nanos, fact: &EventKind) {
        match fact {
            EventKind::FaultInjected { worker, pid, fault, .. } => {
                self.faults.push(InjectedFault { at, worker: *worker, pid: *pid, fault: *fault });
            }
            EventKind::Halted { worker, stopped, .. } => {
                self.worker(*worker).halt(at, *stopped);
                if self.halts.len() < HALTS {
                    self.halts.push(StopChange { at, worker: *worker, stopped: *stopped });
                }
            }
            EventKind::Chunk { worker, first, step, count, .. } => {
                self.followed.hand_out(at, *worker, (*first, *step), *count);
            }
            EventKind::Result { worker, task, value, .. } => {
                self.followed.end(at, *worker, *task, value.clone());
            }
            EventKind::Spawned { worker, pid, .. } => self.processes.spawn(*worker, *pid, at),
            EventKind::Death { worker, obituary, .. } => self.record_death(at, *worker, obituary),
            EventKind::Exit { worker, pid, exit, tasks, .. } => {
                self.end_worker(at, *worker, *pid, Life::Ended);
                self.processes.end(*worker, *pid, Some(at), exit, Some(*tasks));
            }
            EventKind::Replaced { dead, pid, after, .. } => {
                if let Some(death) = self.death_of_process(*dead) {
                    death.replaced = Some(Replacement { pid: *pid, after: *after });
                }
            }
            EventKind::Rerun { worker, dead, task, attempt, after, .. } => {
                self.retried += 1;
                let rerun = Rerun { worker: *worker, task: *task, attempt: *attempt, after: *after };
                if let Some(death) = self.death_of_process(*dead) {
                    death.rerun = Some(rerun);
                }
            }
            _ => {}
        }
    }

    fn print(&mut self, printed: Printed) {
        if self.output.len() < OUTPUT_LINES {
            self.output.push(printed);
        } else {
            self.output_lost += 1;
        }
    }

    fn record_death(&mut self, at: Nanos, worker: WorkerId, obituary: &Obituary) {
        self.end_worker(at, worker, obituary.pid, Life::Dead);
        if self.plan.processes {
            self.processes.end(worker, obituary.pid, Some(at), &obituary.cause, Some(obituary.tasks));
        }
        self.deaths.push(Death { at, worker, obituary: obituary.clone(), ..Death::default() });
    }

    /// Ends the worker's process, unless it has been replaced already.
    fn end_worker(&mut self, at: Nanos, worker: WorkerId, pid: u32, life: Life) {
        let end = self.end(at);
        let worker = self.worker(worker);
        if worker.life == Life::Starting || worker.pid.is_none_or(|there| there == pid) {
            worker.end(at, end.min(at), life);
        }
    }

    /// Begins its end, if it has ended all of `tasks` tasks by now: what its workers do from then on is no part of it.
    pub(in crate::model) fn end_if_complete(&mut self, at: Nanos, tasks: Option<u32>) {
        let complete = tasks.is_some_and(|tasks| tasks > 0 && self.done.saturating_add(self.failed) >= tasks);
        match self.state {
            LaneState::Running if complete => {
                (self.state, self.last_result) = (LaneState::Ending, Some(at));
            }
            // The lane itself knows the time better than those that look at it.
            LaneState::Ending if complete => self.last_result = self.last_result.min(Some(at)),
            _ => {}
        }
    }

    /// The last death of a process with this id.
    fn death_of_process(&mut self, pid: u32) -> Option<&mut Death> {
        self.deaths.iter_mut().rev().find(|death| death.obituary.pid == pid)
    }

    fn finish(&mut self, outcome: &Outcome) {
        self.state = LaneState::Finished;
        self.started = Some(outcome.started);
        self.ready = Some(outcome.ready);
        self.finished = Some(outcome.finished);
        (self.done, self.failed) = (outcome.done, outcome.failed);
        self.retried = outcome.retried;
        if let Some(lock) = &outcome.lock {
            (self.lock, self.lock_told) = (Some(lock.clone()), Some(outcome.finished));
        }
        self.ipc = outcome.ipc.clone().or_else(|| self.ipc.take());
        self.in_flight = outcome.in_flight.or(self.in_flight);
        self.workers.iter_mut().for_each(Worker::close);
        self.tasks_told = true;
        for account in &outcome.accounts {
            if let Some(worker) = self.workers.get_mut(usize::from(account.worker.0)) {
                worker.tasks = account.tasks;
            }
        }
        self.close_processes(outcome);
        self.outcome = Some(outcome.clone());
    }

    /// Enters the end of each worker that had only one process, from its account.
    fn close_processes(&mut self, outcome: &Outcome) {
        let alone = |worker: WorkerId| {
            self.workers.get(usize::from(worker.0)).is_some_and(|worker| worker.restarts == 0)
        };
        for account in outcome.accounts.iter().filter(|account| alone(account.worker)) {
            let open = |pid| self.processes.kept.iter().any(|p| p.pid == pid && p.exit.is_none());
            if let Some(exit) = account.exit.as_ref().filter(|_| open(account.pid)) {
                let tasks = Some(account.tasks);
                self.processes.end(account.worker, account.pid, None, exit, tasks);
            }
        }
    }
}

#[cfg(test)]
mod tests;
