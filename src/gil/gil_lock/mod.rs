//! The lock: the protocol of CPython 3.2 to 3.14 (`Python/ceval_gil.c`), in our words.
//!
//! **Acquire.** While the lock is held, wait for one *switch interval*. Woken early: look again, and if
//! another thread got in, wait a fresh full interval; the time already waited is forgotten. Timed out with no
//! switch meanwhile: raise the drop request. Timed out after a switch: no request, wait again. When it is
//! free: take it; if the last holder was another thread, that is a *switch*.
//!
//! **Release.** Mark it free and wake one waiter. If the drop request is raised and no other thread has taken
//! the lock since, sleep until another thread has (*forced switching*): otherwise the releasing thread, still
//! warm on its core, would take it back before the waiter wakes. Without a request it may do just that.
//!
//! There is no queue and no hand-off: the thread that locks the mutex while the lock is free wins, even one that
//! never waited. The holder looks at the request only at checkpoints ([`Gil::drop_requested`]), one relaxed load
//! each.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::interval::Interval;
use super::platform::{Monitor, Native, Platform};

/// A thread's number in the lock: any number that no other thread uses.
pub type ThreadId = u32;

/// Observer of a thread's wait for the lock. It is called with the lock's mutex held, once an interval: what it does
/// should be short.
pub trait Witness {
    /// An interval went by without a switch: the thread has requested the lock from `holder`.
    fn asked(&mut self, holder: ThreadId);

    /// An interval went by in which the lock changed hands: it waits again, without having asked.
    fn expired(&mut self);
}

/// The observer that ignores everything.
impl Witness for () {
    fn asked(&mut self, _holder: ThreadId) {}
    fn expired(&mut self) {}
}

/// Result of an acquisition: how a thread got the lock.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Whether it had to wait.
    pub waited: bool,
    /// Whether it had requested the lock.
    pub asked: bool,
    /// Number of times it had requested the lock, and another thread got it.
    pub overtaken: u32,
    /// The last thread whose request was pending, when that was another one.
    pub over: Option<ThreadId>,
}

/// Result of a release: how a thread let go of the lock.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Whether another thread had requested the lock.
    pub forced: bool,
    /// Whether it then slept until another thread had taken it.
    pub slept: bool,
}

/// A global interpreter lock on the primitives of `P`.
#[derive(Debug)]
pub struct Gil<P: Platform = Native> {
    interval: Interval,
    lock: P::Monitor<Lock>,
    /// Last thread that took the lock; a forced-out thread sleeps until it changes.
    switch: P::Monitor<Option<ThreadId>>,
    drop_request: AtomicBool,
    /// A copy of [`Lock::switch_number`], readable without the mutex.
    switches: AtomicU64,
}

/// State guarded by the lock's mutex.
#[derive(Debug, Default)]
struct Lock {
    holder: Option<ThreadId>,
    /// The thread that raised the pending drop request.
    asked_by: Option<ThreadId>,
    /// Number of times the lock went to another thread than its last holder.
    switch_number: u64,
}

impl<P: Platform> Gil<P> {
    /// A free lock with this switch interval.
    #[must_use]
    pub fn on_platform(interval: Interval) -> Self {
        Self {
            interval,
            lock: Monitor::new(Lock::default()),
            switch: Monitor::new(None),
            drop_request: AtomicBool::new(false),
            switches: AtomicU64::new(0),
        }
    }

    /// The lock's switch interval.
    #[must_use]
    pub fn interval(&self) -> &Interval {
        &self.interval
    }

    /// Whether a waiting thread requests the lock: what a checkpoint looks at.
    #[inline(always)]
    #[must_use]
    pub fn drop_requested(&self) -> bool {
        self.drop_request.load(Ordering::Relaxed)
    }

    /// Takes the lock for `me`, waiting as long as necessary.
    pub fn acquire(&self, me: ThreadId, witness: &mut impl Witness) -> Grant {
        let mut lock = self.lock.enter();
        let mut grant = Grant { waited: lock.holder.is_some(), ..Grant::default() };
        // The switch number at which this thread requested the lock.
        let mut asked_at = None;
        while let Some(holder) = lock.holder {
            let seen = lock.switch_number;
            if asked_at.is_some_and(|then| then != seen) {
                grant.overtaken += 1;
                asked_at = None;
            }
            let (guard, timed_out) = self.lock.wait_for(lock, self.interval.get());
            lock = guard;
            if !timed_out || lock.holder.is_none() {
                continue;
            }
            if lock.switch_number == seen {
                lock.asked_by = Some(me);
                asked_at = Some(seen);
                witness.asked(holder);
                // Last step before it waits again: the holder comes for the mutex at once, and which of the waiters
                // is next depends on how soon this one is among them.
                self.drop_request.store(true, Ordering::Relaxed);
            } else {
                witness.expired();
            }
        }
        grant.asked = asked_at == Some(lock.switch_number);
        grant.overtaken += u32::from(asked_at.is_some() && !grant.asked);
        grant.over = lock.asked_by.take().filter(|other| *other != me);
        self.take(&mut lock, me);
        grant
    }

    /// Makes the free lock that of `me`; a thread that was forced out of it may go on.
    fn take(&self, lock: &mut Lock, me: ThreadId) {
        lock.holder = Some(me);
        let mut last_holder = self.switch.enter();
        if *last_holder != Some(me) {
            // The first thread ever to take the lock takes it from no other: that is no switch.
            if last_holder.is_some() {
                lock.switch_number += 1;
                self.switches.store(lock.switch_number, Ordering::Relaxed);
            }
            *last_holder = Some(me);
        }
        self.switch.signal();
        drop(last_holder);
        self.drop_request.store(false, Ordering::Relaxed);
    }

    /// Releases the lock that `me` holds. With a drop request pending it returns only after another thread has taken
    /// the lock.
    pub fn release(&self, me: ThreadId) -> Release {
        let mut lock = self.lock.enter();
        lock.holder = None;
        let forced = lock.asked_by.is_some();
        self.lock.signal();
        drop(lock);
        // Read again: by now the lock may have been taken, and then no request is pending.
        Release { forced, slept: self.drop_requested() && self.wait_for_taker(me) }
    }

    /// Number of times the lock went to another thread than its last holder.
    #[must_use]
    pub fn switches(&self) -> u64 {
        self.switches.load(Ordering::Relaxed)
    }

    /// Sleeps until another thread than `me` has taken the lock; returns whether it had to.
    fn wait_for_taker(&self, me: ThreadId) -> bool {
        let mut last_holder = self.switch.enter();
        let must_wait = *last_holder == Some(me);
        // The thread that raised the request waits until it has the lock, so it will be taken.
        while *last_holder == Some(me) {
            last_holder = self.switch.wait(last_holder);
        }
        must_wait
    }
}

impl Gil {
    /// A free lock on this platform's own primitives.
    #[must_use]
    pub fn new(interval: Interval) -> Self {
        Self::on_platform(interval)
    }
}

#[cfg(test)]
mod tests;
