//! The contract of a screen: state, what changes it, how it is drawn. All else is the shell's.

use std::time::Duration;

use crossbeam_channel::{Receiver, never};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::ShellState;
use crate::session::Suspend;
use crate::ui::appearance::Appearance;
use crate::ui::command::Command;
use crate::ui::keys::Key;
use crate::ui::mouse::Mouse;

/// One screen of the program. What it does not need it leaves out.
pub trait Screen {
    /// What its source tells.
    type Message;
    /// What a key or the mouse asks of it.
    type Action;

    /// Where its messages come from; another receiver after a restart.
    fn messages(&self) -> Receiver<Self::Message> {
        never()
    }

    /// Takes in one message.
    fn hear(&mut self, _message: Self::Message, _shell: &mut ShellState) {}

    /// What has to stand still while the program is stopped.
    fn suspends(&mut self) -> Option<&mut dyn Suspend> {
        None
    }

    /// What a key asks for that is no [`Command`].
    fn action_of(&self, key: Key) -> Option<Self::Action>;

    /// What the mouse asks for at a place of the last frame, which was drawn on `area`.
    fn touched(&self, _mouse: Mouse, _appearance: Appearance, _area: Rect) -> Option<Self::Action> {
        None
    }

    /// Does what is asked, and returns the command that came of it, as from an entry of a menu.
    fn update(&mut self, action: Self::Action, shell: &mut ShellState) -> Option<Command>;

    /// Whether characters are text that is typed, and no commands.
    fn takes_text(&self) -> bool {
        false
    }

    /// Closes what is open in front of the picture; `false` where nothing is.
    fn close(&mut self) -> bool {
        false
    }

    /// Goes one step towards where the screen began; Esc asks for it where nothing is open.
    fn step_back(&mut self) {}

    /// Time between two frames while the picture changes by itself; `None` while it changes only with messages.
    fn period(&self) -> Option<Duration> {
        None
    }

    /// Whether messages leave the picture as it is, because the viewer has paused it.
    fn is_frozen(&self) -> bool {
        false
    }

    /// Draws its picture on the whole of `area`.
    fn draw(&mut self, appearance: Appearance, area: Rect, buf: &mut Buffer);

    /// The lines of its help page, `width` columns wide; `None` where it has none.
    fn help(&self, _appearance: Appearance, _width: u16) -> Option<Vec<Line<'static>>> {
        None
    }
}
