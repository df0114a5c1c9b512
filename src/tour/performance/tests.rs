//! When a scene falls back on its take, with races that are scripted.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::session::PATIENCE;
use super::{Performance, Performed, Programme, Provenance, TourMessage};
use crate::event::{Doubt, End, Event, EventKind, LaneId, Machine, Nanos};
use crate::model::fixture;
use crate::record::Recording;
use crate::session::{Session, Suspend};
use crate::tour::fixture::{run, scene};
use crate::tour::live::{LiveRun, Obstacle, Starter};
use crate::tour::scene::VerdictRule;
use crate::tour::take::Take;
use crate::tour::takes::Takes;
use crate::tour::template::Template;
use crate::tour::{Caption, Moment, Scene, SceneChange, SceneRun};

/// How a scripted race goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goes {
    /// To its end.
    Well,
    /// It cannot be started.
    NotAtAll,
    /// Something hinders it beforehand that does not prevent it.
    Poorly,
    /// A lane fails.
    Failing,
    /// Something else keeps the machine busy.
    Busy,
    /// It does not end, and takes a second to be stopped.
    Forever,
    /// Its events end without its end.
    WithoutAWord,
}

/// Starts scripted races: of each scene the first ones in this way, the last in that.
struct Script {
    goes: Vec<Goes>,
    started: Arc<AtomicUsize>,
    machine: Machine,
}

impl Starter for Script {
    fn obstacle(&self, _: &SceneRun) -> Option<Obstacle> {
        self.goes.contains(&Goes::Poorly).then(|| Obstacle::poor("it is poor"))
    }

    fn start(&self, _: &SceneRun) -> Result<Box<dyn LiveRun>, String> {
        let number = self.started.fetch_add(1, Ordering::SeqCst);
        let goes = self.goes[number.min(self.goes.len() - 1)];
        let (tx, events) = unbounded();
        let mut keep = None;
        let at = fixture::race().last().expect("an end").at;
        let tell = |fact| tx.send(Event { at, fact }).expect("a listener");
        let race = || {
            let mut race = fixture::race();
            race.pop();
            for event in race {
                tx.send(event).expect("a listener");
            }
        };
        match goes {
            Goes::NotAtAll => return Err("the system has no thread for it".into()),
            Goes::Well | Goes::Poorly => {
                race();
                tell(EventKind::RaceEnded { end: End::Finished });
            }
            Goes::Failing => {
                race();
                tell(EventKind::LaneFailed { lane: LaneId(0), reason: "NO WORKER".into() });
            }
            Goes::Busy => {
                tell(fixture::race().remove(0).fact);
                tell(EventKind::Doubt(Doubt {
                    kind: "busy-machine".into(),
                    message: "others kept 1.00 of 2 cores busy".into(),
                    advice: String::new(),
                    lane: None,
                }));
                keep = Some(tx.clone());
            }
            Goes::Forever => {
                tell(fixture::race().remove(0).fact);
                keep = Some(tx.clone());
            }
            Goes::WithoutAWord => race(),
        }
        drop(tx);
        Ok(Box::new(Scripted { events, keep }))
    }

    fn machine(&self) -> &Machine {
        &self.machine
    }
}

struct Scripted {
    events: Receiver<Event>,
    keep: Option<Sender<Event>>,
}

impl Drop for Scripted {
    fn drop(&mut self) {
        if self.keep.is_some() {
            thread::sleep(Duration::from_secs(1));
        }
    }
}

impl Suspend for Scripted {
    fn hold(&mut self) {}

    fn resume(&mut self) {}
}

impl LiveRun for Scripted {
    fn events(&self) -> Receiver<Event> {
        self.events.clone()
    }

    fn now(&self) -> Nanos {
        Nanos::ZERO
    }

    fn change(&mut self, _: &SceneChange) {}

    fn request_stop(&self) {}
}

/// A short recording of a race on another machine.
fn recorded_elsewhere() -> Recording {
    let mut plan = fixture::plan(&[("gil", 2), ("pool", 2)]);
    plan.machine.cpu = "Elsewhere".into();
    let events = [EventKind::Plan(Box::new(plan)), EventKind::RaceEnded { end: End::Finished }];
    let at = [Nanos::ZERO, Nanos::from_millis(50)];
    let events = at.into_iter().zip(events).map(|(at, fact)| Event { at, fact }).collect();
    Take::of_events(vec![events]).expect("complete").runs()[0].clone()
}

/// A scene with this many races.
fn of_races(races: usize) -> Scene {
    Scene { seconds: 0.1, ..scene(vec![run(&["--lanes", "gil,pool"]); races]) }
}

/// Starts a scene whose races go like this, with a take of it where that is requested.
fn start(scene: &Scene, goes: &[Goes], has_take: bool) -> (Performance, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let takes = Takes::of(Some(folder.path().into()));
    if has_take {
        let runs = vec![recorded_elsewhere(); scene.runs.len()];
        let take = Take::of(runs, scene.runs.len()).expect("complete");
        takes.keep(scene, &take).expect("it can be written");
    }
    let machine = Machine { cpu: "Here".into(), ..Machine::with_cpus(2) };
    let starter = Script { goes: goes.to_vec(), started: Arc::default(), machine };
    let programme = Programme { scenes: vec![scene.clone()], takes, records: true };
    (Performance::start(programme, starter).expect("a thread"), folder)
}

/// All its messages.
fn messages(performance: &Performance) -> Vec<TourMessage> {
    let messages = performance.messages();
    let mut all = Vec::new();
    while let Ok(message) = messages.recv_timeout(Duration::from_secs(30)) {
        all.push(message);
    }
    all
}

fn perform(scene: &Scene, goes: &[Goes], has_take: bool) -> Vec<TourMessage> {
    let (performance, _folder) = start(scene, goes, has_take);
    messages(&performance)
}

fn performed(messages: &[TourMessage]) -> &Performed {
    let ended = messages.iter().find_map(|message| match message {
        TourMessage::SceneEnded(performed) => Some(performed),
        _ => None,
    });
    ended.expect("the scene ends")
}

fn is_recorded(messages: &[TourMessage]) -> bool {
    performed(messages).provenance == Provenance::Recorded { machine: "Elsewhere, 2 CPUs".into() }
}

fn verdict(messages: &[TourMessage]) -> Option<&str> {
    performed(messages).verdict.as_ref().map(|verdict| verdict.text.as_str())
}

#[test]
fn a_scene_that_runs_is_live_and_leaves_a_take() {
    let scene = of_races(2);
    let told = perform(&scene, &[Goes::Well], true);
    let performed = performed(&told);
    assert_eq!(performed.provenance, Provenance::Live { machine: "Here, 2 CPUs".into() });
    assert_eq!((performed.reports.len(), performed.obstacle.as_deref()), (2, None));
    assert_eq!(performed.take.as_ref().map(|take| take.runs().len()), Some(2));
    assert!(performed.verdict.is_some());
    assert_eq!(told.iter().filter(|message| matches!(message, TourMessage::Started { .. })).count(), 2);
    assert_eq!(told.iter().filter(|message| matches!(message, TourMessage::RunEnded)).count(), 2);
}

#[test]
fn whatever_happens_to_a_race_the_scene_falls_back_on_its_take() {
    for (goes, reason) in [
        (Goes::NotAtAll, "the system has no thread for it"),
        (Goes::Poorly, "it is poor"),
        (Goes::Failing, "NO WORKER"),
        (Goes::Busy, "others kept 1.00 of 2 cores busy"),
        (Goes::Forever, "it took longer than it may"),
        (Goes::WithoutAWord, "the race ended without a word"),
    ] {
        let told = perform(&of_races(1), &[goes], true);
        assert!(is_recorded(&told), "{goes:?}: {:?}", performed(&told).provenance);
        assert_eq!(verdict(&told), Some("Measured on Elsewhere."), "{goes:?}");
        assert_eq!(performed(&told).obstacle.as_deref(), Some(reason), "{goes:?}");
        assert_eq!(performed(&told).take, None, "{goes:?}");
        // The reason stands in the result alone.
        let errors = told.iter().filter(|message| match message {
            TourMessage::Event(event) => {
                matches!(event.fact, EventKind::LaneFailed { .. } | EventKind::Doubt(_))
                    && !fixture::race().contains(event)
            }
            TourMessage::CaptionDue(text) => text.contains(reason),
            _ => false,
        });
        assert_eq!(errors.count(), 0, "{goes:?}");
    }
}

#[test]
fn figures_are_never_mixed_all_races_are_shown_from_the_take() {
    let mut scene = of_races(2);
    scene.verdicts = vec![VerdictRule {
        when: None,
        choice: None,
        text: Template::read("{runs.1.machine.cpu}, {runs.2.machine.cpu}").expect("a sentence"),
    }];
    let told = perform(&scene, &[Goes::Well, Goes::Failing], true);
    assert_eq!(verdict(&told), Some("Elsewhere, Elsewhere"));
    let started: Vec<(usize, bool)> = told
        .iter()
        .filter_map(|message| match message {
            TourMessage::Started { run, provenance } => Some((*run, provenance.recorded_on().is_some())),
            _ => None,
        })
        .collect();
    assert_eq!(started, [(0, false), (1, false), (0, true), (1, true)]);
}

#[test]
fn a_take_is_shown_within_300_ms_of_the_request_however_long_the_race_takes_to_end() {
    let (performance, _folder) = start(&of_races(1), &[Goes::Forever], true);
    let messages = performance.messages();
    let wait = |wanted: &dyn Fn(&TourMessage) -> bool| {
        while !wanted(&messages.recv_timeout(Duration::from_secs(30)).expect("a message")) {}
    };
    wait(&|message| matches!(message, TourMessage::Event(_)));
    performance.fall_back();
    wait(&|message| matches!(message, TourMessage::Started { provenance: Provenance::Recorded { .. }, .. }));
    wait(&|message| matches!(message, TourMessage::Event(_)));
}

#[test]
fn without_a_take_a_scene_goes_on_where_it_can_and_else_has_no_verdict() {
    let poor = perform(&of_races(1), &[Goes::Poorly], false);
    assert!(verdict(&poor).is_some() && performed(&poor).provenance.recorded_on().is_none());
    let (asked, _folder) = start(&of_races(1), &[Goes::Well], false);
    asked.fall_back();
    assert!(verdict(&messages(&asked)).is_some());
    for goes in [Goes::NotAtAll, Goes::Failing, Goes::WithoutAWord] {
        let told = perform(&of_races(1), &[goes], false);
        assert!(verdict(&told).is_none() && performed(&told).obstacle.is_some(), "{goes:?}");
    }
}

#[test]
fn captions_are_those_of_the_race_that_is_shown() {
    let mut scene = of_races(1);
    let text = Template::read("on {machine.cpu}").expect("a sentence");
    scene.runs[0].captions = vec![Caption { after: Moment::End, text }];
    let told = perform(&scene, &[Goes::NotAtAll], true);
    let captions: Vec<&str> = told
        .iter()
        .filter_map(|message| match message {
            TourMessage::CaptionDue(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(captions, ["on Elsewhere"]);
}

#[test]
fn a_performance_ends_when_it_is_asked_to() {
    let (performance, _folder) = start(&of_races(1), &[Goes::Forever], false);
    let messages = performance.messages();
    messages.recv_timeout(Duration::from_secs(30)).expect("a message");
    let asked = Instant::now();
    performance.join();
    assert!(asked.elapsed() < PATIENCE);
    assert!(!messages.iter().any(|message| matches!(message, TourMessage::SceneEnded(_))));
}
