//! The tour behind its screen: each scene is a performance of its own, live or from its take.

use crossbeam_channel::{Receiver, unbounded};

use crate::event::Nanos;
use crate::session::{Session, Suspend};
use crate::tour::{Performance, Performed, Programme, Provenance, RaceStarter, Scene, Takes, TourMessage};
use crate::ui::tour::{SceneCard, SceneStage};

/// Scenes, one performed at a time.
pub(crate) struct TourStage {
    scenes: Vec<Scene>,
    takes: Takes,
    starter: RaceStarter,
    performance: Option<Performance>,
}

impl TourStage {
    /// A stage for these scenes, which fall back on `takes`.
    pub(crate) fn new(scenes: Vec<Scene>, takes: Takes, starter: RaceStarter) -> Self {
        Self { scenes, takes, starter, performance: None }
    }
}

/// The messages of a scene for which the system has no thread: its end.
fn not_performed() -> Receiver<TourMessage> {
    let (tell, messages) = unbounded();
    let performed = Performed {
        scene: 0,
        provenance: Provenance::Live { machine: String::new() },
        seconds: 0.0,
        reports: Vec::new(),
        verdict: None,
        obstacle: None,
        take: None,
    };
    // The receiver is here.
    let _ = tell.send(TourMessage::SceneEnded(Box::new(performed)));
    messages
}

impl Suspend for TourStage {
    fn hold(&mut self) {
        self.performance.iter_mut().for_each(Suspend::hold);
    }

    fn resume(&mut self) {
        self.performance.iter_mut().for_each(Suspend::resume);
    }
}

impl SceneStage for TourStage {
    fn scenes(&self) -> Vec<SceneCard> {
        self.scenes.iter().map(SceneCard::of).collect()
    }

    fn start(&mut self, scene: usize) -> Receiver<TourMessage> {
        self.stop();
        let scenes = self.scenes.get(scene).cloned().into_iter().collect();
        let programme = Programme { scenes, takes: self.takes.clone(), records: false };
        match Performance::start(programme, self.starter.clone()) {
            Ok(performance) => {
                let messages = performance.messages();
                self.performance = Some(performance);
                messages
            }
            Err(_) => not_performed(),
        }
    }

    fn fall_back(&mut self) {
        if let Some(performance) = &self.performance {
            performance.fall_back();
        }
    }

    fn stop(&mut self) {
        // Dropping a performance ends it.
        self.performance = None;
    }

    fn now(&self) -> Nanos {
        self.performance.as_ref().map_or(Nanos::ZERO, Performance::now)
    }

    fn pause(&mut self, paused: bool) {
        if let Some(performance) = &self.performance {
            performance.set_paused(paused);
        }
    }

    fn set_speed(&mut self, speed: f64) {
        if let Some(performance) = &self.performance {
            performance.set_speed(speed);
        }
    }
}

#[cfg(test)]
mod tests;
