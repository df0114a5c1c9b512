//! Frames on a pipe: a length of four bytes, little-endian, then the message in postcard's encoding.
//!
//! A reader never trusts what it reads: a length above [`MAX_FRAME`], an end in mid-frame, bytes that are no
//! message are errors of that one connection, and memory grows only as bytes really arrive.

use std::io::{self, Read};

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

/// Reads the bytes of the next frame; `None` at the end of the stream between two frames.
///
/// # Errors
/// When the pipe fails, ends inside a frame or announces too much.
pub fn read_frame(reader: &mut impl Read) -> Result<Option<Vec<u8>>, WireError> {
    let mut header = Vec::with_capacity(4);
    reader.by_ref().take(4).read_to_end(&mut header)?;
    let header: [u8; 4] = match header.try_into() {
        Ok(header) => header,
        Err(part) if part.is_empty() => return Ok(None),
        Err(part) => {
            return Err(WireError::Torn { got: part.len(), expected: 4 });
        }
    };
    let length = u32::from_le_bytes(header) as usize;
    if length > MAX_FRAME {
        return Err(WireError::TooLarge { length });
    }
    let mut frame = Vec::with_capacity(length.min(64 << 10));
    reader.by_ref().take(length as u64).read_to_end(&mut frame)?;
    if frame.len() < length {
        return Err(WireError::Torn { got: frame.len(), expected: length });
    }
    Ok(Some(frame))
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
    use super::super::message::{Assignment, FromWorker, ToWorker};
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

    fn read_all(mut bytes: &[u8]) -> (usize, Option<WireError>) {
        let mut frames = 0;
        loop {
            match read_frame(&mut bytes) {
                Ok(None) => return (frames, None),
                Ok(Some(frame)) => {
                    let _ = decode::<FromWorker>(&frame);
                    frames += 1;
                }
                Err(error) => return (frames, Some(error)),
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(tasks in proptest::collection::vec((any::<u32>(), any::<u16>(), values()), 0..20)) {
            let tasks: Vec<_> = tasks.into_iter().map(|(task, attempt, argument)| Assignment { task, attempt, argument }).collect();
            let mut buffer = Vec::new();
            append_frame(&mut buffer, &ToWorker::Tasks(tasks.clone())).unwrap();
            append_frame(&mut buffer, &ToWorker::Bye).unwrap();
            let mut stream = buffer.as_slice();
            let first: ToWorker = decode(&read_frame(&mut stream).unwrap().unwrap()).unwrap();
            prop_assert_eq!(first, ToWorker::Tasks(tasks));
            let second: ToWorker = decode(&read_frame(&mut stream).unwrap().unwrap()).unwrap();
            prop_assert_eq!(second, ToWorker::Bye);
            prop_assert!(read_frame(&mut stream).unwrap().is_none());
        }

        #[test]
        fn no_bytes_can_do_more_than_fail(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            read_all(&bytes);
            let _ = decode::<ToWorker>(&bytes);
            let _ = decode::<FromWorker>(&bytes);
        }

        #[test]
        fn a_cut_stream_is_torn_except_between_frames(cut in 0usize..40) {
            let mut buffer = Vec::new();
            append_frame(&mut buffer, &FromWorker::Started { task: 1, attempt: 1 }).unwrap();
            let edge = buffer.len();
            append_frame(&mut buffer, &FromWorker::Failed { task: 1, attempt: 1, reason: "no".into() }).unwrap();
            let cut = cut.min(buffer.len());
            let (frames, error) = read_all(&buffer[..cut]);
            let whole = usize::from(cut >= edge) + usize::from(cut == buffer.len());
            prop_assert_eq!(frames, whole);
            let between = cut == 0 || cut == edge || cut == buffer.len();
            prop_assert_eq!(error.is_none(), between);
        }
    }

    #[test]
    fn a_giant_is_refused_before_memory_is_taken() {
        let bytes = u32::MAX.to_le_bytes();
        assert!(matches!(read_frame(&mut bytes.as_slice()), Err(WireError::TooLarge { .. })));
    }
}
