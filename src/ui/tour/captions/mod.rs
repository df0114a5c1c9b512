//! The captions of a run: one after another, each for long enough to be read.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Least time that a caption stays.
const LEAST: Duration = Duration::from_millis(1500);

/// The caption that is shown, and those whose moment has come since.
#[derive(Debug, Default)]
pub(crate) struct Captions {
    shown: String,
    since: Option<Instant>,
    waiting: VecDeque<String>,
}

impl Captions {
    /// The caption that is shown; empty before the first.
    #[must_use]
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Whether a caption waits for the one before it.
    #[must_use]
    pub(crate) fn are_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes in the next caption.
    pub(crate) fn add(&mut self, words: String, now: Instant) {
        self.waiting.push_back(words);
        self.advance(now);
    }

    /// Shows the next caption once the current one has been read.
    pub(crate) fn advance(&mut self, now: Instant) {
        let is_read = self.since.is_none_or(|since| now.saturating_duration_since(since) >= LEAST);
        if let Some(next) = is_read.then(|| self.waiting.pop_front()).flatten() {
            (self.shown, self.since) = (next, Some(now));
        }
    }

    /// Shows the last caption at once: nothing follows it.
    pub(crate) fn show_last(&mut self) {
        if let Some(last) = self.waiting.drain(..).next_back() {
            self.shown = last;
        }
    }
}

#[cfg(test)]
mod tests;
