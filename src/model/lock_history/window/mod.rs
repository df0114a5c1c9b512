//! A short period at the lock, thread by thread, in columns narrow enough that each slice is seen.

use super::{IntervalChange, LockHistory};
use crate::event::{Hold, LockMark, LockOperation, Nanos};

/// One thread's use of the lock during one column.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Time it held the lock.
    pub held: Nanos,
    /// Time it waited for it.
    pub waited: Nanos,
    /// The part of the wait after its request.
    pub asked: Nanos,
}

/// A thread whose wait has not ended.
#[derive(Debug, Default, Clone, Copy)]
struct Waiting {
    /// Time at which it was forced to release.
    left: Option<Nanos>,
    /// Time of its request.
    asked: Option<Nanos>,
}

/// A period of a lock's history.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Window {
    /// Its start.
    pub from: Nanos,
    /// Width of a column.
    pub column: Nanos,
    /// Use of the lock by each thread in each column.
    pub threads: Vec<Vec<Moment>>,
    /// The marks in it, in order.
    pub marks: Vec<LockMark>,
    /// The changes of the interval in it.
    pub changes: Vec<IntervalChange>,
}

impl Window {
    /// Its end.
    #[must_use]
    pub fn until(&self) -> Nanos {
        self.from + Nanos(self.column.0.saturating_mul(self.columns() as u64))
    }

    /// Number of its columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.threads.first().map_or(0, Vec::len)
    }

    /// The column of a time.
    #[must_use]
    pub fn column_of(&self, at: Nanos) -> Option<usize> {
        let column = usize::try_from((at - self.from).0 / self.column.0.max(1)).ok()?;
        (at >= self.from && column < self.columns()).then_some(column)
    }

    /// The thread that held the lock for most of a column, if it was held for a visible part of it.
    #[must_use]
    pub fn holder(&self, column: usize) -> Option<usize> {
        let held = |thread: &usize| self.threads[*thread].get(column).map_or(Nanos::ZERO, |m| m.held);
        let most = (0..self.threads.len()).max_by_key(|thread| (held(thread), std::cmp::Reverse(*thread)))?;
        let all: Nanos = (0..self.threads.len()).map(|thread| held(&thread)).sum();
        (all.share_of(self.column) >= 0.125).then_some(most)
    }

    fn spread_asked(&mut self, thread: usize, since: Option<Nanos>, until: Nanos) {
        if let Some(since) = since {
            self.spread(thread, since, until, until - since, |m| &mut m.asked);
        }
    }

    fn spread(
        &mut self,
        thread: usize,
        from: Nanos,
        until: Nanos,
        amount: Nanos,
        into: fn(&mut Moment) -> &mut Nanos,
    ) {
        let (start, end) = (from.max(self.from), until.min(self.until()));
        let (Some(cells), true) = (self.threads.get_mut(thread), start < end) else { return };
        let (origin, column) = (self.from, self.column.0.max(1));
        let share = amount.share_of(until - from).min(1.0);
        let first = usize::try_from((start - origin).0 / column).unwrap_or(usize::MAX);
        for (i, cell) in cells.iter_mut().enumerate().skip(first) {
            let left = origin + Nanos(column * i as u64);
            if left >= end {
                break;
            }
            let part = (left + Nanos(column)).min(end) - left.max(start);
            let time = into(cell);
            *time = (*time + scaled(part, share)).min(Nanos(column));
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a column")]
fn scaled(part: Nanos, share: f64) -> Nanos {
    Nanos((part.0 as f64 * share).round() as u64)
}

impl LockHistory {
    /// The window of `columns` columns, each `column` long, that begins at `from`. `waiting` is the start of the
    /// current wait of each thread that waits now; what goes on at `now` is drawn up to then.
    #[must_use]
    pub fn window(
        &self,
        from: Nanos,
        column: Nanos,
        columns: usize,
        waiting: &[Option<Nanos>],
        now: Nanos,
    ) -> Window {
        let column = Nanos(column.0.max(1));
        let mut window = Window {
            from,
            column,
            threads: vec![vec![Moment::default(); columns]; waiting.len()],
            ..Window::default()
        };
        let until = window.until();
        for hold in self.holds.iter().filter(|hold| hold.until > from && hold.from < until) {
            window.spread(hold.worker.0.into(), hold.from, hold.until, hold.held, |m| &mut m.held);
        }
        if let Some(Hold { worker, from, until, held }) = self.open_hold(now) {
            window.spread(worker.0.into(), from, until, held, |m| &mut m.held);
        }
        self.spread_waits(&mut window, waiting, now);
        window.marks = self.marks.iter().filter(|m| m.at >= from && m.at < until).copied().collect();
        window.changes = self.changes().filter(|c| c.at >= from && c.at < until).collect();
        window
    }

    /// Waits are known when they end; a current one is known from its thread, and began when the thread was forced to
    /// release, if it was.
    fn spread_waits(&self, window: &mut Window, waiting: &[Option<Nanos>], now: Nanos) {
        let mut threads = vec![Waiting::default(); waiting.len()];
        for mark in &self.marks {
            let thread = usize::from(mark.worker.0);
            let Some(this) = threads.get_mut(thread) else { continue };
            match mark.operation {
                LockOperation::Asked { .. } => this.asked = this.asked.or(Some(mark.at)),
                LockOperation::Expired => {}
                LockOperation::LetGo { forced } => {
                    *this = Waiting { left: forced.then_some(mark.at), asked: None };
                }
                LockOperation::Got { waited, over, .. } => {
                    let waited = waited.unwrap_or_default();
                    window.spread(thread, mark.at - waited, mark.at, waited, |m| &mut m.waited);
                    window.spread_asked(thread, std::mem::take(this).asked, mark.at);
                    // The request of the other thread is void now; it waits on as before.
                    let asker = over.map(|over| usize::from(over.0));
                    if let Some((asker, that)) =
                        asker.and_then(|asker| Some((asker, threads.get_mut(asker)?)))
                    {
                        window.spread_asked(asker, that.asked.take(), mark.at);
                    }
                }
            }
        }
        for ((thread, told), Waiting { left, asked }) in waiting.iter().enumerate().zip(threads) {
            if let Some(told) = told {
                let from = left.map_or(*told, |left| left.min(*told));
                window.spread(thread, from, now, now - from, |m| &mut m.waited);
                window.spread_asked(thread, asked, now);
            }
        }
    }

    /// A hold that goes on and is in no trace yet: a thread got the lock and has not released it.
    fn open_hold(&self, now: Nanos) -> Option<Hold> {
        let last = self
            .marks
            .iter()
            .rev()
            .find(|m| matches!(m.operation, LockOperation::Got { .. } | LockOperation::LetGo { .. }))?;
        let told = self.holds.back().filter(|hold| hold.until > last.at);
        // A hold that goes on may be in a trace in part.
        let from = match told {
            None => last.at,
            Some(hold) if hold.worker == last.worker => hold.until,
            Some(_) => return None,
        };
        let open = matches!(last.operation, LockOperation::Got { .. }) && from < now;
        open.then(|| Hold { worker: last.worker, from, until: now, held: now - from })
    }
}

#[cfg(test)]
mod tests;
