//! What stands behind the dashboard: live races, one after another, or a replay.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded, select, unbounded};

use super::CommandError;
use crate::event::{End, Event, Fact, Machine, Nanos};
use crate::race::{Choices, Race, plan};
use crate::record::{RecordError, Recorder, Replay};
use crate::settings::RaceSettings;
use crate::ui::{Change, Stage, StageKind};
use crate::workload::Kind;

/// A thread that records a race.
struct Recording {
    thread: JoinHandle<()>,
    /// Dropped when nothing more will be recorded, whether the race has ended or was left behind.
    open: Sender<()>,
}

/// Live races with choices that keys change.
pub(super) struct LiveStage {
    choices: Choices,
    machine: Machine,
    program: PathBuf,
    race: Option<Race>,
    record: Option<PathBuf>,
    races: usize,
    recording: Option<Recording>,
    /// What went wrong with a recording, told when the screen is gone.
    complaint: Arc<Mutex<Option<RecordError>>>,
    /// The recording of the first race, opened before the screen is.
    recorder: Option<Recorder>,
}

impl LiveStage {
    pub(super) fn new(
        settings: &RaceSettings,
        machine: Machine,
        program: PathBuf,
    ) -> Result<Self, CommandError> {
        let recorder = settings.record.as_ref().map(Recorder::create).transpose();
        Ok(Self {
            choices: settings.choices.clone(),
            machine,
            program,
            race: None,
            record: settings.record.clone(),
            races: 0,
            recording: None,
            complaint: Arc::default(),
            recorder: recorder.map_err(CommandError::input)?,
        })
    }

    /// Ends everything, and says what went wrong with a recording meanwhile.
    pub(super) fn close(mut self) -> Result<(), CommandError> {
        self.stop();
        let complaint = self.complaint.lock().unwrap_or_else(PoisonError::into_inner).take();
        complaint.map_or(Ok(()), |error| Err(CommandError::System(error.to_string())))
    }

    /// Lets the events pass through a recorder on their way.
    fn recorded(&mut self, events: Receiver<Event>) -> Receiver<Event> {
        let Some(path) = &self.record else { return events };
        let recorder = self.recorder.take().map_or_else(|| Recorder::create(nth(path, self.races)), Ok);
        let (passed_on, out) = unbounded();
        let (open, closed) = bounded(0);
        let complaint = Arc::clone(&self.complaint);
        let body = move || {
            if let Err(error) = record(recorder, &events, &passed_on, &closed) {
                *complaint.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                // The race goes on for those who watch.
                while let Some(event) = next(&events, &closed) {
                    let _ = passed_on.send(event);
                }
            }
        };
        self.recording = Some(Recording { thread: thread::spawn(body), open });
        out
    }
}

/// Each race of a session has a recording of its own: `race.jsonl`, `race-2.jsonl`, …
fn nth(path: &Path, race: usize) -> PathBuf {
    if race < 2 {
        return path.into();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{race}{extension}"))
}

fn record(
    recorder: Result<Recorder, RecordError>,
    events: &Receiver<Event>,
    passed_on: &Sender<Event>,
    closed: &Receiver<()>,
) -> Result<(), RecordError> {
    let mut recorder = recorder?;
    while let Some(event) = next(events, closed) {
        let written = recorder.write(&event);
        // Nobody may be watching any more; the recording is completed all the same.
        let _ = passed_on.send(event);
        written?;
    }
    recorder.finish()
}

/// The next event. A race that was left behind in a task without end says no more, and never closes.
fn next(events: &Receiver<Event>, closed: &Receiver<()>) -> Option<Event> {
    select! {
        recv(events) -> event => event.ok(),
        recv(closed) -> _ => events.try_recv().ok(),
    }
}

impl Stage for LiveStage {
    fn start(&mut self) -> Receiver<Event> {
        self.stop();
        self.races += 1;
        match Race::start(&self.choices, &self.machine, self.program.clone()) {
            Ok(race) => {
                let events = race.events();
                self.race = Some(race);
                self.recorded(events)
            }
            Err(error) => {
                let (tx, rx) = unbounded();
                let fact = Fact::RaceEnded { end: End::Failed(error.to_string()) };
                let _ = tx.send(Event { at: Nanos::ZERO, fact });
                rx
            }
        }
    }

    fn stop(&mut self) {
        // Dropping a race stops it.
        self.race = None;
        if let Some(Recording { thread, open }) = self.recording.take() {
            drop(open);
            let _ = thread.join();
        }
    }

    fn now(&self) -> Nanos {
        self.race.as_ref().map_or(Nanos::ZERO, Race::now)
    }

    fn change(&mut self, change: Change) -> Result<String, String> {
        let (choices, said) = match change {
            Change::MoreWorkers => with_workers(&self.choices, &self.machine, 1),
            Change::FewerWorkers => with_workers(&self.choices, &self.machine, -1),
            Change::NextWorkload => Ok(with_next_workload(&self.choices)),
            Change::NextSchedule => with_next_schedule(&self.choices, &self.machine),
        }?;
        plan(&choices, &self.machine).map_err(|error| error.to_string())?;
        self.choices = choices;
        Ok(said)
    }

    fn pause(&mut self, _paused: bool) {}

    fn kind(&self) -> StageKind {
        StageKind::Live
    }
}

/// One worker more or fewer in each lane that can have it.
fn with_workers(choices: &Choices, machine: &Machine, step: i16) -> Result<(Choices, String), String> {
    let plan = plan(choices, machine).map_err(|error| error.to_string())?;
    let planned = |workers: u32| u16::try_from(workers).unwrap_or(u16::MAX);
    let most = plan.lanes.iter().map(|lane| planned(lane.workers)).max().unwrap_or(1);
    let workers = most.saturating_add_signed(step);
    if workers == 0 {
        return Err("each lane has one worker already".into());
    }
    let mut choices = choices.clone();
    choices.workers = Some(workers);
    for (lane, planned_lane) in choices.lanes.iter_mut().zip(&plan.lanes) {
        lane.workers = lane.workers.map(|_| planned(planned_lane.workers).saturating_add_signed(step).max(1));
    }
    let noun = if workers == 1 { "worker" } else { "workers" };
    Ok((choices, format!("{workers} {noun}")))
}

/// The next workload, with its own number and size of tasks.
fn with_next_workload(choices: &Choices) -> (Choices, String) {
    let place = Kind::ALL.iter().position(|kind| *kind == choices.workload).unwrap_or(0);
    let workload = Kind::ALL[(place + 1) % Kind::ALL.len()];
    let choices = Choices { workload, tasks: None, size: None, ..choices.clone() };
    (choices, format!("{}: {}", workload.name(), workload.about()))
}

/// The next schedule that differs here from the one that is on.
fn with_next_schedule(choices: &Choices, machine: &Machine) -> Result<(Choices, String), String> {
    let resolve = |choices: &Choices| plan(choices, machine).map(|plan| plan.schedule).ok();
    let now = resolve(choices);
    let mut next = choices.clone();
    for _ in 0..4 {
        next.schedule = next.schedule.next();
        if let Some(schedule) = resolve(&next).filter(|schedule| Some(*schedule) != now) {
            return Ok((next, format!("schedule {}", schedule.word())));
        }
    }
    Err("no other schedule is possible on this machine".into())
}

/// A replay behind the dashboard.
pub(super) struct ReplayStage(pub(super) Replay);

impl Stage for ReplayStage {
    fn start(&mut self) -> Receiver<Event> {
        self.0.set_paused(false);
        self.0.start()
    }

    fn stop(&mut self) {
        self.0.stop();
    }

    fn now(&self) -> Nanos {
        self.0.now()
    }

    fn change(&mut self, _change: Change) -> Result<String, String> {
        Err("this is a recording: what was raced cannot be changed".into())
    }

    fn pause(&mut self, paused: bool) {
        self.0.set_paused(paused);
    }

    fn kind(&self) -> StageKind {
        StageKind::Replay { speed: self.0.speed() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::race::{LaneChoice, ScheduleChoice};

    fn machine(cpus: u16) -> Machine {
        Machine {
            cpu: "test".into(),
            logical_cpus: u32::from(cpus),
            usable_cpus: u32::from(cpus),
            cpus: (0..cpus).collect(),
            quota: None,
            os: "test".into(),
            memory: 0,
        }
    }

    #[test]
    fn workers_grow_and_shrink_but_never_vanish() {
        let mut choices = Choices { workers: Some(2), ..Choices::default() };
        choices.lanes[0].workers = Some(4);
        let (more, said) = with_workers(&choices, &machine(2), 1).unwrap();
        assert_eq!((more.workers, more.lanes[0].workers, said.as_str()), (Some(5), Some(5), "5 workers"));
        let one = Choices { workers: Some(1), lanes: vec![LaneChoice::of("pool")], ..choices };
        assert!(with_workers(&one, &machine(2), -1).is_err());
    }

    #[test]
    fn the_schedule_goes_round_those_that_are_possible() {
        let mut choices = Choices::default();
        let mut seen = Vec::new();
        for _ in 0..3 {
            let (next, said) = with_next_schedule(&choices, &machine(2)).unwrap();
            choices = next;
            seen.push(said);
        }
        let expected = if cfg!(target_os = "linux") {
            ["schedule together", "schedule split", "schedule turns"]
        } else {
            ["schedule together", "schedule turns", "schedule together"]
        };
        assert_eq!(seen, expected);
        assert_eq!(choices.schedule, ScheduleChoice::Auto);
    }

    #[test]
    fn the_workload_goes_round_all() {
        let mut choices = Choices { size: Some(3), ..Choices::default() };
        for _ in Kind::ALL {
            choices = with_next_workload(&choices).0;
        }
        assert_eq!(choices.workload, Choices::default().workload);
        assert_eq!(choices.size, None, "a size means something else to each workload");
    }

    #[test]
    fn each_race_has_its_own_recording() {
        assert_eq!(nth(Path::new("a/r.jsonl"), 1), Path::new("a/r.jsonl"));
        assert_eq!(nth(Path::new("a/r.jsonl"), 2), Path::new("a/r-2.jsonl"));
        assert_eq!(nth(Path::new("r"), 3), Path::new("r-3"));
    }
}
