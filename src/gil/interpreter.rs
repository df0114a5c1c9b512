//! A thread's life under the lock: the interpreter of the `gil` lane.

use crate::event::{Activity, Nanos};
use crate::meter::Meter;
use crate::workload::Interpreter;

use super::ledger::Ledger;
use super::lock::{Gil, Grant, ThreadId};

/// Runs tasks while holding a [`Gil`], and lets go of it where CPython would.
pub struct Locked<'a> {
    gil: &'a Gil,
    me: ThreadId,
    ledger: &'a Ledger,
    meter: &'a mut Meter,
}

impl<'a> Locked<'a> {
    /// Takes the lock for the thread `me`, which waits until it has it.
    pub fn enter(gil: &'a Gil, me: ThreadId, ledger: &'a Ledger, meter: &'a mut Meter) -> Self {
        let mut this = Self { gil, me, ledger, meter };
        this.acquire();
        this
    }

    /// Lets go of the lock for good; the thread is idle then.
    pub fn leave(mut self) {
        self.release(Activity::Idle);
    }

    fn release(&mut self, to: Activity) -> Nanos {
        let now = self.meter.switch(to);
        self.ledger.let_go(now);
        self.gil.release(self.me);
        now
    }

    fn acquire(&mut self) {
        let asked = self.meter.switch(Activity::LockWait);
        self.acquire_since(asked);
    }

    fn acquire_since(&mut self, asked: Nanos) {
        let grant = self.gil.acquire(self.me);
        let now = self.meter.switch(Activity::Compute);
        self.ledger.got(now, (grant == Grant::Waited).then(|| now - asked));
    }

    #[cold]
    fn give_way(&mut self) {
        let released = self.release(Activity::LockWait);
        self.acquire_since(released);
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

/// Takes the lock back when dropped.
struct Back<'b, 'a>(&'b mut Locked<'a>);

impl Drop for Back<'_, '_> {
    fn drop(&mut self) {
        self.0.acquire();
    }
}

impl Interpreter for Locked<'_> {
    #[inline]
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
mod tests {
    use super::*;
    use crate::clock::Clock;
    use std::sync::Arc;

    #[test]
    fn a_blocking_call_runs_without_the_lock_and_comes_back_with_it() {
        let (gil, ledger) = (Gil::new(super::super::Interval::default()), Ledger::default());
        let mut meter = Meter::open(Clock::start(), Arc::default(), Box::new(|_| {}));
        let mut locked = Locked::enter(&gil, 0, &ledger, &mut meter);
        let taken_meanwhile = locked.blocking(|| {
            let grant = gil.acquire(1);
            gil.release(1);
            grant
        });
        assert_eq!(taken_meanwhile, Grant::AtOnce);
        assert_eq!(gil.switches(), 2, "to thread 1 and back");
        locked.leave();
        assert_eq!(gil.acquire(1), Grant::AtOnce);
    }

    #[test]
    fn a_panic_in_a_call_leaves_the_lock_with_its_thread() {
        let (gil, ledger) = (Gil::new(super::super::Interval::default()), Ledger::default());
        let mut meter = Meter::open(Clock::start(), Arc::default(), Box::new(|_| {}));
        let mut locked = Locked::enter(&gil, 0, &ledger, &mut meter);
        let caught = crate::sys::panics::catch(|| locked.native(|| panic!("in C")));
        assert!(caught.is_err());
        locked.leave();
        assert_eq!(gil.acquire(1), Grant::AtOnce);
    }
}
