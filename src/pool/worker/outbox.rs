//! A worker's outbox: many small messages leave in one write.

use std::fs::File;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::super::message::FromWorker;
use super::super::wire::{Outgoing, WireError};

/// Collected messages and the socket they leave by.
#[derive(Debug)]
pub(super) struct Outbox {
    waiting: Mutex<Outgoing>,
    socket: Mutex<Sender>,
}

/// The socket, and the buffer of what was sent last, for what is collected next.
#[derive(Debug)]
struct Sender {
    socket: File,
    room: Outgoing,
}

impl Outbox {
    pub(super) fn new(socket: File) -> Self {
        Self { waiting: Mutex::default(), socket: Mutex::new(Sender { socket, room: Outgoing::default() }) }
    }

    /// Appends a message; returns the number of bytes that wait now. A message that is too large comes back.
    #[inline(always)]
    pub(super) fn push(&self, message: FromWorker) -> Result<usize, Box<(WireError, FromWorker)>> {
        self.waiting().push(message)
    }

    /// Appends a message that is small.
    pub(super) fn say(&self, message: FromWorker) -> Result<usize, WireError> {
        self.push(message).map_err(|refused| refused.0)
    }

    /// Sends everything now.
    pub(super) fn flush(&self) -> Result<(), WireError> {
        // The socket first: its holder sends all that was appended before.
        let mut sender = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        let Sender { socket, room } = &mut *sender;
        std::mem::swap(&mut *self.waiting(), room);
        // The socket blocks: all of it leaves.
        room.write_to(socket)?;
        Ok(())
    }

    /// Sends bytes that are not a message.
    pub(super) fn spoil(&self, garbage: &[u8]) -> Result<(), WireError> {
        let mut sender = self.socket.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(sender.socket.write_all(garbage)?)
    }

    fn waiting(&self) -> MutexGuard<'_, Outgoing> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
