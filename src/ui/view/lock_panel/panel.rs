//! The lock of a lane with its layout, and the headings and labels that its parts share.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::event::Nanos;
use crate::model::lane::Lane;
use crate::text::words::capital;
use crate::ui::layout::LockLayout;
use crate::ui::state::Seen;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// A lane's lock with its layout.
pub(super) struct Panel<'a> {
    pub(super) ctx: &'a DrawContext<'a>,
    pub(super) lane: &'a Lane,
    pub(super) place: &'a LockLayout,
    /// Number of its threads.
    pub(super) threads: usize,
}

impl Panel<'_> {
    /// Last moment that has anything to show.
    pub(super) fn end(&self) -> Nanos {
        self.lane.end(self.ctx.model.now)
    }

    /// The part of the lane's time that is shown.
    pub(super) fn seen(&self) -> Seen {
        self.ctx.seen()
    }
}

/// Draws a heading: the part's name in capitals, then as much explanation as fits.
pub(super) fn heading(panel: &Panel, area: Rect, what: &str, parts: Vec<Line>, buf: &mut Buffer) {
    let mut line = vec![Line::styled(capital(what), panel.ctx.theme.strong())];
    line.extend(parts);
    let theme = panel.ctx.theme;
    paint::parts_or_more(buf, area, &line, Line::styled(theme.glyphs.ellipsis, theme.quiet()));
}

/// Draws the label of a row of threads, in the middle of it.
pub(super) fn label(
    panel: &Panel,
    group: &std::ops::Range<usize>,
    row: Rect,
    style: Style,
    buf: &mut Buffer,
) {
    let text = match group.len() {
        0 | 1 => format!("T{}", group.start),
        _ => format!("T{}-{}", group.start, group.end - 1),
    };
    let width = panel.place.gutter.saturating_sub(1);
    paint::left(buf, Rect { width, height: row.height.min(1), ..row }, &text, style);
}
