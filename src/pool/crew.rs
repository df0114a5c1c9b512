//! One worker as the pool sees it: its process, what it has in hand, and how it ended.

use std::collections::VecDeque;
use std::sync::Arc;

use super::message::Assignment;
use super::process::{Process, Traffic};
use crate::event::Nanos;
use crate::meter::Books;

/// A task that was sent to a worker and has not come back.
#[derive(Debug)]
pub(super) struct Outstanding {
    pub(super) assignment: Assignment,
    pub(super) started: bool,
    /// When it was sent, if it was sent alone to an idle worker: then its way there and back can be timed.
    pub(super) timed_since: Option<Nanos>,
}

/// A worker.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) pid: u32,
    pub(super) tid: u32,
    /// `None` once it is buried.
    pub(super) process: Option<Process>,
    /// What its messages cost on this side.
    pub(super) traffic: Arc<Traffic>,
    pub(super) spawned: Nanos,
    pub(super) ready: bool,
    /// In the order in which it will execute them.
    pub(super) outstanding: VecDeque<Outstanding>,
    pub(super) executed: u32,
    /// Its books and the CPU time of its process, once it has said bye.
    pub(super) bye: Option<(Books, Nanos)>,
    pub(super) exit: Option<String>,
}

impl Member {
    pub(super) fn new(process: Process, spawned: Nanos) -> Self {
        Self {
            pid: process.pid(),
            tid: process.pid(),
            traffic: Arc::clone(&process.traffic),
            process: Some(process),
            spawned,
            ready: false,
            outstanding: VecDeque::new(),
            executed: 0,
            bye: None,
            exit: None,
        }
    }

    pub(super) fn is_alive(&self) -> bool {
        self.process.is_some()
    }

    /// Removes a task it reports on; `None` when it was never given it, or has reported before.
    pub(super) fn take(&mut self, task: u32, attempt: u16) -> Option<Outstanding> {
        let known = |o: &Outstanding| o.assignment.task == task && o.assignment.attempt == attempt;
        let place = self.outstanding.iter().position(known)?;
        self.outstanding.remove(place)
    }
}
