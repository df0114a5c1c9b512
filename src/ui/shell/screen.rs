//! The contract of a screen: state, actions, drawing. All else is the shell's.

use std::time::Duration;

use crossbeam_channel::{Receiver, never};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::state::ShellState;
use crate::session::Suspend;
use crate::ui::appearance::Appearance;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::mouse::Mouse;

/// One screen of the program. It leaves out what it does not need.
pub(crate) trait Screen {
    /// Message from its source.
    type Message;
    /// Action that a key or the mouse asks for.
    type Action;

    /// Receiver of its messages; another one after a restart.
    fn messages(&self) -> Receiver<Self::Message> {
        never()
    }

    /// Takes in one message.
    fn hear(&mut self, _message: Self::Message, _shell: &mut ShellState) {}

    /// The source to be held while the program is stopped.
    fn suspends(&mut self) -> Option<&mut dyn Suspend> {
        None
    }

    /// The action of a key that is no [`Command`].
    fn action_of(&self, key: Key) -> Option<Self::Action>;

    /// The action of the mouse at a place of the last frame, which was drawn on `area`.
    fn touched(&self, _mouse: Mouse, _appearance: Appearance, _area: Rect) -> Option<Self::Action> {
        None
    }

    /// Does an action, and returns the command that results from it, as from an entry of a menu.
    fn update(&mut self, action: Self::Action, shell: &mut ShellState) -> Option<Command>;

    /// Whether characters are typed text, and not commands.
    fn takes_text(&self) -> bool {
        false
    }

    /// Closes what is open in front of the picture; `false` where nothing is.
    fn close(&mut self) -> bool {
        false
    }

    /// Goes one step back towards the initial view; Esc asks for it where nothing is open. `false` where there is nothing
    /// to go back to.
    fn step_back(&mut self) -> bool {
        false
    }

    /// Whether the key that leaves may leave now; a screen that wants to be asked twice asks, and says yes the next time.
    fn may_quit(&mut self) -> bool {
        true
    }

    /// Whether the screen ends by itself now.
    fn is_over(&self) -> bool {
        false
    }

    /// Drops a question that the last key has asked: another key was pressed that is none of this screen's.
    fn decline(&mut self) {}

    /// Time between two frames while the picture changes by itself; `None` while only messages change it.
    fn period(&self) -> Option<Duration> {
        None
    }

    /// Whether messages leave the picture as it is, because the viewer has paused it.
    fn is_frozen(&self) -> bool {
        false
    }

    /// Does what is due before a frame: by the clock, or at a request from elsewhere.
    fn prepare(&mut self, _shell: &mut ShellState) {}

    /// Draws its picture on the whole of `area`.
    fn draw(&mut self, appearance: Appearance, area: Rect, buf: &mut Buffer);

    /// Shows what is at a place of the last frame, or, without a place, what the keyboard has chosen; `false` where nothing
    /// there can be explained, or its explanation is open: then the help is wanted.
    fn explain(&mut self, _at: Option<Position>, _appearance: Appearance, _area: Rect) -> bool {
        false
    }

    /// Lines of its help page, `width` columns wide; `None` where it has none.
    fn help(&self, _appearance: Appearance, _width: u16) -> Option<Vec<Line<'static>>> {
        None
    }
}
