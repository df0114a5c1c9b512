//! CPython's primitives on Unix: `pthread_mutex_t` and `pthread_cond_t` of the platform's C library, with
//! timed waits on the monotonic clock (`Python/condvar.h`, `Python/thread_pthread.h`).
//!
//! Whatever order the C library wakes its sleepers in, the lock above inherits, as CPython's does.
#![allow(unsafe_code)]

use std::cell::UnsafeCell;
use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ops::{Deref, DerefMut};
use std::ptr;
use std::time::Duration;

use super::{Monitor, Platform};

/// The clock of timed waits. Apple's condition variables know only the wall clock, and CPython uses that there.
#[cfg(not(target_vendor = "apple"))]
const CLOCK: libc::clockid_t = libc::CLOCK_MONOTONIC;
#[cfg(target_vendor = "apple")]
const CLOCK: libc::clockid_t = libc::CLOCK_REALTIME;

const NANOS_PER_SECOND: libc::c_long = 1_000_000_000;

/// `pthread_mutex_t` and `pthread_cond_t`.
#[derive(Debug)]
pub struct Posix;

impl Platform for Posix {
    const NAME: &'static str = "pthread";
    type Monitor<T: Debug + Send + 'static> = PosixMonitor<T>;
}

/// A mutex and a condition. Both must stay where they were made, so they live in a box.
struct Raw {
    mutex: UnsafeCell<libc::pthread_mutex_t>,
    condition: UnsafeCell<libc::pthread_cond_t>,
}

/// A monitor of the C library's primitives.
pub struct PosixMonitor<T> {
    raw: Box<Raw>,
    state: UnsafeCell<T>,
}

// SAFETY: the state is only reached through a guard, and a guard exists only between `pthread_mutex_lock` and
// `pthread_mutex_unlock` of the same mutex; the mutex and the condition are made to be used from any thread.
unsafe impl<T: Send> Send for PosixMonitor<T> {}
// SAFETY: as above; sharing the monitor hands the state from thread to thread, for which `T: Send` is enough.
unsafe impl<T: Send> Sync for PosixMonitor<T> {}

/// The right to see the state: this thread has locked the mutex, and unlocks it when this is dropped.
pub struct PosixGuard<'a, T> {
    monitor: &'a PosixMonitor<T>,
    /// A mutex is unlocked by the thread that locked it, so a guard never leaves its thread.
    _not_send: PhantomData<*const ()>,
}

impl Raw {
    /// An unlocked mutex with the default attributes, and a condition on [`CLOCK`].
    ///
    /// # Panics
    /// When the system has no memory left for them.
    #[allow(clippy::unnecessary_box_returns, reason = "initialised where it stays")]
    fn new() -> Box<Self> {
        let raw = Box::new(Self {
            mutex: UnsafeCell::new(libc::PTHREAD_MUTEX_INITIALIZER),
            condition: UnsafeCell::new(libc::PTHREAD_COND_INITIALIZER),
        });
        let mut attributes = MaybeUninit::uninit();
        // SAFETY: the attributes are initialised before they are used and destroyed after; mutex and condition are
        // initialised once, at the address where they stay, before any other thread knows them.
        unsafe {
            check(libc::pthread_condattr_init(attributes.as_mut_ptr()), "initialise attributes");
            #[cfg(not(target_vendor = "apple"))]
            check(libc::pthread_condattr_setclock(attributes.as_mut_ptr(), CLOCK), "choose a clock");
            check(libc::pthread_mutex_init(raw.mutex.get(), ptr::null()), "make a mutex");
            check(libc::pthread_cond_init(raw.condition.get(), attributes.as_ptr()), "make a condition");
            libc::pthread_condattr_destroy(attributes.as_mut_ptr());
        }
        raw
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // SAFETY: `&mut self` proves that no guard is left, so the mutex is unlocked and no thread waits.
        unsafe {
            libc::pthread_cond_destroy(self.condition.get());
            libc::pthread_mutex_destroy(self.mutex.get());
        }
    }
}

/// Panics on an error code. These calls fail only when memory is short or an argument is wrong; neither leaves a lock
/// to go on with.
fn check(code: libc::c_int, what: &str) {
    assert!(code == 0, "cannot {what} for a lock: {}", std::io::Error::from_raw_os_error(code));
}

impl<T: Debug + Send + 'static> Monitor<T> for PosixMonitor<T> {
    type Guard<'a> = PosixGuard<'a, T>;

    fn new(state: T) -> Self {
        Self { raw: Raw::new(), state: UnsafeCell::new(state) }
    }

    fn enter(&self) -> PosixGuard<'_, T> {
        // SAFETY: the mutex is initialised. A thread that has it already does not come here: a guard is given
        // up before the same thread enters again (the protocol never nests a monitor in itself).
        check(unsafe { libc::pthread_mutex_lock(self.raw.mutex.get()) }, "lock a mutex");
        PosixGuard { monitor: self, _not_send: PhantomData }
    }

    fn signal(&self) {
        // SAFETY: the condition is initialised.
        check(unsafe { libc::pthread_cond_signal(self.raw.condition.get()) }, "signal a condition");
    }

    fn wait<'a>(&'a self, guard: PosixGuard<'a, T>) -> PosixGuard<'a, T> {
        self.must_own(&guard);
        // SAFETY: the guard is this monitor's, which proves that this thread has locked the mutex; it has again when
        // this returns.
        let code = unsafe { libc::pthread_cond_wait(self.raw.condition.get(), self.raw.mutex.get()) };
        check(code, "wait for a condition");
        guard
    }

    fn wait_for<'a>(&'a self, guard: PosixGuard<'a, T>, limit: Duration) -> (PosixGuard<'a, T>, bool) {
        self.must_own(&guard);
        let deadline = deadline(limit);
        // SAFETY: as in `wait`; the deadline lives until the call returns.
        let code = unsafe {
            libc::pthread_cond_timedwait(self.raw.condition.get(), self.raw.mutex.get(), &raw const deadline)
        };
        if code != libc::ETIMEDOUT {
            check(code, "wait for a condition");
        }
        (guard, code == libc::ETIMEDOUT)
    }
}

impl<T> PosixMonitor<T> {
    /// Refuses the guard of another monitor: to wait with a mutex that this thread has not locked is undefined.
    ///
    /// # Panics
    /// When it is another's.
    fn must_own(&self, guard: &PosixGuard<'_, T>) {
        assert!(std::ptr::eq(self, guard.monitor), "a thread waits at a monitor with the guard of another");
    }
}

/// The time `limit` from now on [`CLOCK`].
fn deadline(limit: Duration) -> libc::timespec {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a timespec of ours. The clock exists wherever this is compiled.
    check(unsafe { libc::clock_gettime(CLOCK, &raw mut now) }, "read the clock");
    let nanos = now.tv_nsec + libc::c_long::from(limit.subsec_nanos().cast_signed());
    let seconds = libc::time_t::try_from(limit.as_secs()).unwrap_or(libc::time_t::MAX);
    libc::timespec {
        tv_sec: now.tv_sec.saturating_add(seconds).saturating_add(nanos / NANOS_PER_SECOND),
        tv_nsec: nanos % NANOS_PER_SECOND,
    }
}

impl<T> Deref for PosixGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread has locked the mutex, so no other changes the state while the reference lives.
        unsafe { &*self.monitor.state.get() }
    }
}

impl<T> DerefMut for PosixGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this thread has locked the mutex and `&mut self` is its only guard: no other reference exists.
        unsafe { &mut *self.monitor.state.get() }
    }
}

impl<T> Drop for PosixGuard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: the guard proves that this thread has locked the mutex.
        let code = unsafe { libc::pthread_mutex_unlock(self.monitor.raw.mutex.get()) };
        debug_assert_eq!(code, 0, "a mutex of this thread is unlocked");
    }
}

impl<T> Debug for PosixMonitor<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("PosixMonitor").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "with the guard of another")]
    fn the_guard_of_another_monitor_is_refused() {
        let (one, other) = (PosixMonitor::new(1), PosixMonitor::new(2));
        drop(one.wait(other.enter()));
    }

    #[test]
    #[should_panic(expected = "with the guard of another")]
    fn also_for_a_wait_that_ends_by_itself() {
        let (one, other) = (PosixMonitor::new(1), PosixMonitor::new(2));
        drop(one.wait_for(other.enter(), Duration::ZERO));
    }
}
