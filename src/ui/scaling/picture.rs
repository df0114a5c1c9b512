//! The screens of scaling without a terminal: drawn into a buffer, and from there into an SVG.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::chart_set::ChartSet;
use super::choice::Choice;
use super::view;
use super::view::DrawContext;
use crate::ui::chrome::help_page;
use crate::ui::picture::svg_of;
use crate::ui::theme::Theme;

/// Paints a sweep or a comparison on the whole of `buf`.
pub(crate) fn paint(set: &ChartSet, choice: &Choice, theme: &Theme, buf: &mut Buffer) {
    let area = buf.area;
    view::draw(&DrawContext::new(set, choice, theme.into(), None), area, buf);
    help_page::draw(theme, None, area, buf);
}

/// The same as a self-contained SVG, `width` by `height` characters.
#[must_use]
pub(crate) fn svg(set: &ChartSet, choice: &Choice, theme: &Theme, width: u16, height: u16) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    paint(set, choice, theme, &mut buf);
    svg_of(&buf, theme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::scaling::script::Script;

    #[test]
    fn the_svg_is_well_formed_and_holds_the_curves() {
        let set = Script::large().chart_set(usize::MAX);
        let svg = svg(&set, &Choice::default(), &Theme::default(), 120, 40);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("SMT") && svg.contains("gil (simulated)"));
        assert_eq!(svg.matches("<text ").count(), svg.matches("</text>").count());
    }
}
