//! A progress line: on a terminal a bar that overwrites itself, elsewhere a line a second.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use crate::event::Nanos;
use crate::sys::stderr::Stderr;
use crate::sys::terminal;
use crate::text::cut::start;
use crate::text::escape::visible;
use crate::text::width::{pad_end, width};

/// Width assumed for a terminal that does not report its own.
const COLUMNS: usize = 80;

/// Width of the bar: enough to see it grow, and leaves room for the words.
const BAR: usize = 20;

/// Writes progress. The caller supplies the time.
#[derive(Debug)]
pub(crate) struct Ticker<W: Write> {
    out: W,
    /// Width of the terminal, `None` where lines are written.
    columns: Option<usize>,
    shown: Option<(Nanos, String)>,
    width: usize,
}

impl Ticker<Stderr> {
    /// Progress on standard error, as a bar when that is a terminal.
    #[must_use]
    pub(crate) fn on_stderr() -> Self {
        let columns = io::stderr().is_terminal().then(|| terminal::stderr_columns().unwrap_or(COLUMNS));
        Self::new(Stderr::for_progress(), columns)
    }

    /// Progress on standard error in lines, even on a terminal.
    #[must_use]
    pub(crate) fn in_lines() -> Self {
        Self::new(Stderr::for_progress(), None)
    }
}

impl<W: Write> Ticker<W> {
    /// Progress to `out`: a bar that overwrites itself on a terminal of `columns` columns, else plain lines.
    pub(crate) fn new(out: W, columns: Option<usize>) -> Self {
        Self { out, columns, shown: None, width: 0 }
    }

    /// Shows `line`, with a bar filled by `share`. Writes when long enough has gone by since the last time: ten times
    /// a second for a bar, once for lines; and at once when `what` changes.
    pub(crate) fn show(&mut self, now: Nanos, what: &str, line: &dyn Display, share: Option<f64>) {
        let pause = Nanos::from_millis(if self.columns.is_some() { 100 } else { 1000 });
        if self.shown.as_ref().is_some_and(|(at, shown)| now - *at < pause && shown == what) {
            return;
        }
        let line = line.to_string();
        let line = visible(&line);
        if let Some(columns) = self.columns {
            self.overwrite(&bar(&line, share, columns));
        } else {
            self.say(&format!("{line}\n"));
        }
        self.shown = Some((now, what.into()));
    }

    /// Removes the bar, so that what follows begins at the start of an empty line. Lines stay.
    pub(crate) fn finish(&mut self) {
        if self.width > 0 {
            self.overwrite("");
            self.say("\r");
        }
    }

    /// Overwrites the last bar with blanks, not an escape sequence: that works on every terminal.
    fn overwrite(&mut self, line: &str) {
        self.say(&format!("\r{}", pad_end(line, self.width)));
        self.width = width(line);
    }

    /// Writes in one piece, so that all of it is seen or nothing.
    fn say(&mut self, text: &str) {
        // A failure to write progress is no reason to end anything.
        let _ = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
    }

    /// The writer.
    #[cfg(test)]
    pub(super) fn into_inner(self) -> W {
        self.out
    }
}

/// The line with a bar before it. The last column of the terminal stays free: a line that wraps could not be
/// overwritten.
fn bar(line: &str, share: Option<f64>, columns: usize) -> String {
    let most = columns.saturating_sub(1);
    let line = start(line, most);
    let room = most.saturating_sub(width(line) + 3).min(BAR);
    match share {
        Some(share) if room >= 5 => {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a share of at most 1 of a handful of columns"
            )]
            let full = (share.clamp(0.0, 1.0) * room as f64) as usize;
            format!("[{}{}] {line}", "#".repeat(full), "-".repeat(room - full))
        }
        _ => line.into(),
    }
}

#[cfg(test)]
mod tests;
