//! One follower of a talk, as the server has it: nothing here waits.

use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;

use crossbeam_channel::Sender;

use super::protocol::{Lines, Steer};

/// Longest request, bytes.
const LONGEST: usize = 1024;

/// A connected follower.
#[derive(Debug)]
pub(super) struct Follower {
    stream: UnixStream,
    lines: Lines,
    /// The line that is being sent, and how much of it was.
    sending: Option<(Arc<[u8]>, usize)>,
    /// The line to send after it; a newer one replaces it.
    newest: Option<Arc<[u8]>>,
}

impl Follower {
    /// A follower on this connection; `None` where it would wait.
    pub(super) fn new(stream: UnixStream) -> Option<Self> {
        stream.set_nonblocking(true).ok()?;
        Some(Self { stream, lines: Lines::new(LONGEST), sending: None, newest: None })
    }

    pub(super) fn stream(&self) -> &UnixStream {
        &self.stream
    }

    /// Whether a line waits for the follower to read.
    pub(super) fn is_behind(&self) -> bool {
        self.sending.is_some()
    }

    /// Tells it the newest state; `false` when it is gone.
    pub(super) fn tell(&mut self, line: &Arc<[u8]>) -> bool {
        self.newest = Some(Arc::clone(line));
        self.send()
    }

    /// Sends as much as it takes now; `false` when it is gone.
    pub(super) fn send(&mut self) -> bool {
        loop {
            let Some((line, sent)) = self.sending.take().or_else(|| Some((self.newest.take()?, 0))) else {
                return true;
            };
            match self.stream.write(&line[sent..]) {
                Ok(0) => return false,
                Ok(count) if sent + count < line.len() => self.sending = Some((line, sent + count)),
                Ok(_) => {}
                Err(error) => {
                    self.sending = Some((line, sent));
                    match error.kind() {
                        ErrorKind::Interrupted => {}
                        kind => return kind == ErrorKind::WouldBlock,
                    }
                }
            }
        }
    }

    /// Hands on the requests that have arrived; `false` when it is gone, or sends what is none.
    pub(super) fn hear(&mut self, steers: &Sender<Steer>) -> bool {
        let mut buffer = [0; 512];
        match self.stream.read(&mut buffer) {
            Ok(0) => false,
            Ok(count) => self.lines.take(&buffer[..count], |line| {
                let steer = std::str::from_utf8(line).map(serde_json::from_str);
                if let Ok(Ok(steer)) = steer {
                    // A talk that has many waiting loses nothing that is still meant.
                    let _ = steers.try_send(steer);
                }
            }),
            Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
        }
    }
}
