//! Trace of one thread's latest operations on the lock, for the screen.
//!
//! The thread writes into memory of its own and another takes it away a few times a second, so being traced costs a
//! thread no system call and no wait. What does not fit until then is counted, not kept.

use crate::event::{Hold, LockMark, LockOperation, Nanos, WorkerId};

/// Most marks, and most holds, kept until they are taken away.
const ROOM: usize = 128;

/// Holds that are shorter, and follow each other within this time, are merged into one.
const FINEST: Nanos = Nanos::from_micros(500);

/// Marks and holds of one thread since they were last taken away.
#[derive(Debug, Default)]
pub(super) struct LockTrace {
    holds: Vec<Hold>,
    marks: Vec<LockMark>,
    lost: u64,
    /// End of the part of a current hold that was already taken.
    told: Nanos,
}

/// A trace that was taken away.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Traced {
    /// Holds, in order of time.
    pub holds: Vec<Hold>,
    /// Marks, in order of time.
    pub marks: Vec<LockMark>,
    /// Number of marks that did not fit.
    pub lost: u64,
}

impl LockTrace {
    pub(super) fn mark(&mut self, worker: WorkerId, at: Nanos, operation: LockOperation) {
        if self.marks.len() < ROOM {
            self.marks.push(LockMark { at, worker, operation });
        } else {
            self.lost += 1;
        }
    }

    /// Adds a hold from `from` until `until`.
    pub(super) fn hold(&mut self, worker: WorkerId, from: Nanos, until: Nanos) {
        let from = from.max(self.told);
        let held = until - from;
        let full = self.holds.len() == ROOM;
        match self.holds.last_mut() {
            // Where there is no room for another hold the last one is extended over it, whatever lies between.
            Some(last)
                if full
                    || (last.until - last.from < FINEST && held < FINEST && from - last.until < FINEST) =>
            {
                last.until = until;
                last.held += held;
            }
            _ => self.holds.push(Hold { worker, from, until, held }),
        }
    }

    /// Takes everything away, and the part up to `now` of a hold that began at `holding_since` and goes on.
    pub(super) fn take(&mut self, worker: WorkerId, holding_since: Option<Nanos>, now: Nanos) -> Traced {
        if let Some(since) = holding_since.filter(|since| now > (*since).max(self.told)) {
            self.hold(worker, since, now);
            self.told = now;
        }
        Traced {
            holds: std::mem::take(&mut self.holds),
            marks: std::mem::take(&mut self.marks),
            lost: std::mem::take(&mut self.lost),
        }
    }
}

impl Traced {
    /// Adds another thread's trace, and puts both in order of time.
    pub(super) fn add(&mut self, other: Self) {
        self.holds.extend(other.holds);
        self.marks.extend(other.marks);
        self.lost += other.lost;
        self.holds.sort_by_key(|hold| hold.from);
        self.marks.sort_by_key(|mark| mark.at);
    }
}

#[cfg(test)]
mod tests;
