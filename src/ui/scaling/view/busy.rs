//! The sweep's current run, its progress, and the time left.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::DrawContext;
use crate::scaling::output::what;
use crate::scaling::progress::Now;
use crate::text::cut::cut;
use crate::text::duration::minutes;
use crate::text::percent::percent_done;
use crate::text::words::counted;
use crate::ui::layout::inner;
use crate::ui::widget::Bar;
use crate::ui::widget::paint;

/// Width of `100 %, 59:59 min left`, fixed so that nothing moves as it changes.
const LEFT: u16 = 22;

/// Width of `repetition 1 of 5, threads with 16 on mandelbrot`, and one more.
const WORDS: u16 = 50;
/// Least width of a bar.
const LEAST: u16 = 8;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let Some((progress, now_s)) = ctx.sweep else { return };
    let (theme, row) = (ctx.theme, inner(area));
    if progress.now == Now::Over {
        let spent = progress.report.as_ref().map_or(0.0, |report| report.spent_s);
        let runs = progress.report.as_ref().map_or(0, |report| report.runs.len());
        paint::left(buf, row, &format!("{} in {}", counted(runs, "run"), minutes(spent)), theme.quiet());
        return;
    }
    let share = progress.share_at(now_s).unwrap_or(0.0);
    let left = progress.left_at(now_s).map(minutes);
    let figures = left.map_or_else(String::new, |left| format!("{}, {left} left", percent_done(share)));
    let [wide, few] = [format!("{figures:>21}"), percent_done(share)];
    let rest = paint::right(buf, row, if row.width >= 60 { &wide } else { &few }, theme.text());
    let slot = if row.width >= 60 { LEFT } else { 5 };
    let rest = Rect { width: row.width.saturating_sub(slot).min(rest.width), ..rest };
    // Room for the longest words: the bar does not move while they change.
    let words = Rect { width: WORDS.min(rest.width.saturating_sub(LEAST)), ..rest };
    let what = what(progress);
    paint::left(
        buf,
        Rect { width: words.width.saturating_sub(1), ..words },
        &cut(&what, words.width.saturating_sub(1), theme.glyphs.ellipsis),
        theme.text(),
    );
    let bar = paint::after(rest, words.width);
    (&Bar::new(share, theme.accent(), theme.quiet(), &theme.glyphs)).render(bar, buf);
}
