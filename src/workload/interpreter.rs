//! The interface between a task's code and the execution model it runs under.
//!
//! A workload is written once, the way an interpreter would execute it: it passes a *checkpoint* at every
//! loop back-edge, and marks the calls during which an interpreter would release its lock. Under an
//! execution model without a lock these marks compile to nothing.

use crate::event::Activity;
use crate::time_account::Meter;

/// The execution model, seen from inside a task.
pub trait Interpreter {
    /// A loop back-edge: the place where the holder of the lock checks for a request of another thread.
    fn checkpoint(&mut self);

    /// A blocking call (sleep, socket, file): without the lock, accounted as `io`.
    fn blocking<R>(&mut self, call: impl FnOnce() -> R) -> R;

    /// C code that computes without the lock, as `hashlib` does from 2048 bytes on.
    fn native<R>(&mut self, call: impl FnOnce() -> R) -> R;
}

/// No lock and no time account: for calling a workload by itself.
#[derive(Debug, Default, Clone, Copy)]
pub struct Bare;

impl Interpreter for Bare {
    #[inline(always)]
    fn checkpoint(&mut self) {}

    fn blocking<R>(&mut self, call: impl FnOnce() -> R) -> R {
        call()
    }

    fn native<R>(&mut self, call: impl FnOnce() -> R) -> R {
        call()
    }
}

/// No lock; blocking calls are accounted.
pub struct Free<'m> {
    meter: &'m mut Meter,
}

impl<'m> Free<'m> {
    /// An interpreter that accounts on `meter`.
    pub fn new(meter: &'m mut Meter) -> Self {
        Self { meter }
    }
}

/// Goes back to computing when dropped.
struct Back<'m>(&'m mut Meter);

impl Drop for Back<'_> {
    fn drop(&mut self) {
        self.0.switch(Activity::Compute);
    }
}

impl Interpreter for Free<'_> {
    #[inline(always)]
    fn checkpoint(&mut self) {}

    fn blocking<R>(&mut self, call: impl FnOnce() -> R) -> R {
        self.meter.switch(Activity::Io);
        // Accounted as computing again even when the call panics: the caller's code runs on.
        let back = Back(self.meter);
        let result = call();
        drop(back);
        result
    }

    fn native<R>(&mut self, call: impl FnOnce() -> R) -> R {
        call()
    }
}
