//! A worker's inbox: work read from its socket and not begun.
//!
//! Two threads read it. The computing thread does when it has nothing else to do: then nothing stands between the
//! socket and the work. While it is busy with a long task its companion does, so that queued work can be recalled for
//! an idle worker.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde_bytes::ByteBuf;

use super::super::message::{Batch, FromWorker, ToWorker};
use super::super::values::{self, Values};
use super::super::wire::{Frames, WireError, read};
use crate::event::Fault;

/// The next thing to do.
#[derive(Debug)]
pub(super) enum Work {
    /// Tasks to execute, one after another.
    Stride(Vec<Piece>),
    /// Bytes to send back.
    Ping(ByteBuf),
    /// Nothing more will come.
    Bye,
}

/// Consecutive tasks of one chunk.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) first: u32,
    pub(super) step: u32,
    pub(super) attempt: u16,
    pub(super) careful: bool,
    pub(super) fault: Option<Fault>,
    pub(super) arguments: Values,
}

/// A worker's inbox.
#[derive(Debug)]
pub(super) struct Inbox {
    source: Mutex<Source>,
    waiting: Mutex<VecDeque<Item>>,
}

#[derive(Debug)]
struct Source {
    socket: File,
    frames: Frames,
}

#[derive(Debug)]
enum Item {
    ReceivedChunk(ReceivedChunk),
    Ping(ByteBuf),
    Bye,
}

/// A chunk, some of whose tasks may be taken already.
#[derive(Debug)]
struct ReceivedChunk {
    next: u32,
    step: u32,
    attempt: u16,
    careful: bool,
    fault: Option<Fault>,
    begun: bool,
    arguments: values::IntoIter,
}

impl Inbox {
    pub(super) fn new(socket: File, frames: Frames) -> Self {
        Self { source: Mutex::new(Source { socket, frames }), waiting: Mutex::default() }
    }

    /// The next work: at most `stride` tasks; `None` when nothing is queued.
    pub(super) fn take(&self, stride: u32) -> Option<Work> {
        let mut waiting = self.waiting();
        match waiting.front() {
            None => return None,
            Some(Item::ReceivedChunk(_)) => {}
            Some(Item::Ping(_) | Item::Bye) => {
                return waiting.pop_front().map(|item| match item {
                    Item::Ping(bytes) => Work::Ping(bytes),
                    _ => Work::Bye,
                });
            }
        }
        let mut pieces = Vec::new();
        let mut room = stride as usize;
        while let Some(Item::ReceivedChunk(chunk)) = waiting.front_mut().filter(|_| room > 0) {
            // A suspected chunk, or one with a fault, is taken alone.
            let alone = chunk.careful || chunk.fault.is_some();
            if alone && !pieces.is_empty() {
                break;
            }
            let piece = chunk.take(if alone { 1 } else { room });
            room = if alone { 0 } else { room - piece.arguments.len() };
            if chunk.arguments.len() == 0 {
                waiting.pop_front();
            }
            pieces.push(piece);
        }
        Some(Work::Stride(pieces))
    }

    /// Waits until something arrives, if nothing is queued, and calls `arrived` before it is decoded; immediate
    /// answers go to `answer`, so that there may still be nothing to do. False at the end of the socket.
    pub(super) fn wait(
        &self,
        arrived: impl FnOnce(),
        answer: &dyn Fn(FromWorker) -> Result<(), WireError>,
    ) -> Result<bool, WireError> {
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        let Source { socket, frames } = &mut *source;
        // Something may have come with the greeting, or been read by the companion before it released the source.
        self.sort(frames, answer)?;
        if !self.waiting().is_empty() {
            return Ok(true);
        }
        match frames.read_from(&*socket) {
            Ok(0) => return frames.end().map(|()| false),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(true),
            Err(error) => return Err(error.into()),
        }
        arrived();
        self.sort(frames, answer)?;
        Ok(true)
    }

    /// Reads what has arrived, if the computing thread is not about to; never waits.
    pub(super) fn look(&self, answer: &dyn Fn(FromWorker) -> Result<(), WireError>) -> Result<(), WireError> {
        let mut source = match self.source.try_lock() {
            Ok(source) => source,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(()),
        };
        let Source { socket, frames } = &mut *source;
        while is_readable(socket) {
            // The end is detected by the thread that watches for it.
            if frames.read_from(&*socket)? == 0 {
                return Ok(());
            }
            self.sort(frames, answer)?;
        }
        Ok(())
    }

    fn sort(
        &self,
        frames: &mut Frames,
        answer: &dyn Fn(FromWorker) -> Result<(), WireError>,
    ) -> Result<(), WireError> {
        while let Some(frame) = frames.next_frame()? {
            let item = match read(frame)? {
                ToWorker::Tasks(batch) => Item::ReceivedChunk(ReceivedChunk::of(batch)),
                ToWorker::Ping(bytes) => Item::Ping(bytes),
                ToWorker::Bye => Item::Bye,
                ToWorker::Recall(chunks) => {
                    answer(FromWorker::Returned(self.give_back(chunks)))?;
                    continue;
                }
                ToWorker::Hello(_) => {
                    return Err(WireError::Absurd("hello, for the second time".into()));
                }
            };
            self.waiting().push_back(item);
        }
        Ok(())
    }

    /// Gives back chunks that were not begun, the last ones first; returns their first tasks.
    fn give_back(&self, chunks: u32) -> Vec<u32> {
        let mut waiting = self.waiting();
        let mut given = Vec::new();
        while given.len() < chunks as usize
            && let Some(Item::ReceivedChunk(chunk)) = waiting.back()
            && !chunk.begun
        {
            given.push(chunk.next);
            waiting.pop_back();
        }
        given
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Item>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReceivedChunk {
    fn of(batch: Batch) -> Self {
        let Batch { first, step, attempt, careful, fault, arguments } = batch;
        Self { next: first, step, attempt, careful, fault, begun: false, arguments: arguments.into_iter() }
    }

    /// Takes at most `most` of its next tasks.
    fn take(&mut self, most: usize) -> Piece {
        let (first, step, attempt, careful) = (self.next, self.step, self.attempt, self.careful);
        let arguments: Values = self.arguments.by_ref().take(most).collect();
        let taken = u32::try_from(arguments.len()).unwrap_or(u32::MAX);
        self.next = first.wrapping_add(step.wrapping_mul(taken));
        self.begun = true;
        Piece { first, step, attempt, careful, fault: self.fault.take(), arguments }
    }
}

/// Whether a read would find something, the end included.
fn is_readable(socket: &File) -> bool {
    let mut fds = [PollFd::new(socket, PollFlags::IN)];
    matches!(poll(&mut fds, Some(&Timespec::default())), Ok(n) if n > 0)
}

#[cfg(test)]
mod tests;
