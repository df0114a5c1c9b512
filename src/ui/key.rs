//! Keys, independent of any terminal library.

use std::fmt;

/// A key press, independent of any library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// A character, with Shift already applied.
    Char(char),
    /// Control and a letter.
    Ctrl(char),
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Shift and arrow left.
    ShiftLeft,
    /// Shift and arrow right.
    ShiftRight,
    /// Home.
    Home,
    /// End.
    End,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// A function key, by its number.
    F(u8),
}

/// The key as it is printed: `w`, `page up`, `ctrl-p`, `F5`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Char(' ') => "space",
            Self::Char(c) => return write!(f, "{c}"),
            Self::Ctrl(c) => return write!(f, "ctrl-{c}"),
            Self::F(number) => return write!(f, "F{number}"),
            Self::Tab => "tab",
            Self::BackTab => "shift-tab",
            Self::Enter => "enter",
            Self::Esc => "esc",
            Self::Backspace => "backspace",
            Self::Up => "up",
            Self::Down => "down",
            Self::Left => "left",
            Self::Right => "right",
            Self::ShiftLeft => "shift-left",
            Self::ShiftRight => "shift-right",
            Self::Home => "home",
            Self::End => "end",
            Self::PageUp => "page up",
            Self::PageDown => "page down",
            Self::Insert => "insert",
            Self::Delete => "delete",
        };
        f.write_str(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_printed_by_what_is_written_on_it() {
        let keys = [Key::Char('w'), Key::Char(' '), Key::Ctrl('p'), Key::F(5), Key::PageUp];
        assert_eq!(keys.map(|key| key.to_string()), ["w", "space", "ctrl-p", "F5", "page up"]);
    }
}
