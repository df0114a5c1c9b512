//! The interpreter of the lanes with a lock: a thread's life under it.

use super::gil_lock::{Gil, ThreadId, Witness};
use super::ledger::Ledger;
use super::platform::{Native, Platform};
use crate::clock::Clock;
use crate::event::{Activity, Nanos};
use crate::time_account::Meter;
use crate::workload::Interpreter;

/// Time from the drop request that a checkpoint sees until the thread comes for the lock's mutex.
///
/// CPython leaves its loop for that, looks at what else may be pending, and saves its state; a checkpoint here
/// would be at the mutex sooner. The difference is nothing in time and much in order: the thread that
/// asked goes back to sleep meanwhile, and one that comes for the mutex before it has fallen asleep leaves the lock
/// to *it*, ahead of a thread that has waited for longer.
///
/// The time it takes in CPython was found by its effect on an I/O thread, beside CPython 3.11.7 (x86-64, glibc 2.36,
/// `coreograph fidelity --checks wake,echo`, 7 to 11 repetitions). The wake-ups' 90th percentile beside 2 hogs was
/// 1.6 times CPython's without it, 1.57 with 400 ns, 1.16 and 1.85 in two runs with 500 ns, 0.8 with 800 ns; the
/// median beside 4 hogs 1.29, 0.86 (0.78) and 0.41 times with 400, 500 and 800 ns.
const HANDLING: Nanos = Nanos(500);

/// Runs tasks while holding a [`Gil`], and releases it where CPython would.
pub struct Locked<'a, P: Platform = Native> {
    gil: &'a Gil<P>,
    me: ThreadId,
    ledger: &'a Ledger,
    meter: &'a mut Meter,
}

impl<'a, P: Platform> Locked<'a, P> {
    /// Takes the lock for the thread `me`, which waits until it has it.
    pub fn enter(gil: &'a Gil<P>, me: ThreadId, ledger: &'a Ledger, meter: &'a mut Meter) -> Self {
        let mut this = Self { gil, me, ledger, meter };
        let now = this.meter.switch(Activity::LockWait);
        this.acquire_since(now);
        this
    }

    /// Releases the lock for good; the thread is idle then.
    pub fn leave(mut self) {
        self.release(Activity::Idle);
    }

    /// The thread's time account.
    pub fn meter(&mut self) -> &mut Meter {
        self.meter
    }

    /// Releases the lock in order to do `to`. A thread whose lock was requested first sleeps until another has taken
    /// it, which counts as a wait for the lock, whatever follows.
    ///
    /// The time is accounted after the release. Accounting before it would delay the release by a few microseconds:
    /// enough for the requesting thread to fall asleep, so that one which has waited longer is woken instead of it,
    /// which is not what happens in CPython.
    fn release(&mut self, to: Activity) -> Nanos {
        let now = self.meter.clock().now();
        let release = self.gil.release(self.me);
        let mut slept = Nanos::ZERO;
        if release.slept {
            self.meter.switch_at(Activity::LockWait, now);
            slept = self.meter.switch(to) - now;
        } else {
            self.meter.switch_at(to, now);
        }
        self.ledger.let_go(now, release, slept);
        now
    }

    /// Takes the lock, which the thread has wanted since `asked`.
    fn acquire_since(&mut self, asked: Nanos) {
        let mut witness = Waiting { ledger: self.ledger, clock: self.meter.clock() };
        let grant = self.gil.acquire(self.me, &mut witness);
        let now = self.meter.switch(Activity::Compute);
        self.ledger.got(now, grant, now - asked);
    }

    #[cold]
    fn give_way(&mut self) {
        self.handle_request();
        let released = self.release(Activity::LockWait);
        self.acquire_since(released);
    }

    /// Spends the time that a byte-code evaluator needs from the request that it sees to the lock's mutex.
    fn handle_request(&mut self) {
        let clock = self.meter.clock();
        let until = clock.now() + HANDLING;
        while clock.now() < until {
            std::hint::spin_loop();
        }
    }

    fn unlocked<R>(&mut self, activity: Activity, call: impl FnOnce() -> R) -> R {
        self.release(activity);
        // The lock is taken back even when the call panics: the caller's code runs under it.
        let back = Back(self);
        let result = call();
        drop(back);
        result
    }
}

/// Records the observations of a waiting thread.
struct Waiting<'a> {
    ledger: &'a Ledger,
    clock: Clock,
}

impl Witness for Waiting<'_> {
    fn asked(&mut self, holder: ThreadId) {
        self.ledger.asked(self.clock.now(), holder);
    }

    fn expired(&mut self) {
        self.ledger.expired(self.clock.now());
    }
}

/// Takes the lock back when dropped.
struct Back<'b, 'a, P: Platform>(&'b mut Locked<'a, P>);

impl<P: Platform> Drop for Back<'_, '_, P> {
    fn drop(&mut self) {
        let now = self.0.meter.switch(Activity::LockWait);
        self.0.acquire_since(now);
    }
}

impl<P: Platform> Interpreter for Locked<'_, P> {
    #[inline(always)]
    fn checkpoint(&mut self) {
        if self.gil.drop_requested() {
            self.give_way();
        }
    }

    fn blocking<R>(&mut self, call: impl FnOnce() -> R) -> R {
        self.unlocked(Activity::Io, call)
    }

    fn native<R>(&mut self, call: impl FnOnce() -> R) -> R {
        self.unlocked(Activity::Compute, call)
    }
}

#[cfg(test)]
mod tests;
