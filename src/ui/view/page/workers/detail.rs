//! The selected worker: its name, its activities over time and in sum, and everything else about it in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::{detail_text, table};
use crate::text::cut::cut;
use crate::ui::layout::workers::GUTTER;
use crate::ui::layout::{DetailLayout, LaneLayout, Rows};
use crate::ui::roster::Row;
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_view::LaneView;
use crate::ui::view::{cursor, lane, workers};
use crate::ui::widget::{Axis, paint};

/// The part of a row of the timeline behind the worker's label.
pub(super) fn plot(row: Rect) -> Rect {
    lane_layout(row, Rect::default(), 0).plot(row)
}

pub(super) fn draw(ctx: &DrawContext, row: &Row, place: &DetailLayout, buf: &mut Buffer) {
    let theme = ctx.theme;
    paint::fill(buf, place.rule, theme.glyphs.horizontal, theme.quiet());
    let unsaid = title(ctx, row, place.title, buf);
    timeline(ctx, row, place, buf);
    let time = row.time();
    table::bar(theme, &time, place.bar, buf);
    legend(ctx, row, place.legend, buf);
    for ((text, style), y) in
        detail_text::lines(ctx, row, &unsaid, place.words).into_iter().zip(place.words.top()..)
    {
        paint::left(buf, Rect { y, height: 1, ..place.words }, &text, style);
    }
}

/// Draws its name; returns the facts that did not fit.
fn title(ctx: &DrawContext, row: &Row, area: Rect, buf: &mut Buffer) -> Vec<String> {
    let theme = ctx.theme;
    if area.is_empty() {
        return Vec::new();
    }
    if area.x > 0 {
        paint::left(buf, Rect { x: area.x - 1, width: 1, ..area }, theme.glyphs.focus, theme.accent());
    }
    let who = format!("{}{} of {}, {}", row.letter(), row.worker, row.name, row.lane.plan.label);
    let mut facts = detail_text::facts(row);
    let parts: Vec<Line> = std::iter::once(Line::styled(who, theme.accent()))
        .chain(facts.iter().map(|fact| Line::styled(fact.as_str(), theme.text())))
        .collect();
    let between = Line::styled(format!(" {} ", theme.glyphs.dot), theme.quiet());
    let said = paint::parts(buf, area, &parts, &between);
    if said == 0 {
        let short = format!("{}{} of {}", row.letter(), row.worker, row.name);
        paint::left(buf, area, &cut(&short, area.width, theme.glyphs.ellipsis), theme.accent());
    }
    facts.drain(..said.saturating_sub(1));
    facts
}

/// Draws its activities, over its lane's time, as the race does.
fn timeline(ctx: &DrawContext, row: &Row, place: &DetailLayout, buf: &mut Buffer) {
    let seen = ctx.seen();
    let place = lane_layout(place.timeline, place.axis, row.place);
    let stand = LaneView::new(ctx, row.lane, &place, seen);
    if !place.workers.area.is_empty() {
        workers::draw_one(&stand, row.worker, buf);
    }
    let axis = Axis::new(seen.length.secs(), ctx.theme.quiet()).beginning_at(seen.from.secs());
    (&axis).render(place.plot(place.axis), buf);
    cursor::draw(&stand, buf);
}

/// A lane layout with only one worker's row and its axis.
fn lane_layout(timeline: Rect, axis: Rect, lane: usize) -> LaneLayout {
    let gutter = if timeline.width > 3 * GUTTER { GUTTER } else { 0 };
    let workers = Rows { area: timeline, each: 1, height: timeline.height };
    LaneLayout { lane, area: timeline, workers, axis, gutter, ..LaneLayout::default() }
}

/// Draws its time by activity, the largest first; at the end the number of those that did not fit.
fn legend(ctx: &DrawContext, row: &Row, area: Rect, buf: &mut Buffer) {
    let parts = lane::shares(ctx.theme, &row.time());
    let between = Line::raw("  ");
    // Room for the count of hidden entries.
    let widths = parts.iter().map(|part| usize::from(paint::width(part)) + 2).sum::<usize>();
    let more = u16::from(widths > usize::from(area.width) + 2) * 4;
    let room = Rect { width: area.width.saturating_sub(more), ..area };
    let said = paint::parts(buf, room, &parts, &between);
    if said < parts.len() {
        paint::right(buf, area, &format!("+{}", parts.len() - said), ctx.theme.caution());
    }
}
