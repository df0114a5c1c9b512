//! The last row: a question, a line that is typed, an answer, or the keys; and the clock of the talk.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::context::DrawContext;
use crate::text::cut::cut;
use crate::text::duration;
use crate::text::width::columns;
use crate::tour::Provenance;
use crate::ui::chrome::key_row::{fitting, key};
use crate::ui::layout::inner;
use crate::ui::tour::keys::{Action, BINDINGS};
use crate::ui::tour::talk::Step;
use crate::ui::widget::paint;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let (theme, row) = (ctx.theme, inner(area));
    let paused = ctx.performance.is_some_and(|performance| performance.state.paused());
    let said = match (ctx.ask, ctx.message) {
        (Some(ask), _) => Some((ask, theme.loud())),
        (None, Some(message)) => Some((message, theme.strong())),
        (None, None) if paused => Some(("Paused; p goes on.", theme.caution())),
        (None, None) => None,
    };
    // A name that is not accepted, or a number, is answered while it is typed.
    let typed = ctx.entry.filter(|_| ctx.message.is_none());
    let wanted = match (typed, said) {
        (Some(entry), _) => columns(entry.prompt()) + columns(&entry.text) + 2,
        (None, Some((words, _))) => columns(words),
        (None, None) => 8,
    };
    let clocks = [clock(ctx, true), clock(ctx, false)];
    let room = row.width.saturating_sub(wanted.saturating_add(2));
    let rest =
        paint::fitting(&clocks, room).map_or(row, |clock| paint::right(buf, row, clock, theme.quiet()));
    let rest = Rect { width: rest.width.saturating_sub(if rest == row { 0 } else { 2 }), ..rest };
    if let Some(entry) = typed {
        let line = Line::from(vec![
            Span::styled(format!("{} ", entry.prompt()), theme.strong()),
            Span::styled(entry.text.clone(), theme.text()),
            Span::styled(" ", theme.selected()),
        ]);
        crate::ui::widget::put::line(buf, (rest.x, rest.y), &line, rest.width);
    } else if let Some((words, style)) = said {
        paint::left(buf, rest, &cut(words, rest.width, theme.glyphs.ellipsis), style);
    } else if !ctx.hides_keys {
        keys(ctx, rest, buf);
    }
}

fn keys(ctx: &DrawContext, row: Rect, buf: &mut Buffer) {
    let said = BINDINGS.iter().filter(|binding| !binding.brief[0].is_empty() && matters(ctx, binding.action));
    let keys = said.map(|binding| (binding, key(ctx.theme, binding.label, binding.brief[0]))).collect();
    let keys: Vec<Line> =
        fitting(keys, row.width, |binding| binding.rank).into_iter().map(|(_, line)| line).collect();
    paint::parts(buf, row, &keys, &Line::raw("  "));
}

/// Whether a key has an effect in this step.
fn matters(ctx: &DrawContext, action: Action) -> bool {
    let (step, performance) = (ctx.talk.step(), ctx.performance);
    let runs = step == Step::Run && performance.is_some_and(|performance| !performance.has_ended);
    let recorded = performance
        .is_some_and(|performance| matches!(performance.provenance, Some(Provenance::Recorded { .. })));
    match action {
        Action::Vote(_) | Action::Count => step == Step::Question,
        Action::Pause => runs,
        Action::Faster | Action::Slower => runs && recorded,
        Action::FallBack => runs && !recorded,
        Action::Restart => matches!(step, Step::Run | Step::Verdict),
        Action::Next => step != Step::Closing,
        _ => true,
    }
}

/// The times of talk and scene, in words or alone.
fn clock(ctx: &DrawContext, words: bool) -> String {
    let [talk, scene] = [ctx.times.talk, ctx.times.scene].map(|time| duration::clock(time.as_secs_f64()));
    match (ctx.talk.step(), words) {
        (Step::Closing, true) => format!("talk {talk}"),
        (Step::Closing, false) => talk,
        (_, true) => format!("talk {talk}  scene {scene}"),
        (_, false) => format!("{talk} {scene}"),
    }
}
