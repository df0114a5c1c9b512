//! Large arguments and results: shows the cost of carrying them to another process and back.

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload, room_for};

/// Returns the bytes of its argument, each inverted.
///
/// Threads pass such an argument by its address. A process gets a copy of every byte, and so does the receiver of the
/// result; the work itself runs at the speed of memory, so what differs between lanes is the carrying.
#[derive(Debug)]
pub(crate) struct Payload;

/// The pattern of an argument: long enough that repeating it runs at the speed of memory.
const BLOCK: usize = 4096;

impl Workload for Payload {
    const NAME: &'static str = "payload";
    const ABOUT: &'static str = "invert the bytes of a large argument: processes pay for every byte";
    const UNIT: &'static str = "bytes";
    const TASKS: u32 = 64;
    const SIZE: u64 = 1 << 20;
    const SCALES: Scales = Scales::Tasks;
    const BULKY: bool = true;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        Self::try_argument(parameters, task).unwrap_or(Value::Bytes(Vec::new()))
    }

    fn try_argument(parameters: &TaskParameters, task: u32) -> Result<Value, TaskError> {
        bytes(key(parameters), task, usize::try_from(parameters.size).unwrap_or(usize::MAX)).map(Value::Bytes)
    }

    /// The key, the task and the size, from which the argument can be made.
    fn recipe(parameters: &TaskParameters, task: u32) -> Value {
        Value::Triple(key(parameters), task.into(), parameters.size)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Bytes(bytes) = argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        let mut inverted = room_for(bytes.len())?;
        invert(bytes, &mut inverted);
        interpreter.checkpoint();
        Ok(Value::Bytes(inverted))
    }
}

/// Appends the inverted `bytes`, many at a time: byte by byte this would take longer than the memory does.
fn invert(bytes: &[u8], inverted: &mut Vec<u8>) {
    let (blocks, rest) = bytes.as_chunks::<64>();
    for block in blocks {
        let mut words = *block;
        for word in words.as_chunks_mut::<8>().0 {
            *word = (!u64::from_ne_bytes(*word)).to_ne_bytes();
        }
        inverted.extend_from_slice(&words);
    }
    inverted.extend(rest.iter().map(|byte| !byte));
}

/// The eight bytes that all arguments of a race repeat.
fn key(parameters: &TaskParameters) -> u64 {
    StdRng::seed_from_u64(parameters.seed).random()
}

/// `size` bytes: the task's number in the first eight, then the key repeated.
fn bytes(key: u64, task: u32, size: usize) -> Result<Vec<u8>, TaskError> {
    let block = key.to_le_bytes().repeat(BLOCK / 8);
    let mut bytes = room_for(size)?;
    while bytes.len() < size {
        bytes.extend_from_slice(&block[..BLOCK.min(size - bytes.len())]);
    }
    for (byte, number) in bytes.iter_mut().zip(u64::from(task).to_le_bytes()) {
        *byte = number;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
