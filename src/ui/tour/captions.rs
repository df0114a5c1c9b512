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
mod tests {
    use super::*;

    #[test]
    fn captions_of_one_moment_stand_one_after_another() {
        let begun = Instant::now();
        let mut captions = Captions::default();
        for words in ["one", "two", "three"] {
            captions.add(words.into(), begun);
        }
        assert_eq!((captions.shown(), captions.are_waiting()), ("one", true));
        captions.advance(begun + LEAST / 2);
        assert_eq!(captions.shown(), "one", "it has not been read yet");
        captions.advance(begun + LEAST);
        assert_eq!(captions.shown(), "two");
        captions.advance(begun + LEAST + LEAST / 2);
        assert_eq!(captions.shown(), "two", "each stands for as long");
        captions.advance(begun + 2 * LEAST);
        assert_eq!((captions.shown(), captions.are_waiting()), ("three", false));
        captions.add("four".into(), begun + 9 * LEAST);
        assert_eq!(captions.shown(), "four", "nothing is in its way");
    }

    #[test]
    fn the_last_caption_is_the_one_that_stays() {
        let mut captions = Captions::default();
        captions.show_last();
        assert_eq!(captions.shown(), "");
        for words in ["one", "two", "three"] {
            captions.add(words.into(), Instant::now());
        }
        captions.show_last();
        assert_eq!((captions.shown(), captions.are_waiting()), ("three", false));
    }
}
