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

use postcard::ser_flavors::Flavor;
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
    full: &'b mut Option<usize>,
}

impl Flavor for Growing<'_> {
    type Output = ();

    #[inline(always)]
    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        if self.buffer.try_reserve(bytes.len()).is_err() {
            *self.full = Some(self.buffer.len() + bytes.len());
            return Err(postcard::Error::SerializeBufferFull);
        }
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    #[inline(always)]
    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn finalize(self) -> postcard::Result<()> {
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
    let mut full = None;
    let encoded = postcard::serialize_with_flavor(message, Growing { buffer: &mut *buffer, full: &mut full });
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
mod tests;
