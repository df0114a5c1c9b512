//! SHA-256 in small pieces: the same computation as `hash`, and yet the lock is kept.

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload, hash};

/// Hashes `size` bytes, in pieces that are too small for `hashlib` to release the lock.
#[derive(Debug)]
pub(crate) struct HashSmall;

/// Bytes hashed per call: below the threshold of [`hash::RELEASE_FROM`].
const PIECE: usize = 1024;

impl Workload for HashSmall {
    const NAME: &'static str = "hash-small";
    const ABOUT: &'static str = "SHA-256 in pieces of 1 KiB: computes, too short to let go of the lock";
    const UNIT: &'static str = "bytes";
    const TASKS: u32 = 64;
    const SIZE: u64 = 16 << 20;
    const SCALES: Scales = Scales::Size;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        hash::Hash::argument(parameters, task)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Pair(key, size) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        Ok(hash::digest(key, size, PIECE, interpreter))
    }
}

#[cfg(test)]
mod tests;
