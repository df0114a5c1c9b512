//! A box of text with a title in its upper edge.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::text::cut::cut;
use crate::text::width::{pad_end, width as columns};
use crate::ui::theme::Theme;

/// Rows of a box `width` columns wide, at least five: its edges, and a row for each of `rows`.
pub(super) fn framed(
    theme: &Theme,
    title: &str,
    rows: &[(String, Style)],
    width: usize,
) -> Vec<Vec<Span<'static>>> {
    let glyphs = &theme.glyphs;
    let [top_left, top_right, bottom_left, bottom_right] = glyphs.corners;
    let (edge, inner) = (theme.quiet(), width.saturating_sub(4));
    let title = cut(title, inner, glyphs.ellipsis);
    let rest = glyphs.horizontal.repeat(inner.saturating_sub(columns(&title)));
    let mut all = vec![vec![
        Span::styled(format!("{top_left} "), edge),
        Span::styled(title, theme.text()),
        Span::styled(format!(" {rest}{top_right}"), edge),
    ]];
    for (text, style) in rows {
        let text = pad_end(&cut(text, inner, glyphs.ellipsis), inner);
        all.push(vec![
            Span::styled(format!("{} ", glyphs.vertical), edge),
            Span::styled(text, *style),
            Span::styled(format!(" {}", glyphs.vertical), edge),
        ]);
    }
    let bottom = glyphs.horizontal.repeat(width.saturating_sub(2));
    all.push(vec![Span::styled(format!("{bottom_left}{bottom}{bottom_right}"), edge)]);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_as_wide_as_asked_whatever_is_in_it() {
        for text in ["", "1700", "a text that is longer than the box"] {
            for row in framed(&Theme::default(), text, &[(text.into(), Style::new())], 12) {
                let width: usize = row.iter().map(|span| columns(&span.content)).sum();
                assert_eq!(width, 12, "{row:?}");
            }
        }
    }
}
