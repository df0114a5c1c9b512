//! Keys, independent of any terminal library.

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
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}
