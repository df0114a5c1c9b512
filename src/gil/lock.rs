//! The lock: the protocol of CPython 3.2 to 3.14 (`Python/ceval_gil.c`), in our words.
//!
//! **Acquire.** While the lock is held, wait for one *switch interval*. Woken early: look again, and if
//! somebody else got in, wait a fresh full interval. Timed out with no switch meanwhile: raise the drop
//! request. Timed out after a switch: no request, wait again. When it is free: take it; if the last
//! holder was another thread, that is a *switch*.
//!
//! **Release.** Mark it free and wake one waiter. If the drop request is raised and nobody else has taken
//! the lock since, sleep until somebody has (*forced switching*): otherwise the releasing thread, still
//! warm on its core, would take it back before the waiter wakes.
//!
//! There is no queue and no hand-off: who locks the mutex while the lock is free wins. The holder looks at
//! the request only at checkpoints ([`Gil::drop_requested`]), one relaxed load each.

use super::interval::Interval;
use super::monitor::Monitor;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A thread, as the lock knows it: any number that no other thread uses.
pub type ThreadId = u32;

/// Whether a thread had to wait for the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// It was free.
    AtOnce,
    /// It was held by another thread.
    Waited,
}

/// A global interpreter lock.
#[derive(Debug)]
pub struct Gil {
    interval: Interval,
    lock: Monitor<Lock>,
    /// What a forced-out thread sleeps on: who took the lock last.
    switch: Monitor<Option<ThreadId>>,
    drop_request: AtomicBool,
    requests: AtomicU64,
    forced: AtomicU64,
    switches: AtomicU64,
}

#[derive(Debug, Default)]
struct Lock {
    held: bool,
    switch_number: u64,
}

impl Gil {
    /// A free lock whose switch interval is what this dial says.
    #[must_use]
    pub fn new(interval: Interval) -> Self {
        Self {
            interval,
            lock: Monitor::default(),
            switch: Monitor::default(),
            drop_request: AtomicBool::new(false),
            requests: AtomicU64::new(0),
            forced: AtomicU64::new(0),
            switches: AtomicU64::new(0),
        }
    }

    /// The switch interval.
    #[must_use]
    pub fn interval(&self) -> &Interval {
        &self.interval
    }

    /// Whether somebody waits and wants the holder to let go: what a checkpoint looks at.
    #[inline]
    #[must_use]
    pub fn drop_requested(&self) -> bool {
        self.drop_request.load(Ordering::Relaxed)
    }

    /// Takes the lock for `me`, waiting as long as it takes.
    pub fn acquire(&self, me: ThreadId) -> Grant {
        let mut lock = self.lock.enter();
        let grant = if lock.held { Grant::Waited } else { Grant::AtOnce };
        while lock.held {
            let seen = lock.switch_number;
            let (guard, timed_out) = self.lock.wait_for(lock, self.interval.get());
            lock = guard;
            if timed_out && lock.held && lock.switch_number == seen {
                self.drop_request.store(true, Ordering::Relaxed);
                self.requests.fetch_add(1, Ordering::Relaxed);
            }
        }
        lock.held = true;
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
        grant
    }

    /// Lets go of the lock that `me` holds. With a drop request pending it returns only after another
    /// thread has taken the lock.
    pub fn release(&self, me: ThreadId) {
        let mut lock = self.lock.enter();
        lock.held = false;
        self.lock.signal();
        drop(lock);
        if self.drop_requested() {
            self.wait_for_taker(me);
        }
    }

    /// How often the lock went to another thread than the one that held it last.
    #[must_use]
    pub fn switches(&self) -> u64 {
        self.switches.load(Ordering::Relaxed)
    }

    /// How often a waiter raised the drop request.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// How often a releasing thread slept until another had taken the lock.
    #[must_use]
    pub fn forced(&self) -> u64 {
        self.forced.load(Ordering::Relaxed)
    }

    fn wait_for_taker(&self, me: ThreadId) {
        let mut last_holder = self.switch.enter();
        if *last_holder != Some(me) {
            return;
        }
        self.forced.fetch_add(1, Ordering::Relaxed);
        // Whoever raised the request waits until it has the lock, so somebody will take it.
        while *last_holder == Some(me) {
            last_holder = self.switch.wait(last_holder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicU32;
    use std::thread;
    use std::time::Duration;

    #[test]
    fn one_thread_never_switches_and_is_never_asked() {
        let gil = Gil::new(Interval::new(Duration::from_micros(1)));
        for _ in 0..1000 {
            assert_eq!(gil.acquire(0), Grant::AtOnce);
            assert!(!gil.drop_requested());
            gil.release(0);
        }
        assert_eq!((gil.switches(), gil.requests(), gil.forced()), (0, 0, 0));
    }

    #[test]
    fn taking_turns_counts_switches() {
        let gil = Gil::new(Interval::default());
        for me in [0, 1, 1, 0, 2] {
            gil.acquire(me);
            gil.release(me);
        }
        assert_eq!(gil.switches(), 3, "0 to 1, 1 to 0, 0 to 2");
    }

    /// Four threads pass checkpoints until each has held the lock often enough; whenever one holds it,
    /// no other does, and every time the lock changes hands the count goes up by one.
    #[test]
    fn only_one_holds_it_and_every_change_of_hands_is_counted() {
        let gil = Gil::new(Interval::new(Duration::from_micros(50)));
        let (holders, last, changes) = (AtomicU32::new(0), AtomicU32::new(u32::MAX), AtomicU64::new(0));
        let note_taken = |me| {
            assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0, "two holders");
            let before = last.swap(me, Ordering::SeqCst);
            if before != me && before != u32::MAX {
                changes.fetch_add(1, Ordering::SeqCst);
            }
        };
        thread::scope(|scope| {
            for me in 0..4 {
                let (gil, holders, note_taken) = (&gil, &holders, &note_taken);
                scope.spawn(move || {
                    gil.acquire(me);
                    note_taken(me);
                    let mut yields = 0;
                    let mut steps = 0u64;
                    while yields < 50 && steps < 200_000_000 {
                        steps += 1;
                        if gil.drop_requested() {
                            yields += 1;
                            holders.fetch_sub(1, Ordering::SeqCst);
                            gil.release(me);
                            gil.acquire(me);
                            note_taken(me);
                        }
                    }
                    holders.fetch_sub(1, Ordering::SeqCst);
                    gil.release(me);
                });
            }
        });
        assert_eq!(gil.switches(), changes.load(Ordering::SeqCst));
        assert!(gil.switches() > 3, "{} switches", gil.switches());
        assert!(gil.requests() > 0 && gil.forced() > 0);
    }

    /// A forced release does not return before another thread has had the lock.
    #[test]
    fn forced_switching_lets_the_waiter_in() {
        let gil = Gil::new(Interval::new(Duration::from_micros(100)));
        let taken = AtomicBool::new(false);
        gil.acquire(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                gil.acquire(1);
                taken.store(true, Ordering::SeqCst);
                gil.release(1);
            });
            while !gil.drop_requested() {
                std::hint::spin_loop();
            }
            gil.release(0);
            gil.acquire(0);
            assert!(taken.load(Ordering::SeqCst));
            gil.release(0);
        });
        assert_eq!(gil.switches(), 2);
        assert!(gil.forced() <= 1, "no sleep where the waiter was quicker");
    }
}
