//! An entry of the table of explanations.

/// Explanation of one thing on the dashboard: its meaning, and how it was measured.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// Its name in the code: unique.
    pub id: &'static str,
    /// Its name for the reader.
    pub title: &'static str,
    /// Words by which it stands on the screen; empty for what is no text.
    pub words: &'static [&'static str],
    /// Its meaning, in a sentence.
    pub what: &'static str,
    /// How it was measured: a sentence.
    pub how: &'static str,
}
