//! Scroll range of the part in front, as the last frame placed it.

/// Scroll range of help, table or printed lines on the current screen.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Number of lines that are shown at a time; 0 when nothing scrolls.
    pub page: u16,
    /// Largest number of lines that can be scrolled past.
    pub last: usize,
}
