//! One end of a way between two processes.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};

/// How long a patient end tries before it waits.
pub(crate) const PATIENCE: Duration = Duration::from_micros(50);

/// How an end waits for bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waiting {
    /// In the call that reads them.
    Block,
    /// In `poll`, once a read came back with nothing.
    Poll,
    /// In `poll`, before each read.
    PollFirst,
    /// In `poll`, once all reads of [`PATIENCE`] came back with nothing.
    PollAtLast,
}

/// Bytes in order, one way in and one way out.
#[derive(Debug)]
pub(crate) struct Stream {
    reader: File,
    writer: File,
    waiting: Waiting,
}

/// Memory that both sides write and read, and a stream to announce what is in it.
#[derive(Debug)]
pub(crate) struct Memory {
    pub(crate) stream: Stream,
    pub(crate) file: File,
    /// A byte on the stream announces so many bytes in memory.
    pub(crate) piece: usize,
}

/// An end.
#[derive(Debug)]
pub(crate) enum End {
    Stream(Stream),
    Memory(Memory),
}

impl End {
    /// Whether any number of bytes may be under way, not just one message.
    pub(crate) fn streams(&self) -> bool {
        matches!(self, Self::Stream(_))
    }

    /// Sends all of `bytes`.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.send(bytes),
            Self::Memory(memory) => memory.send(bytes),
        }
    }

    /// Fills `bytes`.
    pub(crate) fn receive(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.receive(bytes),
            Self::Memory(memory) => memory.receive(bytes),
        }
    }

    /// Receives so many bytes of a stream into a buffer that grows.
    pub(crate) fn receive_growing(&mut self, size: usize) -> io::Result<Vec<u8>> {
        let Self::Stream(stream) = self else { return Err(ErrorKind::Unsupported.into()) };
        let mut bytes = Vec::with_capacity(size.min(64 << 10));
        let read = (&stream.reader).take(size as u64).read_to_end(&mut bytes)?;
        if read == size { Ok(bytes) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }

    /// Receives what is there, at least a byte; 0 at the end of the stream.
    pub(crate) fn receive_some(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) | Self::Memory(Memory { stream, .. }) => stream.receive_some(bytes),
        }
    }
}

impl Stream {
    pub(crate) fn new(reader: File, writer: File) -> Self {
        Self { reader, writer, waiting: Waiting::Block }
    }

    /// The same, with another way to wait. For all but the first its files must never block.
    pub(crate) fn that_waits(self, waiting: Waiting) -> Self {
        Self { waiting, ..self }
    }

    pub(crate) fn reader(&self) -> &File {
        &self.reader
    }

    pub(crate) fn writer(&self) -> &File {
        &self.writer
    }

    fn send(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            match self.writer.write(bytes) {
                Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
                Err(error) => wait(&error, &self.writer, PollFlags::OUT).ok_or(error)?,
            }
        }
        Ok(())
    }

    fn receive(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        let mut filled = 0;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.receive_some(rest)? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                read => filled += read,
            }
        }
        Ok(())
    }

    fn receive_some(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.waiting == Waiting::PollFirst {
            poll(&mut [PollFd::new(&self.reader, PollFlags::IN)], None)?;
        }
        let began = (self.waiting == Waiting::PollAtLast).then(Instant::now);
        loop {
            match self.reader.read(bytes) {
                Ok(read) => return Ok(read),
                Err(_) if began.is_some_and(|began| began.elapsed() < PATIENCE) => std::hint::spin_loop(),
                Err(error) => wait(&error, &self.reader, PollFlags::IN).ok_or(error)?,
            }
        }
    }
}

/// Waits until a file that never blocks is ready; `None` if its error means something else.
fn wait(error: &io::Error, file: &File, readiness: PollFlags) -> Option<()> {
    match error.kind() {
        ErrorKind::Interrupted => Some(()),
        ErrorKind::WouldBlock => poll(&mut [PollFd::new(file, readiness)], None).ok().map(|_| ()),
        _ => None,
    }
}

impl Memory {
    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut offset = 0;
        for piece in bytes.chunks(self.piece) {
            self.file.write_all_at(piece, offset)?;
            self.stream.send(&[1])?;
            offset += piece.len() as u64;
        }
        Ok(())
    }

    fn receive(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        let (mut announced, mut news, mut offset) = (0, [0; 256], 0);
        for piece in bytes.chunks_mut(self.piece) {
            if announced == 0 {
                announced = self.stream.receive_some(&mut news)?;
            }
            announced = announced.checked_sub(1).ok_or(ErrorKind::UnexpectedEof)?;
            self.file.read_exact_at(piece, offset)?;
            offset += piece.len() as u64;
        }
        Ok(())
    }
}
