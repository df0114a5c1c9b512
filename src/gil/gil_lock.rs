//! The lock: the protocol of CPython 3.2 to 3.14 (`Python/ceval_gil.c`), in our words.
//!
//! **Acquire.** While the lock is held, wait for one *switch interval*. Woken early: look again, and if
//! another thread got in, wait a fresh full interval; the time already waited is forgotten. Timed out with no
//! switch meanwhile: raise the drop request. Timed out after a switch: no request, wait again. When it is
//! free: take it; if the last holder was another thread, that is a *switch*.
//!
//! **Release.** Mark it free and wake one waiter. If the drop request is raised and nobody else has taken
//! the lock since, sleep until another thread has (*forced switching*): otherwise the releasing thread, still
//! warm on its core, would take it back before the waiter wakes. Without a request it may do just that.
//!
//! There is no queue and no hand-off: who locks the mutex while the lock is free wins, even a thread that
//! never waited. The holder looks at the request only at checkpoints ([`Gil::drop_requested`]), one relaxed
//! load each.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::interval::Interval;
use super::platform::{Monitor, Native, Platform};

/// A thread, as the lock knows it: any number that no other thread uses.
pub type ThreadId = u32;

/// What a thread notices while it waits for the lock. It is told with the lock's mutex held, once an interval:
/// what it does should be short.
pub trait Witness {
    /// An interval went by without a switch: it has asked `holder` to let go.
    fn asked(&mut self, holder: ThreadId);

    /// An interval went by in which the lock changed hands: it waits again, without having asked.
    fn expired(&mut self);
}

/// Nobody looks.
impl Witness for () {
    fn asked(&mut self, _holder: ThreadId) {}
    fn expired(&mut self) {}
}

/// How a thread got the lock.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Whether it had to wait.
    pub waited: bool,
    /// Whether it had asked for it.
    pub asked: bool,
    /// How often it had asked, and then another thread got the lock.
    pub overtaken: u32,
    /// The thread that had asked last, when that was another one.
    pub over: Option<ThreadId>,
}

/// How a thread let go of the lock.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// Whether a thread had asked for it.
    pub forced: bool,
    /// Whether it then slept until another thread had taken it.
    pub slept: bool,
}

/// A global interpreter lock on the primitives of `P`.
#[derive(Debug)]
pub struct Gil<P: Platform = Native> {
    interval: Interval,
    lock: P::Monitor<Lock>,
    /// What a forced-out thread sleeps on: who took the lock last.
    switch: P::Monitor<Option<ThreadId>>,
    drop_request: AtomicBool,
    /// A copy of [`Lock::switch_number`] for those who only look.
    switches: AtomicU64,
}

/// What the lock's mutex guards.
#[derive(Debug, Default)]
struct Lock {
    holder: Option<ThreadId>,
    /// Who raised the drop request that is up.
    asked_by: Option<ThreadId>,
    /// How often the lock went to another thread than the one that held it last.
    switch_number: u64,
}

impl<P: Platform> Gil<P> {
    /// A free lock whose switch interval is what this dial says.
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

    /// The dial of the switch interval.
    #[must_use]
    pub fn interval(&self) -> &Interval {
        &self.interval
    }

    /// Whether a thread waits and wants the holder to let go: what a checkpoint looks at.
    #[inline]
    #[must_use]
    pub fn drop_requested(&self) -> bool {
        self.drop_request.load(Ordering::Relaxed)
    }

    /// Takes the lock for `me`, waiting as long as it takes.
    pub fn acquire(&self, me: ThreadId, witness: &mut impl Witness) -> Grant {
        let mut lock = self.lock.enter();
        let mut grant = Grant { waited: lock.holder.is_some(), ..Grant::default() };
        // The switch number at which this thread asked.
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
                // The last thing before it waits again: the holder comes for the mutex at once, and who of the
                // waiters is next depends on how soon this one is among them.
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

    /// The free lock becomes that of `me`; a thread that was forced out of it may go on.
    fn take(&self, lock: &mut Lock, me: ThreadId) {
        lock.holder = Some(me);
        let mut last_holder = self.switch.enter();
        if *last_holder != Some(me) {
            // The first thread ever to take the lock takes it from nobody: that is no switch.
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

    /// Lets go of the lock that `me` holds. With a drop request pending it returns only after another
    /// thread has taken the lock.
    pub fn release(&self, me: ThreadId) -> Release {
        let mut lock = self.lock.enter();
        lock.holder = None;
        let forced = lock.asked_by.is_some();
        self.lock.signal();
        drop(lock);
        // Read again: by now the lock may have been taken, and then nobody's request is pending.
        Release { forced, slept: self.drop_requested() && self.wait_for_taker(me) }
    }

    /// How often the lock went to another thread than the one that held it last.
    #[must_use]
    pub fn switches(&self) -> u64 {
        self.switches.load(Ordering::Relaxed)
    }

    /// Sleeps until another thread than `me` has taken the lock; says whether it had to.
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
