//! Everything that a picture of the tour depends on.

use std::time::Duration;

use crate::ui::theme::Theme;
use crate::ui::tour::entry::Entry;
use crate::ui::tour::performance::Performance;
use crate::ui::tour::talk::Talk;

/// Times since the talk and its current scene began.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::tour) struct Times {
    /// Since the talk began.
    pub talk: Duration,
    /// Since the scene's question was shown.
    pub scene: Duration,
}

/// Everything that a picture depends on.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::tour) struct DrawContext<'a> {
    /// The theme.
    pub theme: &'a Theme,
    /// The answer to the last key, or a notice.
    pub message: Option<&'a str>,
    /// The scenes, and the step that is shown.
    pub talk: &'a Talk,
    /// The performance of the current scene.
    pub performance: Option<&'a Performance>,
    /// The line that is typed.
    pub entry: Option<&'a Entry>,
    /// The question that the last key has asked.
    pub ask: Option<&'static str>,
    /// Whether the keys are hidden.
    pub hides_keys: bool,
    /// Speed of a recording that plays.
    pub speed: f64,
    /// The clock of the talk.
    pub times: Times,
    /// First line of the list of verdicts.
    pub scrolled: usize,
}
