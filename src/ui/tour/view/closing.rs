//! The end of the talk: all scenes with their verdicts and predictions, in one list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::context::DrawContext;
use super::label;
use crate::text::words::{counted_as, plural};
use crate::text::wrap::wrap;
use crate::ui::layout::{cut_bottom, inner};
use crate::ui::tour::talk::Take;
use crate::ui::widget::{paint, put};

/// Columns before the sentences.
const INDENT: &str = "   ";

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let (theme, mut body) = (ctx.theme, inner(area));
    let lines = lines(ctx, body.width);
    let last = last(lines.len(), body.height);
    if last > 0 {
        let row = cut_bottom(&mut body, 1);
        let below = lines.len().saturating_sub(ctx.scrolled.min(last) + usize::from(body.height));
        let words = format!("{below} more {} below; up and down scroll", plural(below, "line"));
        paint::left(buf, row, &words, theme.caution());
    }
    for (line, y) in lines.iter().skip(ctx.scrolled.min(last)).zip(body.top()..body.bottom()) {
        put::line(buf, (body.x, y), line, body.width);
    }
}

/// Largest number of lines that can be scrolled past.
pub(super) fn last_line(ctx: &DrawContext, area: Rect) -> usize {
    let body = inner(area);
    last(lines(ctx, body.width).len(), body.height)
}

/// The same for so many lines in so many rows, of which the last says how many are not shown.
fn last(lines: usize, rows: u16) -> usize {
    let rows = usize::from(rows);
    if lines <= rows { 0 } else { lines - rows.saturating_sub(1).min(lines) }
}

fn lines(ctx: &DrawContext, width: u16) -> Vec<Line<'static>> {
    let theme = ctx.theme;
    let mut lines = Vec::new();
    let mut unseen = 0usize;
    for (number, take) in (1..).zip(ctx.talk.takes()) {
        let Some(verdict) = &take.verdict else {
            unseen += 1;
            continue;
        };
        let title = format!("{number:>2} {}", take.card.title);
        let mut facts = vec![Span::styled(title, theme.strong())];
        if let Some(words) = prediction(take) {
            facts.push(Span::styled(format!("  {words}"), theme.quiet()));
        }
        // Where a sentence is from another machine, that stands beside it.
        let recorded = take.provenance.as_ref().filter(|provenance| provenance.recorded_on().is_some());
        if let Some(words) = recorded.and_then(|provenance| label::wordings(provenance).into_iter().next()) {
            facts.push(Span::styled(format!("  {words}"), theme.caution()));
        }
        lines.extend(broken(facts, width));
        lines.extend(
            wrap(&verdict.text, width, INDENT, INDENT)
                .into_iter()
                .map(|line| Line::styled(line, theme.text())),
        );
    }
    if unseen > 0 {
        let words = counted_as(unseen, "scene was not shown.", "scenes were not shown.");
        lines.push(Line::styled(words, theme.quiet()));
    }
    lines
}

/// Spans in one line, or one below the other where they are too wide.
fn broken(spans: Vec<Span<'static>>, width: u16) -> Vec<Line<'static>> {
    let line = Line::from(spans);
    if put::width(&line) <= usize::from(width) {
        return vec![line];
    }
    let of_span = |span: Span<'static>| {
        let indent = if span.content.starts_with("  ") { INDENT } else { "" };
        let lines = wrap(&span.content, width, indent, INDENT);
        lines.into_iter().map(move |text| Line::styled(text, span.style))
    };
    line.spans.into_iter().flat_map(of_span).collect()
}

/// The room's prediction, and whether it happened.
fn prediction(take: &Take) -> Option<String> {
    let favourite = take.prediction.favourite()?;
    let right = take.verdict.as_ref()?.choice;
    let text = take.card.choices.get(favourite)?;
    Some(match right {
        Some(right) if right == favourite => format!("predicted: {text}, as it happened"),
        Some(_) => format!("predicted: {text}, it happened otherwise"),
        None => format!("predicted: {text}"),
    })
}
