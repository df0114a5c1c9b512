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
mod tests {
    use super::*;

    const ME: WorkerId = WorkerId(3);

    fn us(n: u64) -> Nanos {
        Nanos::from_micros(n)
    }

    #[test]
    fn long_holds_stand_alone_and_short_ones_are_merged() {
        let mut trace = LockTrace::default();
        trace.hold(ME, us(0), us(5000));
        trace.hold(ME, us(10_000), us(15_000));
        for n in 0..10 {
            trace.hold(ME, us(20_000 + n * 40), us(20_010 + n * 40));
        }
        let holds = trace.take(ME, None, us(30_000)).holds;
        assert_eq!(holds.len(), 3);
        assert_eq!(holds[2], Hold { worker: ME, from: us(20_000), until: us(20_370), held: us(100) });
    }

    #[test]
    fn a_hold_that_goes_on_is_told_piece_by_piece_and_only_once() {
        let mut trace = LockTrace::default();
        let until = |traced: Traced| traced.holds.iter().map(|h| (h.from, h.until)).collect::<Vec<_>>();
        assert_eq!(until(trace.take(ME, Some(us(1000)), us(5000))), [(us(1000), us(5000))]);
        assert_eq!(until(trace.take(ME, Some(us(1000)), us(9000))), [(us(5000), us(9000))]);
        trace.hold(ME, us(1000), us(12_000));
        assert_eq!(until(trace.take(ME, None, us(13_000))), [(us(9000), us(12_000))]);
    }

    #[test]
    fn memory_is_bounded_and_nothing_is_lost_silently() {
        let mut trace = LockTrace::default();
        for n in 0..1000 {
            trace.mark(ME, us(n * 2000), LockOperation::Expired);
            trace.hold(ME, us(n * 2000), us(n * 2000 + 1000));
        }
        let traced = trace.take(ME, None, us(3_000_000));
        assert_eq!((traced.marks.len(), traced.lost), (ROOM, 1000 - ROOM as u64));
        assert_eq!(traced.holds.len(), ROOM);
        let held: Nanos = traced.holds.iter().map(|h| h.held).sum();
        assert_eq!(held, us(1000 * 1000), "no hold is forgotten");
        assert_eq!(trace.take(ME, None, us(3_000_000)), Traced::default());
    }
}
