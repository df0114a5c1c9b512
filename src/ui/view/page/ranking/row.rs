//! A lane in the ranking: its texts, and its speed-up as a bar.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cells::Cells;
use super::columns::Columns;
use crate::model::ranking::{Remark, Standing};
use crate::model::verdict::winner;
use crate::text::cut::cut;
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::{Ink, paint};

/// Draws a lane.
pub(super) fn draw(
    ctx: &DrawContext,
    standing: &Standing,
    columns: &Columns,
    bar: &RowBar,
    area: Rect,
    buf: &mut Buffer,
) {
    if area.is_empty() {
        return;
    }
    let theme = ctx.theme;
    let row = Rect { y: area.y + (area.height - 1) / 2, height: 1, ..area };
    let [rank, name, time, _, figure, busy, remark] = columns.places(row);
    let [.., bars, _, _, _] = columns.places(area);
    let cells = Cells::of(ctx, standing, columns.waits);
    let [naming, timing, remarking] = columns.wording;
    let fault = matches!(standing.remark, Remark::Fault(_));
    let style = if winner(ctx.model) == Some(standing.lane.plan.id) { theme.accent() } else { theme.text() };
    let said = if fault { theme.loud() } else { theme.text() };
    let ellipsis = theme.glyphs.ellipsis;
    paint::right(buf, rank, &cells.rank, theme.quiet());
    paint::left(buf, name, &cut(&cells.name[naming], name.width, ellipsis), style);
    if standing.score.is_none() {
        // Nothing was measured: its state has all the columns.
        let rest = Rect { x: time.x, width: row.right().saturating_sub(time.x), ..row };
        let said = if fault { said } else { theme.quiet() };
        paint::left(buf, rest, &cut(&cells.remark[0], rest.width, ellipsis), said);
        return;
    }
    paint::right(buf, time, &cells.time[timing], style);
    if fault && columns.remark == 0 {
        // A fault matters more than any figure.
        let x = time.right() + 2;
        let rest = Rect { x, width: row.right().saturating_sub(x), ..row };
        paint::left(buf, rest, &cut(&cells.remark[1], rest.width, ellipsis), said);
        return;
    }
    bar.draw(standing, bars, buf);
    paint::right(buf, figure, &cells.figure, style);
    paint::right(buf, busy, &cells.busy, theme.text());
    paint::left(buf, remark, &cut(&cells.remark[remarking], remark.width, ellipsis), said);
}

/// A bar on a scale that ends at a speed-up of `scale`.
pub(super) struct RowBar<'a> {
    pub(super) scale: f64,
    pub(super) theme: &'a Theme,
}

impl RowBar<'_> {
    /// Draws the measured speed-up, what was possible beyond it, and the mark of that; a withheld one as a bound.
    fn draw(&self, standing: &Standing, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() || self.scale <= 0.0 {
            return;
        }
        let glyphs = &self.theme.glyphs;
        let until = |times: f64| Rect { width: self.column(times, area.width), ..area };
        if let Some(possible) = standing.possible {
            let track = Rect { y: area.y + (area.height - 1) / 2, height: 1, ..until(possible) };
            paint::fill(buf, track, glyphs.track, self.theme.quiet());
        }
        let measured = standing.score.as_ref().and_then(|score| score.speedup);
        if let Some(speedup) = measured {
            let (glyph, style) = match self.theme.ours() {
                Ink::Colour(colour) | Ink::Hatch(_, colour) => (glyphs.eighths[8], Style::new().fg(colour)),
                Ink::Pattern(glyph, modifier) => (glyph, Style::new().add_modifier(modifier)),
                Ink::Solid | Ink::Blank => (glyphs.eighths[8], Style::new()),
            };
            paint::fill(buf, until(speedup), glyph, style);
        } else if let Some(beyond) = standing.withheld() {
            paint::fill(buf, until(beyond.most), glyphs.bound, self.theme.caution());
        }
        if let Some(possible) = standing.possible {
            let x = area.x + self.column(possible, area.width).saturating_sub(1);
            paint::fill(buf, Rect { x, width: 1, ..area }, glyphs.vertical, self.theme.strong());
        }
    }

    /// Column at which a speed-up of `times` ends.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the width of the bar")]
    fn column(&self, times: f64, width: u16) -> u16 {
        ((times / self.scale).clamp(0.0, 1.0) * f64::from(width)).round() as u16
    }
}
