//! Waiting: a blocking call that releases the lock and needs no core.

use std::time::Duration;

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};
use crate::reactor::Reactor;

/// Sleeps `size` microseconds, and returns them.
#[derive(Debug)]
pub(crate) struct Sleep;

impl Workload for Sleep {
    const NAME: &'static str = "sleep";
    const ABOUT: &'static str = "wait: no core needed, no lock held";
    const UNIT: &'static str = "µs";
    const TASKS: u32 = 40;
    const SIZE: u64 = 50_000;
    const SCALES: Scales = Scales::Size;
    const WAITS: bool = true;

    fn argument(parameters: &TaskParameters, _task: u32) -> Value {
        Value::Int(parameters.size)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Int(micros) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        interpreter.blocking(|| std::thread::sleep(Duration::from_micros(micros)));
        Ok(Value::Int(micros))
    }

    async fn run_async(argument: &Value, _desk: &TaskContext, reactor: &Reactor) -> Result<Value, TaskError> {
        let Value::Int(micros) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        reactor.sleep(Duration::from_micros(micros)).await;
        Ok(Value::Int(micros))
    }
}
