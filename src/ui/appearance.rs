//! Appearance that the application shell gives every screen.

use crate::ui::theme::Theme;

/// Inputs of a picture besides its screen's own state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Appearance<'a> {
    /// Colours and glyphs.
    pub theme: &'a Theme,
    /// Whether to draw few words and large figures, for a projector.
    pub present: bool,
    /// The notice, or the answer to the last key.
    pub message: Option<&'a str>,
}

impl<'a> From<&'a Theme> for Appearance<'a> {
    /// This theme, all words and no message.
    fn from(theme: &'a Theme) -> Self {
        Self { theme, present: false, message: None }
    }
}
