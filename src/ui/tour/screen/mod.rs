//! The screen of the tour: what a key does, what a message means, and when a tour goes on by itself.
//!
//! No key ends or restarts a run, or the talk, without a second press: the first asks, and the question stands in the
//! last row until it is answered by the same key or dropped by another.

mod ask;

use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, never};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use self::ask::Ask;
use super::auto;
use super::companions::{Companions, Standing, Told};
use super::entry::{Entry, EntryKind};
use super::keys::{Action, action_of};
use super::performance::{Performance, verdict};
use super::prediction::CHOICES;
use super::stage::SceneStage;
use super::talk::{Move, Step, Talk};
use super::view;
use super::view::{DrawContext, Times, help};
use crate::session::Suspend;
use crate::tour::notes::Steer;
use crate::tour::{Performed, Provenance, TourMessage};
use crate::ui::appearance::Appearance;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::shell::{FRAME, Screen, ShellState};

/// Period in which the clock of the talk is updated.
const SECOND: Duration = Duration::from_secs(1);
/// Speeds that keys reach, in multiples of the recorded one.
const SPEEDS: [f64; 2] = [0.25, 16.0];

/// The tour on a stage.
pub(super) struct TourScreen<'a> {
    pub(super) stage: &'a mut dyn SceneStage,
    pub(super) talk: Talk,
    /// The scene that is performed, or was last.
    pub(super) performance: Option<Performance>,
    /// Results of the scenes that have ended, each with the number of its scene.
    pub(super) performed: Vec<Performed>,
    told: Told,
    messages: Receiver<TourMessage>,
    entry: Option<Entry>,
    ask: Option<Ask>,
    /// Whether nothing is shown.
    blank: bool,
    hides_keys: bool,
    speed: f64,
    /// First line of the list of verdicts that is shown, and the largest there is.
    scrolled: usize,
    last_line: usize,
    /// Whether it goes on by itself.
    auto: bool,
    /// Whether it has come to its end by itself.
    over: bool,
    began: Instant,
    scene_began: Instant,
    /// Time since which the step waits for the presenter.
    waits: Instant,
}

impl<'a> TourScreen<'a> {
    pub(super) fn new(stage: &'a mut dyn SceneStage, talk: Talk, auto: bool, companions: Companions) -> Self {
        let now = Instant::now();
        Self {
            stage,
            talk,
            performance: None,
            performed: Vec::new(),
            told: Told::new(companions),
            messages: never(),
            entry: None,
            ask: None,
            blank: false,
            hides_keys: false,
            speed: 1.0,
            scrolled: 0,
            last_line: 0,
            auto,
            over: false,
            began: now,
            scene_began: now,
            waits: now,
        }
    }

    /// The performance of the scene that is shown.
    fn shown(&self) -> Option<&Performance> {
        self.performance.as_ref().filter(|shown| shown.scene == self.talk.scene())
    }

    /// Whether a run would end if another step were shown.
    fn is_running(&self) -> bool {
        self.performance.as_ref().is_some_and(|performance| !performance.has_ended)
    }

    fn is_recorded(&self) -> bool {
        let provenance = self.shown().and_then(|shown| shown.provenance.as_ref());
        matches!(provenance, Some(Provenance::Recorded { .. }))
    }

    fn is_paused(&self) -> bool {
        self.performance.as_ref().is_some_and(|performance| performance.state.paused())
    }

    /// Whether the second press is still to come: the first asks.
    fn asks(&mut self, ask: Ask) -> bool {
        let confirmed = self.ask.take() == Some(ask);
        if !confirmed {
            self.ask = Some(ask);
        }
        !confirmed
    }

    /// Lets the picture go on.
    fn unpause(&mut self) {
        if let Some(performance) = self.performance.as_mut().filter(|performance| performance.state.paused())
        {
            performance.state.freeze(None);
            self.stage.pause(false);
        }
    }

    fn next(&mut self) {
        if self.is_running() {
            self.leave_run();
        }
        let is_shown = self.shown().is_some();
        let scene = self.talk.scene();
        let way = self.talk.next(is_shown);
        self.arrive(way, scene);
    }

    fn back(&mut self, shell: &mut ShellState) {
        if self.is_running() {
            self.leave_run();
        }
        let is_shown = self.shown().is_some();
        let scene = self.talk.scene();
        let way = self.talk.back(is_shown);
        if way == Move::None {
            shell.say("This is where the tour begins.".into());
        }
        self.arrive(way, scene);
    }

    /// Does what a move from the scene `before` asks for.
    fn arrive(&mut self, way: Move, before: usize) {
        self.unpause();
        (self.waits, self.ask) = (Instant::now(), None);
        if self.talk.scene() != before {
            self.scene_began = self.waits;
        }
        match way {
            Move::Start => self.start(),
            Move::Shown | Move::None => self.scrolled = 0,
        }
    }

    fn start(&mut self) {
        let (scene, Some(take)) = (self.talk.scene(), self.talk.take()) else { return };
        self.performance = Some(Performance::new(scene, &take.card));
        self.speed = 1.0;
        self.messages = self.stage.start(scene);
    }

    /// Ends a run that has not ended. It has no verdict.
    fn leave_run(&mut self) {
        self.unpause();
        self.stage.stop();
        self.performance = None;
        self.messages = never();
    }

    fn restart(&mut self) {
        self.unpause();
        let scene = self.talk.scene();
        let way = self.talk.restart();
        self.arrive(way, scene);
    }

    fn pause(&mut self, shell: &mut ShellState) {
        if self.is_paused() {
            return self.unpause();
        }
        let Some(performance) = self.performance.as_mut().filter(|performance| !performance.has_ended) else {
            return shell.say("Nothing runs at the moment.".into());
        };
        let Performance { state, model, .. } = performance;
        state.freeze(Some(&*model));
        self.stage.pause(true);
    }

    fn change_speed(&mut self, factor: f64, shell: &mut ShellState) {
        let recorded = self.is_recorded();
        if !(recorded && self.is_running()) {
            return shell.say("Only a recording that plays can be faster or slower.".into());
        }
        let speed = (self.speed * factor).clamp(SPEEDS[0], SPEEDS[1]);
        self.speed = speed;
        self.stage.set_speed(speed);
        shell.say(format!("It plays {speed} times as fast as it was recorded."));
    }

    fn fall_back(&mut self, shell: &mut ShellState) {
        if !self.is_running() || self.is_recorded() {
            self.ask = None;
            return shell.say("Only a live run can be replaced by its recording.".into());
        }
        if self.asks(Ask::FallBack) {
            return;
        }
        self.unpause();
        self.stage.fall_back();
    }

    fn vote(&mut self, choice: usize, shell: &mut ShellState) {
        let asked = self.talk.step() == Step::Question;
        match self.talk.take_mut().filter(|take| asked && choice < take.card.choices.len().min(CHOICES)) {
            Some(take) => take.prediction.add(choice),
            None => shell.say("Votes are taken while the question is asked.".into()),
        }
    }

    /// Does what the typed line asks for. A line that is not understood stays.
    fn enter(&mut self, shell: &mut ShellState) {
        let Some(entry) = self.entry.take() else { return };
        let scene = self.talk.scene();
        let done = match entry.kind {
            _ if entry.text.trim().is_empty() => Ok(()),
            EntryKind::Votes => self.talk.take_mut().map_or(Ok(()), |take| {
                take.prediction.set(&entry.text, take.card.choices.len().min(CHOICES))
            }),
            EntryKind::Scene => self.talk.jump(&entry.text).map(|()| {
                if self.is_running() {
                    self.leave_run();
                }
                self.arrive(Move::Shown, scene);
            }),
        };
        if let Err(reason) = done {
            self.entry = Some(entry);
            shell.say(reason);
        }
    }

    fn type_key(&mut self, key: Key, shell: &mut ShellState) {
        if self.entry.as_mut().is_some_and(|entry| entry.press(key)) {
            self.enter(shell);
        }
    }

    fn scroll(&mut self, lines: isize) {
        self.scrolled = self.scrolled.saturating_add_signed(lines).min(self.last_line);
    }

    /// Keeps the result of a scene, in place of an earlier one.
    fn keep(&mut self, scene: usize, performed: Performed) {
        self.performed.retain(|other| other.scene != scene);
        // It was the only scene of its performance.
        self.performed.push(Performed { scene, ..performed });
    }

    /// Does what the speaker asks for in another terminal, where it asks nothing back that a key would have to answer.
    fn obey(&mut self, shell: &mut ShellState) {
        while let Some(steer) = self.told.steer() {
            let action = match steer {
                Steer::Next => Action::Next,
                Steer::Back => Action::Back,
                Steer::Pause => Action::Pause,
                Steer::Blank => Action::Blank,
                Steer::Fallback => Action::FallBack,
            };
            if self.blank && action != Action::Blank {
                continue;
            }
            self.update(action, shell);
        }
    }

    fn standing(&self) -> Standing {
        Standing {
            paused: self.is_paused(),
            blank: self.blank,
            talk: self.began.elapsed(),
            scene: self.scene_began.elapsed(),
        }
    }

    /// Goes on where a tour that advances by itself has waited long enough.
    pub(super) fn keep_pace(&mut self, now: Instant) {
        let held = self.blank || self.ask.is_some() || self.entry.is_some() || self.is_paused();
        if !self.auto || self.over || held || self.is_running() {
            self.waits = if held { now } else { self.waits };
            return;
        }
        if now.saturating_duration_since(self.waits) < auto::pause(self.talk.step()) {
            return;
        }
        match self.talk.step() {
            Step::Closing => self.over = true,
            Step::Question | Step::Run | Step::Verdict => self.next(),
        }
    }

    fn ctx<'s>(&'s self, appearance: Appearance<'s>) -> DrawContext<'s> {
        let times = Times { talk: self.began.elapsed(), scene: self.scene_began.elapsed() };
        DrawContext {
            theme: appearance.theme,
            message: appearance.message,
            talk: &self.talk,
            performance: self.shown(),
            entry: self.entry.as_ref(),
            ask: self.ask.map(Ask::words),
            hides_keys: self.hides_keys,
            speed: self.speed,
            times,
            scrolled: self.scrolled,
        }
    }
}

impl Screen for TourScreen<'_> {
    type Message = TourMessage;
    type Action = Action;

    fn messages(&self) -> Receiver<TourMessage> {
        self.messages.clone()
    }

    fn hear(&mut self, message: TourMessage, shell: &mut ShellState) {
        let Some(performance) = &mut self.performance else { return };
        if matches!(message, TourMessage::Started { .. }) {
            shell.end_answer();
            self.speed = 1.0;
        }
        let performed = performance.hear(message);
        let (provenance, scene) = (performance.provenance.clone(), performance.scene);
        let is_shown = scene == self.talk.scene();
        if let Some(take) = self.talk.take_mut().filter(|_| is_shown) {
            take.provenance = provenance;
            if let Some(performed) = performed {
                take.verdict = Some(verdict(&performed));
                (self.waits, self.ask) = (Instant::now(), None);
                self.keep(scene, *performed);
            }
        }
    }

    fn suspends(&mut self) -> Option<&mut dyn Suspend> {
        Some(&mut *self.stage)
    }

    fn action_of(&self, key: Key) -> Option<Action> {
        if self.blank {
            return Some(Action::Blank);
        }
        if self.entry.is_some() {
            return Some(Action::Type(key));
        }
        action_of(key)
    }

    fn update(&mut self, action: Action, shell: &mut ShellState) -> Option<Command> {
        let asking = Ask::of(action);
        if asking.is_none() || self.ask != asking {
            self.ask = None;
        }
        match action {
            Action::Next if self.is_running() && self.asks(Ask::Next) => {}
            Action::Next if self.talk.step() == Step::Closing => {
                shell.say("This was the last scene; q ends the talk.".into());
            }
            Action::Next => self.next(),
            Action::Back if self.is_running() && self.asks(Ask::Back) => {}
            Action::Back => self.back(shell),
            Action::Restart if !matches!(self.talk.step(), Step::Run | Step::Verdict) => {
                self.ask = None;
                shell.say("Nothing has run here yet; space starts it.".into());
            }
            Action::Restart if self.asks(Ask::Restart) => {}
            Action::Restart => self.restart(),
            Action::FallBack => self.fall_back(shell),
            Action::Vote(choice) => self.vote(choice, shell),
            Action::TakeBack => {
                let asked = self.talk.step() == Step::Question;
                if !self.talk.take_mut().is_some_and(|take| asked && take.prediction.take_back()) {
                    shell.say("There is no single vote to take back.".into());
                }
            }
            Action::Count if self.talk.step() == Step::Question => {
                self.entry = Some(Entry::new(EntryKind::Votes));
            }
            Action::Count => shell.say("Votes are taken while the question is asked.".into()),
            Action::Jump => self.entry = Some(Entry::new(EntryKind::Scene)),
            Action::Type(key) => self.type_key(key, shell),
            Action::Pause => self.pause(shell),
            Action::Faster => self.change_speed(2.0, shell),
            Action::Slower => self.change_speed(0.5, shell),
            Action::Blank => self.blank = !self.blank,
            Action::HideKeys => self.hides_keys = !self.hides_keys,
            Action::Down => self.scroll(1),
            Action::Up => self.scroll(-1),
            Action::Shell(command) => return Some(command),
        }
        None
    }

    fn takes_text(&self) -> bool {
        self.entry.is_some() || self.blank
    }

    fn close(&mut self) -> bool {
        let blank = std::mem::take(&mut self.blank);
        blank || self.entry.take().is_some()
    }

    fn step_back(&mut self) -> bool {
        self.ask.take().is_some()
    }

    fn may_quit(&mut self) -> bool {
        !self.asks(Ask::Quit)
    }

    fn is_over(&self) -> bool {
        self.over
    }

    fn decline(&mut self) {
        self.ask = None;
    }

    fn period(&self) -> Option<Duration> {
        let moves = self.is_running() && !self.is_paused() && !self.blank;
        Some(if moves || self.auto || self.told.has_followers() { FRAME } else { SECOND })
    }

    fn is_frozen(&self) -> bool {
        self.blank || self.is_paused()
    }

    fn prepare(&mut self, shell: &mut ShellState) {
        self.obey(shell);
        self.keep_pace(Instant::now());
        if let Some(performance) = self.performance.as_mut().filter(|performance| !performance.has_ended) {
            // A run that waits for its first event has no time yet.
            if performance.model.plan.is_some() && !performance.model.is_over() {
                performance.model.advance(self.stage.now());
            }
        }
        let standing = self.standing();
        self.told.tell(&self.talk, standing);
    }

    fn draw(&mut self, appearance: Appearance, area: Rect, buf: &mut Buffer) {
        if self.blank {
            return;
        }
        view::draw(&self.ctx(appearance), area, buf);
        self.last_line = view::last_line(&self.ctx(appearance), area);
        self.scrolled = self.scrolled.min(self.last_line);
    }

    fn help(&self, appearance: Appearance, width: u16) -> Option<Vec<Line<'static>>> {
        Some(help::lines(&self.ctx(appearance), width))
    }
}

#[cfg(test)]
mod tests;
