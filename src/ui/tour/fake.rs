//! A stage for tests: two scenes, whose messages the test sends, and a log of what the screen asked for.

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::stage::{RunCard, SceneCard, SceneStage};
use crate::event::Nanos;
use crate::session::Suspend;
use crate::tour::{Performed, Provenance, TourMessage, Verdict};
use crate::ui::script::Script;
use crate::ui::state::Page;

/// The scenes of the fake stage.
pub(in crate::ui::tour) fn cards() -> Vec<SceneCard> {
    let card = |name: &str, title: &str, question: &str, choices: &[&str], page| SceneCard {
        name: name.into(),
        title: title.into(),
        question: question.into(),
        choices: choices.iter().map(|choice| (*choice).into()).collect(),
        notes: "Say it.".into(),
        runs: vec![RunCard { page, ..RunCard::default() }],
    };
    vec![
        card(
            "one-or-many",
            "One process or many",
            "2 threads compute under one lock. How many cores are busy?",
            &["about 1", "about 2", "all of them"],
            Page::Race,
        ),
        card(
            "convoy",
            "The convoy",
            "A thread echoes beside 2 threads that compute. How long does a reply take?",
            &["0.1 ms", "1 ms", "5 ms or more", "it never comes"],
            Page::Lock,
        ),
    ]
}

/// Where the figures of a live run are from.
pub(in crate::ui::tour) fn live() -> Provenance {
    Provenance::Live { machine: "this machine, 2 CPUs".into() }
}

/// Where those of a recording are from.
pub(in crate::ui::tour) fn recorded() -> Provenance {
    Provenance::Recorded { machine: "Example 7000 Processor, 8 CPUs".into() }
}

/// The beginning of the first run.
pub(in crate::ui::tour) fn started(provenance: Provenance) -> TourMessage {
    TourMessage::Started { run: 0, provenance }
}

/// The events of the first `seconds` of a scripted race.
pub(in crate::ui::tour) fn events(seconds: f64) -> Vec<TourMessage> {
    let until = Nanos::from_secs_f64(seconds);
    let events = Script::of(&["gil", "pool"]).events().into_iter();
    events.take_while(|event| event.at <= until).map(TourMessage::Event).collect()
}

/// The end of a scene in which this choice was right.
pub(in crate::ui::tour) fn ended(provenance: Provenance, choice: Option<usize>) -> TourMessage {
    let text = "2 threads under one lock kept 1.02 cores busy.".into();
    TourMessage::SceneEnded(Box::new(Performed {
        scene: 0,
        provenance,
        seconds: 5.0,
        reports: Vec::new(),
        verdict: Some(Verdict { rule: 0, choice, text }),
        obstacle: None,
        take: None,
    }))
}

/// Requests of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::ui::tour) enum Asked {
    Start(usize),
    Stop,
    FallBack,
    Pause(bool),
    Speed(f64),
    Hold,
    Resume,
}

/// A stage that does nothing by itself.
#[derive(Debug)]
pub(in crate::ui::tour) struct FakeStage {
    pub(in crate::ui::tour) log: Vec<Asked>,
    messages: (Sender<TourMessage>, Receiver<TourMessage>),
}

impl FakeStage {
    pub(in crate::ui::tour) fn new() -> Self {
        Self { log: Vec::new(), messages: unbounded() }
    }

    /// The way of messages to the screen.
    pub(in crate::ui::tour) fn tell(&self) -> Sender<TourMessage> {
        self.messages.0.clone()
    }
}

impl Suspend for FakeStage {
    fn hold(&mut self) {
        self.log.push(Asked::Hold);
    }

    fn resume(&mut self) {
        self.log.push(Asked::Resume);
    }
}

impl SceneStage for FakeStage {
    fn scenes(&self) -> Vec<SceneCard> {
        cards()
    }

    fn start(&mut self, scene: usize) -> Receiver<TourMessage> {
        self.log.push(Asked::Start(scene));
        self.messages.1.clone()
    }

    fn fall_back(&mut self) {
        self.log.push(Asked::FallBack);
    }

    fn stop(&mut self) {
        self.log.push(Asked::Stop);
    }

    fn now(&self) -> Nanos {
        Nanos::ZERO
    }

    fn pause(&mut self, paused: bool) {
        self.log.push(Asked::Pause(paused));
    }

    fn set_speed(&mut self, speed: f64) {
        self.log.push(Asked::Speed(speed));
    }
}
