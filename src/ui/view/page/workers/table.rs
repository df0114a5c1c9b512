//! The table: a row for each worker, its columns from their list.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::event::{Activity, ActivityTotals, Nanos};
use crate::text::width::columns;
use crate::text::words::plural;
use crate::ui::layout::{Cells, WorkersLayout};
use crate::ui::roster::{COLUMNS, Column, Row, Tone, Value, WorkerStatus};
use crate::ui::state::table::first_row;
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::view::cursor;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Shares, paint};

/// Least width for whole words in the heading.
const WORDY: u16 = 60;

/// The activities in a bar: work, then waiting; the rest is idle.
const BAR: [Activity; 9] = [
    Activity::Compute,
    Activity::Io,
    Activity::Blocked,
    Activity::Serialise,
    Activity::Transfer,
    Activity::Spawn,
    Activity::LockWait,
    Activity::CoreWait,
    Activity::Stopped,
];

/// Data of the table.
pub(super) struct Table<'a> {
    pub(super) ctx: &'a DrawContext<'a>,
    pub(super) layout: &'a WorkersLayout,
    pub(super) rows: &'a [Row<'a>],
    /// Index of the selected lane and worker.
    pub(super) selected: Option<(usize, usize)>,
}

pub(super) fn draw(table: &Table, buf: &mut Buffer) {
    let seen = usize::from(table.layout.rows.height);
    let first = first_row(table.ctx.state, table.rows, seen);
    heading(table, first, seen.min(table.rows.len()), buf);
    head(table, buf);
    let mut text = String::new();
    let lines = table.layout.rows.top()..table.layout.rows.bottom();
    for (row, y) in table.rows.iter().skip(first).zip(lines) {
        draw_row(table, row, y, &mut text, buf);
    }
}

/// Index of the column whose head is at `x`.
pub(super) fn column_at(layout: &WorkersLayout, x: u16) -> Option<usize> {
    // The space behind a column, where its mark stands, belongs to it.
    layout
        .columns
        .iter()
        .find(|cells| (cells.x..=cells.x + cells.width).contains(&x))
        .map(|cells| cells.column)
}

/// Draws the number of workers, the range of rows and columns shown, and the sort order.
fn heading(table: &Table, first: usize, seen: usize, buf: &mut Buffer) {
    let (ctx, theme, area) = (table.ctx, table.ctx.theme, table.layout.heading);
    let (count, last) = (table.rows.len(), first + seen);
    let wordy = area.width >= WORDY;
    let mut parts = Vec::new();
    if wordy {
        parts.push(Line::styled("WORKERS", theme.strong()));
    }
    parts.push(match (seen, wordy) {
        (n, true) if n == count => Line::styled(format!("all {count}"), theme.quiet()),
        (n, _) if n == count => Line::styled(format!("{count} {}", plural(count, "worker")), theme.quiet()),
        (0, _) => Line::styled(format!("{count} unseen"), theme.caution()),
        (_, true) => Line::styled(format!("rows {} to {last} of {count}", first + 1), theme.caution()),
        (_, false) => Line::styled(format!("{}-{last} of {count}", first + 1), theme.caution()),
    });
    if table.layout.hidden > 0 {
        let hidden = table.layout.hidden;
        parts.push(Line::styled(format!("+{hidden} {}", plural(hidden, "column")), theme.caution()));
    }
    parts.extend(moment(ctx).map(|words| Line::styled(words, theme.caution())));
    parts.push(Line::styled(ctx.state.sort.describe(), theme.quiet()));
    let said = paint::parts(buf, area, &parts, &Line::raw("  "));
    let taken: u16 = parts.iter().take(said).map(|part| paint::width(part) + 2).sum();
    let room = Rect { x: area.x + taken.min(area.width), width: area.width.saturating_sub(taken), ..area };
    let keys = ["< > choose a column, i inverts".to_string(), "< > i sort".to_string()];
    // In a tour these keys do nothing.
    if let Some(keys) = paint::fitting(&keys, room.width).filter(|_| ctx.told.is_none()) {
        paint::right(buf, room, keys, theme.quiet());
    }
}

/// The moment of activities and shares, when that is not now.
fn moment(ctx: &DrawContext) -> Option<String> {
    let at = ctx.state.window.cursor()?;
    let length = ctx.seen().length;
    Some(format!("at {}", cursor::moment(at, length)))
}

/// Draws the columns' names; the sorted one with a mark for the direction.
fn head(table: &Table, buf: &mut Buffer) {
    let (theme, area, sort) = (table.ctx.theme, table.layout.head, table.ctx.state.sort);
    if area.is_empty() {
        return;
    }
    for cells in &table.layout.columns {
        let Some(column) = COLUMNS.get(cells.column) else { continue };
        let name = if table.layout.brief { column.brief } else { column.name };
        let room = Rect { x: cells.x, width: cells.width, ..area };
        if cells.column != sort.place() {
            put(column, room, name, theme.quiet(), buf);
            continue;
        }
        put(column, room, name, theme.accent(), buf);
        let [rises, falls] = theme.glyphs.sorted;
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
        let end = if column.words { cells.x.saturating_add(length) } else { room.right() };
        let mark = Rect { x: end, width: 1, ..area };
        paint::left(buf, mark, if sort.falls() { falls } else { rises }, theme.accent());
    }
    if !table.layout.bar.is_empty() {
        paint::left(buf, Rect { height: 1, y: area.y, ..table.layout.bar }, "its time", theme.quiet());
    }
}

fn draw_row(table: &Table, row: &Row, y: u16, text: &mut String, buf: &mut Buffer) {
    let (theme, layout) = (table.ctx.theme, table.layout);
    let selected = table.selected == Some((row.place, row.worker));
    if selected && layout.rows.x > 0 {
        // The mark of the selected worker stands in the margin, as that of the focus does.
        let margin = Rect { x: layout.rows.x - 1, y, width: 1, height: 1 };
        paint::left(buf, margin, theme.glyphs.focus, theme.accent());
    }
    for cells in &layout.columns {
        if let Some(column) = COLUMNS.get(cells.column) {
            draw_cell(theme, row, column, (*cells, y), selected, text, buf);
        }
    }
    if !layout.bar.is_empty() {
        bar(theme, &row.time(), Rect { y, height: 1, ..layout.bar }, buf);
    }
}

fn draw_cell(
    theme: &Theme,
    row: &Row,
    column: &Column,
    (cells, y): (Cells, u16),
    selected: bool,
    text: &mut String,
    buf: &mut Buffer,
) {
    let mut room = Rect { x: cells.x, y, width: cells.width, height: 1 };
    let value = (column.value)(row);
    let mut style = style(theme, column, value);
    if selected {
        // Quiet text of other views is to be read here.
        style.add_modifier.remove(Modifier::DIM);
        style = if matches!(value, Value::Label(..)) {
            theme.accent()
        } else {
            style.add_modifier(Modifier::BOLD)
        };
    }
    if let Value::WorkerStatus(status) = value {
        let (glyph, ink) = mark(theme, status);
        paint::left(buf, Rect { width: 1, ..room }, glyph, ink);
        room = Rect { x: room.x + 2, width: room.width.saturating_sub(2), ..room };
    }
    text.clear();
    let printed = if value == Value::Unknown {
        theme.glyphs.dash
    } else if write!(text, "{value}").is_ok() {
        text
    } else {
        ""
    };
    put(column, room, printed, style, buf);
}

/// Writes words at the left and figures at the right, never beyond their column.
fn put(column: &Column, room: Rect, text: &str, style: Style, buf: &mut Buffer) {
    let length = columns(text);
    let skip = if column.words { 0 } else { room.width.saturating_sub(length) };
    paint::left(buf, Rect { x: room.x + skip, width: room.width - skip, ..room }, text, style);
}

fn style(theme: &Theme, column: &Column, value: Value) -> Style {
    match (value, column.tone) {
        (Value::WorkerStatus(WorkerStatus::Dead), _) => theme.loud(),
        (Value::WorkerStatus(WorkerStatus::Stopped), _) => theme.caution(),
        (Value::WorkerStatus(WorkerStatus::Active(_)), _) => theme.text(),
        (Value::WorkerStatus(_), _) => theme.quiet(),
        (value, _) if value.is_nothing() => theme.quiet(),
        (_, Tone::Text) => theme.text(),
        (_, Tone::Quiet) => theme.quiet(),
        (_, Tone::Harm) => theme.harm(),
    }
}

/// Glyph of a worker's state: the ink of its activity, or the mark of what happened to it.
fn mark(theme: &Theme, status: WorkerStatus) -> (&'static str, Style) {
    match status {
        WorkerStatus::Active(activity) => sample(theme.ink(activity), &theme.glyphs),
        WorkerStatus::Dead => (theme.glyphs.death, theme.loud()),
        WorkerStatus::Stopped => (theme.glyphs.halt, theme.caution()),
        WorkerStatus::Starting
        | WorkerStatus::Restarting
        | WorkerStatus::Ending
        | WorkerStatus::Waiting
        | WorkerStatus::Over => (" ", theme.text()),
    }
}

/// Draws a worker's time by activity: work, then waiting; the rest is idle.
pub(super) fn bar(theme: &Theme, time: &ActivityTotals, area: Rect, buf: &mut Buffer) {
    if time.total() > Nanos::ZERO {
        let part = |activity| (time.share(activity), sample(theme.ink(activity), &theme.glyphs));
        (&Shares::new(&BAR.map(part), (theme.glyphs.track, theme.quiet()))).render(area, buf);
    }
}
