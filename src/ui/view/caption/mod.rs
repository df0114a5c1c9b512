//! The sentence of the moment: what happens, with the number in it; when all is over, the verdict.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::legend;
use super::moment::moment;
use super::note::note;
use crate::event::Nanos;
use crate::model::ranking::Ranking;
use crate::model::verdict::{Verdict, winner};
use crate::model::{Model, trouble};
use crate::text::words::capital;
use crate::text::wrap::{paragraph, shortened};
use crate::ui::layout::inner;
use crate::ui::state::Page;
use crate::ui::view::context::DrawContext;
use crate::ui::view::page::view_of;
use crate::ui::widget::numerals::HEIGHT;
use crate::ui::widget::{Numerals, paint};

/// Width between the number and the sentence.
const BESIDE: u16 = 3;

/// Draws the caption; `unseen` if workers have printed lines that are not on the screen. A `legend` that has no row of its
/// own gets the last row, where nothing else stands in it.
pub(super) fn draw(ctx: &DrawContext, area: Rect, unseen: bool, legend: &[Line], buf: &mut Buffer) {
    let inner = inner(area);
    if inner.is_empty() {
        return;
    }
    let theme = ctx.theme;
    let (sentences, style) = sentences(ctx);
    let note = note(ctx, unseen).filter(|_| ctx.told.is_none());
    let taken = number(ctx, inner, buf);
    let inner = paint::after(inner, taken);
    let rows = usize::from(inner.height);
    // The note gives way to the first sentence, and the other sentences to a row of the note.
    let first = sentences.first().map_or(0, |first| paragraph(first, inner.width).len());
    let kept = usize::from(note.is_some() && first < rows);
    let lines = fitting(&sentences, inner.width, rows - kept, theme.glyphs.ellipsis);
    let mut free = inner;
    for line in &lines {
        paint::left(buf, free, line, style);
        free = below(free, 1);
    }
    if usize::from(free.height) > kept
        && let Some(board) = scoreboard(ctx)
    {
        paint::parts(buf, free, &board, &Line::raw("   "));
        free = below(free, 1);
    }
    if note.is_none() && free.height > 0 && taken == 0 {
        legend::draw(theme, legend, Rect { y: area.bottom() - 1, height: 1, ..area }, buf);
    }
    if let Some(note) = note.filter(|_| kept > 0) {
        let lines = note.lines(inner.width, usize::from(free.height).max(kept), theme.glyphs.ellipsis);
        let height = u16::try_from(lines.len()).unwrap_or(0).min(inner.height);
        for (line, y) in lines.iter().zip(inner.bottom() - height..inner.bottom()) {
            paint::left(buf, Rect { y, height: 1, ..inner }, line, note.style);
        }
    }
}

/// Number of rows for a verdict, a death or a fault on a screen this wide, with the line below it; 0 during an
/// undisturbed race, so that nothing moves then.
pub(super) fn wanted(ctx: &DrawContext, width: u16) -> u16 {
    let (model, inner) = (ctx.model, inner(Rect { width, height: 1, ..Rect::default() }));
    if let Some(told) = ctx.told.filter(|_| inner.width > 0) {
        return u16::try_from(paragraph(told, inner.width).len()).unwrap_or(u16::MAX);
    }
    let calm = !model.is_over() && Verdict::of_faults(model).is_none() && deaths(model).is_empty();
    if calm || inner.width == 0 {
        return 0;
    }
    let text = sentences(ctx).0.join(" ");
    let number = number_of(ctx).filter(|text| has_room(text, inner.width));
    let (taken, least) = number.map_or((0, 0), |text| (Numerals::width(&text) + BESIDE, usize::from(HEIGHT)));
    let board = usize::from(model.lanes.len() > 2 && scoreboard(ctx).is_some());
    let below = note(ctx, false).map_or(0, |note| note.whole(inner.width - taken).len());
    let rows = paragraph(&text, inner.width - taken).len() + below + board;
    u16::try_from(rows.max(least)).unwrap_or(u16::MAX)
}

/// Draws the one number of the verdict, large, at the left; returns the columns it takes, 0 where there is none.
fn number(ctx: &DrawContext, inner: Rect, buf: &mut Buffer) -> u16 {
    let Some(text) = number_of(ctx).filter(|text| inner.height >= HEIGHT && has_room(text, inner.width))
    else {
        return 0;
    };
    (&Numerals::new(&text, ctx.theme.accent(), &ctx.theme.glyphs)).render(inner, buf);
    Numerals::width(&text) + BESIDE
}

/// The winner's factor, when the race is over and nothing is wrong.
fn number_of(ctx: &DrawContext) -> Option<String> {
    let own = ctx.told.is_some() || view_of(ctx.state.page()).sentences(ctx).is_some();
    let ratio = Verdict::of(ctx.model)?.ratio.filter(|_| !own)?;
    Some(format!("{ratio:.1}{}", ctx.theme.glyphs.times))
}

/// Whether the sentence beside a number keeps most of the width.
fn has_room(text: &str, width: u16) -> bool {
    Numerals::width(text) + BESIDE <= width / 3
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// As many whole sentences as fit into `rows`; if the first does not fit, its beginning.
fn fitting(sentences: &[String], width: u16, rows: usize, ellipsis: &str) -> Vec<String> {
    for count in (1..=sentences.len()).rev() {
        let lines = paragraph(&sentences[..count].join(" "), width);
        if lines.len() <= rows {
            return lines;
        }
    }
    let first = sentences.first().map_or_else(Vec::new, |first| paragraph(first, width));
    shortened(first, rows, width, ellipsis)
}

/// The sentences of the moment, the most important first.
fn sentences(ctx: &DrawContext) -> (Vec<String>, Style) {
    let (model, theme) = (ctx.model, ctx.theme);
    if let Some(question) = &ctx.state.question {
        // It must be read before the next key.
        return (vec![question.words.clone()], theme.loud());
    }
    if let Some(told) = ctx.told {
        return (vec![told.into()], theme.strong());
    }
    let page = view_of(ctx.state.page());
    if let Some(fault) = Verdict::of_faults(model).filter(|_| !page.tells_verdict()) {
        return (fault.sentences, theme.loud());
    }
    if let Some(said) = page.sentences(ctx) {
        return (said, if page.tells_verdict() { theme.text() } else { theme.strong() });
    }
    if let Some(verdict) = Verdict::of(model) {
        return (verdict.sentences, theme.strong());
    }
    let deaths = deaths(model);
    match deaths.first() {
        None => (moment(model), if ctx.present { theme.strong() } else { theme.text() }),
        // A death with a replacement is news, not an alarm.
        Some((_, healed)) => {
            let style = if *healed { theme.strong() } else { theme.loud() };
            (deaths.into_iter().map(|(said, _)| said).collect(), style)
        }
    }
}

/// Time for which a replaced worker's death is reported.
const NEWS: Nanos = Nanos::from_millis(10_000);

/// Deaths of workers in lanes that still run, the last first, each with whether the worker was replaced.
fn deaths(model: &Model) -> Vec<(String, bool)> {
    let live = model.lanes.iter().filter(|lane| lane.is_live());
    let mut deaths: Vec<_> = live
        .flat_map(|lane| lane.deaths.iter().map(move |death| (lane, death, death.is_healed(lane))))
        .filter(|(_, death, healed)| !healed || death.at + NEWS > model.now)
        .collect();
    deaths.sort_by_key(|(_, death, _)| std::cmp::Reverse(death.at));
    let tell = |(lane, death, healed)| (format!("{}.", capital(&trouble::death(death, lane))), healed);
    deaths.into_iter().map(tell).collect()
}

/// The lanes by speed, once all have run without a fault: rank, name, speed-up.
fn scoreboard(ctx: &DrawContext) -> Option<Vec<Line<'static>>> {
    let (model, theme) = (ctx.model, ctx.theme);
    let settled = || Verdict::of(model).is_some_and(|verdict| verdict.unsettled.is_none());
    let compared = model.is_timed() && Verdict::of_faults(model).is_none() && settled();
    if ctx.told.is_some() || !model.is_over() || ctx.state.page() != Page::Race || !compared {
        return None;
    }
    let (ranking, winner) = (Ranking::of(model), winner(model));
    // Lanes of different languages are not ranked against each other: each family has its own first.
    let places: Vec<_> = ranking
        .lanes()
        .filter_map(|standing| {
            let (score, rank) = (standing.score.as_ref()?, standing.rank?);
            let speed = match score.speedup {
                Some(speedup) => format!(" {speedup:.2} {}", theme.glyphs.times),
                None if score.speedup_withheld.is_some() => " withheld".into(),
                None => String::new(),
            };
            let style = if winner == Some(standing.lane.plan.id) { theme.accent() } else { theme.text() };
            let rank = format!("{}{rank} ", if standing.tied { "~" } else { "" });
            let name = model.name_of(standing.lane);
            Some(Line::from(vec![
                Span::styled(rank, theme.quiet()),
                Span::styled(format!("{name}{speed}"), style),
            ]))
        })
        .collect();
    (places.len() > 1).then_some(places)
}

#[cfg(test)]
mod tests;
