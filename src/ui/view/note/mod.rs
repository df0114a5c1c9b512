//! The note below the sentence of the moment: the answer to a key, the meaning of a pause, what is hidden, the first doubt.

use ratatui::style::Style;

use super::cursor;
use crate::event::Doubt;
use crate::model::doubt_order::in_order;
use crate::text::words::plural;
use crate::text::wrap::{paragraph, shortened};
use crate::ui::stage::StageKind;
use crate::ui::state::Overlay;
use crate::ui::view::context::DrawContext;

/// A note.
#[derive(Debug, PartialEq)]
pub(super) struct Note {
    /// Its wordings, the longest first. Each says what to do.
    wordings: Vec<String>,
    /// Its style.
    pub(super) style: Style,
}

impl Note {
    fn new(text: impl Into<String>, style: Style) -> Self {
        Self { wordings: vec![text.into()], style }
    }

    /// All of it, in lines.
    pub(super) fn whole(&self, width: u16) -> Vec<String> {
        self.wordings.first().map_or_else(Vec::new, |text| paragraph(text, width))
    }

    /// The longest wording that fits into so many rows, in lines; if none does, the beginning of the shortest.
    pub(super) fn lines(&self, width: u16, rows: usize, ellipsis: &str) -> Vec<String> {
        let mut all = self.wordings.iter().map(|text| paragraph(text, width));
        if let Some(lines) = all.find(|lines| lines.len() <= rows) {
            return lines;
        }
        let shortest = self.wordings.last().map_or_else(Vec::new, |text| paragraph(text, width));
        shortened(shortest, rows, width, ellipsis)
    }
}

/// The note of this moment; `unseen` if workers have printed lines that are not on the screen.
pub(super) fn note(ctx: &DrawContext, unseen: bool) -> Option<Note> {
    let theme = ctx.theme;
    // The list of races has the answer on it.
    let on_list = matches!(&ctx.state.overlay, Overlay::Races(list) if list.compared().is_none());
    if let Some(message) = ctx.message.filter(|_| !on_list) {
        return Some(Note::new(message, theme.strong()));
    }
    if let Some(words) = cursor::words(ctx) {
        return Some(Note::new(format!("{words} End follows again."), theme.strong()));
    }
    if let Some(past) = ctx.state.past() {
        let text =
            format!("Race {} of {} of this session; esc goes back to the present one.", past.number, past.of);
        return Some(Note::new(text, theme.caution()));
    }
    if ctx.state.paused() {
        let text = match ctx.kind {
            StageKind::Live => "Paused: only the picture stands still. Space goes on.",
            StageKind::Replay { .. } => "Paused. Space goes on.",
        };
        return Some(Note::new(text, theme.caution()));
    }
    if unseen && !ctx.model.is_over() {
        let lines: usize = ctx.model.lanes.iter().map(|lane| lane.output.len()).sum();
        let verb = if lines == 1 { "was" } else { "were" };
        let text = format!("{lines} {} {verb} printed (o shows them).", plural(lines, "line"));
        return Some(Note::new(text, theme.text()));
    }
    let first = in_order(ctx.model).into_iter().next()?;
    Some(Note { wordings: wordings(first, ctx.model.doubts.len()), style: theme.caution() })
}

/// The first of `count` doubts: with its reason and its advice, and with its name and the advice, which says what to do.
fn wordings(Doubt { kind, message, advice, .. }: &Doubt, count: usize) -> Vec<String> {
    let doubts = plural(count, "doubt");
    let (long, short) = if count == 1 {
        ("Doubt".to_string(), "Doubt (? says why)".to_string())
    } else {
        let all = format!("{count} {doubts} (? shows all)");
        (all.clone(), all)
    };
    vec![
        format!("{long}: {message}; {advice}"),
        format!("{short}: {kind}: {advice}"),
        format!("{count} {doubts}: {kind}: {advice}"),
    ]
}

#[cfg(test)]
mod tests;
