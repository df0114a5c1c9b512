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
mod tests {
    use super::cells::{BACKGROUND, CELL_WIDTH, FOREGROUND, MARGIN, hex};
    use super::*;
    use crate::ui::script::Script;
    use crate::ui::widget::put;
    use ratatui::style::Color;

    #[test]
    fn the_svg_is_well_formed_and_holds_the_verdict() {
        let svg =
            svg(&Script::of(&["gil", "pool"]).finished(), &UiState::default(), &Theme::default(), 120, 40);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("times as fast as"));
        assert_eq!(svg.matches("<text ").count(), svg.matches("</text>").count());
    }

    #[test]
    fn columns_align_whatever_the_font() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
        put::text(&mut buf, (2, 0), "a<b", 3u16, ratatui::style::Style::new());
        let svg = svg_of(&buf, &Theme::default());
        let x = MARGIN + 2.0 * CELL_WIDTH;
        assert!(svg.contains(&format!("x=\"{x:.1}\"")) && svg.contains("textLength=\"25.2\""), "{svg}");
        assert!(svg.contains(">a&lt;b</text>"));
    }

    #[test]
    fn equal_blocks_are_one_rectangle() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
        put::text(&mut buf, (0, 0), "▇▇▇▇▇▇", 6u16, ratatui::style::Style::new().fg(Color::Cyan));
        assert_eq!(svg_of(&buf, &Theme::default()).matches("<rect").count(), 2);
    }

    #[test]
    fn a_theme_brings_its_colours_and_its_ground() {
        use crate::ui::theme::{Depth, built_in};
        let theme = Theme::of(built_in::by_name("light").unwrap(), Depth::True, false);
        let svg = svg(&Script::of(&["gil", "pool"]).finished(), &UiState::default(), &theme, 120, 40);
        assert!(svg.contains("rx=\"8\" fill=\"#ffffff\"/>"), "the ground");
        assert!(svg.contains("fill=\"#1f2328\"") && svg.contains("fill=\"#003c46\""), "text and computing");
        assert!(!svg.contains(FOREGROUND) && !svg.contains(BACKGROUND));
        assert_eq!(hex(Color::Indexed(196), ""), "#ff0000");
    }
}
