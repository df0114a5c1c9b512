//! The history itself: bounded, whatever the length of the run.

use std::collections::{BTreeMap, VecDeque};

use crate::event::{
    Activity, ActivityTotals, Histogram, Hold, LockMark, LockOperation, Nanos, Slice, WorkerId,
};
use crate::model::timeline::Timeline;

/// Most holds, and most marks, kept as reported: half a minute at the usual interval, and more than a second of four
/// threads that leave as many marks as are sent.
pub(crate) const KEPT: usize = 16_384;
/// Most changes of the switch interval kept.
const CHANGES: usize = 64;

/// A change of the switch interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntervalChange {
    /// Time of the change.
    pub at: Nanos,
    /// The new interval, in microseconds.
    pub interval_us: u64,
}

/// History of a lock.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct LockHistory {
    /// Held time of each thread, over the whole run; accounted as computing.
    pub(super) threads: Vec<Timeline>,
    /// The latest holds, by their beginning.
    pub(super) holds: VecDeque<Hold>,
    /// The latest marks, in their order.
    pub(super) marks: VecDeque<LockMark>,
    /// The latest changes of the interval.
    pub(super) changes: VecDeque<IntervalChange>,
    /// Number of times a thread got the lock when another had requested it, by (the one that got it, the one that had
    /// requested it).
    pub(super) instead: BTreeMap<(WorkerId, WorkerId), u64>,
    /// Last time a thread got the lock after waiting for it.
    pub(super) contended: Option<Nanos>,
    /// Times from the first request to the holder's release.
    pub(super) answers: Histogram,
    /// Time of the holder's pending request.
    pub(super) asked: Option<Nanos>,
    /// Number of marks that were not sent.
    pub(super) lost: u64,
}

impl LockHistory {
    /// Takes in a trace of a lane that began at `origin`. A later trace may hold earlier operations.
    pub(in crate::model) fn push(&mut self, origin: Nanos, holds: &[Hold], marks: &[LockMark], lost: u64) {
        self.lost = self.lost.saturating_add(lost);
        for hold in holds {
            let mix = ActivityTotals::only(Activity::Compute, hold.held);
            self.thread(origin, hold.worker).push(&Slice { from: hold.from, until: hold.until, mix });
        }
        for mark in marks {
            self.count(mark);
        }
        keep(&mut self.holds, holds, |hold| hold.from);
        keep(&mut self.marks, marks, |mark| mark.at);
    }

    fn count(&mut self, mark: &LockMark) {
        match mark.operation {
            LockOperation::Asked { .. } => self.asked = self.asked.or(Some(mark.at)),
            LockOperation::Expired => {}
            LockOperation::LetGo { .. } => {
                if let Some(asked) = self.asked.take() {
                    self.answers.record(mark.at - asked);
                }
            }
            LockOperation::Got { waited, over, .. } => {
                self.asked = None;
                self.contended = self.contended.max(waited.map(|_| mark.at));
                if let Some(asker) = over {
                    *self.instead.entry((mark.worker, asker)).or_default() += 1;
                }
            }
        }
    }

    /// Adds a change of the switch interval.
    pub(in crate::model) fn push_change(&mut self, change: IntervalChange) {
        if self.changes.len() == CHANGES {
            self.changes.pop_front();
        }
        self.changes.push_back(change);
    }

    /// Whether no trace has come yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.holds.is_empty() && self.marks.is_empty()
    }

    /// Time a thread held the lock between two times.
    #[must_use]
    pub fn held(&self, worker: usize, from: Nanos, until: Nanos) -> Nanos {
        self.threads.get(worker).map_or(Nanos::ZERO, |line| line.mix(from, until)[Activity::Compute])
    }

    /// Last time a thread got the lock after waiting for it.
    #[must_use]
    pub fn contended(&self) -> Option<Nanos> {
        self.contended
    }

    /// The latest changes of the switch interval.
    pub fn changes(&self) -> impl Iterator<Item = IntervalChange> + '_ {
        self.changes.iter().copied()
    }

    /// Times holders took to release on request: until their next checkpoint, when they have a core.
    #[must_use]
    pub fn answers(&self) -> &Histogram {
        &self.answers
    }

    /// Number of marks dropped because there were too many.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// The most frequent overtaking: the thread that got the lock, the one that had requested it, the count.
    #[must_use]
    pub fn overtaking(&self) -> Option<(WorkerId, WorkerId, u64)> {
        let most = self.instead.iter().max_by_key(|(pair, count)| (**count, std::cmp::Reverse(**pair)));
        most.map(|((winner, asker), count)| (*winner, *asker, *count))
    }

    fn thread(&mut self, origin: Nanos, id: WorkerId) -> &mut Timeline {
        let index = usize::from(id.0);
        while self.threads.len() <= index {
            self.threads.push(Timeline::starting_at(origin));
        }
        &mut self.threads[index]
    }
}

/// Adds `news` to `kept`, in the order of `time`, and drops the oldest beyond [`KEPT`].
fn keep<T: Copy>(kept: &mut VecDeque<T>, news: &[T], time: impl Fn(&T) -> Nanos) {
    kept.extend(news);
    // Nearly sorted already, which the stable sort makes use of.
    kept.make_contiguous().sort_by_key(time);
    kept.drain(..kept.len().saturating_sub(KEPT));
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::fixture::ms;

    pub(crate) fn hold(worker: u16, from: u64, until: u64) -> Hold {
        Hold { worker: WorkerId(worker), from: ms(from), until: ms(until), held: ms(until - from) }
    }

    pub(crate) fn mark(at: u64, worker: u16, operation: LockOperation) -> LockMark {
        LockMark { at: ms(at), worker: WorkerId(worker), operation }
    }

    pub(crate) fn got(waited: Option<u64>, over: Option<u16>) -> LockOperation {
        LockOperation::Got { waited: waited.map(ms), asked: over.is_none(), over: over.map(WorkerId) }
    }

    #[test]
    fn holds_add_up_by_thread() {
        let mut history = LockHistory::default();
        history.push(ms(100), &[hold(1, 110, 115), hold(0, 100, 110)], &[], 0);
        history.push(ms(100), &[hold(0, 115, 120)], &[], 0);
        assert_eq!((history.held(0, ms(100), ms(120)), history.held(1, ms(100), ms(120))), (ms(15), ms(5)));
        assert_eq!(history.held(0, ms(115), ms(120)), ms(5));
        assert_eq!(history.held(9, ms(0), ms(200)), Nanos::ZERO, "a thread that never had it");
        let merged = Hold { held: ms(2), ..hold(1, 120, 130) };
        history.push(ms(100), &[merged], &[], 0);
        assert_eq!(history.held(1, ms(120), ms(130)), ms(2), "short holds in one stretch");
    }

    #[test]
    fn an_hour_of_traces_takes_bounded_room() {
        let mut history = LockHistory::default();
        for second in 0..3600u64 {
            let at = second * 1000;
            let holds: Vec<Hold> =
                (0..40).map(|i| hold((i % 2) as u16, at + i * 25, at + i * 25 + 25)).collect();
            let marks: Vec<LockMark> =
                (0..40).map(|i| mark(at + i * 25, 0, LockOperation::Expired)).collect();
            history.push(Nanos::ZERO, &holds, &marks, 1);
            history.push_change(IntervalChange { at: ms(at), interval_us: 5000 });
        }
        assert_eq!((history.holds.len(), history.marks.len(), history.lost()), (KEPT, KEPT, 3600));
        assert_eq!(history.changes().count(), CHANGES);
        assert_eq!(history.held(0, Nanos::ZERO, ms(3_600_000)), ms(1_800_000));
    }

    #[test]
    fn holders_answer_requests_after_a_while() {
        let mut history = LockHistory::default();
        let asked = LockOperation::Asked { of: WorkerId(0) };
        let marks = [
            mark(5, 1, asked),
            mark(6, 2, asked),
            mark(13, 0, LockOperation::LetGo { forced: true }),
            mark(13, 1, got(Some(13), None)),
            mark(20, 1, LockOperation::LetGo { forced: false }),
        ];
        history.push(Nanos::ZERO, &[], &marks, 0);
        assert_eq!(history.answers().count(), 1, "the last was not asked");
        assert!(
            (history.answers().quantile(0.5).unwrap().secs() / 0.008 - 1.0).abs() < 0.03,
            "from the first request"
        );
    }

    #[test]
    fn who_got_it_instead_is_counted() {
        let mut history = LockHistory::default();
        let marks = [
            mark(5, 1, got(Some(5), None)),
            mark(10, 2, got(Some(10), Some(0))),
            mark(15, 3, got(None, Some(0))),
            mark(20, 2, got(Some(5), Some(0))),
            mark(30, 3, got(None, None)),
        ];
        history.push(Nanos::ZERO, &[], &marks, 0);
        assert_eq!(history.overtaking(), Some((WorkerId(2), WorkerId(0), 2)));
        assert_eq!(history.contended(), Some(ms(20)));
        assert_eq!(LockHistory::default().overtaking(), None);
    }
}
