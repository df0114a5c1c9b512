//! The messages between a pool and its workers, counted and timed.

use crate::durations::Durations;
use crate::event::{IpcStats, Nanos};

/// Totals of the messages of a pool. Bytes are counted at each process's socket as long as it runs, and here
/// afterwards.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    /// Number of messages that carried tasks or results.
    messages: u64,
    /// Bytes to and from processes that have ended.
    past: SocketBytes,
    /// Time spent encoding and decoding messages.
    encoding: Nanos,
    round_trips: Durations,
    spawns: Durations,
    /// Bytes that came back from PINGs, and one for each.
    pongs: u64,
}

/// Bytes that passed through a worker's socket.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct SocketBytes {
    /// To the worker.
    pub(super) out: u64,
    /// From the worker.
    pub(super) from: u64,
}

impl std::ops::AddAssign for SocketBytes {
    fn add_assign(&mut self, other: Self) {
        self.out += other.out;
        self.from += other.from;
    }
}

impl Traffic {
    /// Counts a message with tasks or results.
    pub(super) fn count_message(&mut self) {
        self.messages += 1;
    }

    /// Adds time spent encoding or decoding.
    pub(super) fn add_encoding(&mut self, time: Nanos) {
        self.encoding += time;
    }

    /// Adds the bytes of a process that has ended.
    pub(super) fn add_ended(&mut self, bytes: SocketBytes) {
        self.past += bytes;
    }

    /// Records the time from sending a lone task to the arrival of its result, less the task's own time.
    pub(super) fn record_round_trip(&mut self, time: Nanos) {
        self.round_trips.record(time);
    }

    /// Records the time from the start of a process until it was ready.
    pub(super) fn record_spawn(&mut self, time: Nanos) {
        self.spawns.record(time);
    }

    /// Counts the answer to a PING of this many bytes.
    pub(super) fn count_pong(&mut self, bytes: usize) {
        self.pongs += expected_of_ping(bytes);
    }

    /// The count of PONG bytes so far; each PING of `n` bytes adds [`expected_of_ping`]`(n)`.
    pub(super) fn pongs(&self) -> u64 {
        self.pongs
    }

    /// Statistics so far, with the bytes of the processes that run.
    pub(super) fn stats(&self, running: impl Iterator<Item = SocketBytes>) -> IpcStats {
        let mut bytes = self.past;
        running.for_each(|more| bytes += more);
        IpcStats {
            messages: self.messages,
            bytes_out: bytes.out,
            bytes_in: bytes.from,
            round_trip_us: self.round_trips.micros(),
            spawn_ms: self.spawns.millis(),
            serialise: self.encoding,
            ..IpcStats::default()
        }
    }
}

/// Count of PONG bytes that the answer to a PING of `bytes` bytes adds: an empty one must count, too.
pub(super) fn expected_of_ping(bytes: usize) -> u64 {
    1 + bytes as u64
}

#[cfg(test)]
mod tests;
