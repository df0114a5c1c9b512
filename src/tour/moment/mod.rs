//! Moments of a race that captions and changes wait for.

use std::fmt;

use crate::text::nearest::question_after;

/// A moment of a race.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Moment {
    /// The first lane is starting.
    Start,
    /// This many seconds after [`Moment::Start`].
    Seconds(f64),
    /// The lane of this name executes its first task.
    LaneStarted(String),
    /// The lane of this name has executed its last task.
    LaneFinished(String),
    /// The death of a worker was noticed.
    Death,
    /// A dead worker was replaced.
    Replaced,
    /// The switch interval changed.
    IntervalChanged,
    /// The race is over.
    End,
}

/// The moments that are one word, each with its word.
const WORDS: [(&str, Moment); 5] = [
    ("start", Moment::Start),
    ("death", Moment::Death),
    ("replaced", Moment::Replaced),
    ("interval-changed", Moment::IntervalChanged),
    ("end", Moment::End),
];

/// The longest time to wait for, s.
const LONGEST: f64 = 60.0;

/// The accepted forms, for a message.
pub(crate) const ACCEPTED: &str =
    "start, 2.5s, started LANE, finished LANE, death, replaced, interval-changed, end";

impl Moment {
    /// Reads a moment as a scene's file names it.
    ///
    /// # Errors
    /// The accepted forms.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some((_, moment)) = WORDS.iter().find(|(word, _)| *word == text) {
            return Ok(moment.clone());
        }
        if let Some(seconds) = text.strip_suffix('s').and_then(|number| number.parse::<f64>().ok()) {
            let accepted = 0.0..=LONGEST;
            return Some(seconds)
                .filter(|seconds| accepted.contains(seconds))
                .map(Self::Seconds)
                .ok_or_else(|| format!("{text} is too long; accepted: 0s to {LONGEST}s"));
        }
        match text.split_once(char::is_whitespace) {
            Some(("started", lane)) => Ok(Self::LaneStarted(lane.trim().into())),
            Some(("finished", lane)) => Ok(Self::LaneFinished(lane.trim().into())),
            _ => {
                let words = WORDS.iter().map(|(word, _)| *word);
                Err(format!("there is no moment {text:?}{}accepted: {ACCEPTED}", question_after(text, words)))
            }
        }
    }

    /// The lane that it names.
    #[must_use]
    pub(crate) fn lane(&self) -> Option<&str> {
        match self {
            Self::LaneStarted(lane) | Self::LaneFinished(lane) => Some(lane),
            _ => None,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seconds(seconds) => write!(f, "{seconds}s"),
            Self::LaneStarted(lane) => write!(f, "started {lane}"),
            Self::LaneFinished(lane) => write!(f, "finished {lane}"),
            one => {
                let word = WORDS.iter().find(|(_, moment)| moment == one);
                f.write_str(word.map_or("", |(word, _)| *word))
            }
        }
    }
}

#[cfg(test)]
mod tests;
