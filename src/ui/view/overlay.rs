//! What every screen has in front of its picture: the help; and what a theme does to all that is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{paint, popup};
use crate::ui::theme::Theme;
use crate::ui::update::Reach;

/// The open help page.
#[derive(Debug)]
pub(in crate::ui) struct Help {
    /// Its lines, as wide as [`popup::text_width`] says.
    pub(in crate::ui) lines: Vec<Line<'static>>,
    /// Lines that are scrolled away.
    pub(in crate::ui) scroll: usize,
}

/// Draws the help, if it is open, upon a whole screen, and finishes the frame. How far the help scrolls.
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
