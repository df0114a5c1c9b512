//! The shell's message and its lifetime.

use std::time::{Duration, Instant};

/// Lifetime of the answer to a key.
const ANSWER: Duration = Duration::from_secs(3);
/// Lifetime of a notice: longer than an answer, since it comes unasked.
const NOTICE: Duration = Duration::from_secs(10);

/// A message with its lifetime. Every key ends it.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) text: String,
    /// Time at which it ends by itself.
    until: Option<Instant>,
    /// Whether it answers a key: such a message ends when what it announced has begun.
    asked: bool,
}

impl Answer {
    /// The answer to a key.
    pub(super) fn to_key(text: String) -> Self {
        Self { text, until: Some(Instant::now() + ANSWER), asked: true }
    }

    /// A notice, shown when the screen opens.
    pub(super) fn notice(text: String) -> Self {
        Self { text, until: Some(Instant::now() + NOTICE), asked: false }
    }

    /// A warning that must be read: it stays until a key is pressed.
    pub(super) fn warning(text: String) -> Self {
        Self { text, until: None, asked: false }
    }

    /// Time at which it ends by itself.
    pub(super) fn until(&self) -> Option<Instant> {
        self.until
    }

    /// Whether its lifetime is over at `now`.
    pub(super) fn is_over(&self, now: Instant) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// Whether it answers a key.
    pub(super) fn is_asked(&self) -> bool {
        self.asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_stays_three_seconds_a_notice_ten_and_a_warning_until_a_key() {
        let now = Instant::now();
        let over = |answer: &Answer, seconds| answer.is_over(now + Duration::from_millis(seconds));
        let [answer, notice, warning] =
            [Answer::to_key, Answer::notice, Answer::warning].map(|make| make("words".into()));
        assert_eq!((over(&answer, 2900), over(&answer, 3500)), (false, true));
        assert_eq!((over(&notice, 9900), over(&notice, 10_500)), (false, true));
        assert_eq!((over(&warning, 1_000_000), warning.until()), (false, None));
        assert!(answer.is_asked() && !notice.is_asked() && !warning.is_asked());
    }
}
