//! The thread of a performance.

use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, select};

use super::message::{Performed, Provenance, TourMessage};
use super::playing::{Playing, TICK};
use super::programme::Programme;
use super::stopwatch::Stopwatch;
use crate::event::{Doubt, End, Event, EventKind, Nanos};
use crate::model::Model;
use crate::probe::taken::taken_cores;
use crate::record::{Recording, Replay};
use crate::report::Report;
use crate::sys::stop::Stop;
use crate::tour::live::{Obstacle, Starter};
use crate::tour::take::{Take, described};
use crate::tour::watched::Watched;
use crate::tour::{Figures, Scene, SceneRun};

/// Time that a scene may take beyond what it is planned for, as a share of that and in addition: calibration on a slow
/// machine, starts of processes on a busy one.
const BEYOND: (f64, Duration) = (1.5, Duration::from_secs(4));

/// Longest time of a scene that has no take to fall back on.
const LONGEST: Duration = Duration::from_mins(1);

/// Longest time in which the workers of a lane start: a Python with large modules takes a second.
const STARTING: Nanos = Nanos::from_millis(5_000);

/// Share of the machine's cores that others keep busy from which a take shows more than the race would.
const TAKEN: f64 = 0.25;

/// Shortest time in which the rest of a take is played.
const SHORTEST_PLAY: f64 = 3.0;

/// Recorded time that is shown before the first lane starts: what comes before, the calibration, tells nothing.
const LEAD: Nanos = Nanos::from_millis(200);

/// Why the races of a scene do not go on live.
enum Halt {
    /// The performance is to end.
    Stopped,
    /// An obstacle, in the race of this number.
    Obstacle(usize, Obstacle, Vec<Report>),
}

/// Performs scenes.
pub(super) struct Performer<S> {
    programme: Programme,
    starter: S,
    out: Sender<TourMessage>,
    asked: Receiver<()>,
    stop: Stop,
    playing: Arc<Playing>,
    /// Threads that wait for the ends of races which were left.
    leaving: Vec<JoinHandle<()>>,
}

impl<S: Starter> Performer<S> {
    pub(super) fn new(
        programme: Programme,
        starter: S,
        out: Sender<TourMessage>,
        asked: Receiver<()>,
        stop: Stop,
        playing: Arc<Playing>,
    ) -> Self {
        Self { programme, starter, out, asked, stop, playing, leaving: Vec::new() }
    }

    /// Performs all scenes.
    pub(super) fn run(mut self) {
        let scenes = std::mem::take(&mut self.programme.scenes);
        for (number, scene) in scenes.iter().enumerate() {
            if number > 0 {
                // A request that came too late for the scene before is none for this one.
                self.asked.try_iter().for_each(drop);
            }
            self.tell(TourMessage::SceneStarted(number));
            let Some(performed) = self.perform(number, scene) else { break };
            self.tell(TourMessage::SceneEnded(Box::new(performed)));
        }
        self.leave_race();
        self.wait_for_left();
    }

    /// Performs a scene; `None` when the performance is to end.
    fn perform(&mut self, number: usize, scene: &Scene) -> Option<Performed> {
        let began = Instant::now();
        let mut stopwatch = Stopwatch::start(began);
        let take = self.programme.takes.load(scene);
        let performed = |provenance, reports, verdict, obstacle, take| Performed {
            scene: number,
            provenance,
            seconds: began.elapsed().as_secs_f64(),
            reports,
            verdict,
            obstacle,
            take,
        };
        let live = Provenance::Live { machine: described(self.starter.machine()) };
        match self.live(scene, take.is_some(), &mut stopwatch) {
            Ok((reports, events)) => {
                let verdict = scene.verdict(&Figures::of(&reports));
                let kept = self.programme.records.then(|| Take::of_events(events)).flatten();
                Some(performed(live, reports, verdict, None, kept))
            }
            Err(Halt::Stopped) => None,
            Err(Halt::Obstacle(run, obstacle, reports)) => {
                self.leave_race();
                let Some(take) = take else {
                    return Some(performed(live, reports, None, Some(obstacle.reason), None));
                };
                let reports = self.recorded(scene, &take, run, stopwatch)?;
                let verdict = scene.verdict(&Figures::of(&reports));
                let provenance = Provenance::Recorded { machine: take.machine() };
                Some(performed(provenance, reports, verdict, Some(obstacle.reason), None))
            }
        }
    }

    /// Runs the races of a scene live; returns their reports and events.
    fn live(
        &mut self,
        scene: &Scene,
        has_take: bool,
        stopwatch: &mut Stopwatch,
    ) -> Result<(Vec<Report>, Vec<Vec<Event>>), Halt> {
        let counts = |obstacle: &Obstacle| obstacle.is_final || has_take;
        let (mut reports, mut recorded) = (Vec::new(), Vec::new());
        let before = scene.runs.iter().find_map(|run| self.starter.obstacle(run)).filter(counts);
        if let Some(obstacle) = before {
            return Err(Halt::Obstacle(0, obstacle, reports));
        }
        let limit = if has_take { limit(scene) } else { LONGEST.max(limit(scene)) };
        for (number, run) in scene.runs.iter().enumerate() {
            // A race that has ended still has threads to join, and one that was left may still compute.
            drop(self.playing.take_race());
            self.wait_for_left();
            let race = match self.starter.start(run) {
                Ok(race) => race,
                Err(reason) => return Err(Halt::Obstacle(number, Obstacle::last(reason), reports)),
            };
            let events = race.events();
            self.playing.set_race(race);
            let machine = described(self.starter.machine());
            self.tell(TourMessage::Started { run: number, provenance: Provenance::Live { machine } });
            match self.watch(run, &events, &reports, has_take, limit, stopwatch) {
                Ok((report, events)) => {
                    self.tell(TourMessage::RunEnded);
                    reports.push(report);
                    recorded.push(events);
                }
                Err(None) => return Err(Halt::Stopped),
                Err(Some(obstacle)) => return Err(Halt::Obstacle(number, obstacle, reports)),
            }
        }
        // Nothing of it runs any more.
        drop(self.playing.take_race());
        if has_take && !is_decided(scene, &reports) {
            let obstacle = Obstacle::poor("what was measured leads to no verdict");
            return Err(Halt::Obstacle(scene.runs.len() - 1, obstacle, reports));
        }
        Ok((reports, recorded))
    }

    /// Watches a race until its end; returns its report and its events. An error is the obstacle, `None` when the
    /// performance is to end.
    fn watch(
        &self,
        run: &SceneRun,
        events: &Receiver<Event>,
        reports: &[Report],
        has_take: bool,
        limit: Duration,
        stopwatch: &mut Stopwatch,
    ) -> Result<(Report, Vec<Event>), Option<Obstacle>> {
        let cpus = f64::from(self.starter.machine().usable_cpus);
        let mut watched = Watched::new(&run.captions, &run.changes, reports);
        let mut recorded = Vec::new();
        loop {
            let mut asked = false;
            let event = select! {
                recv(events) -> event => {
                    Some(event.map_err(|_| Obstacle::last("the race ended without a word"))?)
                }
                recv(self.asked) -> request => {
                    asked = request.is_ok();
                    None
                }
                default(TICK) => None,
            };
            if self.stop.requested() {
                return Err(None);
            }
            let told = event.as_ref().and_then(|event| obstacle_in(event, cpus));
            match &event {
                Some(event) => watched.apply(event),
                None => watched.advance(self.playing.now()),
            }
            let report = watched.model().is_over().then(|| watched.report());
            let obstacle = told
                .or_else(|| asked.then(|| Obstacle::poor("it was asked for")))
                .or_else(|| report.as_ref().and_then(obstacle_of))
                .or_else(|| unready(watched.model()))
                .or_else(|| (stopwatch.look(Instant::now()) >= limit).then(|| late(has_take)));
            if let Some(obstacle) = obstacle.filter(|obstacle| obstacle.is_final || has_take) {
                return Err(Some(obstacle));
            }
            if let Some(event) = event {
                self.tell(TourMessage::Event(event.clone()));
                recorded.push(event);
            }
            watched.captions().into_iter().for_each(|caption| self.tell(TourMessage::CaptionDue(caption)));
            watched.changes().into_iter().for_each(|change| self.playing.change(change));
            if let Some(report) = report {
                return Ok((report, recorded));
            }
        }
    }

    /// Shows the races of a scene from its take: those before number `from` at once, since they have been seen, the
    /// others in their time. Returns their reports; `None` when the performance is to end.
    pub(super) fn recorded(
        &self,
        scene: &Scene,
        take: &Take,
        from: usize,
        mut stopwatch: Stopwatch,
    ) -> Option<Vec<Report>> {
        let machine = take.machine();
        let speed =
            speed(take.runs().iter().skip(from), limit(scene).saturating_sub(stopwatch.look(Instant::now())));
        let mut reports: Vec<Report> = Vec::new();
        for (number, (run, recording)) in scene.runs.iter().zip(take.runs()).enumerate() {
            self.tell(TourMessage::Started {
                run: number,
                provenance: Provenance::Recorded { machine: machine.clone() },
            });
            let report = self.replay(run, recording, &reports, (number >= from).then_some(speed))?;
            self.tell(TourMessage::RunEnded);
            reports.push(report);
        }
        Some(reports)
    }

    /// Shows a recording, at once where it has no speed; returns its report, `None` when the performance is to end.
    fn replay(
        &self,
        run: &SceneRun,
        recording: &Recording,
        reports: &[Report],
        speed: Option<f64>,
    ) -> Option<Report> {
        // Its changes are events of the recording.
        let mut watched = Watched::new(&run.captions, &[], reports);
        let mut show = |event: Event| {
            watched.apply(&event);
            self.tell(TourMessage::Event(event));
            watched.captions().into_iter().for_each(|caption| self.tell(TourMessage::CaptionDue(caption)));
        };
        let Some(speed) = speed else {
            recording.events.iter().cloned().for_each(show);
            return Some(watched.report());
        };
        let mut replay = Replay::new(recording.clone(), speed);
        let (passed, events) = replay.seek(first_lane(&recording.events).unwrap_or_default() - LEAD);
        self.playing.set_replay(replay);
        recording.events.iter().take(passed).cloned().for_each(&mut show);
        loop {
            select! {
                recv(events) -> event => match event {
                    Ok(event) => show(event),
                    Err(_) => return Some(watched.report()),
                },
                default(TICK) => {}
            }
            if self.stop.requested() {
                return None;
            }
        }
    }

    /// Leaves the race that runs: a take begins at once, however long the race takes to end.
    fn leave_race(&mut self) {
        let Some(race) = self.playing.take_race() else { return };
        race.request_stop();
        // Where the system has no thread for it, the closure is dropped here, and the race with it.
        self.leaving.extend(Builder::new().name("leaving".into()).spawn(move || drop(race)).ok());
    }

    /// Waits for races that were left: what they still use would be missing in the next one.
    fn wait_for_left(&mut self) {
        for thread in self.leaving.drain(..) {
            let _ = thread.join();
        }
    }

    fn tell(&self, message: TourMessage) {
        // Without a listener it ends soon: its owner has stopped it.
        let _ = self.out.send(message);
    }
}

/// Whether what was measured leads to a verdict that says more than that there is none: the last rule, which always
/// holds, is for that, where there are others.
fn is_decided(scene: &Scene, reports: &[Report]) -> bool {
    let verdict = scene.verdict(&Figures::of(reports));
    let last = scene.verdicts.len().saturating_sub(1);
    verdict.is_some_and(|verdict| last == 0 || verdict.rule < last || scene.verdicts[last].when.is_some())
}

/// Longest time of a scene with a take.
fn limit(scene: &Scene) -> Duration {
    let (share, more) = BEYOND;
    Duration::try_from_secs_f64(scene.seconds * share).unwrap_or(LONGEST).min(LONGEST) + more
}

/// The obstacle that an event is.
fn obstacle_in(event: &Event, cpus: f64) -> Option<Obstacle> {
    match &event.fact {
        EventKind::LaneFailed { reason, .. } | EventKind::RaceEnded { end: End::Failed(reason) } => {
            Some(Obstacle::last(reason.clone()))
        }
        EventKind::RaceEnded { end: End::Stopped } => Some(Obstacle::last("the race was stopped")),
        // Whatever it measures now holds the stop.
        EventKind::Doubt(doubt) if doubt.kind == "suspended" => Some(Obstacle::poor(doubt.message.clone())),
        EventKind::Doubt(doubt) => busy(doubt, cpus),
        _ => None,
    }
}

/// The obstacle that something else keeps a large part of the cores busy.
fn busy(doubt: &Doubt, cpus: f64) -> Option<Obstacle> {
    let taken = taken_cores(doubt, cpus)?;
    (taken >= TAKEN * cpus).then(|| Obstacle::poor(doubt.message.clone()))
}

/// The obstacle in what a race measured.
fn obstacle_of(report: &Report) -> Option<Obstacle> {
    let fault = report.fault.clone().map(Obstacle::last);
    fault.or_else(|| report.unsettled.as_ref().map(|reason| Obstacle::poor(reason.clone())))
}

/// The obstacle that workers do not start.
fn unready(model: &Model) -> Option<Obstacle> {
    let late = |started: Nanos| model.now - started > STARTING;
    let waited = model
        .lanes
        .iter()
        .find(|lane| lane.ready.is_none() && lane.outcome.is_none() && lane.started.is_some_and(late))?;
    Some(Obstacle::poor(format!("the workers of the {} lane did not start in time", waited.plan.kind)))
}

/// The obstacle that a scene is past its limit. Without a take nothing is left to show then.
fn late(has_take: bool) -> Obstacle {
    let reason = "it took longer than it may";
    if has_take { Obstacle::poor(reason) } else { Obstacle::last(reason) }
}

/// When the first lane of a recording starts.
fn first_lane(events: &[Event]) -> Option<Nanos> {
    events.iter().find(|event| matches!(event.fact, EventKind::LaneStarted { .. })).map(|event| event.at)
}

/// Speed at which these recordings end within `left`, the recorded one where that is enough.
fn speed<'r>(recordings: impl Iterator<Item = &'r Recording>, left: Duration) -> f64 {
    let length = |recording: &Recording| {
        let shown = recording.length() - (first_lane(&recording.events).unwrap_or_default() - LEAD);
        shown.secs()
    };
    let left = left.as_secs_f64().max(SHORTEST_PLAY);
    (recordings.map(length).sum::<f64>() / left).max(1.0)
}
