//! The screen: it only delegates. [`Followed`] holds what a message means, [`super::view`] what is shown.

use std::time::Duration;

use crossbeam_channel::Receiver;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::followed::Followed;
use super::keys::{Action, action_of};
use super::source::NotesSource;
use super::view;
use super::view::{DrawContext, help};
use crate::tour::notes::NotesMessage;
use crate::ui::appearance::Appearance;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::shell::{Screen, ShellState};

/// Period of the clocks: every second changes on the screen within a quarter of it.
const TICK: Duration = Duration::from_millis(250);

/// A followed talk, and how far its notes are scrolled.
pub(super) struct NotesScreen<'a> {
    source: &'a dyn NotesSource,
    messages: Receiver<NotesMessage>,
    followed: Followed,
    /// Lines of the notes scrolled past.
    scroll: usize,
    /// The most that the last frame can be scrolled.
    last: usize,
}

impl<'a> NotesScreen<'a> {
    /// A screen for this source, which follows the talk in the process `wanted`, or any.
    pub(super) fn new(source: &'a dyn NotesSource, wanted: Option<u32>) -> Self {
        Self { source, messages: source.messages(), followed: Followed::new(wanted), scroll: 0, last: 0 }
    }
}

impl Screen for NotesScreen<'_> {
    type Message = NotesMessage;
    type Action = Action;

    fn messages(&self) -> Receiver<NotesMessage> {
        self.messages.clone()
    }

    fn hear(&mut self, message: NotesMessage, shell: &mut ShellState) {
        if self.followed.hear(message) {
            self.scroll = 0;
            shell.end_answer();
        }
    }

    fn action_of(&self, key: Key) -> Option<Action> {
        action_of(key)
    }

    fn touched(&self, mouse: Mouse, _: Appearance, _: Rect) -> Option<Action> {
        match mouse.gesture {
            Gesture::WheelUp => Some(Action::Up),
            Gesture::WheelDown => Some(Action::Down),
            Gesture::Press | Gesture::Drag => None,
        }
    }

    fn update(&mut self, action: Action, shell: &mut ShellState) -> Option<Command> {
        match action {
            Action::Steer(steer) => {
                if !(self.followed.is_live() && self.source.steer(steer)) {
                    shell.say("There is no talk to steer.".into());
                }
            }
            Action::Down => self.scroll = self.scroll.saturating_add(1).min(self.last),
            Action::Up => self.scroll = self.scroll.min(self.last).saturating_sub(1),
            Action::Shell(command) => return Some(command),
        }
        None
    }

    fn period(&self) -> Option<Duration> {
        self.followed.is_live().then_some(TICK)
    }

    fn draw(&mut self, appearance: Appearance, area: Rect, buf: &mut Buffer) {
        let since_s = self.followed.since_s();
        let ctx = DrawContext::new(&self.followed, since_s, self.scroll, appearance);
        self.last = view::draw(&ctx, area, buf);
    }

    fn help(&self, appearance: Appearance, width: u16) -> Option<Vec<Line<'static>>> {
        Some(help::lines(appearance.theme, width))
    }
}
