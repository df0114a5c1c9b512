//! The mouse, in no library's words.

use ratatui::layout::Position;

/// What it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// A button was pressed.
    Press,
    /// It moved with a button pressed.
    Drag,
    /// The wheel was turned away from the hand.
    WheelUp,
    /// The wheel was turned towards the hand.
    WheelDown,
}

/// What it did, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub gesture: Gesture,
    /// The cell.
    pub at: Position,
}
