//! A scripted lock: threads that only compute, under the protocol of the real one, and the same each time.
//!
//! A waiter whose interval is over requests the lock if its holder has not changed meanwhile, and else waits again.
//! The holder releases it a little later, at its next checkpoint. The lock then goes mostly to the thread that
//! requested it and is on a core, and now and then to another.

use super::noise;
use crate::event::{
    Histogram, Hold, LockAccount, LockMark, LockOperation, LockStats, Nanos, Percentiles, WorkerId,
};

/// Time from a request to the holder's next checkpoint.
const CHECKPOINT: Nanos = Nanos::from_micros(10);
/// Time from release to acquisition by the next thread.
const HANDOVER: Nanos = Nanos::from_micros(45);
/// Largest number of marks sent at a time.
const SENT: usize = 200;

/// A thread that waits.
#[derive(Clone, Copy)]
struct Waiter {
    since: Nanos,
    /// Time at which its wait of one interval ends.
    due: Nanos,
    /// Number of switches of the lock when that wait began.
    seen: u64,
    asked: bool,
}

/// A lock that its threads pass on.
pub(super) struct ScriptedLock {
    interval: Nanos,
    holder: u16,
    held_since: Nanos,
    waiters: Vec<Option<Waiter>>,
    stats: LockStats,
    pub(super) holds: Vec<Hold>,
    pub(super) marks: Vec<LockMark>,
}

impl ScriptedLock {
    /// A lock that thread 0 of `threads` holds at `now`.
    pub(super) fn new(threads: u16, interval: Nanos, now: Nanos) -> Self {
        let waiter = |seen| Waiter { since: now, due: now + interval, seen, asked: false };
        let waiters = (0..threads).map(|thread| (thread > 0).then(|| waiter(0))).collect();
        let stats = LockStats { interval_us: interval.0 / 1000, ..LockStats::default() };
        let mut lock = Self {
            interval,
            holder: 0,
            held_since: now,
            waiters,
            stats,
            holds: Vec::new(),
            marks: Vec::new(),
        };
        lock.mark(now, 0, LockOperation::Got { waited: None, asked: false, over: None });
        lock
    }

    /// Runs until `end`; returns the holds, the marks, and the number of marks dropped.
    pub(super) fn act_until(&mut self, end: Nanos) -> (Vec<Hold>, Vec<LockMark>, u64) {
        while let Some((thread, waiter)) =
            self.next().filter(|(_, waiter)| waiter.due + CHECKPOINT + HANDOVER < end)
        {
            if waiter.seen == self.stats.switches {
                self.hand_over(thread, waiter);
            } else {
                self.mark(waiter.due, thread, LockOperation::Expired);
                self.stats.all.expired += 1;
                self.wait_again(thread, waiter);
            }
        }
        self.marks.sort_by_key(|mark| mark.at);
        let lost = self.marks.len().saturating_sub(SENT) as u64;
        self.marks.truncate(SENT);
        (std::mem::take(&mut self.holds), std::mem::take(&mut self.marks), lost)
    }

    /// The totals at `now`.
    pub(super) fn stats(&self, now: Nanos) -> LockStats {
        let mut stats = self.stats.clone();
        stats.all.held += now - self.held_since;
        let micros = |histogram: &Histogram, q| histogram.quantile(q).unwrap_or_default().micros();
        let both =
            |histogram: &Histogram| Percentiles { p50: micros(histogram, 0.5), p99: micros(histogram, 0.99) };
        (stats.all.wait_us, stats.all.hold_us) = (both(&stats.all.waits), both(&stats.all.holds));
        stats
    }

    fn next(&self) -> Option<(u16, Waiter)> {
        let waiters = (0u16..).zip(&self.waiters).filter_map(|(thread, waiter)| Some((thread, (*waiter)?)));
        waiters.min_by_key(|(thread, waiter)| (waiter.due, *thread))
    }

    fn wait_again(&mut self, thread: u16, waiter: Waiter) {
        let again = Waiter { due: waiter.due + self.interval, seen: self.stats.switches, ..waiter };
        self.waiters[usize::from(thread)] = Some(again);
    }

    /// One thread requests the lock, the holder releases it, a thread acquires it.
    fn hand_over(&mut self, asker: u16, waiter: Waiter) {
        let (loser, begun) = (self.holder, waiter.due);
        self.mark(begun, asker, LockOperation::Asked { of: WorkerId(loser) });
        self.wait_again(asker, Waiter { asked: true, ..waiter });
        let (left, taken) = (begun + CHECKPOINT, begun + CHECKPOINT + HANDOVER);
        self.mark(left, loser, LockOperation::LetGo { forced: true });
        let held = left - self.held_since;
        self.holds.push(Hold { worker: WorkerId(loser), from: self.held_since, until: left, held });
        let winner = self.winner(asker);
        let won = self.waiters[usize::from(winner)].take().unwrap_or(waiter);
        let wait = taken - won.since;
        let over = (winner != asker).then_some(WorkerId(asker));
        self.mark(taken, winner, LockOperation::Got { waited: Some(wait), asked: won.asked, over });
        self.book(held, wait, over.is_some());
        let due = taken + self.interval;
        let loss = Waiter { since: left, due, seen: self.stats.switches, asked: false };
        self.waiters[usize::from(loser)] = Some(loss);
        (self.holder, self.held_since) = (winner, taken);
    }

    fn book(&mut self, held: Nanos, wait: Nanos, overtaken: bool) {
        self.stats.switches += 1;
        let all: &mut LockAccount = &mut self.stats.all;
        all.requests += 1;
        all.grants += 1;
        all.forced += 1;
        all.overtaken += u64::from(overtaken);
        (all.held, all.waited, all.slept) = (all.held + held, all.waited + wait, all.slept + HANDOVER);
        all.holds.record(held);
        all.waits.record(wait);
    }

    /// The next holder: mostly the thread that requested it; now and then the one that has waited longest.
    fn winner(&self, asker: u16) -> u16 {
        let waiters =
            (0u16..).zip(&self.waiters).filter_map(|(thread, waiter)| Some((waiter.as_ref()?.since, thread)));
        let oldest = waiters.min().map_or(asker, |(_, thread)| thread);
        if noise(self.stats.switches) > 0.5 { oldest } else { asker }
    }

    fn mark(&mut self, at: Nanos, thread: u16, operation: LockOperation) {
        self.marks.push(LockMark { at, worker: WorkerId(thread), operation });
    }
}
