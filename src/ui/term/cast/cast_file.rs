//! The file of a cast: one line an event, each written whole.

use std::fs::File;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use serde_json::json;

use super::header::Header;
use super::utf8::Utf8Pieces;
use crate::sys::stdio::Stdout;

/// Destination of a cast.
#[derive(Debug)]
pub(super) enum Sink {
    /// A file, or what its name leads to.
    File(File),
    /// Standard output.
    Stdout(Stdout),
}

impl Sink {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::File(file) => file.write_all(bytes),
            Self::Stdout(stdout) => stdout.write_all(bytes),
        }
    }
}

/// A cast that is being written. After an error nothing more is written.
#[derive(Debug)]
pub(super) struct CastFile {
    sink: Sink,
    /// Time of the first frame, later by every time that the program stood still since.
    start: Instant,
    /// Time since which the program stands still.
    held: Option<Instant>,
    pieces: Utf8Pieces,
    size: (u16, u16),
    /// Bytes of whole lines so far.
    whole: u64,
    error: Option<io::Error>,
}

impl CastFile {
    /// Begins a cast with its header.
    ///
    /// # Errors
    /// When the header cannot be written.
    pub(super) fn begin(sink: Sink, size: (u16, u16), title: &str) -> io::Result<Self> {
        let (start, pieces) = (Instant::now(), Utf8Pieces::default());
        let mut cast = Self { sink, start, held: None, pieces, size, whole: 0, error: None };
        cast.line(&serde_json::to_string(&Header::now(size, title))?);
        match cast.error.take() {
            Some(error) => Err(error),
            None => Ok(cast),
        }
    }

    /// Adds output of the program.
    pub(super) fn output(&mut self, bytes: &[u8]) {
        let text = self.pieces.text(bytes);
        if !text.is_empty() {
            self.event("o", &text);
        }
    }

    /// Adds a marker.
    pub(super) fn mark(&mut self, label: &str) {
        self.event("m", label);
    }

    /// Adds the new size of the screen, if it has another one than before.
    pub(super) fn resize(&mut self, size: (u16, u16)) {
        if size != self.size {
            self.size = size;
            self.event("r", &format!("{}x{}", size.0, size.1));
        }
    }

    /// The program stands still from now on: that time is left out.
    pub(super) fn hold(&mut self) {
        self.held.get_or_insert_with(Instant::now);
    }

    /// The program goes on.
    pub(super) fn resume(&mut self) {
        if let Some(held) = self.held.take() {
            self.start += held.elapsed();
        }
    }

    /// Completes the cast. Returns the error that ended it before.
    pub(super) fn finish(&mut self) -> Option<io::Error> {
        let rest = self.pieces.rest();
        if !rest.is_empty() {
            self.event("o", rest);
        }
        self.error.take()
    }

    fn event(&mut self, kind: &str, data: &str) {
        let now = self.held.unwrap_or_else(Instant::now);
        let line = line(now.saturating_duration_since(self.start), kind, data);
        self.line(&line);
    }

    fn line(&mut self, line: &str) {
        if self.error.is_some() {
            return;
        }
        let line = format!("{line}\n");
        match self.sink.write_all(line.as_bytes()) {
            Ok(()) => self.whole += line.len() as u64,
            Err(error) => {
                // A full disk takes a part of the last line, which no player could read.
                if let Sink::File(file) = &self.sink {
                    let _ = file.set_len(self.whole);
                }
                self.error = Some(error);
            }
        }
    }
}

/// An event as a line, without its end: the time in seconds to the microsecond.
fn line(at: Duration, kind: &str, data: &str) -> String {
    format!("[{}.{:06}, \"{kind}\", {}]", at.as_secs(), at.subsec_micros(), json!(data))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_a_time_a_kind_and_its_data() {
        let at = Duration::from_nanos(61_000_250_999);
        assert_eq!(line(at, "o", "\u{1b}[1m\"█\r\n"), "[61.000250, \"o\", \"\\u001b[1m\\\"█\\r\\n\"]");
    }
}
