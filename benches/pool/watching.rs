//! What it costs that workers tell what they do, slice by slice.

use std::error::Error;
use std::time::Duration;

use coreograph::workload::{Kind, Spec};

use super::claim::{Claim, Goal};
use super::support::in_turns;
use super::workers::{PRIMES, count, spec, time_of_map, with_pool};

pub(crate) fn claims(rounds: usize) -> Result<Vec<Claim>, Box<dyn Error>> {
    let primes = spec(Kind::Primes, 300 * u32::from(count()), PRIMES);
    let square = spec(Kind::Square, 1_000_000, 1);
    Ok(vec![
        cost("watching primes", &primes, rounds, Goal::AtMost(2.0))?,
        cost("watching square, chunk size 1", &square, rounds, Goal::AtMost(10.0))?,
    ])
}

/// How much longer the same work takes when it is watched, in per cent, pair by pair.
fn cost(name: &str, work: &Spec, rounds: usize, goal: Goal) -> Result<Claim, Box<dyn Error>> {
    let walls = in_turns(rounds, &[false, true], |watched| wall(work, *watched))?;
    let [unseen, seen] = walls.as_slice() else { return Err("two were measured".into()) };
    let costs = seen.iter().zip(unseen).map(|(seen, unseen)| seen.as_secs_f64() / unseen.as_secs_f64() - 1.0);
    Ok(Claim::median(name, ("% longer", 2), costs.map(|cost| cost * 100.0), goal))
}

fn wall(work: &Spec, watched: bool) -> Result<Duration, Box<dyn Error>> {
    // What is told is looked at, as a sink would.
    let mut told = 0u64;
    let took = with_pool(work, watched, &mut |_, _| told += 1, |pool| {
        time_of_map(pool, Spec { tasks: work.tasks.min(1_000) / 10, ..work.clone() }, Some(1))?;
        time_of_map(pool, work.clone(), Some(1))
    })?;
    std::hint::black_box(told);
    Ok(took)
}
