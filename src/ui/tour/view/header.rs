//! The first row: which scene it is, and where what is shown comes from.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::context::DrawContext;
use super::label;
use crate::text::cut::cut;
use crate::tour::Provenance;
use crate::ui::layout::inner;
use crate::ui::tour::talk::Step;
use crate::ui::widget::paint;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let (theme, row) = (ctx.theme, inner(area));
    let Some(take) = ctx.talk.take().filter(|_| ctx.talk.step() != Step::Closing) else {
        paint::left(buf, row, "What the tour has shown", theme.strong());
        return;
    };
    let place = format!("{} of {}  ", ctx.talk.scene() + 1, ctx.talk.takes().len());
    // Before a scene has run there is nothing to label.
    let provenance = take.provenance.as_ref().filter(|_| ctx.talk.step() != Step::Question);
    let rest = provenance.map_or(row, |provenance| {
        let speed = match provenance {
            Provenance::Recorded { .. } if (ctx.speed - 1.0).abs() > f64::EPSILON => {
                format!(", {}{}", ctx.speed, theme.glyphs.times)
            }
            _ => String::new(),
        };
        let style = if provenance.recorded_on().is_some() { theme.caution() } else { theme.text() };
        let mut wordings: Vec<String> =
            label::wordings(provenance).into_iter().map(|words| format!("  {words}{speed}")).collect();
        wordings.extend(label::wordings(provenance).pop());
        // Most of the row is the title's; the shortest label may be missing nowhere.
        let room = row.width / 2;
        let words = paint::fitting(&wordings, room).or(wordings.last().map(String::as_str)).unwrap_or("");
        paint::right(buf, row, words, style)
    });
    let run = ctx.performance.and_then(|performance| performance.run()?.label.as_deref());
    let run = run.filter(|_| ctx.talk.step() == Step::Run);
    // What distinguishes the run matters more than the title of all of them.
    let mut titles = vec![take.card.title.clone()];
    if let Some(run) = run {
        titles = vec![format!("{}: {run}", take.card.title), run.into()];
    }
    let room = rest.width.saturating_sub(u16::try_from(place.len()).unwrap_or(0));
    let title = paint::fitting(&titles, room).unwrap_or(&titles[titles.len() - 1]);
    let title = cut(title, room, theme.glyphs.ellipsis);
    let line = Line::from(vec![Span::styled(place, theme.quiet()), Span::styled(title, theme.strong())]);
    paint::parts(buf, rest, &[line], &Line::default());
}
