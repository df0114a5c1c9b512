//! Cuts incoming bytes into frames.

use std::io;

use super::error::WireError;
use super::header::{MAX_FRAME, WITH_BYTES};

/// A frame that has arrived.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame<'f> {
    /// An encoded message.
    Plain(&'f [u8]),
    /// A value's own bytes, an encoded message, and its length.
    WithBytes(Vec<u8>),
}

/// Bytes received, and the frames that they make up.
#[derive(Debug, Default)]
pub struct Frames {
    bytes: Vec<u8>,
    /// Number of bytes taken from the front.
    taken: usize,
    /// A frame with a value's own bytes, as far as received, and its full length.
    large: Option<(Vec<u8>, usize)>,
}

/// Least room given to a read, in bytes.
const ROOM: usize = 64 << 10;

impl Frames {
    /// Reads once from `source`; returns the number of bytes, 0 at its end.
    ///
    /// # Errors
    /// When the socket fails, or, if it does not block, has nothing now.
    pub fn read_from(&mut self, source: impl std::os::fd::AsFd) -> io::Result<usize> {
        use rustix::buffer::spare_capacity;
        if let Some((large, expected)) =
            self.large.as_mut().filter(|(large, expected)| large.len() < *expected)
        {
            let got = rustix::io::read(source, spare_capacity(large))?;
            // A vector may have more room than requested.
            let beyond = large.split_off((*expected).min(large.len()));
            self.bytes.extend_from_slice(&beyond);
            return Ok(got);
        }
        self.make_room()?;
        Ok(rustix::io::read(source, spare_capacity(&mut self.bytes))?)
    }

    /// Takes in bytes that were read elsewhere.
    pub fn push(&mut self, bytes: &[u8]) {
        let missing = self.large.as_ref().map_or(0, |(large, expected)| expected - large.len());
        let (large, rest) = bytes.split_at(missing.min(bytes.len()));
        self.large.iter_mut().for_each(|(begun, _)| begun.extend_from_slice(large));
        self.bytes.extend_from_slice(rest);
    }

    /// The next frame, if all of it is there.
    ///
    /// # Errors
    /// When it announces too much, or more than there is room for.
    pub fn next_frame(&mut self) -> Result<Option<Frame<'_>>, WireError> {
        if let Some((large, expected)) = self.large.take() {
            if large.len() < expected {
                self.large = Some((large, expected));
                return Ok(None);
            }
            return Ok(Some(Frame::WithBytes(large)));
        }
        let Some((length, with_bytes)) = self.announced() else { return Ok(None) };
        if length > MAX_FRAME {
            return Err(WireError::TooLarge { length });
        }
        let from = self.taken + 4;
        let until = (from + length).min(self.bytes.len());
        if with_bytes {
            // This room is only reserved here; it is used as bytes arrive.
            let mut large = Vec::new();
            large.try_reserve_exact(length).map_err(|_| WireError::no_room(length))?;
            large.extend_from_slice(&self.bytes[from..until]);
            self.taken = until;
            if large.len() == length {
                return Ok(Some(Frame::WithBytes(large)));
            }
            self.large = Some((large, length));
            return Ok(None);
        }
        let Some(frame) = self.bytes.get(from..from + length) else { return Ok(None) };
        self.taken = from + length;
        Ok(Some(Frame::Plain(frame)))
    }

    /// Whether the stream may end here.
    ///
    /// # Errors
    /// When it ends inside a frame.
    pub fn end(&self) -> Result<(), WireError> {
        if let Some((large, expected)) = &self.large {
            return Err(WireError::Torn { got: large.len(), expected: *expected });
        }
        match (self.bytes.len() - self.taken, self.announced()) {
            (0, _) => Ok(()),
            (got, None) => Err(WireError::Torn { got, expected: 4 }),
            (got, Some((expected, _))) => Err(WireError::Torn { got: got - 4, expected }),
        }
    }

    /// The length of the next frame, once it is known, and whether it begins with a value's own bytes.
    fn announced(&self) -> Option<(usize, bool)> {
        let header = self.bytes.get(self.taken..self.taken + 4)?;
        let header = u32::from_le_bytes(header.try_into().ok()?);
        // All ones would be two gigabytes with the mark: never an intended length.
        let with_bytes = header & WITH_BYTES != 0 && (header & !WITH_BYTES) as usize <= MAX_FRAME;
        Some((if with_bytes { header & !WITH_BYTES } else { header } as usize, with_bytes))
    }

    /// Makes room for a read. A frame's announced length is trusted only up to twice the bytes that have really
    /// arrived.
    fn make_room(&mut self) -> io::Result<()> {
        let left = self.bytes.len() - self.taken;
        // Moving what is left costs less than what was taken since it was moved last.
        if left <= self.taken {
            self.bytes.copy_within(self.taken.., 0);
            self.bytes.truncate(left);
            self.taken = 0;
        }
        let missing = self.announced().map_or(0, |(length, _)| (length + 4).saturating_sub(left));
        let more = missing.min(left).max(ROOM);
        let no_room = |_| io::Error::new(io::ErrorKind::OutOfMemory, WireError::no_room(left + missing));
        self.bytes.try_reserve(more).map_err(no_room)
    }
}
