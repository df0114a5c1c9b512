//! Commands of the application shell: what every screen offers, with the keys for it.
//!
//! A screen's table of keys lists them beside its own actions, for its help and its footer; the shell alone decodes
//! and executes them.

use super::keys::{Binding, Key};

/// A request of the viewer to the shell, on any screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Switch to few words and large figures, for a projector, or back.
    Present,
    /// Switch to the next theme.
    NextTheme,
    /// Switch to the theme at this index of the list.
    Theme(usize),
    /// Show or hide the help.
    Help,
    /// Close what is open, else go back one step.
    Close,
    /// Close what is open, else quit.
    Quit,
    /// Quit as an interrupt does.
    Interrupt,
    /// Stop the program and everything it runs until the parent shell continues it.
    Suspend,
}

impl Command {
    /// Every command that has a key.
    const WITH_KEY: [Self; 7] =
        [Self::Present, Self::NextTheme, Self::Help, Self::Close, Self::Quit, Self::Interrupt, Self::Suspend];

    /// The command of a key.
    #[must_use]
    pub fn of_key(key: Key) -> Option<Self> {
        Self::WITH_KEY.into_iter().find(|command| command.keys().contains(&key))
    }

    /// Keys for this command.
    const fn keys(self) -> &'static [Key] {
        match self {
            Self::Present => &[Key::Char('P')],
            Self::NextTheme => &[Key::Char('t')],
            Self::Theme(_) => &[],
            Self::Help => &[Key::Char('?')],
            Self::Close => &[Key::Esc],
            Self::Quit => &[Key::Char('q')],
            Self::Interrupt => &[Key::Ctrl('c')],
            Self::Suspend => &[Key::Ctrl('z')],
        }
    }

    /// The key as it is printed.
    const fn label(self) -> &'static str {
        match self {
            Self::Present => "P",
            Self::NextTheme => "t",
            Self::Theme(_) => "",
            Self::Help => "?",
            Self::Close => "esc",
            Self::Quit => "q",
            Self::Interrupt => "ctrl-c",
            Self::Suspend => "ctrl-z",
        }
    }

    /// Sentence for the help, used where no screen has a better one.
    const fn help(self) -> &'static str {
        match self {
            Self::Present => "few words and large figures, for a projector, or back",
            Self::NextTheme => "the next theme",
            Self::Theme(_) => "a theme of the list",
            Self::Help => "show or hide this help",
            Self::Close => "close the help",
            Self::Quit => "close the help, else leave",
            Self::Interrupt => "leave at once, as an interrupt does",
            Self::Suspend => "stop the program and its workers; fg continues",
        }
    }

    /// Its line in a screen's table of keys, as the action `action`.
    pub(super) const fn binding<A>(self, action: A, brief: [&'static str; 2], rank: u8) -> Binding<A> {
        Binding { keys: self.keys(), action, label: self.label(), brief, help: self.help(), rank }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::action::Action;
    use crate::ui::{keys, scaling};

    #[test]
    fn every_screen_lists_each_command_once_and_binds_its_key_to_nothing_else() {
        for command in Command::WITH_KEY {
            let [key] = *command.keys() else { panic!("{command:?} has one key") };
            assert_eq!(Command::of_key(key), Some(command));
            let race: Vec<_> = keys::BINDINGS.iter().filter(|b| b.keys.contains(&key)).collect();
            assert!(matches!(race[..], [b] if b.action == Action::Shell(command)), "{command:?}");
            let scale: Vec<_> = scaling::keys::BINDINGS.iter().filter(|b| b.keys.contains(&key)).collect();
            let expected = scaling::keys::Action::Shell(command);
            assert!(matches!(scale[..], [b] if b.action == expected), "{command:?}");
        }
        assert_eq!(Command::of_key(Key::Char('T')), None);
    }
}
