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
        let recorder = self.recorder.take().map_or_else(|| Recorder::create(next_free(path)), Ok);
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

/// Each race of a session has a recording of its own: `race.jsonl`, `race-2.jsonl`, … What is there of an
/// earlier session is not written over.
fn next_free(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    let numbered = |n: u32| path.with_file_name(format!("{stem}-{n}{extension}"));
    (2..10_000).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| path.into())
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

/// One worker more or fewer in each lane that can have it.
fn with_workers(choices: &Choices, machine: &Machine, step: i16) -> Result<(Choices, String), String> {
    let counts = |choices: &Choices| -> Result<Vec<u16>, String> {
        let plan = plan(choices, machine).map_err(|error| error.to_string())?;
        Ok(plan.lanes.iter().map(|lane| u16::try_from(lane.workers).unwrap_or(u16::MAX)).collect())
    };
    let before = counts(choices)?;
    let most = before.iter().copied().max().unwrap_or(1);
    let mut changed = choices.clone();
    changed.workers = Some(most.saturating_add_signed(step).max(1));
    for (lane, count) in changed.lanes.iter_mut().zip(&before) {
        lane.workers = lane.workers.map(|_| count.saturating_add_signed(step).max(1));
    }
    let after = counts(&changed)?;
    if after == before {
        let one = step < 0 && before.iter().all(|count| *count == 1);
        let why =
            if one { "Each lane has one worker already." } else { "No lane can have more workers here." };
        return Err(why.into());
    }
    let said = match &after[..] {
        [first, rest @ ..] if rest.iter().all(|count| count == first) => {
            format!("{first} {} in each lane.", if *first == 1 { "worker" } else { "workers" })
        }
        counts => {
            let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
            format!("{} workers, lane by lane.", counts.join(", "))
        }
    };
    Ok((changed, said))
}

/// The next workload, with its own number and size of tasks.
fn with_next_workload(choices: &Choices) -> (Choices, String) {
    let place = Kind::ALL.iter().position(|kind| *kind == choices.workload).unwrap_or(0);
    let workload = Kind::ALL[(place + 1) % Kind::ALL.len()];
    let choices = Choices { workload, tasks: None, size: None, ..choices.clone() };
    (choices, format!("Workload {}: {}.", workload.name(), workload.about()))
}

/// The next schedule that differs here from the one that is on.
fn with_next_schedule(choices: &Choices, machine: &Machine) -> Result<(Choices, String), String> {
    let resolve = |choices: &Choices| plan(choices, machine).map(|plan| plan.schedule).ok();
    let now = resolve(choices);
    let mut next = choices.clone();
    for _ in 0..4 {
        next.schedule = next.schedule.next();
        if let Some(schedule) = resolve(&next).filter(|schedule| Some(*schedule) != now) {
            return Ok((next, format!("Schedule {}: {}.", schedule.word(), schedule.about())));
        }
    }
    Err("No other schedule is possible on this machine.".into())
}

/// A replay behind the dashboard.
pub(super) struct ReplayStage {
    replay: Replay,
    paused: bool,
}

impl ReplayStage {
    pub(super) fn new(replay: Replay) -> Self {
        Self { replay, paused: false }
    }
}

impl Stage for ReplayStage {
    fn start(&mut self) -> Receiver<Event> {
        self.pause(false);
        self.replay.start()
    }

    fn stop(&mut self) {
        self.replay.stop();
    }

    fn now(&self) -> Nanos {
        self.replay.now()
    }

    fn change(&mut self, _change: Change) -> Result<String, String> {
        Err("This is a recording: what was raced cannot be changed.".into())
    }

    fn pause(&mut self, paused: bool) {
        self.paused = paused;
        self.replay.set_paused(paused);
    }

    fn hold(&mut self) {
        self.replay.set_paused(true);
    }

    fn go_on(&mut self) {
        self.replay.set_paused(self.paused);
    }

    fn kind(&self) -> StageKind {
        StageKind::Replay { speed: self.replay.speed() }
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
            cores: Vec::new(),
            quota: None,
            os: "test".into(),
            memory: 0,
        }
    }

    #[test]
    fn workers_grow_and_shrink_but_never_vanish() {
        let mut choices = Choices { workers: Some(2), ..Choices::default() };
        let (more, said) = with_workers(&choices, &machine(2), 1).unwrap();
        assert_eq!((more.workers, said.as_str()), (Some(3), "3 workers in each lane."));
        choices.lanes[0].workers = Some(4);
        let (fewer, said) = with_workers(&choices, &machine(2), -1).unwrap();
        assert_eq!((fewer.workers, fewer.lanes[0].workers), (Some(3), Some(3)));
        assert_eq!(said, "3 workers in each lane.");
        let one = Choices { workers: Some(1), lanes: vec![LaneChoice::of("pool")], ..choices.clone() };
        assert!(with_workers(&one, &machine(2), -1).is_err());
        let sequential = Choices { lanes: vec![LaneChoice::of("sequential")], ..choices };
        assert!(with_workers(&sequential, &machine(2), 1).is_err());
    }

    #[test]
    fn the_schedule_goes_round_those_that_are_possible() {
        let mut choices = Choices::default();
        let mut seen = Vec::new();
        for _ in 0..3 {
            let (next, said) = with_next_schedule(&choices, &machine(2)).unwrap();
            choices = next;
            seen.push(said.split(':').next().unwrap().to_string());
        }
        let expected = if cfg!(target_os = "linux") {
            ["Schedule together", "Schedule split", "Schedule turns"]
        } else {
            ["Schedule together", "Schedule turns", "Schedule together"]
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
        let folder = tempfile::tempdir().unwrap();
        let first = folder.path().join("r.jsonl");
        assert_eq!(next_free(&first), folder.path().join("r-2.jsonl"));
        std::fs::write(folder.path().join("r-2.jsonl"), "an earlier session").unwrap();
        assert_eq!(next_free(&first), folder.path().join("r-3.jsonl"));
        assert_eq!(next_free(&folder.path().join("r")), folder.path().join("r-2"));
    }
}
