//! The keys of the application shell's commands, the same on every screen.
//!
//! A screen's table of keys lists them beside its own actions, for its help and its footer; the shell alone decodes
//! and executes them.

use super::binding::Binding;
use crate::ui::command::Command;
use crate::ui::key::Key;

/// Every command that has a key.
const WITH_KEY: [Command; 7] = [
    Command::Present,
    Command::NextTheme,
    Command::Help,
    Command::Close,
    Command::Quit,
    Command::Interrupt,
    Command::Suspend,
];

/// The command of a key.
#[must_use]
pub(crate) fn command_of(key: Key) -> Option<Command> {
    WITH_KEY.into_iter().find(|command| keys(*command).contains(&key))
}

/// Keys for this command.
const fn keys(command: Command) -> &'static [Key] {
    match command {
        Command::Present => &[Key::Char('P')],
        Command::NextTheme => &[Key::Char('t')],
        Command::Theme(_) => &[],
        Command::Help => &[Key::Char('?'), Key::F(1)],
        Command::Close => &[Key::Esc],
        Command::Quit => &[Key::Char('q')],
        Command::Interrupt => &[Key::Ctrl('c')],
        Command::Suspend => &[Key::Ctrl('z')],
    }
}

/// The key as it is printed.
const fn label(command: Command) -> &'static str {
    match command {
        Command::Present => "P",
        Command::NextTheme => "t",
        Command::Theme(_) => "",
        Command::Help => "?",
        Command::Close => "esc",
        Command::Quit => "q",
        Command::Interrupt => "ctrl-c",
        Command::Suspend => "ctrl-z",
    }
}

/// Sentence for the help, used where no screen has a better one.
const fn help(command: Command) -> &'static str {
    match command {
        Command::Present => "few words and large figures, for a projector, or back",
        Command::NextTheme => "the next theme",
        Command::Theme(_) => "a theme of the list",
        Command::Help => "show or hide this help; F1 does the same",
        Command::Close => "close the help",
        Command::Quit => "close the help, else leave",
        Command::Interrupt => "leave at once, as an interrupt does",
        Command::Suspend => "stop the program and its workers; fg continues",
    }
}

/// The line of a command in a screen's table of keys, as the action `action`.
pub(in crate::ui) const fn shell_binding<A>(
    command: Command,
    action: A,
    brief: [&'static str; 2],
    rank: u8,
) -> Binding<A> {
    Binding { keys: keys(command), action, label: label(command), brief, help: help(command), rank }
}

#[cfg(test)]
mod tests;
