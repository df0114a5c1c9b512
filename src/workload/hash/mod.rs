//! SHA-256 over large buffers: computation that releases the lock, as Python's `hashlib` does.

use rand::{RngExt, SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};

use super::{Interpreter, Scales, TaskContext, TaskError, TaskParameters, Value, Workload};

/// Hashes `size` bytes, a block at a time.
/// The data is a key of eight bytes, repeated: the argument stays small, any language can make the same buffer, and
/// hashing it takes as much work as random bytes.
#[derive(Debug)]
pub(crate) struct Hash;

/// Bytes hashed per call: well above the threshold, so that the lock is released once per block.
const BLOCK: usize = 1 << 20;

/// Length in bytes from which on `hashlib` releases the lock (`HASHLIB_GIL_MINSIZE`).
pub(crate) const RELEASE_FROM: usize = 2048;

impl Workload for Hash {
    const NAME: &'static str = "hash";
    const ABOUT: &'static str = "SHA-256 over large buffers: computes without the lock";
    const UNIT: &'static str = "bytes";
    const TASKS: u32 = 64;
    const SIZE: u64 = 16 << 20;
    const SCALES: Scales = Scales::Size;

    fn argument(parameters: &TaskParameters, task: u32) -> Value {
        let key = StdRng::seed_from_u64(parameters.seed ^ u64::from(task).rotate_left(32)).random();
        Value::Pair(key, parameters.size)
    }

    fn run<I: Interpreter>(
        argument: &Value,
        _desk: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError> {
        let Value::Pair(key, size) = *argument else {
            return Err(TaskError::argument(Self::NAME, argument));
        };
        Ok(digest(key, size, BLOCK, interpreter))
    }
}

/// The SHA-256 of `size` bytes, the key repeated, hashed in pieces of at most `most` bytes. A piece that is long
/// enough is hashed without the lock.
pub(super) fn digest<I: Interpreter>(key: u64, size: u64, most: usize, interpreter: &mut I) -> Value {
    // A buffer no longer than the data: short tasks are not charged for a long one.
    let block_len = usize::try_from(size).map_or(most, |size| size.min(most));
    let block = key.to_le_bytes().repeat(block_len.div_ceil(8));
    let mut hash = Sha256::new();
    let mut left = size;
    while left > 0 {
        let part = &block[..usize::try_from(left).map_or(most, |l| l.min(most))];
        if part.len() >= RELEASE_FROM {
            interpreter.native(|| hash.update(part));
        } else {
            hash.update(part);
        }
        left -= part.len() as u64;
        interpreter.checkpoint();
    }
    Value::Bytes(hash.finalize().to_vec())
}

#[cfg(test)]
mod tests;
