//! Capabilities of the terminal that text output is made for.

/// Columns of a line where no terminal reports its width.
pub(crate) const COLUMNS: usize = 100;

/// Capabilities of the terminal on which a result is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
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
