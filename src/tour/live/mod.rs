//! Races of a scene that run live: whether they can, and what is asked of them meanwhile.

use std::path::PathBuf;

use crossbeam_channel::Receiver;

use super::{Here, SceneChange, SceneRun};
use crate::event::{Event, Machine, Nanos};
use crate::python;
use crate::race::setting::by_flag;
use crate::race::{Choices, Race, RacePlan, plan};
use crate::session::{Session, Suspend};
use crate::workload::Scales;

/// Fewest cores on which work that computes shows what several workers do.
const FEWEST_CORES: f64 = 1.5;

/// The reason why a scene falls back on its take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Obstacle {
    /// The reason, as a part of a sentence.
    pub reason: String,
    /// Whether it leaves nothing to show: without a take a scene goes on in spite of other reasons.
    pub is_final: bool,
}

impl Obstacle {
    /// A reason after which nothing live is left to show.
    #[must_use]
    pub(crate) fn last(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), is_final: true }
    }

    /// A reason why a take shows it better.
    #[must_use]
    pub(crate) fn poor(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), is_final: false }
    }
}

/// A race of a scene that runs. Dropping it stops it and waits for its workers.
pub(crate) trait LiveRun: Suspend + Send {
    /// Its events, the last of which is its end.
    fn events(&self) -> Receiver<Event>;

    /// Its time.
    fn now(&self) -> Nanos;

    /// Makes a change of a setting.
    fn change(&mut self, change: &SceneChange);

    /// Asks it to end, without waiting for it.
    fn request_stop(&self);
}

/// Starts the races of scenes.
pub(crate) trait Starter: Send {
    /// Why this race would not show here what it is for; `None` where it would.
    fn obstacle(&self, run: &SceneRun) -> Option<Obstacle>;

    /// Starts the race.
    ///
    /// # Errors
    /// The reason why it cannot run here, as a part of a sentence.
    fn start(&self, run: &SceneRun) -> Result<Box<dyn LiveRun>, String>;

    /// The machine.
    fn machine(&self) -> &Machine;
}

/// Starts races on this machine.
#[derive(Debug, Clone)]
pub(crate) struct RaceStarter {
    /// This machine.
    pub machine: Machine,
    /// Executable of worker processes: this program.
    pub program: PathBuf,
    /// Seed of all races; each has its own where it is not set.
    pub seed: Option<u64>,
}

impl RaceStarter {
    fn planned(&self, run: &SceneRun) -> Result<(Choices, RacePlan), String> {
        // Asking an interpreter takes a moment, so it is asked only where a lane depends on it.
        let python = run.args.iter().any(|word| word.contains('?')) && python::on_path().problem.is_none();
        let here = Here { cpus: self.machine.usable_cpus, python };
        let mut choices = run.choices_here(here).map_err(|error| error.message)?;
        choices.seed = self.seed.or(choices.seed);
        let plan = plan(&choices, &self.machine).map_err(|error| error.to_string())?;
        Ok((choices, plan))
    }
}

impl Starter for RaceStarter {
    fn obstacle(&self, run: &SceneRun) -> Option<Obstacle> {
        let (choices, plan) = match self.planned(run) {
            Ok(planned) => planned,
            Err(reason) => return Some(Obstacle::last(reason)),
        };
        let python = plan.lanes.iter().find_map(|lane| lane.python.as_ref()?.problem.as_ref());
        if let Some(problem) = python {
            return Some(Obstacle::last(problem.clone()));
        }
        let cores = plan.machine.quota.unwrap_or(f64::INFINITY).min(f64::from(plan.machine.usable_cpus));
        let computes = !choices.kind().waits() && choices.kind().scales() != Scales::Nothing;
        let several = plan.lanes.iter().any(|lane| lane.workers > 1);
        (cores < FEWEST_CORES && computes && several).then(|| {
            Obstacle::poor(format!("only {cores} of the cores can be used, and its workers compute"))
        })
    }

    fn start(&self, run: &SceneRun) -> Result<Box<dyn LiveRun>, String> {
        let (choices, plan) = self.planned(run)?;
        let race = Race::start(plan, self.program.clone()).map_err(|error| error.to_string())?;
        Ok(Box::new(RunningRace { race, choices }))
    }

    fn machine(&self) -> &Machine {
        &self.machine
    }
}

/// A race on this machine.
struct RunningRace {
    race: Race,
    choices: Choices,
}

impl Suspend for RunningRace {
    fn hold(&mut self) {
        self.race.hold();
    }

    fn resume(&mut self) {
        self.race.resume();
    }
}

impl LiveRun for RunningRace {
    fn events(&self) -> Receiver<Event> {
        self.race.messages()
    }

    fn now(&self) -> Nanos {
        self.race.now()
    }

    fn change(&mut self, change: &SceneChange) {
        // The check of a scene rejects a setting that cannot change, and a value that is none.
        if let Some(setting) = by_flag(&change.setting)
            && setting.choose(&mut self.choices, &change.value).is_ok()
        {
            setting.apply(&self.choices, &self.race);
        }
    }

    fn request_stop(&self) {
        self.race.request_stop();
    }
}

#[cfg(test)]
mod tests;
