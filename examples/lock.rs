//! A global interpreter lock under two threads: `cargo run --release --example lock`.
//!
//! Two threads count primes, first without a lock and then under one. With two cores the lock makes it take about twice
//! as long, since only one thread computes at a time; they take turns because a waiting thread requests the lock after
//! one switch interval (5 ms, CPython's default).

use std::path::Path;
use std::sync::Arc;
use std::thread;

use coreograph::clock::Clock;
use coreograph::event::{Nanos, WorkerId};
use coreograph::gil::{Gil, Interval, Ledger, Locked, account_of_all};
use coreograph::time_account::Meter;
use coreograph::workload::interpreter::Free;
use coreograph::workload::{Interpreter, Kind, Spec, TaskContext};

/// Work of each thread: the primes in 10 ranges of numbers.
const WORK: Spec = Spec::of(Kind::Primes, 10, 100_000);

fn main() {
    let clock = Clock::start();
    let meter = || Meter::open(clock, Arc::default(), Box::new(|_| {}));

    let begun = clock.now();
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| compute(&mut Free::new(&mut meter())));
        }
    });
    let free = clock.now() - begun;
    println!("without a lock  {:6.3} s", free.secs());

    let gil: Gil = Gil::on_platform(Interval::default());
    let ledgers = [WorkerId(0), WorkerId(1)].map(Ledger::new);
    let begun = clock.now();
    thread::scope(|scope| {
        for (thread, ledger) in (0..).zip(&ledgers) {
            let (gil, mut meter) = (&gil, meter());
            scope.spawn(move || {
                let mut locked = Locked::enter(gil, thread, ledger, &mut meter);
                compute(&mut locked);
                locked.leave();
            });
        }
    });
    let now = clock.now();
    let locked = now - begun;
    println!("under the lock  {:6.3} s, {:.2} times as long", locked.secs(), locked.secs() / free.secs());

    let account = account_of_all(&ledgers, now);
    println!(
        "the lock changed hands {} times; {} releases on request, held for {:.3} s, waited for {:.3} s",
        gil.switches(),
        account.forced,
        account.held.secs(),
        account.waited.secs(),
    );
    for ledger in &ledgers {
        let Nanos(held) = ledger.account(now).held;
        println!("  one thread held it for {:.1} % of the time", 100.0 * held as f64 / locked.0 as f64);
    }
}

/// Counts the primes under whatever execution model `interpreter` stands for.
fn compute(interpreter: &mut impl Interpreter) {
    let context = TaskContext::new(Arc::default(), Path::new(""));
    for task in 0..WORK.tasks {
        WORK.execute(&WORK.argument(task), &context, interpreter).expect("primes can always be counted");
    }
}
