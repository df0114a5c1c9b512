//! What a worker has to say, collected: many small messages leave in one write.
//!
//! Messages are appended to a buffer. The computing thread flushes it itself when it runs out of work; a
//! flushing thread does so while it computes: results after [`RESULT_DELAY`] at the latest, observations
//! after [`OBSERVATION_DELAY`]. So tiny tasks cost no system call each, and a result never waits for the
//! end of the long task that follows it.

use std::io::Write;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::message::FromWorker;
use super::wire::{WireError, append_frame};

/// A result waits no longer than this.
const RESULT_DELAY: Duration = Duration::from_millis(1);

/// An observation waits no longer than this.
const OBSERVATION_DELAY: Duration = Duration::from_millis(40);

/// Collected messages and the pipe they leave by.
pub(super) struct Outbox<W> {
    buffer: Mutex<Buffer>,
    filled: Condvar,
    pipe: Mutex<W>,
}

#[derive(Default)]
struct Buffer {
    bytes: Vec<u8>,
    /// When the buffer must leave; `None` while it is empty.
    due: Option<Instant>,
    /// Whether a result is in it.
    urgent: bool,
    closed: bool,
}

impl<W: Write> Outbox<W> {
    pub(super) fn new(pipe: W) -> Self {
        Self { buffer: Mutex::default(), filled: Condvar::new(), pipe: Mutex::new(pipe) }
    }

    /// Appends a message that is sent soon.
    pub(super) fn push(&self, message: &FromWorker) -> Result<(), WireError> {
        let observation = matches!(message, FromWorker::Slice(_) | FromWorker::Now { .. });
        let mut buffer = self.buffer();
        append_frame(&mut buffer.bytes, message)?;
        // A result that joins others leaves with them: the clock is asked only for the first.
        if buffer.due.is_some() && (observation || buffer.urgent) {
            return Ok(());
        }
        buffer.urgent = !observation;
        buffer.due = Some(Instant::now() + if observation { OBSERVATION_DELAY } else { RESULT_DELAY });
        drop(buffer);
        self.filled.notify_one();
        Ok(())
    }

    /// Sends everything now.
    pub(super) fn flush(&self) -> Result<(), WireError> {
        // The pipe first: whoever holds it sends all that was appended before.
        let mut pipe = self.pipe.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = {
            let mut buffer = self.buffer();
            (buffer.due, buffer.urgent) = (None, false);
            std::mem::take(&mut buffer.bytes)
        };
        if !bytes.is_empty() {
            pipe.write_all(&bytes)?;
            pipe.flush()?;
        }
        Ok(())
    }

    /// Ends [`Outbox::flush_when_due`].
    pub(super) fn close(&self) {
        self.buffer().closed = true;
        self.filled.notify_all();
    }

    /// Flushes whenever something is due, until the outbox is closed or the pipe breaks.
    pub(super) fn flush_when_due(&self) {
        let mut buffer = self.buffer();
        while !buffer.closed {
            buffer = match buffer.due.map(|due| due.saturating_duration_since(Instant::now())) {
                None => self.filled.wait(buffer).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => {
                    drop(buffer);
                    if self.flush().is_err() {
                        return;
                    }
                    self.buffer()
                }
                Some(left) => {
                    self.filled.wait_timeout(buffer, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }

    fn buffer(&self) -> MutexGuard<'_, Buffer> {
        self.buffer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
