//! Frames on a socket: a length of four bytes, little-endian, then the message in postcard's encoding.
//!
//! One large value of raw bytes does not pass through the encoding: it travels as it is, straight from the value's own
//! memory into the socket and from there into the memory of the value that arrives. The length of such a frame carries
//! a mark in its highest bit, and the frame is
//!
//! ```text
//! bytes of the value │ message without it │ length of that message, four bytes
//! ```
//!
//! so that the receiver only has to cut off the end.
//!
//! A reader never trusts what it reads: a length above [`MAX_FRAME`], an end in mid-frame, bytes that are no
//! message are errors of that one connection, and memory is filled only as bytes really arrive.

mod error;
mod frames;
mod header;
mod outgoing;

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::workload::room_for;

pub use error::WireError;
pub use frames::{Frame, Frames};
pub use header::MAX_FRAME;
pub use outgoing::Outgoing;

/// A message that may carry one large value of raw bytes.
pub trait Message: Serialize + DeserializeOwned {
    /// Takes the bytes out, if there are so many that it pays.
    fn detach(&mut self) -> Option<Vec<u8>>;

    /// Puts them back; false when none were taken from it.
    fn attach(&mut self, bytes: Option<Vec<u8>>) -> bool;
}

/// A growing buffer that reports when there is no room.
struct Growing<'b> {
    buffer: &'b mut Vec<u8>,
    /// Number of bytes there was no room for.
    full: Option<usize>,
}

impl io::Write for Growing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.try_reserve(bytes.len()).is_err() {
            self.full = Some(self.buffer.len() + bytes.len());
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Appends `message` to `buffer` as one frame.
///
/// # Errors
/// [`WireError::TooLarge`] or [`WireError::NoRoom`], leaving the buffer as it was.
pub fn append_frame<T: Serialize>(buffer: &mut Vec<u8>, message: &T) -> Result<(), WireError> {
    let start = buffer.len();
    buffer.extend_from_slice(&[0; 4]);
    let mut growing = Growing { buffer, full: None };
    let encoded = postcard::to_io(message, &mut growing).map(|_| ());
    let full = growing.full;
    let length = buffer.len() - start - 4;
    if let Err(error) = encoded {
        buffer.truncate(start);
        if let Some(length) = full {
            return Err(WireError::no_room(length));
        }
        return Err(WireError::Garbage { length, reason: error.to_string() });
    }
    let header = u32::try_from(length).ok().filter(|_| length <= MAX_FRAME);
    let Some(header) = header else {
        buffer.truncate(start);
        return Err(WireError::TooLarge { length });
    };
    buffer[start..start + 4].copy_from_slice(&header.to_le_bytes());
    Ok(())
}

/// Turns a frame's bytes into a message.
///
/// # Errors
/// [`WireError::Garbage`], also when bytes are left over; [`WireError::NoRoom`] when there is no memory for it.
pub fn decode<T: DeserializeOwned>(frame: &[u8]) -> Result<T, WireError> {
    let garbage = |reason: String| WireError::Garbage { length: frame.len(), reason };
    let (message, rest) = postcard::take_from_bytes(frame).map_err(|error| match error {
        // The decoder keeps no more of a reason than this; whether there is room can be checked again.
        postcard::Error::SerdeDeCustom if room_for(frame.len()).is_err() => WireError::no_room(frame.len()),
        error => garbage(error.to_string()),
    })?;
    if rest.is_empty() { Ok(message) } else { Err(garbage(format!("{} bytes are left over", rest.len()))) }
}

/// Turns a frame into a message, with the bytes that came with it.
///
/// # Errors
/// [`WireError::Garbage`].
pub fn read<M: Message>(frame: Frame<'_>) -> Result<M, WireError> {
    let (mut message, bytes, length): (M, _, _) = match frame {
        Frame::Plain(frame) => (decode(frame)?, None, frame.len()),
        Frame::WithBytes(mut body) => {
            let length = body.len();
            let garbage = || WireError::Garbage { length, reason: "it has no end".into() };
            let (rest, end) = body.split_last_chunk::<4>().ok_or_else(garbage)?;
            let cut = rest.len().checked_sub(u32::from_le_bytes(*end) as usize).ok_or_else(garbage)?;
            let message = decode(&rest[cut..])?;
            body.truncate(cut);
            (message, Some(body), length)
        }
    };
    if message.attach(bytes) {
        Ok(message)
    } else {
        let reason = "the bytes that came with it are not those that it speaks of".into();
        Err(WireError::Garbage { length, reason })
    }
}

#[cfg(test)]
mod tests {
    use super::super::message::{Batch, FromWorker, ToWorker};
    use super::super::values::Values;
    use super::header::WITH_BYTES;
    use super::*;
    use crate::workload::Value;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = Value> {
        prop_oneof![
            any::<u64>().prop_map(Value::Int),
            any::<(u64, u64)>().prop_map(|(a, b)| Value::Pair(a, b)),
            any::<Vec<u8>>().prop_map(Value::Bytes),
            any::<String>().prop_map(Value::Text),
        ]
    }

    fn read_all(bytes: &[u8], at_once: usize) -> (usize, Option<WireError>) {
        let (mut frames, mut count) = (Frames::default(), 0);
        for piece in bytes.chunks(at_once.max(1)) {
            frames.push(piece);
            loop {
                match frames.next_frame() {
                    Ok(None) => break,
                    Ok(Some(frame)) => {
                        let _ = read::<FromWorker>(frame);
                        count += 1;
                    }
                    Err(error) => return (count, Some(error)),
                }
            }
        }
        (count, frames.end().err())
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            values in proptest::collection::vec(values(), 0..20),
            (first, attempt, careful) in any::<(u32, u16, bool)>(),
            at_once in 1usize..50,
        ) {
            let arguments: Values = values.into_iter().collect();
            let batch = Batch { first, step: 1, attempt, careful, fault: None, arguments };
            let (mut outgoing, mut buffer) = (Outgoing::default(), Vec::new());
            outgoing.push(ToWorker::Tasks(batch.clone())).unwrap();
            outgoing.push(ToWorker::Bye).unwrap();
            prop_assert!(outgoing.write_to(&mut buffer).unwrap());
            let (mut frames, mut arrived) = (Frames::default(), Vec::<ToWorker>::new());
            for piece in buffer.chunks(at_once) {
                frames.push(piece);
                while let Some(frame) = frames.next_frame().unwrap() {
                    arrived.push(read(frame).unwrap());
                }
            }
            prop_assert_eq!(arrived, [ToWorker::Tasks(batch), ToWorker::Bye]);
            prop_assert!(frames.end().is_ok());
        }

        #[test]
        fn no_bytes_can_do_more_than_fail(bytes in proptest::collection::vec(any::<u8>(), 0..300), at_once in 1usize..300) {
            read_all(&bytes, at_once);
            let _ = decode::<ToWorker>(&bytes);
            let _ = decode::<FromWorker>(&bytes);
        }

        #[test]
        fn a_cut_stream_is_torn_except_between_frames(cut in 0usize..40, at_once in 1usize..50) {
            let mut buffer = Vec::new();
            append_frame(&mut buffer, &FromWorker::Started { task: 1, attempt: 1 }).unwrap();
            let edge = buffer.len();
            append_frame(&mut buffer, &FromWorker::Failed { task: 1, attempt: 1, reason: "no".into() }).unwrap();
            let cut = cut.min(buffer.len());
            let (frames, error) = read_all(&buffer[..cut], at_once);
            let whole = usize::from(cut >= edge) + usize::from(cut == buffer.len());
            prop_assert_eq!(frames, whole);
            let between = cut == 0 || cut == edge || cut == buffer.len();
            prop_assert_eq!(error.is_none(), between);
        }
    }

    #[test]
    fn frames_larger_than_any_read_arrive_whole() {
        use std::os::unix::net::UnixStream;
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        let results = |task: u32| {
            // Some are large enough to travel outside of their message, and some are not.
            let bytes = (0..3_000_000 * (task % 2) + 9).map(|n| n.to_le_bytes()[1]).collect();
            let values: Values = [Value::Bytes(bytes)].into_iter().collect();
            FromWorker::Results { first: task, attempt: 1, values, took: crate::event::Nanos(7) }
        };
        let mut outgoing = Outgoing::default();
        for task in 0..6 {
            outgoing.push(results(task)).unwrap();
        }
        let writer =
            std::thread::spawn(move || outgoing.write_to(&mut ours).map(|all| (all, outgoing.left())));
        let (mut frames, mut count) = (Frames::default(), 0);
        while frames.read_from(&theirs).unwrap() > 0 {
            while let Some(frame) = frames.next_frame().unwrap() {
                assert_eq!(read::<FromWorker>(frame).unwrap(), results(count));
                count += 1;
            }
        }
        assert_eq!(count, 6);
        assert_eq!(writer.join().unwrap().unwrap(), (true, 0));
    }

    #[test]
    fn bytes_that_nobody_speaks_of_are_garbage() {
        let mut frames = Frames::default();
        let head = postcard::to_allocvec(&FromWorker::Started { task: 1, attempt: 1 }).unwrap();
        for (bytes, head) in [(&b"bytes"[..], &head[..]), (b"", &head[..]), (b"bytes", b"")] {
            let end = u32::try_from(head.len() + usize::from(head.is_empty())).unwrap().to_le_bytes();
            let body = [bytes, head, &end].concat();
            frames.push(&(u32::try_from(body.len()).unwrap() | WITH_BYTES).to_le_bytes());
            frames.push(&body);
            let frame = frames.next_frame().unwrap().unwrap();
            assert!(matches!(read::<FromWorker>(frame), Err(WireError::Garbage { .. })));
        }
    }

    #[test]
    fn a_giant_is_refused_before_memory_is_taken() {
        let mut frames = Frames::default();
        frames.push(&u32::MAX.to_le_bytes());
        assert!(matches!(frames.next_frame(), Err(WireError::TooLarge { .. })));
    }
}
