use super::*;
use crate::clock::Clock;
use crate::gil::Interval;
use std::sync::Arc;

#[test]
fn a_copy_is_equal_and_its_price_is_booked() {
    let lock = UnderLock::of(1, 1, &Interval::default());
    let mut meter = Meter::open(Clock::start(), Arc::default(), Box::new(|_| {}));
    let mut interpreter = lock.enter(0, &mut meter);
    for value in [Value::Int(u64::MAX), Value::Triple(1, 2, 3), Value::Bytes(vec![7; 5000])] {
        assert_eq!(copy(&mut interpreter, &value), Ok(value));
    }
    interpreter.leave();
    assert!(meter.close().time[Activity::Serialise] > Nanos::ZERO);
}

/// Two threads at once: under one lock the second would wait until the first has left.
#[test]
fn no_thread_waits_for_another() {
    let lock = UnderLock::of(2, 2, &Interval::default());
    let meter = || Meter::open(Clock::start(), Arc::default(), Box::new(|_| {}));
    let (mut one, mut other) = (meter(), meter());
    let (one, other) = (lock.enter(0, &mut one), lock.enter(1, &mut other));
    one.leave();
    other.leave();
    let stats = lock.lock_stats(Nanos(u64::MAX)).unwrap();
    assert_eq!((stats.all.grants, stats.all.requests, stats.switches), (2, 0, 0));
}
