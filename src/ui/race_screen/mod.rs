//! The dashboard: the screen of a live race and of a replay.
//!
//! It only delegates. [`super::action`] and [`super::update`] hold what a key does, [`Model`] what an event means,
//! and [`super::view`] what is shown.

mod races;

use std::time::Duration;

use crossbeam_channel::Receiver;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use self::races::Races;
use crate::event::{Event, EventKind, Nanos};
use crate::model::Model;
use crate::race::setting::Change;
use crate::report::RaceSummary;
use crate::session::Suspend;
use crate::sys::signals::Signal;
use crate::ui::action::Action;
use crate::ui::appearance::Appearance;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::keys::{RecordingKeys, action_of};
use crate::ui::menu;
use crate::ui::menu::ThemeChoice;
use crate::ui::mouse::Mouse;
use crate::ui::player::{Play, Playback};
use crate::ui::shell;
use crate::ui::shell::{Cause, FRAME, Options, Screen, ShellState, UiError};
use crate::ui::stage::{Stage, StageKind};
use crate::ui::state::{NextRun, Overlay, Page, RaceList, Reach, UiState};
use crate::ui::update::{Effect, turn_at_the_end, update};
use crate::ui::view;
use crate::ui::view::{DrawContext, help};

/// Answers to the key of the loop.
const LOOP_ON: &str = "Loop on: it begins again two seconds after its end.";
const LOOP_OFF: &str = "Loop off: it stops at its end.";

/// Result of a dashboard that has ended.
#[derive(Debug)]
pub(crate) struct Ending {
    /// The model at that moment.
    pub model: Model,
    /// All races of the session, in order, that one included.
    pub races: Vec<RaceSummary>,
    /// Reason for the end.
    pub cause: Cause,
}

/// Shows `stage` until the viewer leaves or a signal comes.
///
/// When it returns, in whatever way, the terminal is restored and the stage has stopped.
///
/// # Errors
///
/// When the terminal cannot be entered or drawn on.
pub(crate) fn run(
    stage: &mut dyn Stage,
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Ending, UiError> {
    let tui = shell::enter()?;
    let mut screen = RaceScreen::new(stage, options.page);
    let shown = shell::run(tui, &mut screen, options, signals);
    // The terminal first: stopping workers may take a moment, and the viewer has left.
    screen.stage.stop();
    screen.take_rest();
    let RaceScreen { model, races, .. } = screen;
    shown.map(|cause| Ending { races: races.close(&model), model, cause })
}

/// A stage, its model, and the viewer's choices.
struct RaceScreen<'a> {
    stage: &'a mut dyn Stage,
    state: UiState,
    model: Model,
    events: Receiver<Event>,
    /// The races before the present one.
    races: Races,
    /// Scroll range of each part of the last frame.
    reach: Reach,
}

impl<'a> RaceScreen<'a> {
    fn new(stage: &'a mut dyn Stage, page: Page) -> Self {
        let events = stage.start();
        let (model, reach) = (Model::default(), Reach::default());
        Self { stage, state: UiState::beginning_on(page), model, events, races: Races::default(), reach }
    }

    /// Takes the events that the stage sent while it stopped.
    fn take_rest(&mut self) {
        for event in self.events.try_iter() {
            self.model.apply(&event);
        }
    }

    fn open_menu(&mut self, shell: &mut ShellState) {
        shell.close_help();
        let themes = shell.themes().map(|(theme, chosen)| ThemeChoice {
            name: theme.name.clone(),
            about: theme.about.clone(),
            chosen,
        });
        let (settings, themes) = (self.stage.settings(), themes.collect());
        let menu = match self.stage.kind() {
            StageKind::Live => menu::menu(settings, themes),
            StageKind::Replay(_) => menu::menu_of_a_recording(settings, themes),
        };
        self.state.overlay = Overlay::Menu(Box::new(menu));
    }

    fn change(&mut self, change: &Change, shell: &mut ShellState) {
        match self.stage.change(change) {
            Ok(chosen) => {
                if change.restarts() {
                    if change.alters_lanes() {
                        // Another lane may have that index now.
                        self.state.selection.clear();
                    }
                    self.restart();
                }
                shell.say(chosen);
            }
            Err(reason) => shell.say(reason),
        }
    }

    fn undo(&mut self, shell: &mut ShellState) {
        match self.stage.undo() {
            Ok(told) => {
                self.state.selection.clear();
                self.restart();
                shell.say(told);
            }
            Err(reason) => shell.say(reason),
        }
    }

    /// Lets the question stand that was asked before a race is ended, unless a yes could not be obeyed. A replay loses
    /// nothing, so it is not asked.
    fn ask(&mut self, next: &NextRun, shell: &mut ShellState) {
        if let StageKind::Replay { .. } = self.stage.kind() {
            self.state.decline();
            self.state.overlay.close();
            return self.begin(next, shell);
        }
        let possible = match next {
            NextRun::Again => Ok(()),
            NextRun::Changed(change) => self.stage.check(change),
            NextRun::Undone => self.stage.check_undo(),
        };
        // Nothing may lie over the question.
        shell.close_help();
        if let Err(reason) = possible {
            self.state.decline();
            self.state.overlay.close();
            shell.say(reason);
        }
    }

    fn begin(&mut self, next: &NextRun, shell: &mut ShellState) {
        match next {
            NextRun::Again => self.restart(),
            NextRun::Changed(change) => self.change(change, shell),
            NextRun::Undone => self.undo(shell),
        }
    }

    fn open_races(&mut self, shell: &mut ShellState) {
        match self.stage.kind() {
            StageKind::Live => {
                shell.close_help();
                self.state.overlay = Overlay::Races(Box::new(RaceList::new(self.races.rows(&self.model))));
            }
            StageKind::Replay { .. } => {
                shell.say("This is a recording of one race: there is no list.".into());
            }
        }
    }

    fn show_race(&mut self, number: usize, shell: &mut ShellState) {
        if let Some(past) = self.races.past(number) {
            self.state.show_past(past);
        } else if !self.state.leave_past() {
            shell.say("This is the present race.".into());
        }
    }

    /// A replay has no workers to inject a fault into.
    fn offer_faults(&mut self, shell: &mut ShellState) {
        match self.stage.kind() {
            StageKind::Live => self.state.overlay = Overlay::FAULTS,
            StageKind::Replay(_) => {
                shell.say("This is a recording: faults need a live race.".into());
            }
        }
    }

    fn restart(&mut self) {
        if self.state.paused() {
            self.stage.pause(false);
        }
        self.state.begin();
        if self.stage.kind() == StageKind::Live {
            self.races.keep(std::mem::take(&mut self.model));
        } else {
            self.model = Model::default();
        }
        self.events = self.stage.start();
    }

    /// Does what is asked of the player of a recording.
    fn play(&mut self, play: Play, shell: &mut ShellState) {
        let StageKind::Replay(playback) = self.stage.kind() else { return };
        if let Some(to) = playback.target(play) {
            self.seek(to, matches!(play, Play::Step(_)) || self.state.paused());
            return;
        }
        let Some(player) = self.stage.player() else { return };
        match (play, playback.speed_after(play)) {
            (Play::Loop, _) => {
                player.set_looped(!playback.looped);
                shell.say(if playback.looped { LOOP_OFF } else { LOOP_ON }.into());
            }
            (_, Some(speed)) => {
                player.set_speed(speed);
                shell.say(format!("It plays {speed} times as fast as it was recorded."));
            }
            (Play::Slower, None) => shell.say("It cannot be played slower.".into()),
            (_, None) => shell.say("It cannot be played faster.".into()),
        }
    }

    /// Goes to a moment of the recording, and goes on from there, or stands still.
    fn seek(&mut self, to: Nanos, still: bool) {
        if still {
            self.stage.pause(true);
        }
        let Some(player) = self.stage.player() else { return };
        (self.model, self.events) = player.seek(to);
        if !self.model.is_over() {
            self.model.advance(to);
        }
        // The time that was looked at may not have come yet.
        self.state.window.follow();
        self.state.freeze(still.then_some(&self.model));
    }

    /// Begins again where a loop is due to.
    fn keep_looping(&mut self) {
        if self.stage.player().is_some_and(|player| player.is_due_again()) {
            self.seek(Nanos::ZERO, false);
        }
    }

    /// Everything that a picture on a screen of this many rows depends on.
    fn ctx<'s>(&'s self, appearance: Appearance<'s>, rows: u16) -> DrawContext<'s> {
        let model = self.state.picture(&self.model);
        DrawContext::new(model, &self.state, appearance, self.stage.kind(), rows)
    }
}

impl Screen for RaceScreen<'_> {
    type Message = Event;
    type Action = Action;

    fn messages(&self) -> Receiver<Event> {
        self.events.clone()
    }

    fn hear(&mut self, event: Event, shell: &mut ShellState) {
        if matches!(event.fact, EventKind::LaneStarted { .. }) {
            shell.end_answer();
        }
        self.model.apply(&event);
    }

    fn suspends(&mut self) -> Option<&mut dyn Suspend> {
        Some(&mut *self.stage)
    }

    fn action_of(&self, key: Key) -> Option<Action> {
        if self.takes_text() {
            return menu::action_of(key);
        }
        match self.stage.kind() {
            StageKind::Live => action_of(key),
            StageKind::Replay(_) => {
                let (page, timeline) = (self.state.page(), self.state.timeline);
                // In an open list digits are its entries.
                let timeline = timeline && self.state.overlay.marked_fault().is_none();
                RecordingKeys { page, timeline }.action_of(key)
            }
        }
    }

    fn touched(&self, mouse: Mouse, appearance: Appearance, area: Rect) -> Option<Action> {
        view::touched(&self.ctx(appearance, area.height), area, mouse)
    }

    fn update(&mut self, action: Action, shell: &mut ShellState) -> Option<Command> {
        match update(&mut self.state, action, &self.model, self.reach) {
            Effect::None => {}
            Effect::Say(answer) => shell.say(answer),
            Effect::Restart => self.restart(),
            Effect::Play(play) => self.play(play, shell),
            Effect::Change(change) => self.change(&change, shell),
            Effect::Undo => self.undo(shell),
            Effect::Ask(next) => self.ask(&next, shell),
            Effect::OpenRaces => self.open_races(shell),
            Effect::ShowRace(number) => self.show_race(number, shell),
            Effect::Pause(paused) => self.stage.pause(paused),
            Effect::OpenMenu => self.open_menu(shell),
            Effect::OfferFaults => self.offer_faults(shell),
            Effect::Inject(target, fault) => {
                let done = self.stage.inject(target.lane, target.worker, fault);
                shell.say(done.map_or_else(|refused| refused, |()| target.told(fault)));
            }
            Effect::Shell(command) => return Some(command),
        }
        None
    }

    fn takes_text(&self) -> bool {
        self.state.overlay.menu().is_some()
    }

    fn close(&mut self) -> bool {
        self.state.decline() || self.state.overlay.step_back()
    }

    fn step_back(&mut self) -> bool {
        self.state.step_back()
    }

    fn decline(&mut self) {
        self.state.decline();
    }

    fn period(&self) -> Option<Duration> {
        let looped = matches!(self.stage.kind(), StageKind::Replay(Playback { looped: true, .. }));
        let goes_on = looped || !self.model.is_over();
        let moves = self.model.plan.is_some() && goes_on && !self.state.stands_still();
        moves.then_some(FRAME)
    }

    fn is_frozen(&self) -> bool {
        self.state.stands_still()
    }

    fn draw(&mut self, appearance: Appearance, area: Rect, buf: &mut Buffer) {
        self.keep_looping();
        if !self.model.is_over() {
            self.model.advance(self.stage.now());
        }
        turn_at_the_end(&mut self.state, &self.model, appearance.present);
        if let Some(list) = self.state.overlay.races_mut() {
            list.update(RaceSummary::of(self.races.present(), &self.model));
            let (rows, last) = view::races_reach(list, area);
            list.fit(rows, last);
        }
        let ctx = self.ctx(appearance, area.height);
        view::draw(&ctx, area, buf);
        self.reach = view::reach(&ctx, area);
        if let Some(menu) = self.state.overlay.menu_mut() {
            menu.fit(view::menu_rows(area));
        }
    }

    fn explain(&mut self, at: Option<Position>, appearance: Appearance, area: Rect) -> bool {
        if self.state.overlay != Overlay::None {
            if self.state.overlay.explains() {
                self.state.overlay.close();
            }
            return false;
        }
        let found = view::explained(&self.ctx(appearance, area.height), area, at);
        if let Some(entry) = found {
            self.state.overlay = Overlay::Explanation(entry);
        }
        found.is_some()
    }

    fn help(&self, appearance: Appearance, width: u16) -> Option<Vec<Line<'static>>> {
        // None of it depends on the size of the screen.
        Some(help::lines(&self.ctx(appearance, 0), width))
    }
}

#[cfg(test)]
mod tests;
