//! Live races behind the dashboard, one after another, with choices that keys change.

use std::path::PathBuf;

use crossbeam_channel::{Receiver, unbounded};

use super::choices::{with_interval, with_next_schedule, with_next_workload, with_workers};
use super::recording::Recordings;
use super::values::{
    Changed, with_chunk, with_lane, with_schedule, with_seconds, with_size, with_so_many_workers,
    with_this_interval, with_workload,
};
use super::{interval::Step, offer};
use crate::command::CommandError;
use crate::event::{End, Event, Fact, Fault, LaneId, Machine, Nanos, WorkerId};
use crate::race::{Choices, Race, plan};
use crate::settings::RaceSettings;
use crate::ui::{Change, Setting, Stage, StageKind};

/// Live races.
pub(crate) struct LiveStage {
    choices: Choices,
    machine: Machine,
    program: PathBuf,
    race: Option<Race>,
    recordings: Recordings,
}

impl LiveStage {
    /// Races of what `settings` choose, until keys choose otherwise. `program` is what worker processes run.
    ///
    /// # Errors
    /// When the recording cannot be created.
    pub(crate) fn new(
        settings: &RaceSettings,
        machine: Machine,
        program: PathBuf,
    ) -> Result<Self, CommandError> {
        let recordings = Recordings::at(settings.record.as_ref()).map_err(CommandError::input)?;
        Ok(Self { choices: settings.choices.clone(), machine, program, race: None, recordings })
    }

    /// Ends everything.
    ///
    /// # Errors
    /// What went wrong with a recording meanwhile.
    pub(crate) fn close(mut self) -> Result<(), CommandError> {
        self.stop();
        let complaint = self.recordings.complaint();
        complaint.map_or(Ok(()), |error| Err(CommandError::System(error.to_string())))
    }
}

impl LiveStage {
    /// Turns the dial of the race that runs; one that is over begins with it the next time.
    fn turn_interval(&self, said: String) -> String {
        match self.race.as_ref().filter(|race| !race.is_over()) {
            Some(race) => {
                race.set_interval(self.choices.interval);
                said
            }
            None => format!("{said} The next run begins with it (r)."),
        }
    }
}

/// What a change makes of these choices, before it is known whether that can be raced.
fn changed(choices: &Choices, machine: &Machine, change: Change) -> Changed {
    match change {
        Change::MoreWorkers => with_workers(choices, machine, 1),
        Change::FewerWorkers => with_workers(choices, machine, -1),
        Change::NextWorkload => Ok(with_next_workload(choices)),
        Change::NextSchedule => with_next_schedule(choices, machine),
        Change::ShorterInterval => with_interval(choices, machine, Step::Shorter),
        Change::LongerInterval => with_interval(choices, machine, Step::Longer),
        Change::Lane(kind) => with_lane(choices, kind),
        Change::Workload(kind) => Ok(with_workload(choices, kind)),
        Change::Workers(count) => Ok(with_so_many_workers(choices, count)),
        Change::Chunk(chunk) => Ok(with_chunk(choices, chunk)),
        Change::Interval(interval) => with_this_interval(choices, machine, interval),
        Change::Schedule(schedule) => with_schedule(choices, machine, schedule),
        Change::Seconds(length) => with_seconds(choices, length),
        Change::Size(size) => Ok(with_size(choices, size)),
    }
}

/// An error as the screen says it: `accepted is 1 to 99` becomes `Not possible: accepted is 1 to 99.`
fn sentence(error: &str) -> String {
    format!("Not possible: {error}.")
}

impl Stage for LiveStage {
    fn start(&mut self) -> Receiver<Event> {
        self.stop();
        match Race::start(&self.choices, &self.machine, self.program.clone()) {
            Ok(race) => {
                let events = race.events();
                self.race = Some(race);
                self.recordings.of(events)
            }
            Err(error) => {
                let (tx, rx) = unbounded();
                // What was to be raced, where that is known.
                let planned = plan(&self.choices, &self.machine).ok();
                let ended = Fact::RaceEnded { end: End::Failed(error.to_string()) };
                for fact in planned.map(|plan| Fact::Plan(Box::new(plan))).into_iter().chain([ended]) {
                    let _ = tx.send(Event { at: Nanos::ZERO, fact });
                }
                rx
            }
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

    fn change(&mut self, change: Change) -> Result<String, String> {
        let (choices, said) = changed(&self.choices, &self.machine, change)?;
        plan(&choices, &self.machine).map_err(|error| sentence(&error.to_string()))?;
        self.choices = choices;
        Ok(if change.starts_again() { said } else { self.turn_interval(said) })
    }

    fn settings(&self) -> Result<Vec<Setting>, String> {
        Ok(offer::settings(&self.choices, &self.machine))
    }

    fn inflict(&mut self, lane: LaneId, worker: WorkerId, fault: Fault) -> Result<(), String> {
        match self.race.as_ref().filter(|race| !race.is_over()) {
            None => Err("Nothing is running; r runs it again.".into()),
            Some(race) if race.inflict(lane, worker, fault) => Ok(()),
            Some(_) => Err("Nothing can be done to these workers one by one; choose a lane of worker \
                            processes."
                .into()),
        }
    }

    fn pause(&mut self, _paused: bool) {}

    fn hold(&mut self) {
        self.race.iter().for_each(Race::hold);
    }

    fn go_on(&mut self) {
        self.race.iter().for_each(Race::go_on);
    }

    fn kind(&self) -> StageKind {
        StageKind::Live
    }
}
