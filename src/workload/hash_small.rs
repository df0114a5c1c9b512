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
mod tests {
    use super::*;
    use crate::workload::interpreter::Bare;

    #[test]
    fn pieces_do_not_change_the_digest() {
        let task_context = TaskContext::for_test();
        for size in [0, 8, 1024, 1025, 5000] {
            let argument = Value::Pair(3, size);
            let whole = hash::Hash::run(&argument, &task_context, &mut Bare);
            assert_eq!(HashSmall::run(&argument, &task_context, &mut Bare), whole, "{size}");
        }
    }

    /// Every piece is hashed under the lock, and followed by a checkpoint.
    #[test]
    fn no_piece_is_hashed_without_the_lock() {
        struct Strict(u32);
        impl Interpreter for Strict {
            fn checkpoint(&mut self) {
                self.0 += 1;
            }
            fn blocking<R>(&mut self, _call: impl FnOnce() -> R) -> R {
                panic!("it blocks")
            }
            fn native<R>(&mut self, _call: impl FnOnce() -> R) -> R {
                panic!("it lets go of the lock")
            }
        }
        let mut strict = Strict(0);
        HashSmall::run(&Value::Pair(1, 10 * 1024 + 1), &TaskContext::for_test(), &mut strict).unwrap();
        assert_eq!(strict.0, 11);
    }
}
