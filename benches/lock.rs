//! What the lock costs a thread that has it to itself: `cargo bench --bench lock`.
//!
//! First the one figure that is a promise: `primes` under the lock with one thread against `primes` without
//! one, as the median of interleaved pairs, since the machine's speed drifts. Then a checkpoint and a blocking
//! call by themselves.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use coreograph::clock::Clock;
use coreograph::event::WorkerId;
use coreograph::gil::{Gil, Interval, Ledger, Locked, Native, Platform, Standard};
use coreograph::time_account::Meter;
use coreograph::workload::interpreter::Free;
use coreograph::workload::{Interpreter, Kind, Spec, TaskContext};
use criterion::{Criterion, criterion_group, criterion_main};

/// Tasks that take a few tens of milliseconds.
const PRIMES: Spec = Spec::of(Kind::Primes, 1, 20_000);

/// So many pairs are interleaved.
const PAIRS: usize = 41;

fn meter() -> Meter {
    Meter::open(Clock::start(), std::sync::Arc::default(), Box::new(|_| {}))
}

/// Runs `body` as a thread does that has a lock to itself.
fn under_a_lock<P: Platform, R>(body: impl FnOnce(&mut Locked<'_, P>) -> R) -> R {
    let (gil, ledger, mut meter) =
        (Gil::<P>::on_platform(Interval::default()), Ledger::new(WorkerId(0)), meter());
    let mut locked = Locked::enter(&gil, 0, &ledger, &mut meter);
    let result = body(&mut locked);
    locked.leave();
    result
}

fn primes(interpreter: &mut impl Interpreter) -> Duration {
    let (argument, task_context) =
        (PRIMES.argument(0), TaskContext::new(std::sync::Arc::default(), Path::new("")));
    let began = Instant::now();
    assert!(black_box(PRIMES.execute(black_box(&argument), &task_context, interpreter)).is_ok());
    began.elapsed()
}

/// The middle of the ratios, and the interval that holds the true median in 95 of 100 cases (order statistics
/// of a binomial distribution with p = 1/2: for 41 values the 14th and the 28th).
fn ratio_of_interleaved_pairs() {
    let pair = |_| {
        let without = primes(&mut Free::new(&mut meter()));
        let with = under_a_lock::<Native, _>(|locked| primes(locked));
        with.as_secs_f64() / without.as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..PAIRS).map(pair).collect();
    ratios.sort_by(f64::total_cmp);
    let [median, low, high] = [ratios[20], ratios[13], ratios[27]];
    println!(
        "primes under the lock / without one, one thread: {median:.4} (95 %: {low:.4} to {high:.4}), {PAIRS} pairs"
    );
}

fn costs(criterion: &mut Criterion) {
    ratio_of_interleaved_pairs();
    let mut group = criterion.benchmark_group("a thread alone");
    group.bench_function("1000 checkpoints", |bench| {
        under_a_lock::<Native, _>(|locked| {
            bench.iter(|| {
                for _ in 0..1000 {
                    locked.checkpoint();
                    black_box(());
                }
            });
        });
    });
    group.bench_function("a blocking call that does nothing, native", |bench| {
        under_a_lock::<Native, _>(|locked| bench.iter(|| locked.blocking(|| black_box(()))));
    });
    group.bench_function("a blocking call that does nothing, std", |bench| {
        under_a_lock::<Standard, _>(|locked| bench.iter(|| locked.blocking(|| black_box(()))));
    });
    group.finish();
}

criterion_group!(lock, costs);
criterion_main!(lock);
