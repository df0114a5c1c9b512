//! Some tasks compute and some serve a client: the convoy. Or each task does a share of computing and waiting.

use std::time::Duration;

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload, echo, primes};
use crate::reactor::Reactor;
use crate::sys::thread::cpu_time;

/// Counts primes in `size` numbers, or answers six requests, or counts and then sleeps.
///
/// Without a share, even tasks compute and odd ones serve a client, each kind in a queue of its own, so that some
/// workers only compute and some only serve as long as there are enough. Under a lock those that serve wait a switch
/// interval each time they return from their sockets, although they need the lock for a moment only. With a share,
/// each task computes and then sleeps so long that computing is that percentage of its time.
#[derive(Debug)]
pub(crate) struct Mixed;

/// Requests of each serving task. Under a lock with the default interval, beside one thread that computes, each takes
/// one interval or two: all serving tasks together take a good second, and end before the computing ones do.
const REQUESTS: u64 = 6;

/// The share of a task that only computes, as a percentage of its time.
const ALL: u64 = 100;

impl Workload for Mixed {
    const NAME: &'static str = "mixed";
    const ABOUT: &'static str = "some tasks count primes, some serve a client: computing delays replies";
    const UNIT: &'static str = "numbers";
    const TASKS: u32 = 64;
    const SIZE: u64 = 20_000;
    const SCALES: Scales = Scales::Size;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        let share = parameters.share.map_or(if task.is_multiple_of(2) { ALL } else { 0 }, u64::from);
        if share == 0 {
            return Value::Triple(echo::key(parameters, task), REQUESTS, 0);
        }
        let (from, until) = primes::range(parameters, task);
        Value::Triple(from, until, share)
    }

    fn queues(parameters: &TaskParameters) -> u32 {
        if parameters.share.is_none() { 2 } else { 1 }
    }

    fn prepare(parameters: &TaskParameters, task_context: &TaskContext) -> Result<(), TaskError> {
        if parameters.share.is_none() { task_context.start_client() } else { Ok(()) }
    }

    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        match *argument {
            Value::Triple(key, requests, 0) => echo::serve(key, requests, task_context, interpreter),
            Value::Triple(from, until, share @ 1..=ALL) => {
                let (count, rest) = compute(from, until, share, interpreter);
                if rest > Duration::ZERO {
                    interpreter.blocking(|| std::thread::sleep(rest));
                }
                Ok(Value::Int(count))
            }
            _ => Err(TaskError::argument(Self::NAME, argument)),
        }
    }

    async fn run_async(
        argument: &Value,
        task_context: &TaskContext,
        reactor: &Reactor,
    ) -> Result<Value, TaskError> {
        match *argument {
            Value::Triple(key, requests, 0) => echo::serve_async(key, requests, task_context, reactor).await,
            Value::Triple(from, until, share @ 1..=ALL) => {
                let (count, rest) = compute(from, until, share, &mut super::interpreter::Bare);
                if rest > Duration::ZERO {
                    reactor.sleep(rest).await;
                }
                Ok(Value::Int(count))
            }
            _ => Err(TaskError::argument(Self::NAME, argument)),
        }
    }
}

/// Counts the primes, and returns the time to wait then.
fn compute<I: Interpreter>(from: u64, until: u64, share: u64, interpreter: &mut I) -> (u64, Duration) {
    let began = cpu_time();
    let count = primes::count(from, until, interpreter);
    (count, rest((cpu_time() - began).into(), share))
}

/// Time to wait after computing for `computed`, so that this was `share` per cent of the whole.
fn rest(computed: Duration, share: u64) -> Duration {
    let share = share.clamp(1, ALL) as f64;
    computed.mul_f64((ALL as f64 - share) / share)
}

#[cfg(test)]
mod tests;
