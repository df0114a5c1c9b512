//! A pool of worker processes that survives kills: `cargo run --release --example pool`.
//!
//! Two workers count primes in 64 ranges. Three times a worker is killed by SIGKILL in the middle of a task; the pool
//! replaces it, hands the lost task out again, and ends with every result.

use std::error::Error;
use std::process::ExitCode;

use coreograph::event::{Fault, FaultPlan};
use coreograph::pool::{self, Config, Notice, Pool};
use coreograph::workload::{Kind, Spec, Value};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    // The workers are this program again.
    if let Some(code) = pool::serve() {
        return Ok(code);
    }
    // Each task counts the primes in 30,000 numbers of its own.
    let spec = Spec::of(Kind::Primes, 64, 30_000);
    let mut config = Config::new(std::env::current_exe()?, 2, spec.clone());
    config.faults = vec![FaultPlan { fault: Fault::Kill, worker: None, at: None }; 3];

    let mut pool = Pool::start(config, |worker, notice| match notice {
        Notice::Death(obituary) => {
            println!("worker {} (pid {}) died: {}", worker.0, obituary.pid, obituary.cause);
        }
        Notice::Replaced { dead, pid, after } => {
            println!("  pid {pid} took the place of {dead} after {:.1} ms", after.secs() * 1e3);
        }
        Notice::Rerun { task, attempt, .. } => println!("  task {task} runs again, attempt {attempt}"),
        _ => {}
    })?;

    // One task at a time: what is lost with a worker is one task, not a chunk of them.
    let outcomes = pool.map(spec, Some(1))?;
    let primes = |outcome: &Option<_>| match outcome {
        Some(Ok(Value::Int(primes))) => Some(*primes),
        _ => None,
    };
    let counted: Option<Vec<u64>> = outcomes.iter().map(primes).collect();
    let counted = counted.ok_or("a task has no result")?;
    println!("{} tasks, {} of them handed out again", counted.len(), pool.retried());
    println!("{} primes, and none counted twice", counted.iter().sum::<u64>());

    pool.close();
    for (worker, remains) in pool.join()?.iter().enumerate() {
        println!("worker {worker}: {} tasks, {:.2} s of CPU time", remains.tasks, remains.cpu.secs());
    }
    Ok(ExitCode::SUCCESS)
}
