//! One task there and back, beside a bare echo over the same transport.

use std::error::Error;
use std::time::Instant;

use coreograph::pool::Pool;
use coreograph::statistics::median;
use coreograph::workload::{Kind, Value};

use super::candidate::Candidate;
use super::claim::{Claim, Goal};
use super::peer::{Buffers, Job, Peer};
use super::support::in_turns;
use super::workers::{spec, with_pool};

/// So many round trips make one reading: their median.
const TRIPS: u64 = 500;

/// About what a task and its argument take, or a result.
const MESSAGE: usize = 32;

pub(crate) fn claims(rounds: usize) -> Result<Vec<Claim>, Box<dyn Error>> {
    let job = Job { candidate: Candidate::WideSocket, size: MESSAGE, whole: true, buffers: Buffers::Kept };
    let mut peer = Peer::start(job)?;
    let readings = with_pool(&spec(Kind::Square, 1, 1), true, &mut |_, _| (), |pool| {
        in_turns(rounds, &[false, true], |by_pool| if *by_pool { apply(pool) } else { echo(&mut peer) })
    })?;
    peer.leave()?;
    let [echoes, applies] = readings.as_slice() else { return Err("two were measured".into()) };
    let ratios = applies.iter().zip(echoes).map(|(apply, echo)| apply / echo);
    Ok(vec![
        Claim::median("bare echo over a socket pair, p50", ("µs", 1), echoes.iter().copied(), Goal::None),
        Claim::median("apply, p50", ("µs", 1), applies.iter().copied(), Goal::None),
        Claim::median("apply against the bare echo", ("times", 2), ratios, Goal::AtMost(1.25)),
    ])
}

fn echo(peer: &mut Peer) -> Result<f64, Box<dyn Error>> {
    let mut message = [7; MESSAGE];
    median_of_trips(|_| {
        peer.end.send(&message)?;
        Ok(peer.end.receive(&mut message)?)
    })
}

fn apply(pool: &mut Pool<'_>) -> Result<f64, Box<dyn Error>> {
    median_of_trips(|n| match pool.apply(Value::Int(n))?? {
        Value::Int(square) if square == n * n => Ok(()),
        other => Err(format!("the square of {n} is not {other:?}").into()),
    })
}

/// In microseconds.
fn median_of_trips(mut trip: impl FnMut(u64) -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let mut times = Vec::new();
    for n in 0..TRIPS {
        let began = Instant::now();
        trip(n)?;
        times.push(began.elapsed().as_secs_f64() * 1e6);
    }
    median(times).ok_or_else(|| "there were no trips".into())
}
