//! What a text for people has to fit.

/// Columns of a line where no terminal says how many it has.
pub const COLUMNS: usize = 100;

/// What the terminal can do that a result is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether it shows colours, and the result goes there.
    pub colour: bool,
    /// Whether it shows ASCII characters only.
    pub ascii: bool,
    /// Columns of its lines.
    pub columns: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { colour: false, ascii: false, columns: COLUMNS }
    }
}
