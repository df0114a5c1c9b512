//! The pipes of an interpreter: its input, its messages, and the lines that it prints.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::ChildStdin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender};

use super::line_limit::LineLimit;
use super::stderr_lines::StderrLines;

/// Longest meaningful message, in bytes.
const LONGEST_LINE: u64 = 256 << 20;

/// Beginning of a line of a traceback that shows this program: to the user that is no part of it.
const FRAME_OF_OURS: &str = "File \"assets/python/";

/// Receiver of the lines that an interpreter prints: they are kept for a reason, and so many are passed on.
#[derive(Debug, Clone)]
pub(super) struct LineSink {
    kept: Arc<Mutex<StderrLines>>,
    limit: Arc<Mutex<LineLimit>>,
    lines: Sender<String>,
}

impl LineSink {
    pub(super) fn new(kept: Arc<Mutex<StderrLines>>, lines: Sender<String>) -> Self {
        Self { kept, limit: Arc::default(), lines }
    }

    /// Takes a line; whether lines are still wanted.
    pub(super) fn pass_on(&self, line: &str) -> bool {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).take_in(line);
        if line.trim_start().starts_with(FRAME_OF_OURS) {
            return true;
        }
        let mut limit = self.limit.lock().unwrap_or_else(PoisonError::into_inner);
        let (before, passes) = limit.take_in(line, Instant::now());
        let mut lines = before.into_iter().chain(passes.then(|| line.into()));
        lines.all(|line| self.lines.send(line).is_ok())
    }

    /// Tells how many lines were not passed on.
    pub(super) fn finish(&self) {
        let rest = self.limit.lock().unwrap_or_else(PoisonError::into_inner).rest();
        if let Some(line) = rest {
            // Whoever does not listen any more does not miss it.
            let _ = self.lines.send(line);
        }
    }
}

/// Writes what is in the queue until nobody reads it.
pub(super) fn write_all(mut stdin: ChildStdin, queue: &Receiver<Vec<u8>>) {
    for line in queue {
        if stdin.write_all(&line).and_then(|()| stdin.flush()).is_err() {
            return;
        }
    }
}

/// Reads lines, each whole, until there are no more or `take` returns false.
pub(super) fn read_messages(stdout: impl Read, mut take: impl FnMut(&str) -> bool) {
    let mut stdout = BufReader::new(stdout);
    let mut line = Vec::new();
    while matches!(stdout.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line), Ok(n) if n > 0) {
        if !take(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r'])) {
            return;
        }
        line.clear();
    }
}
