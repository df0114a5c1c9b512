//! Initial choices of a screen.

use std::time::Duration;

use crate::ui::state::Page;
use crate::ui::theme::Theme;

/// Initial choices of a screen.
#[derive(Debug, Default, Clone)]
pub(crate) struct Options {
    /// The first page, on the screen that has pages.
    pub page: Page,
    /// Whether the words are few and the figures large at first.
    pub present: bool,
    /// Themes to choose from; if empty, the default theme.
    pub themes: Vec<Theme>,
    /// Index of the first theme.
    pub theme: usize,
    /// Notice at the start, shown until a key is pressed or its lifetime ends.
    pub notice: Option<String>,
    /// Time after which the screen panics: a rehearsal of leaving the terminal.
    pub fault: Option<Duration>,
}
