//! Clocks and votes: beside the notes, or in one row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::context::DrawContext;
use crate::text::cut::cut;
use crate::text::duration::clock;
use crate::text::words::counted;
use crate::tour::notes::{TalkState, Vote};
use crate::ui::layout::{cut_top, inner};
use crate::ui::widget::numerals::HEIGHT;
use crate::ui::widget::{Numerals, paint};

/// Draws clocks and votes below each other.
pub(super) fn draw(ctx: &DrawContext, talk: &TalkState, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let (theme, mut rest) = (ctx.theme, area);
    let [of_talk, of_scene] = clocks(ctx, talk);
    let large = cut_top(&mut rest, HEIGHT);
    (&Numerals::new(&of_talk, theme.strong(), &theme.glyphs)).render(large, buf);
    paint::left(buf, cut_top(&mut rest, 1), "since the talk began", theme.quiet());
    cut_top(&mut rest, 1);
    let row = paint::left(buf, cut_top(&mut rest, 1), &of_scene, theme.strong());
    paint::left(buf, row, " in this scene", theme.quiet());
    cut_top(&mut rest, 1);
    let room = usize::from(rest.height);
    // The last row counts those that are not shown.
    let kept = if talk.votes.len() > room { room.saturating_sub(1) } else { talk.votes.len() };
    for vote in &talk.votes[..kept] {
        let (words, style) = (voted(ctx, vote), style(ctx, vote));
        paint::left(buf, cut_top(&mut rest, 1), &cut(&words, area.width, theme.glyphs.ellipsis), style);
    }
    if kept < talk.votes.len() {
        let note = format!("+{} not shown", counted(talk.votes.len() - kept, "choice"));
        paint::left(buf, rest, &note, theme.quiet());
    }
}

/// Draws clocks and votes in one row, as much as fits.
pub(super) fn draw_row(ctx: &DrawContext, talk: &TalkState, area: Rect, buf: &mut Buffer) {
    let [of_talk, of_scene] = clocks(ctx, talk);
    let mut parts = vec![
        Line::styled(of_talk, ctx.theme.strong()),
        Line::styled(format!("scene {of_scene}"), ctx.theme.text()),
    ];
    parts.extend(talk.votes.iter().map(|vote| Line::styled(voted(ctx, vote), style(ctx, vote))));
    paint::parts(buf, inner(area), &parts, &Line::raw("  "));
}

/// Time since the talk and since the scene began.
fn clocks(ctx: &DrawContext, talk: &TalkState) -> [String; 2] {
    [talk.clock_s, talk.scene_s].map(|told| clock(told + ctx.since_s))
}

/// A choice with its votes; a mark at the prediction.
fn voted(ctx: &DrawContext, vote: &Vote) -> String {
    let mark = if vote.chosen { ctx.theme.glyphs.chosen } else { " " };
    match vote.count {
        Some(count) => format!("{mark} {count:>3}  {}", vote.choice),
        None => format!("{mark} {}", vote.choice),
    }
}

fn style(ctx: &DrawContext, vote: &Vote) -> Style {
    if vote.chosen { ctx.theme.strong() } else { ctx.theme.text() }
}
