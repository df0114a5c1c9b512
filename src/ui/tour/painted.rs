//! A moment of a talk, painted for tests.

use std::time::Duration;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::entry::Entry;
use super::performance::Performance;
use super::talk::Talk;
use super::view::{DrawContext, Times, draw};
use crate::ui::chrome::help_page;
use crate::ui::theme::Theme;

/// A moment of a talk.
pub(super) struct Moment {
    pub(super) talk: Talk,
    pub(super) performance: Option<Performance>,
}

impl Moment {
    pub(super) fn paint(&self, theme: &Theme, (width, height): (u16, u16)) -> Buffer {
        self.paint_with(theme, (None, None, 0), (width, height))
    }

    /// The same with a message, a typed line, and a scroll position.
    pub(super) fn paint_with(
        &self,
        theme: &Theme,
        (message, entry, scrolled): (Option<&str>, Option<&Entry>, usize),
        (width, height): (u16, u16),
    ) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let area = buf.area;
        self.draw(theme, (message, entry, scrolled), area, &mut buf);
        help_page::draw(theme, None, area, &mut buf);
        buf
    }

    /// The same in a part of a buffer.
    pub(super) fn draw(
        &self,
        theme: &Theme,
        (message, entry, scrolled): (Option<&str>, Option<&Entry>, usize),
        area: Rect,
        buf: &mut Buffer,
    ) {
        let ctx = DrawContext {
            theme,
            message,
            talk: &self.talk,
            performance: self.performance.as_ref(),
            entry,
            ask: None,
            hides_keys: false,
            speed: 1.0,
            times: Times { talk: Duration::from_secs(754), scene: Duration::from_secs(24) },
            scrolled,
        };
        draw(&ctx, area, buf);
    }
}

/// The rows of a buffer as text.
pub(super) fn text(buf: &Buffer) -> String {
    let rows = buf.content().chunks(usize::from(buf.area.width.max(1)));
    rows.map(|row| row.iter().map(Cell::symbol).collect::<String>() + "\n").collect()
}
