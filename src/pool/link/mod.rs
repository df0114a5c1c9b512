//! The pool's end of a worker's pipes: a socket for messages in both directions, and its output streams. Nothing here
//! ever waits: unwritten bytes are kept, and only available ones are read.

use std::io::{self, ErrorKind, Read};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;

use super::message::{FromWorker, ToWorker};
use super::traffic::SocketBytes;
use super::wire::{Frames, Outgoing, WireError, read};

/// The pool's end of a worker's socket.
#[derive(Debug)]
pub(super) struct Link {
    socket: UnixStream,
    frames: Frames,
    outgoing: Outgoing,
    bytes: SocketBytes,
}

/// Result of one read of a source.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Something was read.
    Something,
    /// Nothing is available now.
    Nothing,
    /// The source has ended.
    End,
}

impl Link {
    /// A link, and the worker's end of it.
    pub(super) fn pair() -> io::Result<(Self, OwnedFd)> {
        let (ours, theirs) = UnixStream::pair()?;
        ours.set_nonblocking(true)?;
        enlarge(&ours);
        enlarge(&theirs);
        let (frames, outgoing) = (Frames::default(), Outgoing::default());
        let link = Self { socket: ours, frames, outgoing, bytes: SocketBytes::default() };
        Ok((link, theirs.into()))
    }

    /// Queues a message; it leaves with [`Link::write`]. Returns its size in bytes.
    pub(super) fn queue(&mut self, message: ToWorker) -> Result<u64, WireError> {
        let before = self.outgoing.left();
        let waiting = self.outgoing.push(message).map_err(|refused| refused.0)?;
        let bytes = (waiting - before) as u64;
        self.bytes.out += bytes;
        Ok(bytes)
    }

    /// Writes as much as the worker takes now. One that has gone takes nothing, which its end of the socket shows.
    pub(super) fn write(&mut self) {
        if self.outgoing.write_to(&mut self.socket).is_err() {
            self.outgoing.clear();
        }
    }

    /// Whether something is left to write.
    pub(super) fn wants_to_write(&self) -> bool {
        self.outgoing.left() > 0
    }

    /// Reads once.
    pub(super) fn read(&mut self) -> Result<Found, WireError> {
        match self.frames.read_from(&self.socket) {
            Ok(0) => self.frames.end().map(|()| Found::End),
            Ok(n) => {
                self.bytes.from += n as u64;
                Ok(Found::Something)
            }
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock | ErrorKind::Interrupted => Ok(Found::Nothing),
                // A worker that left without having read everything resets the socket.
                ErrorKind::ConnectionReset => self.frames.end().map(|()| Found::End),
                _ => Err(error.into()),
            },
        }
    }

    /// The next message that has been read completely.
    #[inline(always)]
    pub(super) fn next_message(&mut self) -> Result<Option<FromWorker>, WireError> {
        self.frames.next_frame()?.map(read).transpose()
    }

    /// Bytes queued and read so far.
    pub(super) fn bytes(&self) -> SocketBytes {
        self.bytes
    }

    /// The file descriptor of the socket.
    pub(super) fn fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}

/// Enlarges the buffers: the kernel's default of 200 KiB costs switches with large payloads. The kernel may grant
/// less.
fn enlarge(socket: &UnixStream) {
    let _ = rustix::net::sockopt::set_socket_send_buffer_size(socket, 1 << 20);
}

/// Longest line that is passed on whole, in bytes.
const LONGEST_LINE: usize = 16 << 10;

/// Output of a worker on one of its streams, line by line.
#[derive(Debug)]
pub(super) struct Printed<R> {
    source: Option<R>,
    begun: Vec<u8>,
}

impl<R: Read + AsFd> Printed<R> {
    /// A stream opened for reading.
    pub(super) fn new(source: Option<R>) -> Self {
        if let Some(source) = &source {
            // Should the kernel refuse, a read may wait for the worker's next line, which is late and not wrong.
            let flags = rustix::fs::fcntl_getfl(source).unwrap_or(rustix::fs::OFlags::empty());
            let _ = rustix::fs::fcntl_setfl(source, flags | rustix::fs::OFlags::NONBLOCK);
        }
        Self { source, begun: Vec::new() }
    }

    /// Its file descriptor, until its end.
    pub(super) fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.source.as_ref().map(AsFd::as_fd)
    }

    /// Reads the available bytes, and gives each line without its line feed to `take`.
    pub(super) fn read(&mut self, take: &mut dyn FnMut(String)) {
        let mut room = [0; 8 << 10];
        while let Some(source) = &mut self.source {
            match source.read(&mut room) {
                Ok(0) => self.close(take),
                Ok(n) => self.split(&room[..n], take),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(_) => self.close(take),
            }
        }
    }

    /// Closes the stream; an unfinished line counts as a line.
    pub(super) fn close(&mut self, take: &mut dyn FnMut(String)) {
        self.source = None;
        if !self.begun.is_empty() {
            self.end_line(take);
        }
    }

    fn split(&mut self, bytes: &[u8], take: &mut dyn FnMut(String)) {
        for byte in bytes {
            if *byte == b'\n' {
                self.end_line(take);
            } else {
                self.begun.push(*byte);
                if self.begun.len() == LONGEST_LINE {
                    self.end_line(take);
                }
            }
        }
    }

    fn end_line(&mut self, take: &mut dyn FnMut(String)) {
        take(String::from_utf8_lossy(&self.begun).trim_end_matches('\r').to_string());
        self.begun.clear();
    }
}

#[cfg(test)]
mod tests;
