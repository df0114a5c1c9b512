//! Where the talk is: the scene, its step, and what the scenes before have shown. Plain data; nothing runs here.

use super::prediction::Prediction;
use super::stage::SceneCard;
use crate::text::nearest::nearest;
use crate::tour::{Provenance, Verdict};

/// A step of a scene, or the end of the talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The question, with the choices and the room's votes.
    Question,
    /// The run.
    Run,
    /// The sentence on what happened, beside what was predicted.
    Verdict,
    /// The list of all verdicts.
    Closing,
}

/// A scene of this talk: its card, and what is known of it so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Take {
    /// The scene.
    pub card: SceneCard,
    /// The room's votes.
    pub prediction: Prediction,
    /// Where its events came from, once it has begun.
    pub provenance: Option<Provenance>,
    /// Its verdict, once it has ended.
    pub verdict: Option<Verdict>,
}

/// Effect of a move to another step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// Nothing: another step is shown.
    Shown,
    /// The scene is to be performed.
    Start,
    /// There is no step there.
    None,
}

/// A talk: its scenes, and the step that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Talk {
    takes: Vec<Take>,
    scene: usize,
    step: Step,
    /// Index of the scene after which the talk ends.
    last: usize,
}

impl Talk {
    /// A talk over these scenes that begins with the scene at index `first` and ends after the one at `last`.
    #[must_use]
    pub(crate) fn new(cards: Vec<SceneCard>, first: usize, last: usize) -> Self {
        let take = |card| Take { card, prediction: Prediction::default(), provenance: None, verdict: None };
        let takes: Vec<Take> = cards.into_iter().map(take).collect();
        let end = takes.len().saturating_sub(1);
        let step = if takes.is_empty() { Step::Closing } else { Step::Question };
        Self { takes, scene: first.min(end), step, last: last.min(end) }
    }

    /// The step that is shown.
    #[must_use]
    pub(crate) const fn step(&self) -> Step {
        self.step
    }

    /// Index of the scene.
    #[must_use]
    pub(crate) const fn scene(&self) -> usize {
        self.scene
    }

    /// All scenes.
    #[must_use]
    pub(crate) fn takes(&self) -> &[Take] {
        &self.takes
    }

    /// The scene; `None` in a talk without any.
    #[must_use]
    pub(crate) fn take(&self) -> Option<&Take> {
        self.takes.get(self.scene)
    }

    /// The same, to change it.
    pub(crate) fn take_mut(&mut self) -> Option<&mut Take> {
        self.takes.get_mut(self.scene)
    }

    /// Title of the scene after this one; `None` where the talk ends.
    #[must_use]
    pub(crate) fn next_title(&self) -> Option<&str> {
        let next = self.takes.get(self.scene + 1).filter(|_| self.scene != self.last);
        next.map(|take| take.card.title.as_str())
    }

    /// Goes on by a step. What has run is not run again: its picture is shown where there `is_shown` one, else its verdict.
    pub(crate) fn next(&mut self, is_shown: bool) -> Move {
        let has_verdict = self.take().is_some_and(|take| take.verdict.is_some());
        match self.step {
            Step::Question if has_verdict && !is_shown => self.step = Step::Verdict,
            Step::Question => {
                self.step = Step::Run;
                return if has_verdict { Move::Shown } else { Move::Start };
            }
            Step::Run if has_verdict => self.step = Step::Verdict,
            Step::Run | Step::Verdict if self.next_title().is_some() => {
                (self.scene, self.step) = (self.scene + 1, Step::Question);
            }
            Step::Run | Step::Verdict => self.step = Step::Closing,
            Step::Closing => return Move::None,
        }
        Move::Shown
    }

    /// Goes back by a step.
    pub(crate) fn back(&mut self, is_shown: bool) -> Move {
        match self.step {
            Step::Question if self.scene == 0 => return Move::None,
            Step::Question => {
                self.scene -= 1;
                let has_verdict = self.take().is_some_and(|take| take.verdict.is_some());
                self.step = if has_verdict { Step::Verdict } else { Step::Question };
            }
            Step::Verdict if is_shown => self.step = Step::Run,
            Step::Run | Step::Verdict => self.step = Step::Question,
            Step::Closing => {
                let Some(take) = self.take() else { return Move::None };
                self.step = if take.verdict.is_some() { Step::Verdict } else { Step::Question };
            }
        }
        Move::Shown
    }

    /// Runs the scene again; its verdict is forgotten, the room's votes are not.
    pub(crate) fn restart(&mut self) -> Move {
        let Some(take) = self.takes.get_mut(self.scene).filter(|_| self.step != Step::Closing) else {
            return Move::None;
        };
        (take.provenance, take.verdict) = (None, None);
        self.step = Step::Run;
        Move::Start
    }

    /// Goes to the scene of this name, or the nearest one. From a scene after the last the talk goes on to the end.
    ///
    /// # Errors
    ///
    /// The accepted input, as a sentence for the screen.
    pub(crate) fn jump(&mut self, name: &str) -> Result<(), String> {
        let names = || self.takes.iter().map(|take| take.card.name.as_str());
        let name = name.trim();
        let number = name.parse().ok().and_then(|number: usize| number.checked_sub(1));
        let by_number = number.filter(|scene| *scene < self.takes.len());
        let by_name = || names().position(|own| Some(own) == nearest(name, names()));
        let Some(scene) = names().position(|own| own == name).or(by_number).or_else(by_name) else {
            let all: Vec<&str> = names().collect();
            return Err(format!("No scene is called {name}. Accepted: {}.", all.join(", ")));
        };
        if scene > self.last {
            self.last = self.takes.len().saturating_sub(1);
        }
        (self.scene, self.step) = (scene, Step::Question);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
