//! One worker as the pool sees it: its process, what it has in hand, and how it ended.

use std::collections::VecDeque;
use std::sync::Arc;

use super::process::{Process, Traffic};
use crate::event::{Activity, Mix, Nanos, Slice};
use crate::meter::Books;
use crate::workload::Findings;

/// A task that was sent to a worker and has not come back.
#[derive(Debug)]
pub(super) struct Outstanding {
    pub(super) task: u32,
    pub(super) attempt: u16,
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
    /// Since when it has been ready.
    pub(super) ready: Option<Nanos>,
    /// The sum of its slices: its books, should it take its own with it.
    seen: Mix,
    /// What it said it was doing since its last slice.
    open: Option<Activity>,
    /// In the order in which it will execute them.
    pub(super) outstanding: VecDeque<Outstanding>,
    pub(super) executed: u32,
    /// Its books and the CPU time of its process, once it has said bye or died.
    pub(super) bye: Option<(Books, Nanos)>,
    /// What it found out besides its results, once it has said bye.
    pub(super) findings: Findings,
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
            ready: None,
            seen: Mix::default(),
            open: None,
            outstanding: VecDeque::new(),
            executed: 0,
            bye: None,
            findings: Findings::default(),
            exit: None,
        }
    }

    pub(super) fn see(&mut self, slice: &Slice) {
        self.seen += &slice.mix;
        self.open = None;
    }

    pub(super) fn see_open(&mut self, activity: Activity) {
        self.open = Some(activity);
    }

    /// Keeps the books of a worker that took its own with it: what its slices told, and what it was doing
    /// then up to its end at `now`. The CPU time it used is at least the time it computed.
    pub(super) fn keep_books(&mut self, now: Nanos) {
        let opened = self.ready.unwrap_or(now);
        let mut time = self.seen;
        let untold = now - opened - time.total();
        time[self.open.unwrap_or(Activity::Idle)] += untold;
        let books = Books { opened, closed: opened + time.total(), time, cpu: time[Activity::Compute] };
        self.bye.get_or_insert((books, books.cpu));
    }

    /// Its books, and the CPU time of its process.
    pub(super) fn books(&self, now: Nanos) -> (Books, Nanos) {
        let none = Books { opened: now, closed: now, time: Mix::default(), cpu: Nanos::ZERO };
        self.bye.unwrap_or((none, Nanos::ZERO))
    }

    pub(super) fn is_alive(&self) -> bool {
        self.process.is_some()
    }

    /// Removes a task it reports on; `None` when it was never given it, or has reported before.
    pub(super) fn take(&mut self, task: u32, attempt: u16) -> Option<Outstanding> {
        let known = |o: &Outstanding| o.task == task && o.attempt == attempt;
        let place = self.outstanding.iter().position(known)?;
        self.outstanding.remove(place)
    }
}
