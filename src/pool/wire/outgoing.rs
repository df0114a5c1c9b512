//! Outgoing messages: small ones one behind another in common memory, large values of bytes in their own.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Write};

use super::error::WireError;
use super::header::{MAX_FRAME, WITH_BYTES};
use super::{Message, append_frame};

/// Frames on their way out.
#[derive(Debug, Default)]
pub struct Outgoing {
    segments: VecDeque<Segment>,
    /// Number of bytes of the first segment already written.
    written: usize,
    /// Number of bytes still to be written.
    left: usize,
    /// Memory of common segments, kept for the next.
    spare: Vec<u8>,
}

#[derive(Debug)]
enum Segment {
    /// Messages.
    Common(Vec<u8>),
    /// A value's own bytes.
    Value(Vec<u8>),
}

/// Size of common memory that is kept for the next messages, in bytes.
const KEPT: usize = 1 << 20;

impl Outgoing {
    /// Queues a message; returns the number of bytes that wait now.
    ///
    /// # Errors
    /// [`WireError::TooLarge`], with the message as it was.
    pub fn push<M: Message>(&mut self, mut message: M) -> Result<usize, Box<(WireError, M)>> {
        let Some(bytes) = message.detach() else {
            let common = self.common();
            let before = common.len();
            if let Err(error) = append_frame(common, &message) {
                return Err(Box::new((error, message)));
            }
            self.left += common.len() - before;
            return Ok(self.left);
        };
        let head = postcard::to_allocvec(&message);
        let length = bytes.len() + head.as_ref().map_or(0, Vec::len) + 4;
        match (head, u32::try_from(length)) {
            (Ok(head), Ok(short)) if length <= MAX_FRAME => {
                self.left += length + 4;
                self.common().extend_from_slice(&(short | WITH_BYTES).to_le_bytes());
                self.segments.push_back(Segment::Value(bytes));
                let end = u32::try_from(head.len()).unwrap_or(u32::MAX);
                let common = self.common();
                common.extend_from_slice(&head);
                common.extend_from_slice(&end.to_le_bytes());
                Ok(self.left)
            }
            _ => {
                message.attach(Some(bytes));
                Err(Box::new((WireError::TooLarge { length }, message)))
            }
        }
    }

    /// Writes until everything is written, or `socket` takes nothing more now; returns whether everything is written.
    ///
    /// # Errors
    /// When the socket fails.
    pub fn write_to(&mut self, socket: &mut impl Write) -> io::Result<bool> {
        while let Some(Segment::Common(segment) | Segment::Value(segment)) = self.segments.front() {
            if self.written == segment.len() {
                self.end_segment();
                continue;
            }
            match socket.write(&segment[self.written..]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(n) => (self.written, self.left) = (self.written + n, self.left - n),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    /// Drops everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Number of bytes that wait.
    #[must_use]
    pub fn left(&self) -> usize {
        self.left
    }

    fn end_segment(&mut self) {
        self.written = 0;
        if let Some(Segment::Common(mut segment)) = self.segments.pop_front()
            && segment.capacity() <= KEPT
        {
            segment.clear();
            self.spare = segment;
        }
    }

    /// The memory for the next small message.
    fn common(&mut self) -> &mut Vec<u8> {
        if !matches!(self.segments.back(), Some(Segment::Common(_))) {
            self.segments.push_back(Segment::Common(std::mem::take(&mut self.spare)));
        }
        match self.segments.back_mut() {
            Some(Segment::Common(segment)) => segment,
            // It was pushed just now.
            _ => &mut self.spare,
        }
    }
}
