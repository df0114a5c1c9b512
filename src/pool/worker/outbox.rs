//! What a worker has to say, collected: many small messages leave in one write.

use std::fs::File;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::super::message::FromWorker;
use super::super::wire::{WireError, append_frame};

/// Collected messages and the socket they leave by.
#[derive(Debug)]
pub(super) struct Outbox {
    bytes: Mutex<Vec<u8>>,
    socket: Mutex<File>,
}

/// What a buffer may keep for the next messages: fresh memory for each large one would cost more than sending it.
const KEPT: usize = 128 << 20;

impl Outbox {
    pub(super) fn new(socket: File) -> Self {
        Self { bytes: Mutex::default(), socket: Mutex::new(socket) }
    }

    /// Appends a message; returns how many bytes wait now.
    pub(super) fn push(&self, message: &FromWorker) -> Result<usize, WireError> {
        let mut bytes = self.bytes();
        append_frame(&mut bytes, message)?;
        Ok(bytes.len())
    }

    /// Sends everything now.
    pub(super) fn flush(&self) -> Result<(), WireError> {
        // The socket first: whoever holds it sends all that was appended before.
        let mut socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = std::mem::take(&mut *self.bytes());
        if !bytes.is_empty() {
            socket.write_all(&bytes)?;
            bytes.clear();
            let mut waiting = self.bytes();
            // The room is used again, unless the other thread has appended to a new one meanwhile.
            if waiting.is_empty() && bytes.capacity() <= KEPT {
                *waiting = bytes;
            }
        }
        Ok(())
    }

    /// Sends bytes that are no message.
    pub(super) fn spoil(&self, garbage: &[u8]) -> Result<(), WireError> {
        let mut socket = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(socket.write_all(garbage)?)
    }

    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
