//! Interpreters in one process, each with a lock of its own: true parallelism, nothing shared, data copied.
//!
//! What CPython has since 3.12 (PEP 684, a lock for each interpreter) and offers as `InterpreterPoolExecutor`
//! since 3.14 (PEP 734): threads of one process that never wait for each other's lock, because they share no
//! objects. Arguments and results are turned into bytes and back, as between processes, but no process is
//! started and no pipe is crossed. Here each thread runs under a simulated lock of its own, which nobody else
//! ever asks for, and has a memory of its own.

use super::gil::UnderLock;
use super::shift::Shift;
use super::team::{self, Runtime};
use super::{Context, Job, Lane, LaneError};
use crate::event::{Fact, Histogram, LaneId, LockAccount, LockStats, Nanos, Outcome, Percentiles};
use crate::gil::Locked;
use crate::meter::Meter;
use crate::pool::wire;
use crate::workload::{TaskOutcome, Value};

/// The `interpreters` lane.
#[derive(Debug)]
pub(super) struct Interpreters;

impl Lane for Interpreters {
    fn kind(&self) -> &'static str {
        "interpreters"
    }

    fn label(&self) -> &'static str {
        "interpreters, simulated GIL each"
    }

    fn phrase(&self, workers: u16) -> String {
        if workers == 1 { "1 interpreter".into() } else { format!("{workers} interpreters with a lock each") }
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        let locks = (0..job.workers).map(|_| UnderLock::of(1, &job.interval)).collect();
        team::run(job, context, &LockEach { locks })
    }
}

/// The locks of one run, one for each thread.
struct LockEach {
    locks: Vec<UnderLock>,
}

impl Runtime for LockEach {
    const OWN_MEMORY: bool = true;

    fn work(&self, shift: &mut Shift<'_>, meter: &mut Meter) -> Result<(), LaneError> {
        let mut interpreter = self.locks[usize::from(shift.worker)].enter(0, meter);
        shift.execute_as(&mut interpreter, copy);
        interpreter.leave();
        Ok(())
    }

    fn lock_stats(&self, now: Nanos) -> Option<LockStats> {
        self.locks.iter().map(|lock| lock.stats(now)).reduce(add)
    }

    fn observe(&self, lane: LaneId, now: Nanos) -> Option<Fact> {
        self.lock_stats(now).map(|stats| Fact::Lock { lane, stats })
    }
}

/// A value as another interpreter gets it: its bytes, made an object again.
fn copy(interpreter: &mut Locked<'_>, value: Value) -> TaskOutcome {
    interpreter
        .serialise(|| {
            let mut frame = Vec::new();
            wire::append_frame(&mut frame, &value).and_then(|()| {
                match wire::read_frame(&mut frame.as_slice())? {
                    Some(bytes) => wire::decode(&bytes),
                    None => Ok(value),
                }
            })
        })
        .map_err(|error| format!("a value cannot be copied to another interpreter: {error}"))
}

/// What two locks did, together.
fn add(a: LockStats, b: LockStats) -> LockStats {
    let (mut waits, mut holds) = (a.all.waits, a.all.holds);
    waits.add(&b.all.waits);
    holds.add(&b.all.holds);
    let all = LockAccount {
        grants: a.all.grants + b.all.grants,
        requests: a.all.requests + b.all.requests,
        expired: a.all.expired + b.all.expired,
        overtaken: a.all.overtaken + b.all.overtaken,
        forced: a.all.forced + b.all.forced,
        voluntary: a.all.voluntary + b.all.voluntary,
        slept: a.all.slept + b.all.slept,
        held: a.all.held + b.all.held,
        waited: a.all.waited + b.all.waited,
        wait_us: percentiles(&waits),
        hold_us: percentiles(&holds),
        waits,
        holds,
    };
    LockStats { interval_us: a.interval_us, switches: a.switches + b.switches, all }
}

fn percentiles(lengths: &Histogram) -> Percentiles {
    let micros = |quantile| lengths.quantile(quantile).map_or(0.0, Nanos::micros);
    Percentiles { p50: micros(0.50), p99: micros(0.99) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::event::Activity;
    use crate::gil::Interval;
    use std::sync::Arc;

    #[test]
    fn a_copy_is_equal_and_its_price_is_booked() {
        let lock = UnderLock::of(1, &Interval::default());
        let mut meter = Meter::open(Clock::start(), Arc::default(), Box::new(|_| {}));
        let mut interpreter = lock.enter(0, &mut meter);
        for value in [Value::Int(u64::MAX), Value::Triple(1, 2, 3), Value::Bytes(vec![7; 5000])] {
            assert_eq!(copy(&mut interpreter, value.clone()), Ok(value));
        }
        interpreter.leave();
        assert!(meter.close().time[Activity::Serialise] > Nanos::ZERO);
    }

    #[test]
    fn the_locks_are_added_up() {
        let one = || {
            let mut holds = Histogram::default();
            holds.record(Nanos::from_millis(3));
            let all = LockAccount { grants: 2, held: Nanos(5), holds, ..LockAccount::default() };
            LockStats { interval_us: 5000, switches: 1, all }
        };
        let sum = add(one(), one());
        assert_eq!((sum.interval_us, sum.switches, sum.all.grants, sum.all.held), (5000, 2, 4, Nanos(10)));
        assert_eq!(sum.all.holds.count(), 2);
        assert!(
            (sum.all.hold_us.p50 / 3000.0 - 1.0).abs() < 0.05 && sum.all.wait_us == Percentiles::default()
        );
    }
}
