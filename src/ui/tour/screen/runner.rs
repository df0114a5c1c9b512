//! The talk and the stage together: a step of the talk starts, ends or leaves what is performed.

use std::time::Instant;

use crossbeam_channel::{Receiver, never};

use crate::tour::{Performed, Provenance, TourMessage};
use crate::ui::tour::performance::{Performance, verdict};
use crate::ui::tour::stage::SceneStage;
use crate::ui::tour::talk::{Move, Talk};

/// Speeds that keys reach, in multiples of the recorded one.
const SPEEDS: [f64; 2] = [0.25, 16.0];

/// A talk, and what performs its scenes.
pub(in crate::ui::tour) struct TalkRunner<'a> {
    pub(in crate::ui::tour) stage: &'a mut dyn SceneStage,
    pub(in crate::ui::tour) talk: Talk,
    /// Results of the scenes that have ended, each with the number of its scene.
    pub(in crate::ui::tour) performed: Vec<Performed>,
    /// The scene that is performed, or was last.
    pub(super) performance: Option<Performance>,
    /// Speed of the recording that plays.
    pub(super) speed: f64,
    /// Time at which the scene's question was shown.
    pub(super) scene_began: Instant,
    messages: Receiver<TourMessage>,
}

impl<'a> TalkRunner<'a> {
    pub(super) fn new(stage: &'a mut dyn SceneStage, talk: Talk) -> Self {
        Self {
            stage,
            talk,
            performed: Vec::new(),
            performance: None,
            speed: 1.0,
            scene_began: Instant::now(),
            messages: never(),
        }
    }

    /// Messages of the performance.
    pub(super) fn messages(&self) -> Receiver<TourMessage> {
        self.messages.clone()
    }

    /// The performance of the scene that is shown.
    pub(super) fn shown(&self) -> Option<&Performance> {
        self.performance.as_ref().filter(|shown| shown.scene == self.talk.scene())
    }

    /// Whether a run would end if another step were shown.
    pub(super) fn is_running(&self) -> bool {
        self.performance.as_ref().is_some_and(|performance| !performance.has_ended)
    }

    /// Whether only the verdict is still to come.
    pub(super) fn awaits_verdict(&self) -> bool {
        self.performance.as_ref().is_some_and(Performance::awaits_verdict)
    }

    /// Whether the picture is paused.
    pub(super) fn is_paused(&self) -> bool {
        self.performance.as_ref().is_some_and(|performance| performance.state.paused())
    }

    /// Whether a recording is shown.
    pub(super) fn is_recorded(&self) -> bool {
        let provenance = self.shown().and_then(|shown| shown.provenance.as_ref());
        matches!(provenance, Some(Provenance::Recorded { .. }))
    }

    /// Takes in a message; `true` for the one that ends the scene.
    pub(super) fn hear(&mut self, message: TourMessage) -> bool {
        let Some(performance) = &mut self.performance else { return false };
        if matches!(message, TourMessage::Started { .. }) {
            self.speed = 1.0;
        }
        let performed = performance.hear(message);
        let (provenance, scene) = (performance.provenance.clone(), performance.scene);
        let is_shown = scene == self.talk.scene();
        let Some(take) = self.talk.take_mut().filter(|_| is_shown) else { return false };
        take.provenance = provenance;
        let Some(performed) = performed else { return false };
        take.verdict = Some(verdict(&performed));
        self.performed.retain(|other| other.scene != scene);
        // It was the only scene of its performance.
        self.performed.push(Performed { scene, ..*performed });
        true
    }

    /// Whether captions of the run have not been shown yet.
    pub(super) fn has_captions(&self) -> bool {
        self.shown().is_some_and(|performance| performance.captions.are_waiting())
    }

    /// Brings the model of the run up to the stage's time, and its captions up to `now`.
    pub(super) fn advance(&mut self, now: Instant) {
        let is_paused = self.is_paused();
        if let Some(performance) = self.performance.as_mut().filter(|_| !is_paused) {
            performance.captions.advance(now);
        }
        if let Some(performance) = self.performance.as_mut().filter(|performance| !performance.has_ended) {
            // A run that waits for its first event has no time yet.
            if performance.model.plan.is_some() && !performance.model.is_over() {
                performance.model.advance(self.stage.now());
            }
        }
    }

    /// Goes on by a step; a run that goes on ends.
    pub(super) fn next(&mut self) {
        self.leave_run();
        let (is_shown, scene) = (self.shown().is_some(), self.talk.scene());
        let way = self.talk.next(is_shown);
        self.arrive(way, scene);
    }

    /// Goes back by a step; `false` where there is none.
    pub(super) fn back(&mut self) -> bool {
        self.leave_run();
        let (is_shown, scene) = (self.shown().is_some(), self.talk.scene());
        let way = self.talk.back(is_shown);
        self.arrive(way, scene);
        way != Move::None
    }

    /// Runs the scene again.
    pub(super) fn restart(&mut self) {
        let scene = self.talk.scene();
        let way = self.talk.restart();
        self.arrive(way, scene);
    }

    /// Goes to the scene of this name; a run that goes on ends.
    ///
    /// # Errors
    /// The accepted input, as a sentence for the screen.
    pub(super) fn jump(&mut self, name: &str) -> Result<(), String> {
        let scene = self.talk.scene();
        self.talk.jump(name)?;
        self.leave_run();
        self.arrive(Move::Shown, scene);
        Ok(())
    }

    /// Pauses the picture, or lets it go on; `false` where nothing runs.
    pub(super) fn pause(&mut self) -> bool {
        if self.is_paused() {
            self.unpause();
            return true;
        }
        let Some(performance) = self.performance.as_mut().filter(|performance| !performance.has_ended) else {
            return false;
        };
        let Performance { state, model, .. } = performance;
        state.freeze(Some(&*model));
        self.stage.pause(true);
        true
    }

    /// Plays the recording in place of the live run.
    pub(super) fn fall_back(&mut self) {
        self.unpause();
        self.stage.fall_back();
    }

    /// Plays the recording faster or slower by this factor.
    pub(super) fn change_speed(&mut self, factor: f64) {
        self.speed = (self.speed * factor).clamp(SPEEDS[0], SPEEDS[1]);
        self.stage.set_speed(self.speed);
    }

    /// Does what a move from the scene `before` asks for.
    fn arrive(&mut self, way: Move, before: usize) {
        self.unpause();
        if self.talk.scene() != before {
            self.scene_began = Instant::now();
        }
        if way == Move::Start
            && let Some(take) = self.talk.take()
        {
            let scene = self.talk.scene();
            self.performance = Some(Performance::new(scene, &take.card));
            self.speed = 1.0;
            self.messages = self.stage.start(scene);
        }
    }

    /// Lets the picture go on.
    fn unpause(&mut self) {
        if let Some(performance) = self.performance.as_mut().filter(|performance| performance.state.paused())
        {
            performance.state.freeze(None);
            self.stage.pause(false);
        }
    }

    /// Ends a run that has not ended. It has no verdict.
    fn leave_run(&mut self) {
        if !self.is_running() {
            return;
        }
        self.unpause();
        self.stage.stop();
        self.performance = None;
        self.messages = never();
    }
}
