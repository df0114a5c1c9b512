//! Live races behind the dashboard, one after another, with choices that keys change.

use std::path::PathBuf;

use crossbeam_channel::{Receiver, unbounded};

use super::recording::Recordings;
use crate::command::error::CommandError;
use crate::event::{End, Event, EventKind, Fault, LaneId, Machine, Nanos, Plan, WorkerId};
use crate::race::setting::{Change, Changed, Shown, by_flag, change, shown};
use crate::race::{Choices, Race, RacePlan, plan};
use crate::session::{Session, Suspend};
use crate::settings::RaceSettings;
use crate::ui::{Stage, StageKind, UNCHANGED};

/// Live races, one at a time.
pub(crate) struct LiveStage {
    choices: Choices,
    machine: Machine,
    program: PathBuf,
    /// The plan of the race that starts next, where it was made when the choices were checked.
    next: Option<RacePlan>,
    race: Option<Race>,
    recordings: Recordings,
    /// The choices before each of the last changes, the newest last.
    before: Vec<Choices>,
}

/// Number of changes that can be undone.
const UNDONE: usize = 100;

impl LiveStage {
    /// Races with the choices of `settings`, until keys change them; the first has the given plan. `program` is the
    /// executable of worker processes.
    ///
    /// # Errors
    /// When the recording cannot be created.
    pub(crate) fn new(
        settings: &RaceSettings,
        plan: RacePlan,
        program: PathBuf,
    ) -> Result<Self, CommandError> {
        let recordings = Recordings::at(settings.record.as_ref()).map_err(CommandError::input)?;
        let (choices, machine) = (settings.choices.clone(), plan.machine.clone());
        Ok(Self { choices, machine, program, next: Some(plan), race: None, recordings, before: Vec::new() })
    }

    /// Ends everything.
    ///
    /// # Errors
    /// An error of a recording meanwhile.
    pub(crate) fn close(mut self) -> Result<(), CommandError> {
        self.stop();
        let diagnostic = self.recordings.diagnostic();
        diagnostic.map_or(Ok(()), |error| Err(CommandError::System(error.to_string())))
    }
}

impl LiveStage {
    /// Applies a change to the running race; a finished one uses it the next time.
    fn apply(&self, change: &Change, said: String) -> String {
        match self.race.as_ref().filter(|race| !race.is_over()) {
            Some(race) => {
                if let Some(setting) = by_flag(change.setting) {
                    setting.apply(&self.choices, race);
                }
                said
            }
            None => format!("{said} The next run begins with it (r)."),
        }
    }
}

/// The sentence on settings that are back.
fn told(planned: &RacePlan) -> String {
    let lanes = planned.lanes.iter().map(|lane| format!("{} {}", lane.kind, lane.workers));
    let lanes = lanes.collect::<Vec<_>>().join(", ");
    let (work, schedule) = (planned.announced.workload.title(), planned.announced.schedule.word());
    format!("Back to {work} with {lanes}; {schedule}.")
}

/// The events of a race that could not be started: its plan, where there is one, and the reason.
fn failed(planned: Option<Plan>, reason: String) -> Receiver<Event> {
    let (tx, rx) = unbounded();
    let ended = EventKind::RaceEnded { end: End::Failed(reason) };
    for fact in planned.map(|plan| EventKind::Plan(Box::new(plan))).into_iter().chain([ended]) {
        let _ = tx.send(Event { at: Nanos::ZERO, fact });
    }
    rx
}

impl Suspend for LiveStage {
    fn hold(&mut self) {
        self.race.iter_mut().for_each(Suspend::hold);
    }

    fn resume(&mut self) {
        self.race.iter_mut().for_each(Suspend::resume);
    }
}

impl Stage for LiveStage {
    fn start(&mut self) -> Receiver<Event> {
        self.stop();
        let planned = match self.next.take().map_or_else(|| plan(&self.choices, &self.machine), Ok) {
            Ok(planned) => planned,
            Err(error) => return failed(None, error.to_string()),
        };
        let announced = planned.announced.clone();
        match Race::start(planned, self.program.clone()) {
            Ok(race) => {
                let events = race.messages();
                self.race = Some(race);
                self.recordings.of(events)
            }
            Err(error) => failed(Some(announced), error.to_string()),
        }
    }

    fn stop(&mut self) {
        // Dropping a race stops it.
        self.race = None;
        self.recordings.complete();
    }

    fn now(&self) -> Nanos {
        self.race.as_ref().map_or(Nanos::ZERO, Race::now)
    }

    fn change(&mut self, asked: &Change) -> Result<String, String> {
        let Changed { choices, plan, said } = change(&self.choices, &self.machine, asked)?;
        let before = std::mem::replace(&mut self.choices, choices);
        self.next = Some(plan);
        if before != self.choices {
            self.before.push(before);
            self.before.drain(..self.before.len().saturating_sub(UNDONE));
        }
        Ok(if asked.restarts() { said } else { self.apply(asked, said) })
    }

    fn check(&self, asked: &Change) -> Result<(), String> {
        change(&self.choices, &self.machine, asked).map(|_| ())
    }

    fn check_undo(&self) -> Result<(), String> {
        self.before.last().map(|_| ()).ok_or_else(|| UNCHANGED.into())
    }

    fn undo(&mut self) -> Result<String, String> {
        let Some(choices) = self.before.pop() else { return Err(UNCHANGED.into()) };
        // It could be raced before.
        let planned = plan(&choices, &self.machine).map_err(|error| format!("Not possible: {error}."))?;
        let said = told(&planned);
        (self.choices, self.next) = (choices, Some(planned));
        Ok(said)
    }

    fn settings(&self) -> Result<Vec<Shown>, String> {
        Ok(shown(&self.choices, &self.machine))
    }

    fn inject(&mut self, lane: LaneId, worker: WorkerId, fault: Fault) -> Result<(), String> {
        match self.race.as_ref().filter(|race| !race.is_over()) {
            None => Err("Nothing is running; r runs it again.".into()),
            Some(race) if race.inject(lane, worker, fault) => Ok(()),
            Some(_) => Err("Only worker processes can have faults; choose a lane that has some.".into()),
        }
    }

    fn pause(&mut self, _paused: bool) {}

    fn kind(&self) -> StageKind {
        StageKind::Live
    }
}

#[cfg(test)]
mod tests;
