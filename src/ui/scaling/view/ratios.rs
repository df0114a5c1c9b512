//! Ratios of several machines to the first: a row for each, a column for each question.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use crate::scaling::chart::Chart;
use crate::text::cut::cut;
use crate::text::width::width as width_of;
use crate::ui::layout::cut_top;
use crate::ui::scaling::chart_set::{Ratio, Ratios};
use crate::ui::widget::Glyphs;
use crate::ui::widget::paint;

/// Width of a ratio with its interval.
const COLUMN: u16 = 21;
/// Width of a ratio without it.
const BRIEF: u16 = 12;

pub(super) fn rows(ratios: &Ratios) -> u16 {
    u16::try_from(ratios.rows.len() + ratios.means.len() + 1).unwrap_or(u16::MAX)
}

/// Width for whole names and intervals.
pub(super) fn width(chart: &Chart, ratios: &Ratios) -> u16 {
    let names =
        chart.members.iter().map(|member| &member.name).chain(ratios.means.iter().map(|(name, _)| name));
    let longest = names.map(|name| width_of(name)).max().unwrap_or(0);
    let columns = longest + 3 + usize::from(COLUMN) * ratios.heads.len();
    u16::try_from(columns).unwrap_or(u16::MAX)
}

pub(super) fn draw(ctx: &DrawContext, chart: &Chart, ratios: &Ratios, area: Rect, buf: &mut Buffer) {
    let (theme, mut rest) = (ctx.theme, area);
    let count = u16::try_from(ratios.heads.len()).unwrap_or(0);
    let long = area.width >= width(chart, ratios);
    let column = if long { COLUMN } else { BRIEF };
    let name = area.width.saturating_sub(column * count);
    let head = cut_top(&mut rest, 1);
    for (place, words) in (0u16..).zip(&ratios.heads) {
        let room = Rect { x: head.x + name + place * column, width: column, ..head }.intersection(head);
        let words = paint::fitting(words, column - 1).unwrap_or_default();
        paint::right(buf, room, words, theme.quiet());
    }
    let all = chart.members.len() + ratios.means.len();
    let hidden = all.saturating_sub(usize::from(rest.height));
    if hidden > 0 {
        paint::left(buf, Rect { width: name, ..head }, &format!("+{hidden} not shown"), theme.quiet());
    }
    let draw_cells = |row: Rect, cells: &[Option<Ratio>], buf: &mut Buffer| {
        for (place, ratio) in (0u16..).zip(cells) {
            let room = Rect { x: row.x + name + place * column, width: column, ..row }.intersection(row);
            let text = ratio
                .as_ref()
                .map_or_else(|| theme.glyphs.dash.into(), |ratio| told(ratio, long, &theme.glyphs));
            let style =
                if ratio.is_some_and(|ratio| ratio.significant) { theme.strong() } else { theme.quiet() };
            paint::right(buf, room, &text, style);
        }
    };
    for (member, cells) in chart.members.iter().zip(&ratios.rows) {
        let row = cut_top(&mut rest, 1);
        if row.is_empty() {
            return;
        }
        let (mark, style) = theme.series(member.look);
        let room = Rect { width: name.saturating_sub(1), ..row };
        let room = paint::after(paint::left(buf, room, mark, style), 1);
        paint::left(buf, room, &cut(&member.name, room.width, theme.glyphs.ellipsis), theme.text());
        draw_cells(row, cells, buf);
    }
    for (words, cells) in &ratios.means {
        let row = cut_top(&mut rest, 1);
        if row.is_empty() {
            return;
        }
        // Below the names, which stand after a mark.
        let room = paint::after(Rect { width: name.saturating_sub(1), ..row }, 2);
        paint::left(buf, room, &cut(words, room.width, theme.glyphs.ellipsis), theme.text());
        draw_cells(row, cells, buf);
    }
}

/// Text of a ratio; `~` where the difference may be chance, as in benchstat.
fn told(ratio: &Ratio, long: bool, glyphs: &Glyphs) -> String {
    let (value, times, dash) = (&ratio.value, glyphs.times, glyphs.dash);
    let sign = if ratio.significant { " " } else { "~" };
    // Three significant digits.
    let digits = usize::from(value.high < 100.0) + usize::from(value.high < 10.0);
    if long {
        format!(
            "{sign}{:.digits$} {times} ({:.digits$}{dash}{:.digits$})",
            value.value, value.low, value.high
        )
    } else {
        format!("{sign}{:.digits$} {times}", value.value)
    }
}
