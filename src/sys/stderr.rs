//! Standard error, written so that a reader that has stopped reading cannot block the program.
//!
//! A full pipe, or a terminal that was stopped, may take nothing for any length of time, and a thread that writes to
//! it waits as long, whatever signals arrive. Text written here waits for a limited time, and is dropped then.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Longest wait for important text: a reader that is only slow has read by then.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether it took nothing the last time. Then nothing waits for it again.
static STUCK: AtomicBool = AtomicBool::new(false);

/// Standard error.
#[derive(Debug)]
pub(crate) struct Stderr {
    patience: Duration,
}

impl Stderr {
    /// For text that should be read: warnings, doubts, errors.
    #[must_use]
    pub(crate) const fn for_words() -> Self {
        Self { patience: PATIENCE }
    }

    /// For progress, where the next line replaces one that was dropped.
    #[must_use]
    pub(crate) const fn for_progress() -> Self {
        Self { patience: Duration::ZERO }
    }
}

impl Write for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let patience = if STUCK.load(Ordering::Relaxed) { Duration::ZERO } else { self.patience };
        let ready = is_ready(io::stderr(), patience);
        // Progress does not wait, so its failure does not prove that others would wait in vain.
        if ready || !self.patience.is_zero() {
            STUCK.store(!ready, Ordering::Relaxed);
        }
        if ready { io::stderr().write(piece(bytes)) } else { Err(io::ErrorKind::WouldBlock.into()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes that fit into any pipe or terminal that takes output at all.
const PIECE: usize = 512;

fn piece(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(PIECE)]
}

/// Whether something can be written within this time without waiting longer. A stream that cannot be written to
/// counts as ready, since the attempt fails at once.
fn is_ready(out: impl std::os::fd::AsFd, within: Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use std::time::Instant;

    let until = Instant::now() + within;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let left = Timespec::try_from(left).unwrap_or_default();
        match poll(&mut [PollFd::new(&out, PollFlags::OUT)], Some(&left)) {
            Ok(ready) => return ready > 0,
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_that_nobody_reads_is_full_and_one_that_is_closed_is_not_waited_for() {
        let (reader, mut writer) = io::pipe().unwrap();
        while is_ready(&writer, Duration::ZERO) {
            writer.write_all(piece(&[0; 4096])).unwrap();
        }
        assert!(!is_ready(&writer, Duration::from_millis(1)));
        drop(reader);
        assert!(is_ready(&writer, Duration::from_mins(1)), "writing fails at once");
    }
}
