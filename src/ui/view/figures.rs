//! The figures that sum up a lane: in one row, in large numerals, or, for a projector, one that fills the lane.
//!
//! A figure beyond what is possible is a dash, with the bound in words beside it. Work without a meaningful duration has
//! neither a speed nor cores busy: there it is the number of tasks done.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::lane_view::LaneView;
use super::leading::{Figure, Pair, alone, cpus_of, four, pair, withheld};
use crate::model::lane::LaneState;
use crate::model::score::Score;
use crate::model::verdict;
use crate::text::figure::count;
use crate::text::width::{columns, width};
use crate::text::words::counted_as;
use crate::ui::layout::PAIR;
use crate::ui::theme::Theme;
use crate::ui::widget::{Numerals, numerals, paint};

/// Draws the figures and beside them as many facts as fit; returns how many.
pub(super) fn draw(stand: &LaneView, score: &Score, facts: &[String], buf: &mut Buffer) -> usize {
    match stand.place.figures.height {
        numerals::LARGE.. => huge(stand, score, buf),
        numerals::HEIGHT.. => large(stand, score, facts, buf),
        _ => in_a_row(stand, score, facts, buf),
    }
}

/// Draws one figure that can be read from the last row of a hall: the speed-up, or, where there is none, the number of
/// busy cores or of tasks in flight. Its explanation is below it, in the row of facts.
fn huge(stand: &LaneView, score: &Score, buf: &mut Buffer) -> usize {
    let theme = stand.ctx.theme;
    let area = stand.place.figures;
    let (figure, _) = alone(stand, score);
    let fits = Numerals::width(&figure) * 2 <= area.width;
    (&Numerals::new(&figure, weight(stand), &theme.glyphs).large(fits)).render(area, buf);
    0
}

/// Facts that the one large figure leaves out, for the row below it.
pub(super) fn below_huge(stand: &LaneView, score: &Score) -> Vec<String> {
    let glyphs = &stand.ctx.theme.glyphs;
    let of = cpus_of(stand).map_or_else(String::new, |n| format!("of {n} "));
    let busy = format!("{} {of}cores busy", four(score.cores_busy, glyphs.dash).trim());
    let mut said = Vec::new();
    said.extend(alone(stand, score).1);
    if !stand.ctx.model.is_timed() {
        said.extend(lines(stand));
    }
    said.extend(score.speedup_withheld.map(|beyond| withheld("speed-up", &beyond)));
    said.extend(score.cores_busy.map(|_| busy));
    said.extend(score.cores_busy_withheld.map(|beyond| withheld("cores busy", &beyond)));
    said
}

/// Number of lines that the lane's workers printed, in words; `None` before the first.
pub(super) fn lines(stand: &LaneView) -> Option<String> {
    let printed = stand.lane.output.len() as u64 + stand.lane.output_lost;
    (printed > 0).then(|| counted_as(count(printed), "line printed", "lines printed"))
}

/// Emphasis of the lane's figures: strongest for the winner, weakest for a lane that has not begun, failed or lost
/// tasks.
fn weight(stand: &LaneView) -> Style {
    let (theme, model, lane) = (stand.ctx.theme, stand.ctx.model, stand.lane);
    let failed = matches!(lane.state, LaneState::Failed(_));
    let short = lane.outcome.is_some() && !model.is_complete(lane);
    if lane.started.is_none() || failed || short {
        theme.quiet()
    } else if verdict::winner(model) == Some(lane.plan.id) {
        theme.accent()
    } else {
        theme.strong()
    }
}

/// Draws the large figures: the first and, where both fit, the second; beside them the most important facts. Returns the
/// number of facts.
fn large(stand: &LaneView, score: &Score, facts: &[String], buf: &mut Buffer) -> usize {
    let theme = stand.ctx.theme;
    let area = stand.place.figures;
    let weight = weight(stand);
    let wide = area.width >= PAIR;
    let Pair { first, second, line, .. } = pair(stand, score, wide);
    let mut rest = figure(buf, area, &first, weight, theme);
    let mut beside: Vec<(&str, Style)> = Vec::new();
    // A figure that is never large is no more than a fact.
    let style = if second.is_some() { weight } else { theme.text() };
    if let Some(second) = second.filter(|_| wide) {
        rest = figure(buf, paint::after(rest, 1), &second, weight, theme);
    } else if let Some(words) = paint::fitting(&line, rest.width) {
        beside.push((words, style));
    }
    let before = beside.len();
    let fits = |fact: &&String| columns(fact) <= rest.width;
    beside.extend(facts.iter().take_while(fits).map(|fact| (fact.as_str(), theme.text())));
    let mut shown: usize = 0;
    for ((text, style), y) in beside.into_iter().zip(rest.top()..rest.bottom()) {
        paint::left(buf, Rect { y, height: 1, ..rest }, text, style);
        shown += 1;
    }
    shown.saturating_sub(before)
}

/// Draws a figure and its words; returns the area right of them.
fn figure(buf: &mut Buffer, area: Rect, figure: &Figure, style: Style, theme: &Theme) -> Rect {
    let rest = big(buf, area, &figure.numerals, figure.slot, style, theme);
    words(buf, rest, &figure.words, figure.width, theme.text())
}

/// Draws numerals in a slot of fixed width; returns the area right of it.
fn big(buf: &mut Buffer, area: Rect, text: &str, slot: u16, style: Style, theme: &Theme) -> Rect {
    (&Numerals::new(text.trim(), style, &theme.glyphs))
        .render(Rect { width: slot.min(area.width), ..area }, buf);
    paint::after(area, slot + 1)
}

/// Draws three short lines in a slot of fixed width; returns the area right of it.
fn words(buf: &mut Buffer, area: Rect, lines: &[String; 3], slot: u16, style: Style) -> Rect {
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        paint::left(buf, Rect { y, height: 1, width: slot.min(area.width), ..area }, line, style);
    }
    paint::after(area, slot + 1)
}

/// Draws the figures in one row, and as many facts as fit behind; returns the number of facts.
fn in_a_row(stand: &LaneView, score: &Score, facts: &[String], buf: &mut Buffer) -> usize {
    let weight = weight(stand);
    let wordings = pair(stand, score, false).row;
    let room = usize::from(stand.place.figures.width);
    let fits = |[a, b]: &&[String; 2]| width(a) + width(b) + 2 <= room;
    let [first, second] = wordings.iter().find(fits).unwrap_or(&wordings[2]);
    let figures = [first, second].into_iter().filter(|text| !text.is_empty());
    let mut parts: Vec<Line> = figures.map(|text| Line::styled(text.as_str(), weight)).collect();
    let before = parts.len();
    parts.extend(facts.iter().map(|fact| Line::raw(fact.as_str())));
    paint::parts(buf, stand.place.figures, &parts, &Line::raw("  ")).saturating_sub(before)
}
