//! Messages between a talk and its followers: lines of JSON.

use serde::{Deserialize, Serialize};

/// State of a talk, as its followers show it. A line from the talk to each of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TalkState {
    /// Name of the scene.
    pub scene: String,
    /// Its number in the talk, from 1 on.
    #[serde(default)]
    pub number: usize,
    /// Number of scenes in the talk.
    #[serde(default)]
    pub of: usize,
    /// Its title.
    pub title: String,
    /// The question that it asks.
    pub question: String,
    /// The speaker's notes; an empty line separates paragraphs.
    pub notes: String,
    /// Title of the next scene; `None` in the last.
    pub next: Option<String>,
    /// How far the scene is.
    pub state: TalkPhase,
    /// Whether the talk is paused.
    #[serde(default)]
    pub paused: bool,
    /// Whether the audience sees a blank screen.
    #[serde(default)]
    pub blank: bool,
    /// Time since the talk began, s.
    pub clock_s: f64,
    /// Time since the scene began, s.
    pub scene_s: f64,
    /// The choices in their order, with the votes for each.
    pub votes: Vec<Vote>,
    /// Whether the scene shows a recording.
    pub recorded: bool,
}

/// A choice and its votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Vote {
    /// The choice, as the room reads it.
    pub choice: String,
    /// Number of votes for it; `None` where they were not counted.
    pub count: Option<u32>,
    /// Whether it is the prediction.
    pub chosen: bool,
}

/// How far a scene is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TalkPhase {
    /// The question is on the screen.
    Question,
    /// The room predicts.
    Prediction,
    /// The run goes on.
    Run,
    /// The verdict is on the screen.
    Verdict,
    /// The last scene is over.
    Over,
}

impl TalkPhase {
    /// Its word.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Prediction => "prediction",
            Self::Run => "running",
            Self::Verdict => "verdict",
            Self::Over => "over",
        }
    }
}

/// A request to the talk. A line from a follower: `{"do":"next"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub(crate) enum Steer {
    /// The next step.
    Next,
    /// The step before.
    Back,
    /// Pause, or go on.
    Pause,
    /// Blank the screen, or show it again.
    Blank,
    /// Show the recording instead.
    Fallback,
}

/// A value as a line, with its end.
pub(super) fn line(value: &impl Serialize) -> Vec<u8> {
    // Plain data with names for keys: it cannot fail.
    let mut line = serde_json::to_vec(value).unwrap_or_default();
    line.push(b'\n');
    line
}

/// Lines from bytes that arrive in pieces.
#[derive(Debug)]
pub(super) struct Lines {
    begun: Vec<u8>,
    /// Longest line, bytes.
    limit: usize,
}

impl Lines {
    pub(super) fn new(limit: usize) -> Self {
        Self { begun: Vec::new(), limit }
    }

    /// Takes in bytes and hands on each line that is complete with them; `false` when one is longer than any may be.
    pub(super) fn take(&mut self, bytes: &[u8], mut line: impl FnMut(&[u8])) -> bool {
        self.begun.extend_from_slice(bytes);
        while let Some(end) = self.begun.iter().position(|byte| *byte == b'\n') {
            line(&self.begun[..end]);
            self.begun.drain(..=end);
        }
        self.begun.len() <= self.limit
    }
}

#[cfg(test)]
mod tests;
