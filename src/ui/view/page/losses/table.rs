//! The table below the bars: a row for each cause, a column for each lane, fixed positions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::ink::ink;
use super::loss_row::LossRow;
use crate::model::losses::{Cause, Losses};
use crate::text::cut::cut;
use crate::text::width::columns;
use crate::text::wrap::paragraph;
use crate::ui::layout::cut_top;
use crate::ui::theme::Theme;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Ink, paint};

/// Width of the names of the rows.
const NAMES: u16 = 25;
/// Width of a lane.
const LANE: u16 = 11;

/// Rows beyond [`TABLE_HEIGHT`](super::rows::TABLE_HEIGHT): stops have one where a worker was stopped.
pub(super) fn more(stands: &[LossRow]) -> u16 {
    let stopped = |stand: &LossRow| stand.budget.is_ok_and(|budget| budget.to(Cause::Stopped).times != 0.0);
    u16::from(stands.iter().any(stopped))
}

pub(super) fn draw(stands: &[LossRow], mut area: Rect, buf: &mut Buffer) {
    let Some(LossRow { ctx, .. }) = stands.first() else { return };
    let theme = ctx.theme;
    let stopped = more(stands) > 0;
    let shown = usize::from(area.width.saturating_sub(NAMES) / LANE).min(stands.len());
    let (stands, more) = stands.split_at(shown);
    let mut head = paint::after(cut_top(&mut area, 1), NAMES);
    for stand in stands {
        let name = cut(&ctx.model.name_of(stand.lane), LANE - 1, theme.glyphs.ellipsis);
        paint::right(buf, Rect { width: LANE.min(head.width), ..head }, &name, theme.quiet());
        head = paint::after(head, LANE);
    }
    if !more.is_empty() {
        paint::left(buf, paint::after(head, 1), &format!("+{}", more.len()), theme.caution());
    }
    let below_head = area;
    let mut row = |ink: Ink, name: &str, style: Style, figure: &dyn Fn(&Losses) -> f64| {
        let line = cut_top(&mut area, 1);
        let (glyph, look) = sample(ink, &theme.glyphs);
        paint::left(buf, line, glyph, look);
        paint::left(buf, paint::after(Rect { width: NAMES.min(line.width), ..line }, 2), name, style);
        let mut rest = paint::after(line, NAMES);
        for stand in stands {
            let cell = Rect { width: LANE.min(rest.width), ..rest };
            match &stand.budget {
                Ok(budget) => {
                    // Zero has no sign.
                    let figure = Some(figure(budget)).filter(|figure| figure.abs() >= 0.005).unwrap_or(0.0);
                    let style = if figure == 0.0 { theme.quiet() } else { style };
                    let figure =
                        format!("{figure:.2} {}", theme.glyphs.times).replace('-', theme.glyphs.minus);
                    paint::right(buf, cell, &figure, style);
                }
                Err(_) => {
                    paint::right(buf, cell, &format!("{}  ", theme.glyphs.dash), theme.quiet());
                }
            }
            rest = paint::after(rest, LANE);
        }
    };
    let abouts = abouts(stopped);
    row(theme.ours(), "measured", theme.strong(), &|budget| budget.measured);
    for cause in Cause::ALL.into_iter().filter(|cause| *cause != Cause::Stopped || stopped) {
        row(ink(theme, cause), cause.word(), theme.text(), &|budget| budget.to(cause).signed());
    }
    row(Ink::Blank, "possible", theme.strong(), &|budget| budget.possible);
    if more.is_empty() {
        let taken = NAMES + LANE * u16::try_from(shown).unwrap_or(u16::MAX);
        explain(theme, &abouts, paint::after(below_head, taken), buf);
    }
    reading(theme, area, buf);
}

/// Meaning of each row, from the top.
fn abouts(stopped: bool) -> Vec<&'static str> {
    let causes = Cause::ALL.into_iter().filter(|cause| *cause != Cause::Stopped || stopped).map(about);
    std::iter::once(MEASURED).chain(causes).chain(std::iter::once(POSSIBLE)).collect()
}

/// Meaning of the first row.
const MEASURED: &str = "the speed that the lane reached, over that of one worker";
/// Meaning of the last row.
const POSSIBLE: &str = "at most: the smaller of its workers and the CPUs for them";

/// Meaning of a cause: what the workers did with the time that was lost.
const fn about(cause: Cause) -> &'static str {
    match cause {
        Cause::Balance => "a worker had nothing to do while another one had",
        Cause::LockWait => "a worker waited for the interpreter lock",
        Cause::CoreWait => "a worker could run and had no core",
        Cause::Transfer => "a worker made, moved or awaited messages",
        Cause::StartUp => "processes were started in the midst of the work",
        Cause::Stopped => "a signal had stopped a worker",
        Cause::SlowerCores => "a task took more CPU time than with one worker alone",
        Cause::Unexplained => "what no cause accounts for",
    }
}

/// Draws the meanings beside the figures, if all of them have room.
fn explain(theme: &Theme, abouts: &[&str], area: Rect, buf: &mut Buffer) {
    let area = paint::after(area, 3);
    if abouts.iter().all(|about| columns(about) <= area.width) {
        for (about, y) in abouts.iter().zip(area.top()..area.bottom()) {
            paint::left(buf, Rect { y, height: 1, ..area }, about, theme.quiet());
        }
    }
}

/// Draws how to read the page on the rows that are left, if it has room there.
fn reading(theme: &Theme, mut area: Rect, buf: &mut Buffer) {
    let lines = paragraph(READING, area.width);
    if lines.len() < usize::from(area.height) {
        cut_top(&mut area, 1);
        for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
            paint::left(buf, Rect { y, height: 1, ..area }, line, theme.quiet());
        }
    }
}

/// How to read the bars.
const READING: &str = "A bar is the speed-up that was possible. The solid part at its left was measured; each piece behind it \
    was lost to the cause in whose ink it is drawn, and the figures add up.";
