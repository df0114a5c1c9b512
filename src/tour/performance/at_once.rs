//! A scene shown from its take at once, for tests: the messages of a fall-back, without its time.

use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{never, unbounded};

use super::performer::Performer;
use super::playing::Playing;
use super::stopwatch::Stopwatch;
use super::{Performed, Programme, Provenance, TourMessage};
use crate::event::Machine;
use crate::sys::stop::Stop;
use crate::tour::live::{LiveRun, Obstacle, Starter};
use crate::tour::takes::Takes;
use crate::tour::{Figures, Scene, SceneRun};

/// A machine on which no race can run.
struct Nowhere(Machine);

impl Starter for Nowhere {
    fn obstacle(&self, _: &SceneRun) -> Option<Obstacle> {
        Some(Obstacle::last("it cannot run here"))
    }

    fn start(&self, _: &SceneRun) -> Result<Box<dyn LiveRun>, String> {
        Err("it cannot run here".into())
    }

    fn machine(&self) -> &Machine {
        &self.0
    }
}

/// The messages of a scene that is shown from the take that is part of the program, in their order.
pub(crate) fn at_once(scene: &Scene) -> Vec<TourMessage> {
    let takes = Takes::of(None);
    let take = takes.shipped(scene).expect("every shipped scene has a take");
    let programme = Programme { scenes: Vec::new(), takes, records: false };
    let (tell, told) = unbounded();
    let (nowhere, playing) = (Nowhere(Machine::with_cpus(1)), Arc::<Playing>::default());
    let thread = Performer::new(programme, nowhere, tell, never(), Stop::default(), playing);
    // All races count as seen, so none is played in its time.
    let stopwatch = Stopwatch::start(Instant::now());
    let reports = thread.recorded(scene, &take, scene.runs.len(), stopwatch).expect("nothing stops it");
    let verdict = scene.verdict(&Figures::of(&reports));
    let provenance = Provenance::Recorded { machine: take.machine() };
    let obstacle = Some("it cannot run here".into());
    let performed = Performed { scene: 0, provenance, seconds: 0.0, reports, verdict, obstacle, take: None };
    let mut messages: Vec<TourMessage> = told.try_iter().collect();
    messages.push(TourMessage::SceneEnded(Box::new(performed)));
    messages
}
