//! The tour without a screen: a rehearsal of it, and its verdicts for people and scripts.

use std::path::{Path, PathBuf};

use super::error::CommandError;
use super::follow::{Follower, exit_code, follow};
use super::output;
use super::signals::listen;
use crate::clock::Clock;
use crate::event::{Machine, Nanos};
use crate::probe;
use crate::report::{Format, Json, Ticker};
use crate::settings::{TourSettings, home};
use crate::sys::program::this_or_link;
use crate::sys::signals::Signal;
use crate::sys::stderr::Stderr;
use crate::text::look::Look;
use crate::text::words::counted;
use crate::tour::report::{Text, TourReport};
use crate::tour::{
    Performance, Performed, Programme, Provenance, RaceStarter, Scene, Takes, TourMessage, rehearsal, ship,
};

/// Runs every scene on this machine, keeps what it recorded as the takes that the talk falls back on, and writes the
/// table. With `keep` the takes are also written to that folder, as those that are part of the program. Exit code 1
/// when a scene would not do.
pub(super) fn rehearse(
    scenes: &[Scene],
    settings: &TourSettings,
    keep: Option<&Path>,
) -> Result<u8, CommandError> {
    let takes = Takes::of(home::takes());
    let machine = probe::machine();
    let kept = Kept { takes: takes.clone(), folder: keep.map(Path::to_path_buf) };
    let (performed, ended_by) = perform(scenes, settings, takes, machine.clone(), Some(kept))?;
    let text = if settings.json {
        Json.render(&TourReport::of(scenes, &performed, &machine), Look::default())
    } else {
        rehearsal::table(scenes, &performed, output::columns(settings.output.as_deref()))
    };
    conclude(&text, settings, &performed, ended_by)
}

/// Runs every scene and writes its verdict. Exit code 1 when a scene could neither run nor be shown from a recording.
pub(super) fn headless(scenes: &[Scene], settings: &TourSettings) -> Result<u8, CommandError> {
    let machine = probe::machine();
    let takes = Takes::of(home::takes());
    let (performed, ended_by) = perform(scenes, settings, takes, machine.clone(), None)?;
    conclude(&verdicts(scenes, &performed, &machine, settings), settings, &performed, ended_by)
}

/// The verdicts of these scenes in the format that was asked for.
pub(super) fn verdicts(
    scenes: &[Scene],
    performed: &[Performed],
    machine: &Machine,
    settings: &TourSettings,
) -> String {
    let report = TourReport::of(scenes, performed, machine);
    let look = Look { columns: output::columns(settings.output.as_deref()), ..Look::default() };
    let format: &dyn Format<TourReport> = if settings.json { &Json } else { &Text };
    format.render(&report, look)
}

/// Writes the result; returns the exit code for it and for the signal that may have ended the tour.
pub(super) fn conclude(
    text: &str,
    settings: &TourSettings,
    performed: &[Performed],
    ended_by: Option<Signal>,
) -> Result<u8, CommandError> {
    let code = u8::from(!rehearsal::will_do(performed));
    exit_code(output::write(text, settings.output.as_deref()).map(|()| code), ended_by)
}

/// Result of performing scenes: what was shown, and the signal that ended it early.
type Ended = (Vec<Performed>, Option<Signal>);

/// Performs the scenes, with progress on standard error.
fn perform(
    scenes: &[Scene],
    settings: &TourSettings,
    takes: Takes,
    machine: Machine,
    kept: Option<Kept>,
) -> Result<Ended, CommandError> {
    let signals = listen()?;
    let starter = RaceStarter { machine, program: this_or_link(), seed: settings.seed };
    let programme = Programme { scenes: scenes.to_vec(), takes, records: kept.is_some() };
    let mut watch = Watch::new(scenes, kept);
    let start = || {
        Performance::start(programme, starter)
            .map_err(|error| CommandError::System(format!("cannot start a thread: {error}")))
    };
    let ended_by = follow(start, &signals, &mut watch)?;
    Ok((watch.performed, ended_by))
}

/// Where the takes of a rehearsal are kept.
struct Kept {
    /// Takes of this machine.
    takes: Takes,
    /// The folder of those that are part of the program.
    folder: Option<PathBuf>,
}

impl Kept {
    /// Keeps the take of a scene; returns the error where it could not be written.
    fn keep(&self, scene: &Scene, performed: &Performed) -> Option<String> {
        let take = performed.take.as_ref().filter(|_| performed.verdict.is_some())?;
        let own = self.takes.keep(scene, take);
        let shipped = self.folder.as_ref().map_or(Ok(()), |folder| ship(folder, scene, take));
        let error = own.and(shipped).err()?;
        Some(format!("the recording of {} cannot be kept: {error}", scene.name))
    }
}

/// A tour that is followed on standard error.
struct Watch<'s> {
    scenes: &'s [Scene],
    performed: Vec<Performed>,
    kept: Option<Kept>,
    ticker: Ticker<Stderr>,
    clock: Clock,
    /// Scene that is performed now.
    now: String,
}

impl<'s> Watch<'s> {
    fn new(scenes: &'s [Scene], kept: Option<Kept>) -> Self {
        Self {
            scenes,
            performed: Vec::new(),
            kept,
            ticker: Ticker::on_stderr(),
            clock: Clock::start(),
            now: String::new(),
        }
    }

    /// Share of the tour that is over.
    fn share(&self) -> Option<f64> {
        (!self.scenes.is_empty()).then(|| self.performed.len() as f64 / self.scenes.len() as f64)
    }

    fn tick(&mut self) {
        let (at, share): (Nanos, _) = (self.clock.now(), self.share());
        let count = format!("{} of {}", self.performed.len(), counted(self.scenes.len(), "scene"));
        let line = format!("{count} done: {}", self.now);
        self.ticker.show(at, &self.now, &line, share);
    }
}

impl Follower<Performance> for Watch<'_> {
    fn take(&mut self, _: &Performance, message: TourMessage) -> Result<(), CommandError> {
        match message {
            TourMessage::SceneStarted(number) => {
                self.now = self.scenes.get(number).map(|scene| scene.name.clone()).unwrap_or_default();
            }
            TourMessage::Started { provenance: Provenance::Recorded { .. }, .. } => {
                let number = self.performed.len();
                let name = self.scenes.get(number).map_or("", |scene| scene.name.as_str());
                self.now = format!("{name}, recorded");
            }
            TourMessage::SceneEnded(mut performed) => {
                let scene = self.scenes.get(performed.scene);
                let error =
                    scene.zip(self.kept.as_ref()).and_then(|(scene, kept)| kept.keep(scene, &performed));
                if let Some(error) = error {
                    self.ticker.finish();
                    output::warn(&error);
                }
                // It is in its file, and large.
                performed.take = None;
                self.performed.push(*performed);
            }
            _ => return Ok(()),
        }
        self.tick();
        Ok(())
    }

    fn show(&mut self, _: &Performance) {
        if !self.now.is_empty() {
            self.tick();
        }
    }

    fn finish(&mut self) {
        self.ticker.finish();
    }
}
