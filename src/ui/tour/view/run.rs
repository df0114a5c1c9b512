//! The run: a page of the dashboard, drawn for a projector, with the scene's caption in place of its own.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::DrawContext;
use crate::text::cut::cut;
use crate::ui::appearance::Appearance;
use crate::ui::layout::{cut_bottom, inner};
use crate::ui::stage::StageKind;
use crate::ui::view;
use crate::ui::widget::paint;

/// Least height for the captions of earlier runs.
const ROOMY: u16 = 18;
/// Number of earlier runs that are shown.
const EARLIER: usize = 2;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let Some((performance, take)) = ctx.performance.zip(ctx.talk.take()) else { return };
    let mut area = area;
    if area.height >= ROOMY {
        // What has finished stays, below what runs.
        for (label, caption) in performance.earlier.iter().rev().take(EARLIER) {
            let row = inner(cut_bottom(&mut area, 1));
            let words = cut(&labelled(label, caption), row.width, ctx.theme.glyphs.ellipsis);
            paint::left(buf, row, &words, ctx.theme.text());
        }
    }
    let appearance = Appearance { theme: ctx.theme, present: true, message: None };
    let model = performance.state.picture(&performance.model);
    // The header of the tour says what is recorded, and its last row has the keys that play it.
    let drawn = view::DrawContext::new(model, &performance.state, appearance, StageKind::Live, area.height);
    // Until the first caption the question stays.
    let shown = performance.captions.shown();
    let caption = if shown.is_empty() { take.card.question.as_str() } else { shown };
    view::draw(&view::DrawContext { told: Some(caption), ..drawn }, area, buf);
}

/// The last caption of a run behind its label. A word that both begin with stands once.
fn labelled(label: &str, caption: &str) -> String {
    if caption.starts_with(label) {
        return caption.into();
    }
    let topic = label.split_once(':').map(|(topic, _)| topic);
    let rest = topic.and_then(|topic| caption.strip_prefix(topic)?.strip_prefix(": "));
    format!("{label}: {}", rest.unwrap_or(caption))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_does_not_say_what_the_caption_says() {
        for (label, caption, words) in [
            ("sleeping", "No core needed.", "sleeping: No core needed."),
            ("16 KiB each", "16 KiB each: 30.8 ms.", "16 KiB each: 30.8 ms."),
            ("apply: one task", "apply: one task in 0.30 s.", "apply: one task in 0.30 s."),
            ("hash: lets go", "hash: threads 1.21 s.", "hash: lets go: threads 1.21 s."),
            ("hash: lets go", "hashing took 1.21 s.", "hash: lets go: hashing took 1.21 s."),
        ] {
            assert_eq!(labelled(label, caption), words);
        }
    }
}
