//! The tour on a terminal, from its first question until the presenter leaves.

use crossbeam_channel::Receiver;

use super::companions::Companions;
use super::screen::TourScreen;
use super::stage::SceneStage;
use super::talk::Talk;
use crate::sys::signals::Signal;
use crate::tour::Performed;
use crate::ui::shell;
use crate::ui::shell::{Cause, Options, UiError};
use crate::ui::term::{Cast, Tui};

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

/// Result of a tour that has ended.
#[derive(Debug)]
pub(crate) struct Ending {
    /// Results of the scenes that have ended, in the order of the tour.
    pub performed: Vec<Performed>,
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
    (journey, companions): (Journey, Companions),
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Ending, UiError> {
    give(stage, journey, companions, |screen| shell::run(tui, screen, dressed(options), signals))
}

/// The same in a cast alone, without a terminal: a tour that advances by itself.
///
/// # Errors
///
/// When a frame cannot be drawn.
pub(crate) fn play_off_screen(
    cast: &Cast,
    stage: &mut dyn SceneStage,
    (journey, companions): (Journey, Companions),
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Ending, UiError> {
    let journey = Journey { auto: true, ..journey };
    give(stage, journey, companions, |screen| shell::run_off_screen(cast, screen, dressed(options), signals))
}

fn give(
    stage: &mut dyn SceneStage,
    journey: Journey,
    companions: Companions,
    show: impl FnOnce(&mut TourScreen) -> Result<Cause, UiError>,
) -> Result<Ending, UiError> {
    let talk = Talk::new(stage.scenes(), journey.first, journey.last);
    let mut screen = TourScreen::new(stage, talk, journey.auto, companions);
    let shown = show(&mut screen);
    // The terminal first: stopping workers may take a moment, and the presenter has left.
    screen.runner.stage.stop();
    let mut performed = screen.runner.performed;
    performed.sort_by_key(|performed| performed.scene);
    shown.map(|cause| Ending { performed, cause })
}

/// The options, for a projector. What is wrong with the settings is no matter of the room: it is said afterwards.
fn dressed(options: Options) -> Options {
    Options { present: true, notice: None, ..options }
}
