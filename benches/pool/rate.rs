//! How many tasks, and how many bytes, a second; and how evenly the workers are used.

use std::error::Error;
use std::time::Instant;

use coreograph::event::Activity;
use coreograph::pool::{Config, Pool};
use coreograph::workload::Kind;

use super::claim::{Claim, Goal};
use super::support::in_turns;
use super::workers::{Alike, PROGRAM, count, spec, time_of_map, with_pool};

/// Tasks of one `map`.
const TASKS: u32 = 1_000_000;

pub(crate) fn square_claims(rounds: usize) -> Result<Vec<Claim>, Box<dyn Error>> {
    let readings = in_turns(rounds, &[Some(1), None], |chunk| squares(*chunk))?;
    let names = [("square, chunk size 1", Goal::AtLeast(0.5)), ("square, default chunk size", Goal::None)];
    let claim = |((name, goal), read)| Claim::median(name, ("million tasks/s", 2), read, goal);
    Ok(names.into_iter().zip(readings).map(claim).collect())
}

pub(crate) fn payload_claims(rounds: usize) -> Result<Vec<Claim>, Box<dyn Error>> {
    let sizes = [("payloads of 1 MiB", 1 << 20, 200), ("payloads of 64 MiB", 64 << 20, 6)];
    let readings = in_turns(rounds, &sizes, |(_, size, tasks)| payloads(*size, *tasks))?;
    let unit = ("MB/s sent, as many come back", 0);
    let claim = |((name, ..), read): ((&str, _, _), Vec<f64>)| Claim::median(name, unit, read, Goal::None);
    Ok(sizes.into_iter().zip(readings).map(claim).collect())
}

pub(crate) fn balance_claims(rounds: usize) -> Result<Vec<Claim>, Box<dyn Error>> {
    let readings = in_turns(rounds, &[()], |()| balance())?;
    let name = "uneven, chunk size 1: mean of the workers' computing over the most";
    Ok(vec![Claim::median(name, ("share", 3), readings.into_iter().flatten(), Goal::AtLeast(0.98))])
}

/// Millions of tasks per second.
fn squares(chunk: Option<u32>) -> Result<f64, Box<dyn Error>> {
    let all = spec(Kind::Square, TASKS, 1);
    with_pool(&all, true, &mut |_, _| (), |pool| {
        time_of_map(pool, spec(Kind::Square, 1_000, 1), chunk)?;
        Ok(f64::from(TASKS) / time_of_map(pool, all.clone(), chunk)?.as_secs_f64() / 1e6)
    })
}

/// Megabytes sent per second; each result is dropped as it comes.
fn payloads(size: u64, tasks: u32) -> Result<f64, Box<dyn Error>> {
    let all = spec(Kind::Payload, tasks, size);
    with_pool(&all, true, &mut |_, _| (), |pool| {
        // Memory that is touched for the first time is paid for once, by whichever is first.
        pass(pool, Alike(all.argument(0), u32::from(count()) * 2))?;
        let began = Instant::now();
        pass(pool, Alike::first_of(&all))?;
        Ok((u64::from(tasks) * size) as f64 / began.elapsed().as_secs_f64() / 1e6)
    })
}

fn pass(pool: &mut Pool<'_>, arguments: Alike) -> Result<(), Box<dyn Error>> {
    for ended in pool.imap_unordered(arguments, 1)? {
        ended?.1?;
    }
    Ok(())
}

/// How evenly a workload of tasks of very different length is spread: 1 when all workers computed equally long.
fn balance() -> Result<f64, Box<dyn Error>> {
    let uneven = spec(Kind::Uneven, 2_000, 20);
    let mut quiet = |_, _| ();
    let mut pool = Pool::start(Config::new(PROGRAM.into(), count(), uneven.clone()), &mut quiet)?;
    time_of_map(&mut pool, uneven, Some(1))?;
    pool.close();
    let computed: Vec<f64> =
        pool.join()?.iter().map(|worker| worker.books.time[Activity::Compute].0 as f64).collect();
    let most = computed.iter().copied().fold(0.0, f64::max);
    Ok(computed.iter().sum::<f64>() / computed.len() as f64 / most)
}
