//! Standard output, written in full even where it does not block.
//!
//! The process that started this program may share the open file with others and have set it to non-blocking: a pipe
//! that is full then refuses with EAGAIN instead of waiting. This writer waits and goes on. (Standard error has a
//! [writer of its own](super::stderr), which does not wait for ever.)

use std::io::{self, Write};

/// Standard output; nothing is buffered.
#[must_use]
pub(crate) fn stdout() -> Stdout {
    Stdout(())
}

/// The writer that [`stdout`] returns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stdout(());

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        use rustix::io::Errno;
        let stream = rustix::stdio::stdout();
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

/// Whether standard output and standard error are the same file, pipe or terminal, as after `2>&1`.
#[must_use]
pub(crate) fn is_one_place() -> bool {
    let place = |stream: std::os::fd::BorrowedFd<'_>| {
        rustix::fs::fstat(stream).ok().map(|found| (found.st_dev, found.st_ino))
    };
    let out = place(rustix::stdio::stdout());
    out.is_some() && out == place(rustix::stdio::stderr())
}

/// Whether standard output leads to the same file, pipe or terminal as this name, as `/dev/stdout` does.
#[must_use]
pub(crate) fn is_stdout(path: &std::path::Path) -> bool {
    let out = rustix::fs::fstat(rustix::stdio::stdout()).ok();
    let named = rustix::fs::stat(path).ok();
    let place = |found: rustix::fs::Stat| (found.st_dev, found.st_ino);
    out.is_some() && out.map(place) == named.map(place)
}

/// Waits until something can be written again, or the reader has gone.
fn wait_for_room(stream: std::os::fd::BorrowedFd<'_>) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};
    match poll(&mut [PollFd::new(&stream, PollFlags::OUT)], None) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
