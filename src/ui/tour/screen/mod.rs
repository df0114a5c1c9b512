//! The screen of the tour: what a key does, and when a tour goes on by itself.
//!
//! No key ends or restarts a run, or the talk, without a second press: the first asks, and the question stands in the
//! last row until it is answered by the same key or dropped by another.

mod ask;
mod runner;

use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use self::ask::Ask;
use self::runner::TalkRunner;
use super::auto;
use super::auto::Pace;
use super::companions::{Companions, Standing, Told};
use super::entry::{Entry, EntryKind};
use super::keys::{Action, action_of};
use super::prediction::CHOICES;
use super::stage::SceneStage;
use super::talk::{Step, Talk};
use super::view;
use super::view::{DrawContext, Times, help};
use crate::session::Suspend;
use crate::tour::TourMessage;
use crate::tour::notes::Steer;
use crate::ui::appearance::Appearance;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::shell::{FRAME, Screen, ShellState};

/// Period in which the clock of the talk is updated.
const SECOND: Duration = Duration::from_secs(1);

/// Said where there is nothing to vote on.
const NO_VOTES: &str = "Votes are taken while the question is asked.";

/// The tour on a stage.
pub(super) struct TourScreen<'a> {
    pub(super) runner: TalkRunner<'a>,
    told: Told,
    entry: Option<Entry>,
    ask: Option<Ask>,
    /// Whether the next step is wanted as soon as the verdict is there.
    goes_on: bool,
    /// Whether nothing is shown.
    blank: bool,
    hides_keys: bool,
    /// First line of the list of verdicts that is shown, and the largest there is.
    scrolled: usize,
    last_line: usize,
    /// Whether it goes on by itself.
    pace: Pace,
    began: Instant,
    /// Time since which the step waits for the presenter.
    waits: Instant,
}

impl<'a> TourScreen<'a> {
    pub(super) fn new(stage: &'a mut dyn SceneStage, talk: Talk, auto: bool, companions: Companions) -> Self {
        let now = Instant::now();
        Self {
            runner: TalkRunner::new(stage, talk),
            told: Told::new(companions),
            entry: None,
            ask: None,
            goes_on: false,
            blank: false,
            hides_keys: false,
            scrolled: 0,
            last_line: 0,
            pace: if auto { Pace::ByItself } else { Pace::ByHand },
            began: now,
            waits: now,
        }
    }

    fn step(&self) -> Step {
        self.runner.talk.step()
    }

    /// Whether the second press is still to come: the first asks.
    fn asks(&mut self, ask: Ask) -> bool {
        let confirmed = self.ask.take() == Some(ask);
        if !confirmed {
            self.ask = Some(ask);
        }
        !confirmed
    }

    /// Another step is shown: its pause begins, and no question stands.
    fn arrive(&mut self) {
        (self.waits, self.ask, self.scrolled) = (Instant::now(), None, 0);
    }

    fn next(&mut self) {
        self.runner.next();
        self.arrive();
    }

    fn back(&mut self, shell: &mut ShellState) {
        if !self.runner.back() {
            shell.say("This is where the tour begins.".into());
        }
        self.arrive();
    }

    fn restart(&mut self, shell: &mut ShellState) {
        if !matches!(self.step(), Step::Run | Step::Verdict) {
            self.ask = None;
            return shell.say("Nothing has run here yet; space starts it.".into());
        }
        if !self.asks(Ask::Restart) {
            self.runner.restart();
            self.arrive();
        }
    }

    fn pause(&mut self, shell: &mut ShellState) {
        if !self.runner.pause() {
            shell.say("Nothing runs at the moment.".into());
        }
    }

    fn change_speed(&mut self, factor: f64, shell: &mut ShellState) {
        if !(self.runner.is_recorded() && self.runner.is_running()) {
            return shell.say("Only a recording that plays can be faster or slower.".into());
        }
        self.runner.change_speed(factor);
        shell.say(format!("It plays {} times as fast as it was recorded.", self.runner.speed));
    }

    fn fall_back(&mut self, shell: &mut ShellState) {
        if !self.runner.is_running() || self.runner.is_recorded() {
            self.ask = None;
            return shell.say("Only a live run can be replaced by its recording.".into());
        }
        if !self.asks(Ask::FallBack) {
            self.runner.fall_back();
        }
    }

    fn vote(&mut self, choice: usize, shell: &mut ShellState) {
        let asked = self.step() == Step::Question;
        let take = self.runner.talk.take_mut();
        match take.filter(|take| asked && choice < take.card.choices.len().min(CHOICES)) {
            Some(take) => take.prediction.add(choice),
            None if asked => shell.say("There is no such choice.".into()),
            None => shell.say(NO_VOTES.into()),
        }
    }

    fn take_back(&mut self, shell: &mut ShellState) {
        let asked = self.step() == Step::Question;
        if !self.runner.talk.take_mut().is_some_and(|take| asked && take.prediction.take_back()) {
            shell.say("There is no single vote to take back.".into());
        }
    }

    /// Does what the typed line asks for. A line that is not understood stays.
    fn enter(&mut self, shell: &mut ShellState) {
        let Some(entry) = self.entry.take() else { return };
        let done = match entry.kind {
            _ if entry.text.trim().is_empty() => Ok(()),
            EntryKind::Votes => self.runner.talk.take_mut().map_or(Ok(()), |take| {
                take.prediction.set(&entry.text, take.card.choices.len().min(CHOICES))
            }),
            EntryKind::Scene => self.runner.jump(&entry.text).map(|()| self.arrive()),
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

    /// Does what the speaker asks for in another terminal. While nothing is shown, only to show it again.
    fn obey(&mut self, shell: &mut ShellState) {
        while let Some(steer) = self.told.steer() {
            let action = match steer {
                Steer::Next => Action::Next,
                Steer::Back => Action::Back,
                Steer::Pause => Action::Pause,
                Steer::Blank => Action::Blank,
                Steer::Fallback => Action::FallBack,
            };
            if !self.blank || action == Action::Blank {
                self.update(action, shell);
            }
        }
    }

    /// Goes on where a tour that advances by itself has waited long enough.
    pub(super) fn keep_pace(&mut self, now: Instant) {
        let held = self.blank || self.ask.is_some() || self.entry.is_some() || self.runner.is_paused();
        // What a run says is read to its end.
        if held || self.step() == Step::Run && self.runner.has_captions() {
            self.waits = now;
        }
        let waits = self.pace == Pace::ByItself && !held && !self.runner.is_running();
        if !waits || now.saturating_duration_since(self.waits) < auto::pause(self.step()) {
            return;
        }
        match self.step() {
            Step::Closing => self.pace = Pace::Over,
            Step::Question | Step::Run | Step::Verdict => self.next(),
        }
    }

    fn standing(&self) -> Standing {
        Standing {
            paused: self.runner.is_paused(),
            blank: self.blank,
            talk: self.began.elapsed(),
            scene: self.runner.scene_began.elapsed(),
        }
    }

    fn ctx<'s>(&'s self, appearance: Appearance<'s>) -> DrawContext<'s> {
        let times = Times { talk: self.began.elapsed(), scene: self.runner.scene_began.elapsed() };
        DrawContext {
            theme: appearance.theme,
            message: appearance.message,
            talk: &self.runner.talk,
            performance: self.runner.shown(),
            entry: self.entry.as_ref(),
            ask: self.ask.map(Ask::words),
            hides_keys: self.hides_keys,
            speed: self.runner.speed,
            times,
            scrolled: self.scrolled,
        }
    }
}

impl Screen for TourScreen<'_> {
    type Message = TourMessage;
    type Action = Action;

    fn messages(&self) -> Receiver<TourMessage> {
        self.runner.messages()
    }

    fn hear(&mut self, message: TourMessage, shell: &mut ShellState) {
        if matches!(message, TourMessage::Started { .. }) {
            shell.end_answer();
            self.goes_on = false;
        }
        if self.runner.hear(message) {
            (self.waits, self.ask) = (Instant::now(), None);
            if std::mem::take(&mut self.goes_on) {
                self.next();
            }
        }
    }

    fn suspends(&mut self) -> Option<&mut dyn Suspend> {
        Some(&mut *self.runner.stage)
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
        if Ask::of(action).is_none() || self.ask != Ask::of(action) {
            self.ask = None;
        }
        self.goes_on = false;
        match action {
            // It is a matter of milliseconds: nothing is left that a press could end.
            Action::Next if self.runner.awaits_verdict() => self.goes_on = true,
            Action::Next if self.runner.is_running() && self.asks(Ask::Next) => {}
            Action::Next if self.step() == Step::Closing => {
                shell.say("This was the last scene; q ends the talk.".into());
            }
            Action::Next => self.next(),
            Action::Back if self.runner.is_running() && self.asks(Ask::Back) => {}
            Action::Back => self.back(shell),
            Action::Restart => self.restart(shell),
            Action::FallBack => self.fall_back(shell),
            Action::Vote(choice) => self.vote(choice, shell),
            Action::TakeBack => self.take_back(shell),
            Action::Count if self.step() == Step::Question => {
                self.entry = Some(Entry::new(EntryKind::Votes));
            }
            Action::Count => shell.say(NO_VOTES.into()),
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
        self.pace == Pace::Over
    }

    fn decline(&mut self) {
        self.ask = None;
    }

    fn period(&self) -> Option<Duration> {
        let moves = self.runner.is_running() && !self.runner.is_paused() && !self.blank;
        let often = moves || self.pace != Pace::ByHand || self.told.has_followers();
        Some(if often { FRAME } else { SECOND })
    }

    fn is_frozen(&self) -> bool {
        self.blank || self.runner.is_paused()
    }

    fn prepare(&mut self, shell: &mut ShellState) {
        self.obey(shell);
        self.keep_pace(Instant::now());
        self.runner.advance(Instant::now());
        let standing = self.standing();
        self.told.tell(&self.runner.talk, standing);
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
