//! The question, the notes, and the next scene.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use crate::text::cut::cut;
use crate::text::words::counted;
use crate::text::wrap::paragraph;
use crate::tour::notes::TalkState;
use crate::ui::layout::{cut_bottom, cut_top, inner};
use crate::ui::widget::paint;

/// Widest line of notes: longer ones are hard to find again after a look at the audience.
const WIDEST: u16 = 72;

/// Rows that the question takes on a screen of this width.
pub(super) fn question_rows(talk: &TalkState, width: u16) -> u16 {
    let lines = paragraph(&talk.question, inner(Rect::new(0, 0, width, 1)).width);
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

/// Draws the question that the audience is asked.
pub(super) fn draw_question(ctx: &DrawContext, talk: &TalkState, area: Rect, buf: &mut Buffer) {
    let mut rest = inner(area);
    for line in paragraph(&talk.question, rest.width) {
        paint::left(buf, cut_top(&mut rest, 1), &line, ctx.theme.accent());
    }
}

/// Draws the notes; returns how many lines they can be scrolled.
pub(super) fn draw(ctx: &DrawContext, talk: &TalkState, area: Rect, buf: &mut Buffer) -> usize {
    let mut rest = inner(area);
    let lines = lines(&talk.notes, rest.width.min(WIDEST));
    let fits = lines.len() <= usize::from(rest.height);
    let has_foot = !fits && rest.height > 1;
    let foot = cut_bottom(&mut rest, has_foot.into());
    let last = lines.len().saturating_sub(rest.height.into());
    let first = ctx.scroll.min(last);
    for line in lines.iter().skip(first).take(rest.height.into()) {
        paint::left(buf, cut_top(&mut rest, 1), line, ctx.theme.strong());
    }
    let below = last - first;
    if below > 0 {
        let note = format!("+{} below: j scrolls", counted(below, "line"));
        paint::left(buf, foot, &note, ctx.theme.caution());
    } else if !fits {
        paint::left(buf, foot, "the end of the notes: k scrolls back", ctx.theme.quiet());
    }
    last
}

/// The notes in lines, with an empty one between two paragraphs.
fn lines(notes: &str, width: u16) -> Vec<String> {
    let mut lines = Vec::new();
    let mut text = String::new();
    for line in notes.lines().chain([""]) {
        if !line.trim().is_empty() {
            text = text + " " + line;
            continue;
        }
        let wrapped = paragraph(&text, width);
        if !(wrapped.is_empty() || lines.is_empty()) {
            lines.push(String::new());
        }
        lines.extend(wrapped);
        text.clear();
    }
    if lines.is_empty() {
        lines.push("This scene has no notes.".into());
    }
    lines
}

/// Draws what comes next; an answer to a key takes its place for a while.
pub(super) fn draw_next(ctx: &DrawContext, talk: &TalkState, area: Rect, buf: &mut Buffer) {
    let (theme, row) = (ctx.theme, inner(area));
    if let Some(message) = ctx.message {
        paint::left(buf, row, message, theme.strong());
        return;
    }
    let rest = paint::left(buf, row, "next: ", theme.quiet());
    let next = talk.next.as_deref().unwrap_or("the end of the talk");
    paint::left(buf, rest, &cut(next, rest.width, theme.glyphs.ellipsis), theme.text());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_line_separates_paragraphs_and_a_single_break_does_not() {
        assert_eq!(lines("one\ntwo\n\n\nthree\n", 20), ["one two", "", "three"]);
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines(" \n", 40), ["This scene has no notes."]);
    }
}
