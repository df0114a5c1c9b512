//! Standard output and standard error, written in full even where they do not block.
//!
//! Whoever started this program may share the open file with others and have set it to non-blocking: a pipe that is full
//! then refuses with EAGAIN instead of waiting. These writers wait and go on.

use std::io::{self, Write};

/// Standard output; nothing is kept back.
#[must_use]
pub fn stdout() -> Stream {
    Stream { error: false }
}

/// Standard error; nothing is kept back.
#[must_use]
pub fn stderr() -> Stream {
    Stream { error: true }
}

/// One of the two.
#[derive(Debug, Clone, Copy)]
pub struct Stream {
    error: bool,
}

#[cfg(unix)]
impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        use rustix::io::Errno;
        let stream = if self.error { rustix::stdio::stderr() } else { rustix::stdio::stdout() };
        loop {
            match rustix::io::write(stream, bytes) {
                Ok(written) => return Ok(written),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => wait_for_room(stream)?,
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Waits until something can be written again, or the reader has gone.
#[cfg(unix)]
fn wait_for_room(stream: std::os::fd::BorrowedFd<'_>) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    match poll(&mut [PollFd::new(&stream, PollFlags::OUT)], None) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error { io::stderr().write(bytes) } else { io::stdout().write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.error { io::stderr().flush() } else { io::stdout().flush() }
    }
}
