//! The pauses of a tour that advances by itself: a booth, a test, a recording.

use std::time::Duration;

use super::talk::Step;

/// Time that a question stays: long enough to read it aloud and to make up one's mind.
pub(crate) const QUESTION: Duration = Duration::from_secs(4);
/// Time that a finished run stays, so that its end is seen.
pub(crate) const FINISHED: Duration = Duration::from_secs(1);
/// Time that a verdict stays: one sentence, and the prediction beside it.
pub(crate) const VERDICT: Duration = Duration::from_secs(5);
/// Time that the list of all verdicts stays before the tour ends.
pub(crate) const CLOSING: Duration = Duration::from_secs(5);

/// Whether a tour goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// A presenter leads it.
    ByHand,
    /// It goes on by itself.
    ByItself,
    /// It went on by itself, and has come to its end.
    Over,
}

/// Time that this step stays. A run stays until it has ended, and then for so long.
#[must_use]
pub(crate) const fn pause(step: Step) -> Duration {
    match step {
        Step::Question => QUESTION,
        Step::Run => FINISHED,
        Step::Verdict => VERDICT,
        Step::Closing => CLOSING,
    }
}
