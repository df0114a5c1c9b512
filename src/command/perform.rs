//! The tour without a screen: a rehearsal of it, and its verdicts for people and scripts.

use std::path::{Path, PathBuf};

use super::error::CommandError;
use super::follow::{Follower, exit_code, follow};
use super::output;
use super::signals::listen;
use crate::clock::Clock;
use crate::event::{Machine, Nanos};
use crate::probe;
use crate::report::{Format, Ticker};
use crate::settings::home;
use crate::sys::program::this_or_link;
use crate::sys::signals::Signal;
use crate::sys::stderr::Stderr;
use crate::text::look::Look;
use crate::text::words::counted;
use crate::tour::report::TourReport;
use crate::tour::{
    Performance, Performed, Programme, Provenance, RaceStarter, Scene, Takes, TourMessage, rehearsal, ship,
};

/// Scenes to be performed without a screen.
#[derive(Debug)]
pub(super) struct TourRun {
    /// The scenes, in their order.
    pub scenes: Vec<Scene>,
    /// Seed of all races; each has its own where it is not set.
    pub seed: Option<u64>,
}

/// Runs every scene on this machine, keeps what it recorded as the takes that the talk falls back on, and writes the
/// table. With `keep` the takes are also written to that folder, as those that are part of the program. Exit code 1
/// when a scene would not do.
pub(super) fn rehearse(tour: TourRun, keep: Option<&Path>) -> Result<u8, CommandError> {
    let takes = Takes::of(home::takes());
    let machine = probe::machine();
    let kept = Kept { takes: takes.clone(), folder: keep.map(Path::to_path_buf) };
    let (scenes, performed, ended_by) = perform(tour, takes, machine, Some(kept))?;
    let table = rehearsal::table(&scenes, &performed, output::columns(None));
    let code = if rehearsal::will_do(&performed) { 0 } else { 1 };
    exit_code(output::write(&table, None).map(|()| code), ended_by)
}

/// Runs every scene and writes its verdict. Exit code 1 when a scene could neither run nor be shown from a recording.
pub(super) fn headless(
    tour: TourRun,
    format: &dyn Format<TourReport>,
    file: Option<&Path>,
) -> Result<u8, CommandError> {
    output::check(file)?;
    let machine = probe::machine();
    let (scenes, performed, ended_by) = perform(tour, Takes::of(home::takes()), machine.clone(), None)?;
    let report = TourReport::of(&scenes, &performed, &machine);
    let look = Look { columns: output::columns(file), ..Look::default() };
    let code = if rehearsal::will_do(&performed) { 0 } else { 1 };
    exit_code(output::write(&format.render(&report, look), file).map(|()| code), ended_by)
}

/// The scenes, what came of those that were performed, and the signal that ended that.
type Ended = (Vec<Scene>, Vec<Performed>, Option<Signal>);

/// Performs the scenes, with progress on standard error.
fn perform(tour: TourRun, takes: Takes, machine: Machine, kept: Option<Kept>) -> Result<Ended, CommandError> {
    let signals = listen()?;
    let TourRun { scenes, seed } = tour;
    let starter = RaceStarter { machine, program: this_or_link(), seed };
    let programme = Programme { scenes: scenes.clone(), takes, records: kept.is_some() };
    let mut watch = Watch::new(scenes, kept);
    let start = || {
        Performance::start(programme, starter)
            .map_err(|error| CommandError::System(format!("cannot start a thread: {error}")))
    };
    let ended_by = follow(start, &signals, &mut watch)?;
    Ok((watch.scenes, watch.performed, ended_by))
}

/// Where the takes of a rehearsal are kept.
struct Kept {
    /// Those of this machine.
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
struct Watch {
    scenes: Vec<Scene>,
    performed: Vec<Performed>,
    kept: Option<Kept>,
    ticker: Ticker<Stderr>,
    clock: Clock,
    /// What is performed now.
    now: String,
}

impl Watch {
    fn new(scenes: Vec<Scene>, kept: Option<Kept>) -> Self {
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

impl Follower<Performance> for Watch {
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
