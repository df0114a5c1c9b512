//! A worker's slot: processes come and go in it, one after another.

use super::config::Remains;
use super::pending_replacement::PendingReplacement;
use super::process::WorkerProcess;
use super::running_worker::RunningWorker;
use crate::event::{ActivityTotals, Nanos};
use crate::time_account::TimeAccount;
use crate::workload::Findings;

/// A worker's slot: the state that outlives a process, and the process that runs now.
#[derive(Debug, Default)]
pub(super) struct WorkerSlot {
    running: Option<RunningWorker>,
    /// Time at which a process is to be started here.
    due: Option<Nanos>,
    /// Death of the last process, until its replacement is ready.
    pending: Option<PendingReplacement>,
    /// Accounts and totals of the processes that have ended.
    past: Option<Remains>,
}

impl WorkerSlot {
    /// The process that runs now.
    pub(super) fn running(&self) -> Option<&RunningWorker> {
        self.running.as_ref()
    }

    /// The process that runs now.
    pub(super) fn running_mut(&mut self) -> Option<&mut RunningWorker> {
        self.running.as_mut()
    }

    /// Puts a process into this slot.
    pub(super) fn start(&mut self, process: WorkerProcess, now: Nanos) {
        self.due = None;
        self.running = Some(RunningWorker::new(process, now));
    }

    /// Takes the process out, which has ended.
    pub(super) fn take_running(&mut self) -> Option<RunningWorker> {
        self.running.take()
    }

    /// Keeps the remains of a process that has ended.
    pub(super) fn keep(&mut self, remains: Remains) {
        self.past = Some(match self.past.take() {
            Some(past) => past.followed_by(remains),
            None => remains,
        });
    }

    /// Plans the start of a process.
    pub(super) fn schedule(&mut self, due: Nanos) {
        self.due = Some(due);
    }

    /// Plans the start of no process.
    pub(super) fn unschedule(&mut self) {
        self.due = None;
    }

    /// Time at which a process is to be started here.
    pub(super) fn due(&self) -> Option<Nanos> {
        self.due
    }

    /// Whether no process runs and none is planned.
    pub(super) fn is_vacant(&self) -> bool {
        self.running.is_none() && self.due.is_none()
    }

    /// Whether a process is on its way: planned, or not ready.
    pub(super) fn is_coming(&self) -> bool {
        self.due.is_some() || self.running().is_some_and(RunningWorker::is_starting)
    }

    /// Records the death of its process, until a replacement is ready.
    pub(super) fn set_pending(&mut self, death: PendingReplacement) {
        self.pending = Some(death);
    }

    /// Takes the death that is made good now.
    pub(super) fn take_pending(&mut self) -> Option<PendingReplacement> {
        self.pending.take()
    }

    /// Number of tasks executed in this slot, by all its processes.
    pub(super) fn executed(&self) -> u32 {
        let past = self.past.as_ref().map_or(0, |past| past.tasks);
        past.saturating_add(self.running().map_or(0, |worker| worker.tasks().executed()))
    }

    /// Its remains when the pool has closed; an empty time account for a slot that never had a process.
    pub(super) fn into_remains(self, now: Nanos) -> Remains {
        self.past.unwrap_or_else(|| Remains {
            pid: 0,
            tid: 0,
            tasks: 0,
            books: TimeAccount {
                opened: now,
                closed: now,
                time: ActivityTotals::default(),
                cpu: Nanos::ZERO,
            },
            cpu: Nanos::ZERO,
            exit: String::new(),
            findings: Findings::default(),
        })
    }
}

#[cfg(test)]
mod tests;
