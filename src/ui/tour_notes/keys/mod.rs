//! The keys of the speaker's screen, as data.

use crate::tour::notes::Steer;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::keys::{Binding, UNSAID, bind, bound, shell_binding};

/// A request of the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// Ask the talk for this.
    Steer(Steer),
    /// Scroll the notes down.
    Down,
    /// Scroll the notes up.
    Up,
    /// A command of the application shell.
    Shell(Command),
}

/// A command of the shell.
const fn shell(command: Command, brief: [&'static str; 2], rank: u8) -> Binding<Action> {
    shell_binding(command, Action::Shell(command), brief, rank)
}

use Action as A;
use Command as C;
use Key::{Backspace, Char, Down, Enter, Left, PageDown, PageUp, Right, Up};

/// All keys, in the order of the footer.
#[rustfmt::skip]
pub(crate) const BINDINGS: &[Binding<Action>] = &[
    bind(&[Char(' '), Enter, Right, PageDown], A::Steer(Steer::Next), "space", ["next", "next"], "the talk goes on; enter, right and page down do the same", 1),
    bind(&[Left, PageUp, Backspace], A::Steer(Steer::Back), "left", ["back", "back"], "the talk goes one step back; page up and backspace do the same", 2),
    bind(&[Char('p')], A::Steer(Steer::Pause), "p", ["pause", "pause"], "pause the talk, or go on", 3),
    bind(&[Char('b'), Char('.')], A::Steer(Steer::Blank), "b", ["blank", "blank"], "blank the audience's screen, or show it again; . does the same", 4),
    bind(&[Char('f')], A::Steer(Steer::Fallback), "f", ["recording", "rec"], "show the recording of the scene instead", 5),
    bind(&[Down, Char('j')], A::Down, "j k", ["scroll", "scroll"], "scroll the notes down; down does the same", 7),
    bind(&[Up, Char('k')], A::Up, "k", UNSAID, "scroll the notes up; up does the same", 99),
    shell(C::Present, UNSAID, 99),
    shell(C::NextTheme, ["theme", "theme"], 8),
    shell(C::Help, ["help", "help"], 6),
    shell(C::Close, UNSAID, 99),
    Binding { help: "close the help, else leave the notes: the talk goes on", ..shell(C::Quit, ["quit", "quit"], 0) },
    shell(C::Interrupt, UNSAID, 99),
    shell(C::Suspend, UNSAID, 99),
];

/// The action of `key`.
#[must_use]
pub(crate) fn action_of(key: Key) -> Option<Action> {
    bound(BINDINGS, key).map(|(action, _)| *action)
}

#[cfg(test)]
mod tests;
