//! Last step of drawing on every screen: the help in front of the picture, and the theme's effect on all cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::popup;
use crate::ui::state::Reach;
use crate::ui::theme::Theme;
use crate::ui::widget::paint;

/// The open help page.
#[derive(Debug)]
pub(in crate::ui) struct Help {
    /// Its lines, [`popup::text_width`] wide.
    pub(in crate::ui) lines: Vec<Line<'static>>,
    /// Number of lines scrolled past.
    pub(in crate::ui) scroll: usize,
}

/// Draws the help, if it is open, over a whole screen, and finishes the frame. Returns how far the help scrolls.
pub(in crate::ui) fn draw(theme: &Theme, help: Option<&Help>, area: Rect, buf: &mut Buffer) -> Reach {
    let mut reach = Reach::default();
    if let Some(Help { lines, scroll }) = help {
        popup::draw(theme, " help ", lines, *scroll, area, buf);
        reach = popup::reach(lines, area);
    }
    if theme.is_ascii() {
        paint::spell_in_ascii(buf, area);
    }
    theme.lay_ground(buf);
    reach
}
