//! When each lane ran: a bar above the cores, on their time axis.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::stage::Stage;
use crate::event::Nanos;
use crate::text::cut::cut;
use crate::text::width::columns;
use crate::ui::view::lane_words;
use crate::ui::widget::paint;

/// A lane's bar.
struct Mark {
    lane: usize,
    /// Its row, from the top.
    row: u16,
    /// Its columns in the plot.
    from: u16,
    until: u16,
}

pub(super) fn draw(stage: &Stage, buf: &mut Buffer) {
    for column in stage.place.columns.iter().filter(|column| column.marks.height > 0) {
        let plot = stage.place.plot(column.marks);
        let marks = marks(stage, plot);
        let end = if stage.place.whose { plot.width } else { column.marks.right() - plot.x };
        // Words may reach beyond a short bar, as far as the next one, and into the figures' area.
        let next = |mark: &Mark| {
            let others = marks.iter().filter(|other| other.row == mark.row && other.from >= mark.until);
            others.map(|other| other.from).min().unwrap_or(end)
        };
        // No lane is without its time where another has one.
        let timed = marks.iter().all(|mark| {
            let [named, _] = names(stage, mark);
            columns(&named) < next(mark).saturating_sub(mark.from)
        });
        for mark in &marks {
            let next = next(mark);
            let said = draw_mark(stage, mark, timed, Rect { width: next, ..plot }, buf);
            between(stage, mark, said, Rect { width: next.min(plot.width), ..plot }, buf);
        }
        let left_out = stage.ctx.model.lanes.iter().filter(|lane| lane.started.is_some()).count();
        let left_out = left_out.saturating_sub(marks.len());
        if left_out > 0 && stage.ctx.state.window.factor() == 1 {
            let gutter =
                Rect { width: stage.place.gutter, y: column.marks.bottom() - 1, height: 1, ..column.marks };
            paint::left(buf, gutter, &format!("+{left_out}"), stage.ctx.theme.caution());
        }
        heads(stage, column.marks, buf);
    }
}

/// Draws the heads of the figures at the ends of the rows, where there are several.
fn heads(stage: &Stage, marks: Rect, buf: &mut Buffer) {
    if stage.place.whose {
        let row = Rect { y: marks.bottom() - 1, height: 1, ..marks };
        paint::right(buf, row, " busy  lanes   rest stolen", stage.ctx.theme.quiet());
    }
}

/// The marks in this part of the time: in turns in one row, else in a row each.
fn marks(stage: &Stage, plot: Rect) -> Vec<Mark> {
    let model = stage.ctx.model;
    let (session, rows) = (&stage.session, plot.height);
    let until = session.seen.from + session.seen.length;
    let mark = |(lane, it): (usize, &crate::model::lane::Lane)| {
        let started = it.started?;
        let ended = it.end(session.end);
        let row = if stage.in_turns { 0 } else { u16::try_from(lane).ok()? };
        let seen = row < rows && ended >= session.seen.from && started < until;
        let [from, until] = [started, ended].map(|at| column_of(stage, at, plot.width));
        seen.then(|| Mark {
            lane,
            row,
            from: from.min(plot.width.saturating_sub(1)),
            until: until.max(from + 1),
        })
    };
    model.lanes.iter().enumerate().filter_map(mark).collect()
}

/// Column of a moment, at the ends of the plot where it lies beyond them.
fn column_of(stage: &Stage, at: Nanos, width: u16) -> u16 {
    let seen = stage.session.seen;
    if at < seen.from { 0 } else { seen.column(at, width).unwrap_or(width) }
}

/// The lane's name, with its time and alone.
fn names(stage: &Stage, mark: &Mark) -> [String; 2] {
    let model = stage.ctx.model;
    let Some(lane) = model.lanes.get(mark.lane) else { return [const { String::new() }; 2] };
    let name = model.name_of(lane);
    let time = lane_words::time(model, lane);
    [time.map_or_else(|| name.clone(), |time| format!("{name} {time}")), name]
}

/// Draws a bar with the lane's name at its beginning, and its time if `timed`. Returns the column of the plot at which
/// bar and words end.
fn draw_mark(stage: &Stage, mark: &Mark, timed: bool, room: Rect, buf: &mut Buffer) -> u16 {
    let (theme, model) = (stage.ctx.theme, stage.ctx.model);
    let Some(lane) = model.lanes.get(mark.lane) else { return mark.until };
    let focused = stage.ctx.state.selection.focus_in(model) == mark.lane;
    let style = match (focused, lane.is_live()) {
        (true, _) => theme.accent(),
        (_, true) => theme.strong(),
        _ => theme.text(),
    };
    let y = room.y + mark.row;
    // A space separates it from a bar that follows at once.
    let width = (mark.until - mark.from).min(room.width.saturating_sub(mark.from + 1)).max(1);
    let bar = Rect { x: room.x + mark.from, y, width, height: 1 };
    let (glyph, style) = if stage.ctx.present {
        (" ", style.add_modifier(Modifier::REVERSED))
    } else {
        (theme.glyphs.bar, style)
    };
    paint::fill(buf, bar, glyph, style);
    let left = room.width.saturating_sub(mark.from);
    let [named, name] = names(stage, mark);
    let words = cut(if timed { &named } else { &name }, left, theme.glyphs.ellipsis);
    // A space separates the words from the rest of their bar.
    let spaced = if columns(&words) < bar.width { format!("{words} ") } else { words };
    paint::left(buf, Rect { width: left, ..bar }, &spaced, style);
    mark.until.max(mark.from + columns(&spaced))
}

/// Labels the time after a lane and its words, in turns: this program measures the machine then.
fn between(stage: &Stage, mark: &Mark, said: u16, room: Rect, buf: &mut Buffer) {
    let ended = stage.ctx.model.lanes.get(mark.lane).is_some_and(|lane| lane.finished.is_some());
    // No measurement follows the last lane.
    let has_next = mark.lane + 1 < stage.ctx.model.lanes.len();
    let from = said + 1;
    if ended && stage.in_turns && has_next {
        let gap = Rect { x: room.x + from, width: room.width.saturating_sub(from + 1), ..room };
        let words = ["measuring", "spin"].into_iter().find(|word| word.len() <= usize::from(gap.width));
        paint::left(buf, gap, words.unwrap_or_default(), stage.ctx.theme.quiet());
    }
}

/// The lane whose mark is at `at`.
pub(super) fn lane_at(stage: &Stage, marks_area: Rect, at: Position) -> Option<usize> {
    let plot = stage.place.plot(marks_area);
    let (x, row) = (at.x.checked_sub(plot.x)?, at.y.checked_sub(plot.y)?);
    let there = |mark: &Mark| mark.row == row && (mark.from..mark.until).contains(&x);
    marks(stage, plot).into_iter().find(there).map(|mark| mark.lane)
}
