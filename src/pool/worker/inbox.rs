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
mod tests {
    use super::super::super::wire::append_frame;
    use super::*;
    use crate::workload::Value;
    use std::io::Write;
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;

    fn batch(first: u32, tasks: u32) -> Batch {
        let arguments = (0..tasks).map(|n| Value::Int(u64::from(first + 2 * n))).collect();
        Batch { first, step: 2, attempt: 1, careful: false, fault: None, arguments }
    }

    /// An inbox to which these messages were sent.
    fn inbox(messages: &[ToWorker]) -> (Inbox, UnixStream) {
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        let mut bytes = Vec::new();
        for message in messages {
            append_frame(&mut bytes, message).unwrap();
        }
        ours.write_all(&bytes).unwrap();
        (Inbox::new(File::from(OwnedFd::from(theirs)), Frames::default()), ours)
    }

    fn nobody(_: FromWorker) -> Result<(), WireError> {
        panic!("nothing is to be answered")
    }

    /// The tasks of each piece of a stride.
    fn taken(inbox: &Inbox, stride: u32) -> Vec<Vec<u32>> {
        let Some(Work::Stride(pieces)) = inbox.take(stride) else { panic!("no tasks") };
        let tasks = |p: &Piece| (0u32..).map(|n| p.first + n * p.step).take(p.arguments.len()).collect();
        pieces.iter().map(tasks).collect()
    }

    #[test]
    fn a_stride_spans_chunks_and_leaves_the_rest() {
        let suspect = Batch { careful: true, ..batch(100, 2) };
        let (inbox, _ours) = inbox(&[
            ToWorker::Tasks(batch(0, 3)),
            ToWorker::Tasks(batch(10, 3)),
            ToWorker::Tasks(suspect),
            ToWorker::Bye,
        ]);
        assert!(inbox.take(9).is_none());
        assert!(inbox.wait(|| (), &nobody).unwrap());
        assert_eq!(taken(&inbox, 4), [vec![0, 2, 4], vec![10]]);
        assert_eq!(taken(&inbox, 9), [vec![12, 14]], "a suspect is not taken up with others");
        assert_eq!(taken(&inbox, 9), [[100]]);
        assert_eq!(taken(&inbox, 9), [[102]]);
        assert!(matches!(inbox.take(9), Some(Work::Bye)));
    }

    #[test]
    fn what_was_not_begun_is_given_back_from_the_end() {
        let chunks = [batch(0, 2), batch(10, 2), batch(20, 2), batch(30, 2)].map(ToWorker::Tasks);
        let (inbox, mut ours) = inbox(&chunks);
        inbox.look(&nobody).unwrap();
        assert_eq!(taken(&inbox, 1), [[0]]);
        for (asked, expected) in [(2, vec![30, 20]), (9, vec![10])] {
            let mut bytes = Vec::new();
            append_frame(&mut bytes, &ToWorker::Recall(asked)).unwrap();
            ours.write_all(&bytes).unwrap();
            let said = std::cell::RefCell::new(Vec::new());
            inbox
                .look(&|answer| {
                    said.borrow_mut().push(answer);
                    Ok(())
                })
                .unwrap();
            assert_eq!(said.into_inner(), [FromWorker::Returned(expected)]);
        }
        assert_eq!(taken(&inbox, 9), [[2]], "a chunk that was begun stays");
    }

    #[test]
    fn what_came_with_the_greeting_is_not_waited_for() {
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        let mut frames = Frames::default();
        let mut bytes = Vec::new();
        append_frame(&mut bytes, &ToWorker::Tasks(batch(0, 1))).unwrap();
        append_frame(&mut bytes, &ToWorker::Bye).unwrap();
        frames.push(&bytes);
        ours.shutdown(std::net::Shutdown::Write).unwrap();
        ours.flush().unwrap();
        let inbox = Inbox::new(File::from(OwnedFd::from(theirs)), frames);
        assert!(inbox.wait(|| (), &nobody).unwrap(), "the socket is at its end, and this came before");
        assert_eq!(taken(&inbox, 9), [[0]]);
        assert!(matches!(inbox.take(9), Some(Work::Bye)));
    }

    #[test]
    fn the_end_of_the_socket_is_told_from_a_torn_message() {
        let (whole, ours) = inbox(&[ToWorker::Bye]);
        drop(ours);
        assert!(whole.wait(|| (), &nobody).unwrap());
        whole.take(1);
        assert!(!whole.wait(|| (), &nobody).unwrap());
        let (torn, mut ours) = inbox(&[]);
        ours.write_all(&[9, 0, 0, 0, 1]).unwrap();
        drop(ours);
        assert!(torn.wait(|| (), &nobody).unwrap(), "something has come, and nothing is to be done yet");
        assert!(matches!(torn.wait(|| (), &nobody), Err(WireError::Torn { got: 1, expected: 9 })));
    }
}
