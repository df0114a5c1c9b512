//! The event loop: wait for a key, a message, a signal or the next frame; take in all there is; draw once.

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, at, never, select};
use ratatui::layout::{Position, Rect};

use super::ending::Cause;
use super::options::Options;
use super::screen::Screen;
use super::state::ShellState;
use crate::sys::signals::Signal;
use crate::text::escape::visible;
use crate::text::words::capital;
use crate::ui::chrome::help_page::Help;
use crate::ui::chrome::{help_page, popup};
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::keys::command_of;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::state::Reach;
use crate::ui::term::{Input, Stopped, Surface};

/// Least time between two frames. The answer to a key does not wait for the next.
pub(in crate::ui) const FRAME: Duration = Duration::from_millis(100);
/// Number of messages after which the loop looks at keys again.
const DRAIN: usize = 10_000;

/// A screen in the shell, between two inputs.
pub(in crate::ui) struct EventLoop<'a, S: Screen> {
    pub(in crate::ui) screen: &'a mut S,
    pub(in crate::ui) state: ShellState,
    /// Time of the last frame; `None` when the next must not wait.
    drawn: Option<Instant>,
    /// Area of that frame.
    area: Rect,
    /// Cell of the mouse, if it was used last; `None` if a key was.
    pointer: Option<Position>,
    /// The source that has ended: no further message is awaited from it.
    ended: Option<Receiver<S::Message>>,
    /// Time at which to panic, as a rehearsal.
    fault: Option<Instant>,
}

impl<'a, S: Screen> EventLoop<'a, S> {
    pub(in crate::ui) fn new(screen: &'a mut S, options: Options) -> Self {
        let fault = options.fault.map(|after| Instant::now() + after);
        let (state, area) = (ShellState::new(options), Rect::default());
        Self { screen, state, drawn: None, area, pointer: None, ended: None, fault }
    }

    /// Shows the screen until there is a reason to end.
    pub(in crate::ui) fn run(
        &mut self,
        surface: &mut dyn Surface,
        input: &Receiver<Input>,
        signals: &Receiver<Signal>,
    ) -> io::Result<Cause> {
        loop {
            let now = Instant::now();
            self.keep_times(now);
            if self.screen.is_over() {
                return Ok(Cause::Quit);
            }
            if self.next_frame(now).is_some_and(|due| due <= now) {
                self.draw(surface)?;
                continue;
            }
            let (wake, messages) = (self.next_wake(now).map_or_else(never, at), self.messages());
            select! {
                recv(signals) -> signal => if let Ok(signal) = signal { return Ok(Cause::Signal(signal)) },
                recv(input) -> first => {
                    // A closed keyboard means that the terminal is gone.
                    let first = first.unwrap_or(Input::Closed);
                    for input in std::iter::once(first).chain(input.try_iter()) {
                        if let Some(cause) = self.take_input(input, surface)? {
                            return Ok(cause);
                        }
                    }
                },
                recv(messages) -> message => self.take(message.ok()),
                recv(wake) -> _ => {}
            }
        }
    }

    /// Ends a message whose lifetime is over; panics when a panic is to be rehearsed.
    pub(in crate::ui) fn keep_times(&mut self, now: Instant) {
        assert!(self.fault.is_none_or(|at| now < at), "a rehearsed fault of the screen");
        self.state.expire(now);
    }

    /// Time of the next frame; `None` while nothing changes.
    pub(in crate::ui) fn next_frame(&self, now: Instant) -> Option<Instant> {
        let wait = if self.state.stale { Some(FRAME) } else { self.screen.period() };
        wait.map(|wait| self.drawn.map_or(now, |last| last + wait))
    }

    /// Time to wake without a message; `None` when there is no reason to.
    pub(in crate::ui) fn next_wake(&self, now: Instant) -> Option<Instant> {
        self.next_frame(now).into_iter().chain(self.state.expires()).chain(self.fault).min()
    }

    /// Draws a frame.
    pub(in crate::ui) fn draw(&mut self, surface: &mut dyn Surface) -> io::Result<()> {
        self.screen.prepare(&mut self.state);
        self.state.stale = false;
        let (mut seen, mut reach) = (Rect::default(), Reach::default());
        let appearance = self.state.appearance();
        surface.draw(&mut |area, buf| {
            self.screen.draw(appearance, area, buf);
            let help = self.state.help.and_then(|scroll| {
                let lines = self.screen.help(appearance, popup::text_width(area))?;
                Some(Help { lines, scroll })
            });
            reach = help_page::draw(appearance.theme, help.as_ref(), area, buf);
            seen = area;
        })?;
        (self.area, self.state.help_reach) = (seen, reach);
        self.drawn = Some(Instant::now());
        Ok(())
    }

    /// The receiver of messages: one that never yields once the source has ended.
    pub(in crate::ui) fn messages(&self) -> Receiver<S::Message> {
        let messages = self.screen.messages();
        let ended = self.ended.as_ref().is_some_and(|ended| ended.same_channel(&messages));
        if ended { never() } else { messages }
    }

    /// Takes in a message and all that have arrived behind it; `None` when the source has ended.
    pub(in crate::ui) fn take(&mut self, first: Option<S::Message>) {
        let messages = self.screen.messages();
        self.state.stale |= !self.screen.is_frozen();
        match first {
            Some(first) => {
                let rest: Vec<_> = messages.try_iter().take(DRAIN).collect();
                for message in std::iter::once(first).chain(rest) {
                    self.screen.hear(message, &mut self.state);
                }
            }
            None => self.ended = Some(messages),
        }
    }

    /// Takes in one input from the terminal; returns the reason if the screen ends.
    pub(in crate::ui) fn take_input(
        &mut self,
        input: Input,
        surface: &mut dyn Surface,
    ) -> io::Result<Option<Cause>> {
        if let Input::Pointer(at) = input {
            // Nothing on the screen follows the mouse, so no frame is due.
            self.pointer = Some(at);
            return Ok(None);
        }
        self.state.stale = true;
        // The answer to a key is drawn at once, whatever the frame rate.
        self.drawn = None;
        match input {
            Input::Key(key) => return self.press(key, surface),
            Input::Mouse(mouse) => return self.point(mouse, surface),
            Input::Pointer(_) => {}
            Input::Resize => surface.refresh()?,
            Input::Stop => self.suspend(Stopped::Process, surface)?,
            Input::Closed => return Ok(Some(Cause::Signal(Signal::Hup))),
        }
        Ok(None)
    }

    fn press(&mut self, key: Key, surface: &mut dyn Surface) -> io::Result<Option<Cause>> {
        if command_of(key) != Some(Command::Help) {
            // From now on the keyboard says what is meant.
            self.pointer = None;
        }
        let text = self.screen.takes_text() && matches!(key, Key::Char(_));
        if let Some(command) = command_of(key).filter(|_| !text) {
            if command == Command::Help && self.explain() {
                self.screen.decline();
                return Ok(None);
            }
            return self.execute(command, surface);
        }
        if self.state.help.is_some()
            && let Some(lines) = self.lines_of(key)
        {
            self.state.forget_message();
            self.state.scroll_help(lines);
            return Ok(None);
        }
        let action = self.screen.action_of(key);
        if action.is_none() {
            self.screen.decline();
            self.state.say(unbound(key));
        }
        self.act(action, surface)
    }

    /// Shows what is under the mouse or the cursor; `false` where the help is wanted: it is open, or nothing there can be
    /// explained.
    fn explain(&mut self) -> bool {
        let explains = self.state.help.is_none()
            && self.screen.explain(self.pointer, self.state.appearance(), self.area);
        if explains {
            self.state.forget_message();
        }
        explains
    }

    /// Number of lines that a key scrolls the help.
    fn lines_of(&self, key: Key) -> Option<isize> {
        let page = isize::try_from(self.state.help_reach.page).unwrap_or(0);
        match key {
            Key::Up | Key::Char('k') => Some(-1),
            Key::Down | Key::Char('j') => Some(1),
            Key::PageUp => Some(-page),
            Key::PageDown => Some(page),
            Key::Home | Key::Char('g') => Some(isize::MIN),
            Key::End | Key::Char('G') => Some(isize::MAX),
            _ => None,
        }
    }

    fn point(&mut self, mouse: Mouse, surface: &mut dyn Surface) -> io::Result<Option<Cause>> {
        self.pointer = Some(mouse.at);
        if self.state.help.is_some() {
            match mouse.gesture {
                Gesture::WheelUp => self.state.scroll_help(-1),
                Gesture::WheelDown => self.state.scroll_help(1),
                Gesture::Press => self.state.close_help(),
                Gesture::Drag => return Ok(None),
            }
            self.state.forget_message();
            return Ok(None);
        }
        let action = self.screen.touched(mouse, self.state.appearance(), self.area);
        self.act(action, surface)
    }

    fn act(&mut self, action: Option<S::Action>, surface: &mut dyn Surface) -> io::Result<Option<Cause>> {
        let Some(action) = action else { return Ok(None) };
        self.state.forget_message();
        match self.screen.update(action, &mut self.state) {
            Some(command) => self.execute(command, surface),
            None => Ok(None),
        }
    }

    fn execute(&mut self, command: Command, surface: &mut dyn Surface) -> io::Result<Option<Cause>> {
        self.state.forget_message();
        if !matches!(command, Command::Close | Command::Quit) {
            // These two close the question itself.
            self.screen.decline();
        }
        match command {
            Command::Present => self.state.toggle_present(),
            Command::NextTheme => {
                let told = self.state.looks.next();
                self.state.say(told);
            }
            Command::Theme(at) => {
                if let Some(told) = self.state.looks.choose(at) {
                    self.state.say(told);
                }
            }
            Command::Help if self.state.help.is_none() => {
                let width = popup::text_width(self.area);
                self.state.help = self.screen.help(self.state.appearance(), width).map(|_| 0);
            }
            Command::Help => self.state.close_help(),
            Command::Close | Command::Quit if self.state.help.is_some() => self.state.close_help(),
            Command::Close | Command::Quit if self.screen.close() => {}
            Command::Close if self.screen.step_back() => {}
            Command::Close => self.state.say("Nothing is open here; q leaves.".into()),
            Command::Quit if !self.screen.may_quit() => {}
            Command::Quit => return Ok(Some(Cause::Quit)),
            Command::Interrupt => return Ok(Some(Cause::Signal(Signal::Int))),
            Command::Suspend => self.suspend(Stopped::Job, surface)?,
        }
        Ok(None)
    }

    /// Stops, with all that runs, until the program is continued. What was held is resumed in any case.
    fn suspend(&mut self, stopped: Stopped, surface: &mut dyn Surface) -> io::Result<()> {
        if let Some(running) = self.screen.suspends() {
            running.hold();
        }
        let suspended = surface.suspend(stopped);
        if let Some(running) = self.screen.suspends() {
            running.resume();
        }
        suspended
    }
}

/// The answer to a key that has no meaning on this screen.
fn unbound(key: Key) -> String {
    let name = visible(&key.to_string()).into_owned();
    let name = if matches!(key, Key::Char(_)) { name } else { capital(&name) };
    format!("{name} does nothing here; ? lists the keys.")
}
