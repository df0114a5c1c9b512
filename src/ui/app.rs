//! The dashboard in the loop of all screens.
//!
//! It only moves messages. What a key does stands in [`super::action`] and [`super::update`], what an event
//! means in [`Model`], what is seen in [`super::view`].

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, after, never};
use ratatui::layout::Rect;

use super::action::Action;
use super::keys::{Key, action_of};
use super::menu::{self, Dress, Menu};
use super::mouse::Mouse;
use super::show::{self, Cause, Show, UiError};
use super::stage::{Stage, StageKind};
use super::term::{Input, Stopped, Surface};
use super::theme::Theme;
use super::update::{Effect, Reach, View};
use super::view::{self, Scene};
use crate::event::{Event, Fact};
use crate::model::Model;
use crate::race::setting::Change;
use crate::sys::signals::Signal;

/// The answer to a key stays this long, or until a lane starts.
const ANSWER: Duration = Duration::from_secs(3);
/// What is said first stays this long: it was not asked for, so nobody waits for it.
const NOTICE: Duration = Duration::from_secs(10);
/// After so many events the loop looks at keys again.
const DRAIN: usize = 10_000;

/// How the dashboard is to look and behave.
#[derive(Debug, Default, Clone)]
pub struct Options {
    /// The place of the view that is seen first.
    pub page: usize,
    /// Whether the words are few and the figures large at first.
    pub present: bool,
    /// The looks there are to choose from; without any, the usual one.
    pub themes: Vec<Theme>,
    /// The one of them that it begins with.
    pub theme: usize,
    /// What is said first, until a key is pressed or for a while.
    pub notice: Option<String>,
    /// After this long the dashboard panics: a rehearsal of the way out.
    pub fault: Option<Duration>,
}

/// What is left when the dashboard has ended.
#[derive(Debug)]
pub struct Ending {
    /// What was known then.
    pub model: Model,
    /// Why it ended.
    pub cause: Cause,
}

/// Shows `stage` until the viewer leaves or a signal comes.
///
/// When it returns, on whatever way, the terminal is restored and the stage has stopped.
///
/// # Errors
///
/// When the terminal cannot be entered or drawn on.
pub fn run(stage: &mut dyn Stage, options: Options, signals: &Receiver<Signal>) -> Result<Ending, UiError> {
    let screen = show::enter()?;
    let mut app = App::new(stage, options);
    let shown = show::on(screen, &mut app, signals);
    // The screen first: stopping workers may take a moment, and the viewer has left.
    app.stage.stop();
    app.take_rest();
    shown.map(|cause| Ending { model: app.model, cause })
}

/// The dashboard between two messages.
struct App<'a> {
    stage: &'a mut dyn Stage,
    theme: Theme,
    themes: Vec<Theme>,
    view: View,
    model: Model,
    events: Receiver<Event>,
    /// Whether the picture on the screen is no longer the one that would be drawn.
    stale: bool,
    /// When the answer to the last key goes.
    answered_until: Option<Instant>,
    /// When what was said first goes, should no key be pressed.
    noticed: Option<Instant>,
    /// The screen that was drawn last, and how far what is in front scrolls on it.
    area: Rect,
    reach: Reach,
    fault: Option<Instant>,
}

impl<'a> App<'a> {
    fn new(stage: &'a mut dyn Stage, options: Options) -> Self {
        let events = stage.start();
        let answered_until = options.notice.as_ref().map(|_| Instant::now() + NOTICE);
        Self {
            stage,
            theme: options.themes.get(options.theme).cloned().unwrap_or_default(),
            themes: options.themes,
            view: View {
                page: options.page,
                present: options.present,
                message: options.notice,
                ..View::default()
            },
            model: Model::default(),
            events,
            stale: true,
            answered_until,
            noticed: answered_until,
            area: Rect::default(),
            reach: Reach::default(),
            fault: options.fault.map(|after| Instant::now() + after),
        }
    }

    fn take_events(&mut self, first: &Event) {
        self.take_event(first);
        for event in self.events.try_iter().take(DRAIN).collect::<Vec<_>>() {
            self.take_event(&event);
        }
        self.stale |= !self.view.paused();
    }

    fn take_event(&mut self, event: &Event) {
        let answered = self.answered_until.is_some() && self.answered_until != self.noticed;
        if answered && matches!(event.fact, Fact::LaneStarted { .. }) {
            self.view.message = None;
            self.answered_until = None;
            // Also behind a picture that stands.
            self.stale = true;
        }
        self.model.apply(event);
    }

    /// Lets the answer to a key go when it was there long enough.
    fn forget_answer(&mut self) {
        if self.answered_until.is_some_and(|until| until <= Instant::now()) {
            self.answered_until = None;
            self.view.message = None;
            self.stale = true;
        }
    }

    /// What the stage said on its way out.
    fn take_rest(&mut self) {
        for event in self.events.try_iter() {
            self.model.apply(&event);
        }
    }

    /// What a key asks for: in the menu, to be typed.
    fn asked(&self, key: Key) -> Option<Action> {
        if self.view.menu.is_some() { menu::action_of(key) } else { action_of(key) }
    }

    fn touched(&self, mouse: Mouse) -> Option<Action> {
        view::touched(&self.scene(self.area.height), self.area, mouse)
    }

    fn act(&mut self, action: Action, surface: &mut dyn Surface) -> io::Result<Option<Cause>> {
        let effect = self.view.update(action, &self.model, self.reach);
        match effect {
            Effect::None => {}
            Effect::NextTheme => self.next_theme(),
            Effect::Theme(place) => self.dress(place),
            Effect::Restart => self.restart(None),
            Effect::Change(change) => self.change(&change),
            Effect::Pause(paused) => self.stage.pause(paused),
            Effect::OpenMenu => self.open_menu(),
            Effect::OfferFaults => self.offer_faults(),
            Effect::Inflict(victim, fault) => {
                let done = self.stage.inflict(victim.lane, victim.worker, fault);
                self.view.message = Some(done.map_or_else(|refused| refused, |()| victim.told(fault)));
            }
            Effect::Suspend => self.suspend(Stopped::Job, surface)?,
            Effect::Quit => return Ok(Some(Cause::Quit)),
            Effect::Interrupt => return Ok(Some(Cause::Signal(Signal::Int))),
        }
        self.answered_until = self.view.message.as_ref().map(|_| Instant::now() + ANSWER);
        Ok(None)
    }

    /// Stops, with the workers, until the program is continued.
    fn suspend(&mut self, stopped: Stopped, surface: &mut dyn Surface) -> io::Result<()> {
        self.stage.hold();
        let suspended = surface.suspend(stopped);
        self.stage.resume();
        suspended
    }

    fn open_menu(&mut self) {
        let themes = self.themes.iter().map(|theme| Dress {
            name: theme.name.clone(),
            about: theme.about.clone(),
            chosen: theme.name == self.theme.name,
        });
        self.view.open(Menu::new(self.stage.settings(), themes.collect()));
    }

    fn next_theme(&mut self) {
        let now = self.themes.iter().position(|theme| theme.name == self.theme.name);
        let next = now.map_or(0, |now| (now + 1) % self.themes.len());
        self.dress(next);
    }

    /// Puts on the theme at this place of the list.
    fn dress(&mut self, place: usize) {
        let Some(theme) = self.themes.get(place) else { return };
        self.theme = theme.clone();
        self.view.message = Some(match self.themes.len() {
            1 => format!("{} is the only theme here: {}", theme.name, theme.about),
            _ => format!("{}: {}", theme.name, theme.about),
        });
    }

    fn change(&mut self, change: &Change) {
        match self.stage.change(change) {
            Ok(chosen) if change.restarts() => {
                if change.alters_lanes() {
                    // What was chosen by its number is another lane now.
                    (self.view.focus, self.view.worker) = (None, None);
                }
                self.restart(Some(chosen));
            }
            Ok(chosen) => self.view.message = Some(chosen),
            Err(reason) => self.view.message = Some(reason),
        }
    }

    /// What is played from a recording has nobody left to do anything to.
    fn offer_faults(&mut self) {
        match self.stage.kind() {
            StageKind::Live => self.view.faults = Some(0),
            StageKind::Replay { .. } => {
                self.view.message =
                    Some("This is a recording: nothing can be done to its workers any more.".into());
            }
        }
    }

    fn restart(&mut self, message: Option<String>) {
        if self.view.paused() {
            self.stage.pause(false);
        }
        self.view.begin(message);
        self.model = Model::default();
        self.events = self.stage.start();
    }

    /// What a picture on a screen of so many rows depends on.
    fn scene(&self, rows: u16) -> Scene<'_> {
        let model = self.view.frozen.as_deref().unwrap_or(&self.model);
        Scene { model, view: &self.view, theme: &self.theme, kind: self.stage.kind(), rows }
    }

    fn rehearse_fault(&self) {
        assert!(self.fault.is_none_or(|at| Instant::now() < at), "a rehearsed fault of the dashboard");
    }
}

impl Show for App<'_> {
    type Message = Event;

    fn is_stale(&mut self) -> bool {
        self.rehearse_fault();
        self.forget_answer();
        self.stale
    }

    fn draw(&mut self, surface: &mut dyn Surface) -> io::Result<()> {
        self.stale = false;
        if !self.model.is_over() {
            self.model.advance(self.stage.now());
        }
        let (mut seen, mut reach) = (Rect::default(), Reach::default());
        surface.draw(&mut |area, buf| {
            let scene = self.scene(area.height);
            view::draw(&scene, area, buf);
            (seen, reach) = (area, view::reach(&scene, area));
        })?;
        (self.area, self.reach) = (seen, reach);
        if let Some(menu) = &mut self.view.menu {
            menu.fit(view::menu_rows(seen));
        }
        Ok(())
    }

    /// When to wake without a message: for the next frame while something moves, else for nothing.
    fn next_tick(&self, due: Instant) -> Receiver<Instant> {
        let moves = self.stale || (self.model.plan.is_some() && !self.model.is_over() && !self.view.paused());
        let frame = moves.then(|| due.saturating_duration_since(Instant::now()));
        let fault = self.fault.map(|at| at.saturating_duration_since(Instant::now()));
        let answer = self.answered_until.map(|at| at.saturating_duration_since(Instant::now()));
        match frame.into_iter().chain(answer).chain(fault).min() {
            Some(wait) => after(wait),
            None => never(),
        }
    }

    fn tick(&mut self) {
        if !self.model.is_over() {
            self.model.advance(self.stage.now());
            self.stale |= !self.view.paused();
        }
    }

    fn messages(&self) -> Receiver<Event> {
        self.events.clone()
    }

    fn take(&mut self, first: Option<Event>) {
        match first {
            Some(event) => self.take_events(&event),
            None => self.events = never(),
        }
    }

    fn take_input(&mut self, input: Input, surface: &mut dyn Surface) -> io::Result<Option<Cause>> {
        self.stale = true;
        let action = match input {
            Input::Key(key) => self.asked(key),
            Input::Mouse(mouse) => self.touched(mouse),
            Input::Resize => {
                surface.refresh()?;
                None
            }
            Input::Stop => {
                self.suspend(Stopped::Process, surface)?;
                None
            }
            Input::Gone => return Ok(Some(Cause::Signal(Signal::Hup))),
        };
        action.map_or(Ok(None), |action| self.act(action, surface))
    }
}

#[cfg(test)]
mod tests;
