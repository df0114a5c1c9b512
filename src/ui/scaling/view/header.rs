//! The first rows: what is measured, where, its progress; and the charts to choose from.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::context::DrawContext;
use crate::scaling::progress::Now;
use crate::text::cut::cut;
use crate::text::words::plural;
use crate::ui::layout::inner;
use crate::ui::widget::paint;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let (theme, row) = (ctx.theme, inner(area));
    let mut rest = row;
    for (words, style) in state(ctx).into_iter().rev() {
        // The message keeps half of the row.
        if rest.width < row.width / 2 {
            break;
        }
        let line = Line::from(vec![Span::raw("  "), Span::styled(words, style)]);
        rest = paint::line_right(buf, rest, &line);
    }
    let between = Line::styled(format!(" {} ", theme.glyphs.dot), theme.quiet());
    let mut facts: Vec<Line> = Vec::new();
    for fact in &ctx.set.title {
        // The first is shown in any case.
        if facts.is_empty() {
            facts.push(Line::styled(cut(fact, rest.width, theme.glyphs.ellipsis), theme.strong()));
        } else {
            facts.push(Line::styled(fact.as_str(), theme.text()));
        }
    }
    if facts.is_empty() {
        facts.push(Line::styled("scaling", theme.strong()));
    }
    paint::parts(buf, rest, &facts, &between);
}

/// State at the right, the least important first.
fn state(ctx: &DrawContext) -> Vec<(String, ratatui::style::Style)> {
    let (theme, mut state) = (ctx.theme, Vec::new());
    let doubts = ctx.set.doubts.len();
    if doubts > 0 {
        state.push((format!("{doubts} {}", plural(doubts, "doubt")), theme.caution()));
    }
    if let Some((progress, _)) = ctx.sweep {
        let complete = progress.report.as_ref().is_some_and(|report| report.complete);
        let word = match &progress.now {
            _ if progress.failed.is_some() => "failed",
            Now::Over if complete => "finished",
            Now::Over => "not complete",
            Now::Looking => "starting",
            Now::WarmingUp { .. } => "warming up",
            Now::Resting { .. } => "resting",
            Now::Measuring { .. } => "measuring",
        };
        state.push((word.into(), if progress.failed.is_some() { theme.loud() } else { theme.strong() }));
    }
    if ctx.set.simulated {
        state.push(("simulated".into(), theme.caution()));
    }
    if ctx.set.imported {
        state.push(("imported".into(), theme.caution()));
    }
    state
}

/// Draws the charts by their numbers, and the current grouping.
pub(super) fn draw_tabs(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let (theme, row) = (ctx.theme, inner(area));
    let Some(grouping) = ctx.set.groupings.get(ctx.choice.grouping) else { return };
    let rest = if row.width >= 60 { paint::right(buf, row, grouping.name, theme.quiet()) } else { row };
    let rest = Rect { width: rest.width.saturating_sub(14), ..rest };
    let tabs: Vec<Line> = grouping
        .charts
        .iter()
        .enumerate()
        .map(|(place, chart)| tab(ctx, place, &chart.name, rest.width))
        .collect();
    // The current chart is among those that are shown.
    let mut first = 0;
    let chosen = ctx.choice.chart.min(tabs.len().saturating_sub(1));
    while first < chosen && shown(&tabs[first..], rest.width) <= chosen - first {
        first += 1;
    }
    let drawn = paint::parts(buf, rest, &tabs[first..], &Line::raw(" "));
    let unseen = tabs.len() - drawn;
    if unseen > 0 {
        let used: u16 = tabs[first..first + drawn].iter().map(|tab| paint::width(tab) + 1).sum();
        let note = format!("+{unseen} not shown");
        paint::left(
            buf,
            Rect { width: 14.min(row.right().saturating_sub(rest.x + used)), ..paint::after(row, used) },
            &note,
            theme.quiet(),
        );
    }
}

/// The tab of a chart: its number and, in the room that there is, its name.
fn tab(ctx: &DrawContext, place: usize, name: &str, room: u16) -> Line<'static> {
    let (theme, chosen) = (ctx.theme, place == ctx.choice.chart);
    let style = if chosen { theme.selected() } else { theme.text() };
    let number = (place + 1).to_string();
    let name = cut(name, usize::from(room).saturating_sub(number.len() + 3), theme.glyphs.ellipsis);
    Line::styled(format!(" {number} {name} "), style)
}

/// Number of these that fit.
fn shown(tabs: &[Line], width: u16) -> usize {
    let mut used = 0;
    let fits = |tab: &&Line| {
        used += u32::from(paint::width(tab)) + 1;
        used <= u32::from(width) + 1
    };
    tabs.iter().take_while(fits).count()
}
