//! Mouse events, independent of any library.

use ratatui::layout::Position;

/// Kind of a mouse event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gesture {
    /// A button was pressed.
    Press,
    /// It moved with a button pressed.
    Drag,
    /// The wheel was turned away from the user.
    WheelUp,
    /// The wheel was turned towards the user.
    WheelDown,
}

/// A mouse event and its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mouse {
    /// Its kind.
    pub gesture: Gesture,
    /// The cell.
    pub at: Position,
}
