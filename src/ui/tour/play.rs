//! The tour on a terminal, from its first question until the presenter leaves.

use crossbeam_channel::Receiver;

use super::screen::TourScreen;
use super::stage::SceneStage;
use super::talk::Talk;
use crate::sys::signals::Signal;
use crate::tour::{Provenance, Verdict};
use crate::ui::shell;
use crate::ui::shell::{Cause, Options, UiError};
use crate::ui::term::Tui;

/// The part of the tour that is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Journey {
    /// Index of the first scene.
    pub first: usize,
    /// Index of the last scene; a larger one than there is means all.
    pub last: usize,
    /// Whether it advances by itself, and ends by itself.
    pub auto: bool,
}

/// What a scene has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SceneEnding {
    /// Its name.
    pub name: String,
    /// Where its figures are from.
    pub provenance: Provenance,
    /// The choice that the room predicted, from 0.
    pub predicted: Option<usize>,
    /// Its verdict.
    pub verdict: Verdict,
}

/// Result of a tour that has ended.
#[derive(Debug)]
pub(crate) struct Ending {
    /// The scenes that have a verdict, in the order of the tour.
    pub scenes: Vec<SceneEnding>,
    /// Reason for the end.
    pub cause: Cause,
}

/// Gives the tour on a terminal, [entered](shell::enter) before, until the presenter ends it, it has ended by itself, or
/// a signal comes.
///
/// When it returns, in whatever way, the terminal is restored and the stage has stopped.
///
/// # Errors
///
/// When the terminal cannot be drawn on.
pub(crate) fn play(
    tui: Tui,
    stage: &mut dyn SceneStage,
    journey: Journey,
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Ending, UiError> {
    let talk = Talk::new(stage.scenes(), journey.first, journey.last);
    let mut screen = TourScreen::new(stage, talk, journey.auto);
    let options = Options { present: true, ..options };
    let shown = shell::run(tui, &mut screen, options, signals);
    // The terminal first: stopping workers may take a moment, and the presenter has left.
    screen.stage.stop();
    let takes = screen.talk.takes().iter().filter_map(|take| {
        let (provenance, verdict) = (take.provenance.clone()?, take.verdict.clone()?);
        let predicted = take.prediction.favourite();
        Some(SceneEnding { name: take.card.name.clone(), provenance, predicted, verdict })
    });
    let scenes = takes.collect();
    shown.map(|cause| Ending { scenes, cause })
}
