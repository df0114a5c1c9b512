//! The dashboard as a picture, without a terminal: into a buffer, and from there into an SVG.
//!
//! Text becomes `<text>` runs whose length is fixed, so that columns align in any monospaced font. Block
//! elements and rules become rectangles: a browser's font would leave gaps between them.

mod animation;
mod cells;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(crate) use self::animation::Animation;
use self::cells::{CLOSING, Colours};
use crate::model::Model;
use crate::ui::appearance::Appearance;
use crate::ui::chrome::help_page;
use crate::ui::stage::StageKind;
use crate::ui::state::UiState;
use crate::ui::theme::Theme;
use crate::ui::view;
use crate::ui::view::DrawContext;

/// Paints one frame after another into the same buffer, as a terminal's loop does.
#[derive(Debug)]
pub(crate) struct Painter(Buffer);

impl Painter {
    /// A painter for a screen of this size.
    #[must_use]
    pub(crate) fn new(width: u16, height: u16) -> Self {
        Self(Buffer::empty(Rect::new(0, 0, width, height)))
    }

    /// Paints one frame.
    pub(crate) fn paint<'a>(
        &mut self,
        model: &Model,
        state: &UiState,
        appearance: impl Into<Appearance<'a>>,
    ) -> &Buffer {
        self.0.reset();
        let area = self.0.area;
        let ctx = DrawContext::new(model, state, appearance.into(), StageKind::Live, area.height);
        view::draw(&ctx, area, &mut self.0);
        help_page::draw(ctx.theme, None, area, &mut self.0);
        &self.0
    }
}

/// The dashboard in a buffer of the given size.
#[must_use]
pub(crate) fn render<'a>(
    model: &Model,
    state: &UiState,
    appearance: impl Into<Appearance<'a>>,
    width: u16,
    height: u16,
) -> Buffer {
    let mut painter = Painter::new(width, height);
    painter.paint(model, state, appearance);
    painter.0
}

/// The dashboard as a self-contained SVG, `width` by `height` characters.
#[must_use]
pub(crate) fn svg<'a>(
    model: &Model,
    state: &UiState,
    appearance: impl Into<Appearance<'a>>,
    width: u16,
    height: u16,
) -> String {
    let appearance = appearance.into();
    svg_of(&render(model, state, appearance, width, height), appearance.theme)
}

/// Any buffer as an SVG, on the theme's own ground where it has one.
#[must_use]
pub(crate) fn svg_of(buf: &Buffer, theme: &Theme) -> String {
    let colours = Colours::of(theme);
    let pieces = cells::pieces(buf, &colours).concat();
    cells::opening(buf, &colours.ground) + &pieces + CLOSING
}

#[cfg(test)]
mod tests;
