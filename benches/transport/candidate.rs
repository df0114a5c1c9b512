//! The candidates, and how each is laid between this process and the other.

use std::fs::File;
use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::Stdio;

use rustix::cmsg_space;
use rustix::fs::{MemfdFlags, ftruncate, memfd_create};
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
    SendFlags, recvmsg, sendmsg, sockopt,
};
use rustix::pipe::{fcntl_getpipe_size, fcntl_setpipe_size};

use super::end::{End, Memory, Stream, Waiting};

/// What an enlarged pipe or socket is asked to hold: what a pipe may hold without privileges.
const ROOM: usize = 1 << 20;

/// Shared memory that is announced piece by piece is announced in pieces of this size.
const PIECE: usize = 256 << 10;

/// A way for two processes to pass bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Candidate {
    /// Two pipes, as the system makes them.
    Pipes,
    /// Two pipes of [`ROOM`].
    WidePipes,
    /// A pair of connected Unix stream sockets.
    Socket,
    /// The same, asked for buffers of [`ROOM`].
    WideSocket,
    /// A socket pair whose end here never blocks in a call: it waits in `poll`, as a loop over many does.
    PolledSocket,
    /// Both: enlarged and polled.
    WidePolledSocket,
    /// The same, with `poll` before each read: no read comes back with nothing.
    PolledFirst,
    /// The same as the enlarged one that is polled, but it tries for [`super::end::PATIENCE`] before it waits.
    Patient,
    /// Memory in a file that has no name, written and read by both sides; one byte on a socket says that the
    /// whole is there.
    Memory,
    /// The same, in pieces: a byte for each, so that one side reads while the other writes.
    MemoryInPieces,
}

/// All of them, in the order of the table.
pub(crate) const ALL: [Candidate; 10] = [
    Candidate::Pipes,
    Candidate::WidePipes,
    Candidate::Socket,
    Candidate::WideSocket,
    Candidate::PolledSocket,
    Candidate::WidePolledSocket,
    Candidate::PolledFirst,
    Candidate::Patient,
    Candidate::Memory,
    Candidate::MemoryInPieces,
];

/// What a child inherits as its standard input and output.
pub(crate) type Inherited = (Stdio, Stdio);

impl Candidate {
    /// As the table calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pipes => "pair of pipes, 64 KiB",
            Self::WidePipes => "pair of pipes, 1 MiB",
            Self::Socket => "socket pair",
            Self::WideSocket => "socket pair, enlarged",
            Self::PolledSocket => "socket pair, polled",
            Self::WidePolledSocket => "socket pair, enlarged, polled",
            Self::PolledFirst => "socket pair, enlarged, polled first",
            Self::Patient => "socket pair, enlarged, patient",
            Self::Memory => "memfd",
            Self::MemoryInPieces => "memfd, 256 KiB pieces",
        }
    }

    /// Lays it: this side's end, still to be completed by [`Candidate::hand_over`], and what the child inherits.
    pub(crate) fn lay(self) -> io::Result<(Stream, Inherited)> {
        if matches!(self, Self::Pipes | Self::WidePipes) {
            let ((there, writer), (reader, back)) = (io::pipe()?, io::pipe()?);
            if self == Self::WidePipes {
                fcntl_setpipe_size(&writer, ROOM)?;
                fcntl_setpipe_size(&reader, ROOM)?;
            }
            let end = Stream::new(OwnedFd::from(reader).into(), OwnedFd::from(writer).into());
            return Ok((end, (there.into(), back.into())));
        }
        let (here, there) = UnixStream::pair()?;
        if self.is_wide() {
            for socket in [&here, &there] {
                sockopt::set_socket_send_buffer_size(socket, ROOM)?;
                sockopt::set_socket_recv_buffer_size(socket, ROOM)?;
            }
        }
        here.set_nonblocking(self.waiting() != Waiting::Block)?;
        let back = OwnedFd::from(there.try_clone()?);
        Ok((stream(OwnedFd::from(here), self.waiting())?, (OwnedFd::from(there).into(), back.into())))
    }

    /// Completes this side's end once the child runs: shared memory is made and handed over the socket.
    pub(crate) fn hand_over(self, stream: Stream, size: usize) -> io::Result<End> {
        let Some(piece) = self.piece(size) else { return Ok(End::Stream(stream)) };
        let memory = memfd_create("payload", MemfdFlags::CLOEXEC)?;
        ftruncate(&memory, size as u64)?;
        let descriptors = [memory.as_fd()];
        let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(1))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        assert!(
            control.push(SendAncillaryMessage::ScmRights(&descriptors)),
            "there is room for one descriptor"
        );
        sendmsg(stream.writer(), &[IoSlice::new(&[0])], &mut control, SendFlags::empty())?;
        Ok(End::Memory(Memory { stream, file: File::from(memory), piece }))
    }

    /// The child's end, from what it inherited.
    pub(crate) fn take_over(self, size: usize) -> io::Result<End> {
        let stream = Stream::new(
            rustix::stdio::stdin().try_clone_to_owned()?.into(),
            rustix::stdio::stdout().try_clone_to_owned()?.into(),
        );
        let Some(piece) = self.piece(size) else { return Ok(End::Stream(stream)) };
        let mut space = [MaybeUninit::uninit(); cmsg_space!(ScmRights(1))];
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let mut byte = [0];
        recvmsg(stream.reader(), &mut [IoSliceMut::new(&mut byte)], &mut control, RecvFlags::CMSG_CLOEXEC)?;
        let mut descriptors = control.drain().filter_map(|message| match message {
            RecvAncillaryMessage::ScmRights(mut descriptors) => descriptors.next(),
            _ => None,
        });
        let memory = descriptors.next().ok_or_else(|| io::Error::other("no memory was handed over"))?;
        drop(descriptors);
        Ok(End::Memory(Memory { stream, file: File::from(memory), piece }))
    }

    fn is_wide(self) -> bool {
        matches!(self, Self::WideSocket | Self::WidePolledSocket | Self::PolledFirst | Self::Patient)
    }

    /// How this side's end waits.
    fn waiting(self) -> Waiting {
        match self {
            Self::PolledSocket | Self::WidePolledSocket => Waiting::Poll,
            Self::PolledFirst => Waiting::PollFirst,
            Self::Patient => Waiting::PollAtLast,
            _ => Waiting::Block,
        }
    }

    /// How much is announced at a time, where memory is shared.
    fn piece(self, size: usize) -> Option<usize> {
        match self {
            Self::Memory => Some(size),
            Self::MemoryInPieces => Some(PIECE.min(size)),
            _ => None,
        }
    }
}

/// A socket as a stream both ways.
fn stream(socket: OwnedFd, waiting: Waiting) -> io::Result<Stream> {
    Ok(Stream::new(File::from(socket.try_clone()?), File::from(socket)).that_waits(waiting))
}

/// What the system really gave, in words.
pub(crate) fn granted() -> io::Result<String> {
    let (stream, _child) = Candidate::WidePipes.lay()?;
    let pipe = fcntl_getpipe_size(stream.writer())?;
    let (stream, _child) = Candidate::Socket.lay()?;
    let socket = sockopt::socket_send_buffer_size(stream.writer())?;
    let (stream, _child) = Candidate::WideSocket.lay()?;
    let wide = sockopt::socket_send_buffer_size(stream.writer())?;
    Ok(format!(
        "An enlarged pipe holds {pipe} bytes; a socket's send buffer is {socket} bytes, enlarged {wide}."
    ))
}
