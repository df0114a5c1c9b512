use super::*;
use crate::event::WorkerId;
use crate::gil::Interval;
use std::sync::Arc;

fn meter() -> Meter {
    Meter::open(Clock::start(), Arc::default(), Box::new(|_| {}))
}

#[test]
fn a_blocking_call_runs_without_the_lock_and_comes_back_with_it() {
    let (gil, ledger, mut meter) = (Gil::new(Interval::default()), Ledger::new(WorkerId(0)), meter());
    let mut locked = Locked::enter(&gil, 0, &ledger, &mut meter);
    let waited_meanwhile = locked.blocking(|| {
        let grant = gil.acquire(1, &mut ());
        gil.release(1);
        grant.waited
    });
    assert!(!waited_meanwhile);
    assert_eq!(gil.switches(), 2, "to thread 1 and back");
    locked.leave();
    assert!(!gil.acquire(1, &mut ()).waited);
    let account = ledger.account(Nanos::ZERO);
    assert_eq!((account.grants, account.voluntary, account.forced), (2, 2, 0));
}

#[test]
fn a_panic_in_a_call_leaves_the_lock_with_its_thread() {
    let (gil, ledger, mut meter) = (Gil::new(Interval::default()), Ledger::new(WorkerId(0)), meter());
    let mut locked = Locked::enter(&gil, 0, &ledger, &mut meter);
    let caught = crate::sys::panics::catch(|| locked.native(|| panic!("in C")));
    assert!(caught.is_err());
    locked.leave();
    assert!(!gil.acquire(1, &mut ()).waited);
}

/// A thread whose lock is requested and that goes into a blocking call has its sleep until the lock is taken
/// accounted as a wait, not as the call.
#[test]
fn being_forced_out_before_a_call_is_a_wait_for_the_lock() {
    let gil = Gil::new(Interval::new(std::time::Duration::from_micros(100)));
    let (ledger, mut meter) = (Ledger::new(WorkerId(0)), meter());
    std::thread::scope(|scope| {
        let mut locked = Locked::enter(&gil, 0, &ledger, &mut meter);
        scope.spawn(|| {
            gil.acquire(1, &mut ());
            gil.release(1);
        });
        while !gil.drop_requested() {
            std::hint::spin_loop();
        }
        locked.blocking(|| ());
        locked.leave();
    });
    let books = meter.close();
    let account = ledger.account(Nanos::ZERO);
    assert_eq!((account.forced, account.voluntary), (1, 1));
    assert!(account.slept <= books.time[Activity::LockWait], "{account:?} {books:?}");
    assert_eq!(books.time.total(), books.closed - books.opened);
}
