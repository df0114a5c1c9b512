//! The first row: which scene, and what the audience sees.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::context::DrawContext;
use crate::text::cut::cut;
use crate::tour::notes::TalkState;
use crate::ui::layout::inner;
use crate::ui::tour_notes::followed::Now;
use crate::ui::widget::paint;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let (theme, row) = (ctx.theme, inner(area));
    let mut facts = vec![Line::styled("notes", theme.strong())];
    let mut rest = row;
    if let Now::Talk(talk) = ctx.now {
        for (words, style) in seen(ctx, talk).into_iter().rev() {
            let line = Line::from(vec![Span::raw("  "), Span::styled(words, style)]);
            rest = paint::line_right(buf, rest, &line);
        }
        let scene = cut(&talk.scene, rest.width, theme.glyphs.ellipsis);
        facts = vec![Line::styled(scene, theme.strong())];
        if talk.of > 0 {
            facts.push(Line::styled(format!("{} of {}", talk.number, talk.of), theme.text()));
        }
        facts.extend(ctx.pid.map(|pid| Line::styled(format!("talk {pid}"), theme.quiet())));
    }
    let between = Line::styled(format!(" {} ", theme.glyphs.dot), theme.quiet());
    paint::parts(buf, rest, &facts, &between);
}

/// Words on what the audience sees, the most important last.
fn seen(ctx: &DrawContext, talk: &TalkState) -> Vec<(&'static str, Style)> {
    let theme = ctx.theme;
    let mut seen = vec![if talk.recorded { ("recorded", theme.caution()) } else { ("live", theme.quiet()) }];
    if talk.paused {
        seen.push(("paused", theme.caution()));
    }
    if talk.blank {
        seen.push(("screen is blank", theme.caution()));
    }
    seen.push((talk.state.word(), theme.strong()));
    seen
}
