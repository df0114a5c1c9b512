//! Holder and waiters of the lock now: a page of slices, a row for each thread, with marks in it.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel::{Panel, heading, label};
use super::signs::{Sign, with_whom};
use super::strip::{page, strip};
use crate::event::{Activity, LockMark, Nanos};
use crate::model::lock_history::{Moment, Window};
use crate::text::duration::interval;
use crate::text::width::width;
use crate::ui::theme::Theme;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Axis, Column, Ribbon, paint};

/// Least height of a row that has a line for its marks.
const MARKS_ABOVE: u16 = 2;

pub(super) fn draw(panel: &Panel, buf: &mut Buffer) {
    let plot = panel.place.plot(panel.place.strip);
    let Some(window) = page(panel.ctx.model, panel.lane, panel.threads, plot.width) else {
        heading(panel, panel.place.now, "LOCK HOLDERS", Vec::new(), buf);
        return;
    };
    head(panel, &window, buf);
    strip(&window, panel.ctx.theme, plot, buf);
    for (group, row) in panel.place.threads.shared_by(panel.threads).iter(panel.threads) {
        draw_row(panel, &window, &group, row, buf);
    }
    axis(panel, &window, buf);
}

/// Draws the page's time, and the meaning of its colours and signs.
fn head(panel: &Panel, window: &Window, buf: &mut Buffer) {
    let theme = panel.ctx.theme;
    let began = (window.from - panel.lane.ready.unwrap_or_default()).secs();
    let length = interval((window.until() - window.from).0 / 1000);
    let mut parts = vec![Line::styled(format!("{length} from {began:.2} s"), theme.text())];
    if panel.lane.lock_history.is_empty() && panel.lane.finished.is_some() {
        parts.push(Line::styled("was not recorded", theme.caution()));
    }
    let inks = [(theme.ink(Activity::Compute), "holds"), (theme.ink(Activity::LockWait), "waits")];
    parts.extend(inks.map(|(ink, word)| {
        let (glyph, style) = sample(ink, &theme.glyphs);
        Line::from(vec![Span::styled(glyph, style), Span::styled(format!(" {word}"), theme.quiet())])
    }));
    let seen = |sign: &Sign| window.marks.iter().any(|mark| Sign::of(mark) == *sign);
    let above = panel.place.threads.height >= MARKS_ABOVE;
    let signs = Sign::ALL.into_iter().filter(seen).filter(|sign| above || *sign != Sign::Got);
    parts.extend(signs.map(|sign| sign.legend(theme)));
    let lost = panel.lane.lock_history.lost();
    if lost > 0 {
        parts.insert(1, Line::styled(format!("{lost} marks were too many to be told"), theme.caution()));
    }
    heading(panel, panel.place.now, "LOCK HOLDERS", parts, buf);
}

fn draw_row(panel: &Panel, window: &Window, group: &Range<usize>, row: Rect, buf: &mut Buffer) {
    let theme = panel.ctx.theme;
    let above = u16::from(row.height >= MARKS_ABOVE);
    let state = Rect { y: row.y + above, height: row.height - above, ..row };
    label(panel, group, state, theme.quiet(), buf);
    let plot = panel.place.plot(state);
    let columns: Vec<Column> =
        (0..window.columns()).map(|column| stack(window, group, column, theme)).collect();
    (&Ribbon::new(&columns, &theme.glyphs)).render(plot, buf);
    let marks = window.marks.iter().filter(|mark| group.contains(&mark.worker.0.into()));
    if above > 0 {
        let line = Rect { y: row.y, height: 1, ..plot };
        marks_above(window, marks, theme, line, buf);
    } else {
        marks_inside(window, marks, &columns, theme, plot, buf);
    }
}

/// A row's threads in one column: holding from the bottom, waiting above it.
fn stack(window: &Window, group: &Range<usize>, column: usize, theme: &Theme) -> Column {
    let moments = group.clone().filter_map(|thread| window.threads.get(thread)?.get(column));
    let mut sum = Moment::default();
    for Moment { held, waited, asked } in moments.copied() {
        (sum.held, sum.waited, sum.asked) = (sum.held + held, sum.waited + waited, sum.asked + asked);
    }
    let whole = Nanos(window.column.0.saturating_mul(group.len() as u64));
    let asking = sum.asked.0 * 2 > sum.waited.0;
    let wait = if asking { theme.asked() } else { theme.ink(Activity::LockWait) };
    Column([(sum.held.share_of(whole), theme.ink(Activity::Compute)), (sum.waited.share_of(whole), wait)])
}

/// Marks in a line of their own, with the other thread's number as long as marks stay apart.
fn marks_above<'a>(
    window: &Window,
    marks: impl Iterator<Item = &'a LockMark>,
    theme: &Theme,
    line: Rect,
    buf: &mut Buffer,
) {
    let mut placed: Vec<(usize, &LockMark)> =
        marks.filter_map(|mark| Some((window.column_of(mark.at)?, mark))).collect();
    placed.sort_by_key(|(column, mark)| (*column, Sign::of(mark)));
    let mut free = 0;
    for (column, mark) in placed {
        if column < free {
            continue;
        }
        let text = with_whom(mark, theme);
        free = column + width(&text);
        let x = line.x + u16::try_from(column).unwrap_or(u16::MAX).min(line.width);
        paint::left(buf, Rect { x, width: line.right() - x, ..line }, &text, theme.strong());
    }
}

/// Marks in the row itself: the most important of a column stands for all; a thread that acquires the lock needs
/// none.
fn marks_inside<'a>(
    window: &Window,
    marks: impl Iterator<Item = &'a LockMark>,
    columns: &[Column],
    theme: &Theme,
    plot: Rect,
    buf: &mut Buffer,
) {
    let mut signs: Vec<Option<Sign>> = vec![None; window.columns()];
    for mark in marks.filter(|mark| Sign::of(mark) != Sign::Got) {
        if let Some(cell) = window.column_of(mark.at).and_then(|column| signs.get_mut(column)) {
            *cell = Some(cell.map_or(Sign::of(mark), |sign| sign.min(Sign::of(mark))));
        }
    }
    for ((x, sign), column) in (plot.left()..plot.right()).zip(&signs).zip(columns) {
        if let Some(sign) = sign {
            let cell = Rect { x, width: 1, height: plot.height.min(1), ..plot };
            paint::left(buf, cell, sign.glyph(theme), upon(column, theme));
        }
    }
}

/// Style of text upon what fills most of a column.
fn upon(Column([(lower, below), (upper, above)]): &Column, theme: &Theme) -> Style {
    let ink = if lower >= upper { below } else { above };
    let colour = ink.colour().filter(|_| lower.max(*upper) > 0.25);
    colour.map_or_else(|| theme.strong(), |colour| theme.upon(colour))
}

/// Draws the page's own time axis, and where another interval began.
fn axis(panel: &Panel, window: &Window, buf: &mut Buffer) {
    let theme = panel.ctx.theme;
    let area = panel.place.plot(panel.place.now_axis);
    (&Axis::fine((window.until() - window.from).secs(), theme.quiet())).render(area, buf);
    for change in &window.changes {
        if let Some(column) = window.column_of(change.at) {
            let x = area.x + u16::try_from(column).unwrap_or(u16::MAX).min(area.width);
            let place = Rect { x, width: area.right() - x, ..area };
            paint::left(buf, place, &format!("[] {} ", interval(change.interval_us)), theme.caution());
        }
    }
}
