//! Frames on a pipe: a length of four bytes, little-endian, then the message in postcard's encoding.
//!
//! A reader never trusts what it reads: a length above [`MAX_FRAME`], an end in mid-frame, bytes that are no
//! message are errors of that one connection, and memory grows only as bytes really arrive.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The longest message, in bytes.
pub const MAX_FRAME: usize = 256 << 20;

/// What can be wrong with a connection.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The pipe itself failed.
    #[error("the pipe failed: {0}")]
    Io(#[from] io::Error),
    /// The stream ended inside a frame.
    #[error("the stream ended inside a frame, {got} of {expected} bytes")]
    Torn {
        /// Bytes that came.
        got: usize,
        /// Bytes that were announced.
        expected: usize,
    },
    /// A frame announced more than is allowed.
    #[error("a frame of {length} bytes is longer than the allowed {MAX_FRAME}")]
    TooLarge {
        /// The announced length.
        length: usize,
    },
    /// The bytes of a frame are not a message.
    #[error("a frame of {length} bytes is not a message: {reason}")]
    Garbage {
        /// Its length.
        length: usize,
        /// What the decoder said.
        reason: String,
    },
    /// A message that says what cannot be: the result of a task that its sender does not have, or had before.
    #[error("it said what cannot be: {0}")]
    Absurd(String),
    /// A worker that cannot begin says why.
    #[error("{0}")]
    InitFailed(String),
    /// A worker that does not speak at all.
    #[error("it said nothing for {0} s")]
    Silent(u64),
}

/// Appends `message` to `buffer` as one frame.
///
/// # Errors
/// [`WireError::TooLarge`], leaving the buffer as it was.
pub fn append_frame<T: Serialize>(buffer: &mut Vec<u8>, message: &T) -> Result<(), WireError> {
    let start = buffer.len();
    buffer.extend_from_slice(&[0; 4]);
    let encoded = postcard::to_io(message, &mut *buffer).map(|_| ());
    let length = buffer.len() - start - 4;
    if let Err(error) = encoded {
        buffer.truncate(start);
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

/// Bytes that arrived, and the frames that they make up.
#[derive(Debug, Default)]
pub struct Frames {
    bytes: Vec<u8>,
    /// Up to here they were taken.
    taken: usize,
}

/// The least room that a read is given.
const ROOM: usize = 64 << 10;

impl Frames {
    /// Reads once from `source`: how many bytes came, 0 at its end.
    ///
    /// # Errors
    /// When the pipe fails, or, if it does not block, has nothing now.
    #[cfg(unix)]
    pub fn read_from(&mut self, source: impl std::os::fd::AsFd) -> io::Result<usize> {
        self.make_room();
        Ok(rustix::io::read(source, rustix::buffer::spare_capacity(&mut self.bytes))?)
    }

    /// Takes in bytes that were read elsewhere.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The bytes of the next frame, if all of it is there.
    ///
    /// # Errors
    /// When it announces too much.
    pub fn next_frame(&mut self) -> Result<Option<&[u8]>, WireError> {
        let Some(length) = self.announced() else { return Ok(None) };
        if length > MAX_FRAME {
            return Err(WireError::TooLarge { length });
        }
        let from = self.taken + 4;
        let Some(frame) = self.bytes.get(from..from + length) else { return Ok(None) };
        self.taken = from + length;
        Ok(Some(frame))
    }

    /// Whether the stream may end here.
    ///
    /// # Errors
    /// When it ends inside a frame.
    pub fn end(&self) -> Result<(), WireError> {
        match (self.bytes.len() - self.taken, self.announced()) {
            (0, _) => Ok(()),
            (got, None) => Err(WireError::Torn { got, expected: 4 }),
            (got, Some(expected)) => Err(WireError::Torn { got: got - 4, expected }),
        }
    }

    /// The length of the next frame, once it is known.
    fn announced(&self) -> Option<usize> {
        let header = self.bytes.get(self.taken..self.taken + 4)?;
        Some(u32::from_le_bytes(header.try_into().ok()?) as usize)
    }

    /// Room for a read. Of what a frame announces no more is believed than as much again as has really arrived.
    #[cfg(unix)]
    fn make_room(&mut self) {
        let left = self.bytes.len() - self.taken;
        // Moving what is left costs less than what was taken since it was moved last.
        if left <= self.taken {
            self.bytes.copy_within(self.taken.., 0);
            self.bytes.truncate(left);
            self.taken = 0;
        }
        let missing = self.announced().map_or(0, |length| (length + 4).saturating_sub(left));
        self.bytes.reserve(missing.min(left).max(ROOM));
    }
}

/// Turns a frame's bytes into a message.
///
/// # Errors
/// [`WireError::Garbage`], also when bytes are left over.
pub fn decode<T: DeserializeOwned>(frame: &[u8]) -> Result<T, WireError> {
    let garbage = |reason: String| WireError::Garbage { length: frame.len(), reason };
    let (message, rest) = postcard::take_from_bytes(frame).map_err(|e| garbage(e.to_string()))?;
    if rest.is_empty() { Ok(message) } else { Err(garbage(format!("{} bytes are left over", rest.len()))) }
}

#[cfg(test)]
mod tests {
    use super::super::message::{Batch, FromWorker, ToWorker};
    use super::super::values::Values;
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
                        let _ = decode::<FromWorker>(frame);
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
            let batch = Batch { first, step: 1, attempt, careful, fault: None, arguments: Values(values) };
            let mut buffer = Vec::new();
            append_frame(&mut buffer, &ToWorker::Tasks(batch.clone())).unwrap();
            append_frame(&mut buffer, &ToWorker::Bye).unwrap();
            let (mut frames, mut read) = (Frames::default(), Vec::<ToWorker>::new());
            for piece in buffer.chunks(at_once) {
                frames.push(piece);
                while let Some(frame) = frames.next_frame().unwrap() {
                    read.push(decode(frame).unwrap());
                }
            }
            prop_assert_eq!(read, [ToWorker::Tasks(batch), ToWorker::Bye]);
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

    #[cfg(unix)]
    #[test]
    fn frames_larger_than_any_read_arrive_whole() {
        use std::io::Write;
        use std::os::unix::net::UnixStream;
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        let value = Value::Bytes((0..3_000_000u32).map(|n| n.to_le_bytes()[1]).collect());
        let mut buffer = Vec::new();
        for _ in 0..3 {
            append_frame(&mut buffer, &value).unwrap();
        }
        let writer = std::thread::spawn(move || ours.write_all(&buffer));
        let (mut frames, mut read) = (Frames::default(), 0);
        while frames.read_from(&theirs).unwrap() > 0 {
            while let Some(frame) = frames.next_frame().unwrap() {
                assert_eq!(decode::<Value>(frame).unwrap(), value);
                read += 1;
            }
        }
        assert_eq!(read, 3);
        writer.join().unwrap().unwrap();
    }

    #[test]
    fn a_giant_is_refused_before_memory_is_taken() {
        let mut frames = Frames::default();
        frames.push(&u32::MAX.to_le_bytes());
        assert!(matches!(frames.next_frame(), Err(WireError::TooLarge { .. })));
    }
}
