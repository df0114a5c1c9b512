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
mod tests {
    use super::*;
    use crate::workload::interpreter::Bare;
    use crate::workload::{Kind, Spec};

    fn spec(share: Option<u8>) -> Spec {
        Spec { share, ..Spec::of(Kind::Mixed, 8, 50) }
    }

    #[test]
    fn without_a_share_tasks_compute_and_serve_by_turns() {
        let spec = spec(None);
        assert_eq!(spec.queues(), 2);
        let task_context = TaskContext::for_test();
        for task in 0..4 {
            let argument = spec.argument(task);
            let result = Mixed::run(&argument, &task_context, &mut Bare).unwrap();
            let primes = Kind::Primes.argument(&spec.parameters(), task);
            match (task % 2, &argument) {
                (0, Value::Triple(from, until, 100)) => {
                    assert_eq!(primes, Value::Pair(*from, *until));
                    assert_eq!(Ok(result), Kind::Primes.run(&primes, &task_context, &mut Bare));
                }
                (1, Value::Triple(key, REQUESTS, 0)) => {
                    let sum = (0..REQUESTS).fold(0u64, |sum, k| sum.wrapping_add(key.wrapping_add(k)));
                    assert_eq!(result, Value::Int(sum));
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(task_context.clear().replies.unwrap().count(), 2 * REQUESTS);
    }

    #[test]
    fn with_a_share_every_task_computes_and_waits() {
        let spec = spec(Some(40));
        assert_eq!(spec.queues(), 1);
        assert!((0..8).all(|task| matches!(spec.argument(task), Value::Triple(_, _, 40))));
        // No client is started, and none is needed: there is no program to start it from.
        let task_context = TaskContext::new(std::sync::Arc::default(), std::path::Path::new(""));
        assert_eq!(Mixed::prepare(&spec.parameters(), &task_context), Ok(()));
        assert!(Mixed::run(&spec.argument(1), &task_context, &mut Bare).is_ok());
    }

    #[test]
    fn the_wait_makes_the_share() {
        let ms = Duration::from_millis;
        assert_eq!(rest(ms(10), 50), ms(10));
        assert_eq!(rest(ms(10), 20), ms(40));
        assert_eq!(rest(ms(10), 100), ms(0));
    }
}
