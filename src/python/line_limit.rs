//! Limit of the lines of an interpreter that are passed on: programs that tasks start may print without end.

use std::time::{Duration, Instant};

/// Most lines and most bytes that are passed on in one [`WINDOW`]; the rest is counted.
const LINES: u32 = 1000;
const BYTES: usize = 128 << 10;

/// Period for which the limit holds.
const WINDOW: Duration = Duration::from_secs(1);

/// Bytes that were passed on since the window began, and the number of lines that were not.
#[derive(Debug, Default)]
pub(super) struct LineLimit {
    begun: Option<Instant>,
    lines: u32,
    bytes: usize,
    more: u64,
}

impl LineLimit {
    /// Counts a line that arrives now: whether it is passed on, and the line to be passed on before it, if any.
    pub(super) fn take_in(&mut self, line: &str, now: Instant) -> (Option<String>, bool) {
        let mut before = None;
        if self.begun.is_none_or(|begun| now.duration_since(begun) >= WINDOW) {
            before = self.rest();
            *self = Self { begun: Some(now), ..Self::default() };
        }
        let passes = self.lines < LINES && self.bytes < BYTES;
        if passes {
            (self.lines, self.bytes) = (self.lines + 1, self.bytes + line.len());
        } else {
            self.more += 1;
        }
        (before, passes)
    }

    /// The line about those that were not passed on.
    pub(super) fn rest(&mut self) -> Option<String> {
        let more = std::mem::take(&mut self.more);
        let lines = if more == 1 { "line" } else { "lines" };
        (more > 0).then(|| format!("… {more} more {lines}: at most {LINES} a second are kept"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beyond_the_limit_are_counted() {
        let (mut limit, now) = (LineLimit::default(), Instant::now());
        let passed = (0..5000).filter(|_| limit.take_in("x", now).1).count();
        assert_eq!(passed, LINES as usize);
        let told = Some("… 4000 more lines: at most 1000 a second are kept".to_string());
        assert_eq!(limit.take_in("x", now + WINDOW), (told, true));
        assert_eq!(limit.rest(), None);
        assert!(limit.take_in(&"x".repeat(BYTES), now + WINDOW).1, "a long one");
        assert_eq!(limit.take_in("x", now + WINDOW), (None, false));
        assert_eq!(limit.rest().as_deref(), Some("… 1 more line: at most 1000 a second are kept"));
    }
}
