//! The tour as a talk: on the screen, in a cast alone, and its notes in another terminal.

use std::path::Path;

use super::error::CommandError;
use super::follow::exit_code;
use super::look::look;
use super::signals::{listen, signal_of};
use super::stage::TourStage;
use super::{output, perform};
use crate::event::Machine;
use crate::probe;
use crate::settings::{TourAction, TourPart, TourSettings, home};
use crate::sys::program::this_or_link;
use crate::sys::signals::Signal;
use crate::tour::notes::NotesServer;
use crate::tour::{RaceStarter, Scenes, Takes};
use crate::ui::tour::{Companions, Ending, Journey, play, play_off_screen};
use crate::ui::tour_notes;
use crate::ui::tour_notes::NotesError;
use crate::ui::{self, Cast, UiError};

/// Title of a cast.
const TITLE: &str = "coreograph tour";

/// Gives the talk on the screen, and in a cast where one was asked for; writes its verdicts when it has ended.
pub(super) fn on_screen(scenes: &Scenes, settings: &TourSettings) -> Result<u8, CommandError> {
    let journey = journey(scenes, settings)?;
    let signals = listen()?;
    let cast = settings.cast.as_deref().map(|path| Cast::of_terminal(path, TITLE)).transpose();
    let cast = cast.map_err(CommandError::input)?;
    let tui = ui::enter_with(cast.clone()).map_err(|error| system(&error))?;
    let machine = probe::machine();
    let mut stage = stage(scenes, &machine, settings);
    let marks = cast.as_ref().map(Cast::marks).unwrap_or_default();
    // Without followers the talk goes on all the same.
    let companions = Companions { notes: NotesServer::start().ok(), marks };
    let shown = play(tui, &mut stage, (journey, companions), look(&settings.look), &signals);
    let unwritten = cast.as_ref().and_then(|cast| cast.finish().err());
    let Ending { performed, cause } = shown.map_err(|error| system(&error))?;
    let told = if performed.is_empty() {
        Ok(())
    } else {
        let text = perform::verdicts(&scenes.list, &performed, &machine, settings);
        output::write(&text, settings.output.as_deref())
    };
    // A talk that was given has succeeded, whatever its verdicts say.
    let unwritten = unwritten.map(|error| CommandError::System(error.to_string()));
    output::ended(exit_code(told.map(|()| 0), signal_of(cause)), unwritten)
}

/// Gives the talk in a cast alone, by itself; writes its verdicts.
pub(super) fn off_screen(scenes: &Scenes, settings: &TourSettings, file: &Path) -> Result<u8, CommandError> {
    let journey = journey(scenes, settings)?;
    let signals = listen()?;
    let taken = settings.output.is_none().then_some("the result");
    let cast = Cast::off_screen(file, TITLE, taken).map_err(CommandError::input)?;
    let machine = probe::machine();
    let mut stage = stage(scenes, &machine, settings);
    let companions = Companions { notes: None, marks: cast.marks() };
    let shown = play_off_screen(&cast, &mut stage, (journey, companions), look(&settings.look), &signals);
    let unwritten = cast.finish().err().map(|error| CommandError::System(error.to_string()));
    let Ending { performed, cause } = shown.map_err(|error| system(&error))?;
    let text = perform::verdicts(&scenes.list, &performed, &machine, settings);
    output::ended(perform::conclude(&text, settings, &performed, signal_of(cause)), unwritten)
}

/// Follows a talk in another terminal.
pub(super) fn notes(settings: &TourSettings) -> Result<u8, CommandError> {
    let signals = listen()?;
    let cause = tour_notes::follow(None, look(&settings.look), &signals).map_err(|error| match error {
        NotesError::Terminal(_) => CommandError::input(error),
        error => CommandError::System(error.to_string()),
    })?;
    Ok(signal_of(cause).map_or(0, Signal::exit_code))
}

/// The part of the talk that was asked for. A jump reaches the other scenes too.
fn journey(scenes: &Scenes, settings: &TourSettings) -> Result<Journey, CommandError> {
    let place = |name: &str| scenes.place_of(name).map_err(CommandError::Input);
    let (first, last) = match &settings.part {
        TourPart::All => (0, usize::MAX),
        TourPart::Only(name) => (place(name)?, place(name)?),
        TourPart::From(name) => (place(name)?, usize::MAX),
    };
    Ok(Journey { first, last, auto: settings.action == TourAction::Auto })
}

/// A stage for these scenes on this machine.
fn stage(scenes: &Scenes, machine: &Machine, settings: &TourSettings) -> TourStage {
    let starter = RaceStarter { machine: machine.clone(), program: this_or_link(), seed: settings.seed };
    TourStage::new(scenes.list.clone(), Takes::of(home::takes()), starter)
}

fn system(error: &UiError) -> CommandError {
    CommandError::System(error.to_string())
}
