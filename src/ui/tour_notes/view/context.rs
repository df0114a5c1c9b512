//! Everything that a picture of the speaker's screen depends on.

use crate::ui::appearance::Appearance;
use crate::ui::theme::Theme;
use crate::ui::tour_notes::followed::{Followed, Now};

/// Everything that a picture depends on.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::tour_notes) struct DrawContext<'a> {
    pub(super) now: &'a Now,
    /// Process of the talk.
    pub(super) pid: Option<u32>,
    /// Process of the only talk that is followed; `None` for any.
    pub(super) wanted: Option<u32>,
    /// Time since the talk told its state, s.
    pub(super) since_s: f64,
    /// Lines of the notes scrolled past.
    pub(super) scroll: usize,
    pub(super) theme: &'a Theme,
    /// Message: a notice, or the answer to the last key.
    pub(super) message: Option<&'a str>,
}

impl<'a> DrawContext<'a> {
    /// The draw context in this appearance.
    pub(in crate::ui::tour_notes) fn new(
        followed: &'a Followed,
        since_s: f64,
        scroll: usize,
        appearance: Appearance<'a>,
    ) -> Self {
        let Appearance { theme, message, .. } = appearance;
        let Followed { now, pid, wanted, .. } = followed;
        Self { now, pid: *pid, wanted: *wanted, since_s, scroll, theme, message }
    }
}
