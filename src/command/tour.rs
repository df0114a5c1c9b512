//! `coreograph tour`: a talk on the screen, in a cast or headless; its list, its check, its rehearsal, its notes.

use std::path::Path;

use super::error::CommandError;
use super::follow::exit_code;
use super::look::look;
use super::output;
use super::perform::{TourRun, headless, rehearse};
use super::signals::{listen, signal_of};
use super::stage::TourStage;
use crate::event::Machine;
use crate::probe;
use crate::settings::{TourSettings, TourTask, home};
use crate::sys::program::this_or_link;
use crate::sys::signals::Signal;
use crate::text::look::Look;
use crate::text::table::Table;
use crate::text::words::counted;
use crate::toml_document::Diagnostic;
use crate::tour::notes::NotesServer;
use crate::tour::report::TourReport;
use crate::tour::{Performed, RaceStarter, Scene, Scenes, Takes};
use crate::ui::tour::{Companions, Ending, Journey, play, play_off_screen};
use crate::ui::tour_notes::{NotesError, follow};
use crate::ui::{self, Cast, CastError, UiError};

/// Title of a cast.
const TITLE: &str = "coreograph tour";

pub(super) fn run(settings: &TourSettings) -> Result<u8, CommandError> {
    match &settings.task {
        TourTask::Check(path) => check(path),
        TourTask::Follow(pid) => notes(*pid, settings),
        TourTask::List => list(&scenes(settings)?.list),
        TourTask::Rehearse(keep) => rehearse(part(settings)?, keep.as_deref()),
        TourTask::Give if !settings.headless => on_screen(settings),
        TourTask::Give => match &settings.cast {
            None => headless(part(settings)?, settings.format, settings.output.as_deref()),
            Some(cast) => off_screen(cast, settings),
        },
    }
}

/// All scenes.
fn scenes(settings: &TourSettings) -> Result<Scenes, CommandError> {
    settings
        .scenes
        .as_deref()
        .map_or_else(|| Ok(Scenes::shipped()), |path| Scenes::read(path).map_err(refused))
}

/// Reports all errors but the last, which becomes the command's.
fn refused(mut diagnostics: Vec<Diagnostic>) -> CommandError {
    let last = diagnostics.pop();
    for diagnostic in &diagnostics {
        output::error(&diagnostic.to_string());
    }
    CommandError::Input(last.map_or_else(|| "there is no scene".into(), |last| last.to_string()))
}

/// The scenes that were asked for.
fn part(settings: &TourSettings) -> Result<TourRun, CommandError> {
    let all = scenes(settings)?;
    let scenes = match (&settings.scene, &settings.from) {
        (Some(name), _) => all.only(name).map_err(CommandError::Input)?,
        (None, Some(name)) => all.from(name).map_err(CommandError::Input)?,
        (None, None) => all,
    };
    Ok(TourRun { scenes: scenes.list, seed: settings.seed })
}

/// The part of the talk that was asked for; keys reach the other scenes too.
fn journey(settings: &TourSettings, scenes: &Scenes) -> Result<Journey, CommandError> {
    let place = |name: &String| scenes.place_of(name).map_err(CommandError::Input);
    let one = settings.scene.as_ref().map(place).transpose()?;
    let from = settings.from.as_ref().map(place).transpose()?;
    Ok(Journey { first: one.or(from).unwrap_or(0), last: one.unwrap_or(usize::MAX), auto: settings.auto })
}

fn list(scenes: &[Scene]) -> Result<u8, CommandError> {
    let mut table = Table::new(["scene", "seconds", "what it shows"]);
    for scene in scenes {
        table.row([&scene.name, &format!("{:.0}", scene.seconds), &scene.idea]);
    }
    output::write(&format!("{}\n", table.render(output::columns(None))), None)?;
    Ok(0)
}

fn check(path: &Path) -> Result<u8, CommandError> {
    let scenes = Scenes::read(path).map_err(refused)?;
    output::write(&format!("{}: nothing is wrong\n", counted(scenes.list.len(), "scene")), None)?;
    Ok(0)
}

fn notes(pid: Option<u32>, settings: &TourSettings) -> Result<u8, CommandError> {
    let signals = listen()?;
    let cause = follow(pid, look(&settings.look), &signals).map_err(|error| match error {
        NotesError::Terminal(_) => CommandError::input(error),
        error => CommandError::System(error.to_string()),
    })?;
    Ok(signal_of(cause).map_or(0, Signal::exit_code))
}

/// A stage for these scenes, on this machine.
fn stage(scenes: &[Scene], machine: &Machine, seed: Option<u64>) -> TourStage {
    let starter = RaceStarter { machine: machine.clone(), program: this_or_link(), seed };
    TourStage::new(scenes.to_vec(), Takes::of(home::takes()), starter)
}

fn on_screen(settings: &TourSettings) -> Result<u8, CommandError> {
    let scenes = scenes(settings)?;
    let journey = journey(settings, &scenes)?;
    output::check(settings.output.as_deref())?;
    let signals = listen()?;
    let cast = settings.cast.as_deref().map(|path| Cast::of_terminal(path, TITLE)).transpose();
    let cast = cast.map_err(cast_refused)?;
    let tui = ui::enter_with(cast.clone()).map_err(system)?;
    let machine = probe::machine();
    let mut stage = stage(&scenes.list, &machine, settings.seed);
    let marks = cast.as_ref().map(Cast::marks).unwrap_or_default();
    // Without followers the talk goes on all the same.
    let companions = Companions { notes: NotesServer::start().ok(), marks };
    let shown = play(tui, &mut stage, (journey, companions), look(&settings.look), &signals);
    conclude(shown, cast.as_ref(), settings, (&scenes.list, &machine))
}

/// Gives the tour in a cast alone.
fn off_screen(path: &Path, settings: &TourSettings) -> Result<u8, CommandError> {
    let scenes = scenes(settings)?;
    let journey = journey(settings, &scenes)?;
    output::check(settings.output.as_deref())?;
    let signals = listen()?;
    let taken = settings.output.is_none().then_some("the result");
    let cast = Cast::off_screen(path, TITLE, taken).map_err(cast_refused)?;
    let machine = probe::machine();
    let mut stage = stage(&scenes.list, &machine, settings.seed);
    let companions = Companions { notes: None, marks: cast.marks() };
    let shown = play_off_screen(&cast, &mut stage, (journey, companions), look(&settings.look), &signals);
    conclude(shown, Some(&cast), settings, (&scenes.list, &machine))
}

/// Completes the cast and writes the verdicts.
fn conclude(
    shown: Result<Ending, UiError>,
    cast: Option<&Cast>,
    settings: &TourSettings,
    (scenes, machine): (&[Scene], &Machine),
) -> Result<u8, CommandError> {
    let written = cast.map_or(Ok(()), Cast::finish).map_err(|error| CommandError::System(error.to_string()));
    let Ending { performed, cause } = shown.map_err(system)?;
    output::report_diagnostics(&settings.look.diagnostics);
    let told = verdicts(&performed, settings, (scenes, machine));
    output::ended(exit_code(told, signal_of(cause)), written.err())
}

/// Writes the verdicts of the scenes that have one. A talk that has shown them ends well, whatever they say.
fn verdicts(
    performed: &[Performed],
    settings: &TourSettings,
    (scenes, machine): (&[Scene], &Machine),
) -> Result<u8, CommandError> {
    if performed.is_empty() {
        return Ok(0);
    }
    let file = settings.output.as_deref();
    let report = TourReport::of(scenes, performed, machine);
    let look = Look { columns: output::columns(file), ..Look::default() };
    output::write(&settings.format.render(&report, look), file).map(|()| 0)
}

fn cast_refused(error: CastError) -> CommandError {
    CommandError::input(error)
}

fn system(error: UiError) -> CommandError {
    CommandError::System(error.to_string())
}
