//! Everything that a picture of the dashboard depends on.

use crate::model::Model;
use crate::ui::appearance::Appearance;
use crate::ui::scale;
use crate::ui::stage::StageKind;
use crate::ui::state::{Seen, UiState};
use crate::ui::theme::Theme;

/// Everything that a picture depends on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DrawContext<'a> {
    /// The model.
    pub model: &'a Model,
    /// The viewer's state.
    pub state: &'a UiState,
    /// The theme.
    pub theme: &'a Theme,
    /// Whether the words are few and the figures large.
    pub present: bool,
    /// Message below the picture: a notice, or the answer to the last key.
    pub message: Option<&'a str>,
    /// Sentence in place of the caption's own: that of a scene, which says all that is said about the race.
    pub told: Option<&'a str>,
    /// Whether it is live or a replay.
    pub kind: StageKind,
    /// Height of the whole screen.
    pub rows: u16,
}

impl<'a> DrawContext<'a> {
    /// The draw context in this appearance.
    #[must_use]
    pub(crate) fn new(
        model: &'a Model,
        state: &'a UiState,
        appearance: Appearance<'a>,
        kind: StageKind,
        rows: u16,
    ) -> Self {
        let Appearance { theme, present, message } = appearance;
        Self { model, state, theme, present, message, told: None, kind, rows }
    }

    /// The part of the lanes' time that is shown.
    #[must_use]
    pub(crate) fn seen(&self) -> Seen {
        self.state.window.seen(scale::extent(self.model, self.state.selection.focus_in(self.model)))
    }
}
