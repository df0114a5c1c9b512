//! How the application shell wants a screen drawn.

use super::theme::Theme;

/// What a picture depends on beside its screen's own state.
#[derive(Debug, Clone, Copy)]
pub struct Appearance<'a> {
    /// Colours and glyphs.
    pub theme: &'a Theme,
    /// Whether the words are few and the figures large, for a projector.
    pub present: bool,
    /// The notice, or the answer to the last key.
    pub message: Option<&'a str>,
}

impl<'a> From<&'a Theme> for Appearance<'a> {
    /// In this theme, with all words and without a message.
    fn from(theme: &'a Theme) -> Self {
        Self { theme, present: false, message: None }
    }
}
