//! Rows of text that scroll together: the body of a page that has no parts of its own.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::text::words::plural;
use crate::ui::action::Action;
use crate::ui::mouse::Gesture;
use crate::ui::state::Reach;
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::{paint, put};

/// The rows of a page, from top to bottom.
#[derive(Debug, Default)]
pub(super) struct Sheet(pub(super) Vec<Line<'static>>);

impl Sheet {
    /// Adds an empty row.
    pub(super) fn gap(&mut self) {
        self.0.push(Line::default());
    }

    /// Scroll range in this many rows. Where not all fit, the last one says so.
    pub(super) fn reach(&self, height: u16) -> Reach {
        if self.0.len() <= usize::from(height) || height == 0 {
            return Reach::default();
        }
        let page = if height > 1 { height - 1 } else { height };
        Reach { page, last: self.0.len() - usize::from(page) }
    }

    /// Paints the rows from the one on that the viewer has scrolled to.
    pub(super) fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let reach = self.reach(area.height);
        let shown = if reach.page == 0 { area.height } else { reach.page };
        let first = ctx.state.scrolled().unwrap_or(0).min(reach.last);
        for (line, y) in self.0.iter().skip(first).zip(area.top()..area.top() + shown) {
            put::line(buf, (area.x, y), line, area.width);
        }
        if reach.page > 0 && area.height > reach.page {
            let place = Rect { y: area.bottom() - 1, height: 1, ..area };
            let more = format!("{} more {}", reach.last, plural(reach.last, "row"));
            let wordings = [format!("{more} (up and down scroll)"), more, format!("+{}", reach.last)];
            if let Some(words) = paint::fitting(&wordings, place.width) {
                paint::left(buf, place, words, ctx.theme.caution());
            }
        }
    }
}

/// The head of a lane: its name and description, as much as fits, and facts behind them.
pub(super) fn head(theme: &Theme, names: &[String; 2], facts: &str, width: u16) -> Line<'static> {
    let taken = crate::text::width::columns(facts).saturating_add(3);
    let name = paint::fitting(names, width.saturating_sub(taken)).unwrap_or(&names[1]).to_string();
    Line::from(vec![Span::styled(name, theme.strong()), Span::styled(format!("   {facts}"), theme.quiet())])
}

/// Action of the wheel on such a page.
pub(super) fn wheel(gesture: Gesture) -> Option<Action> {
    match gesture {
        Gesture::WheelUp => Some(Action::Up),
        Gesture::WheelDown => Some(Action::Down),
        Gesture::Press | Gesture::Drag => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_can_be_scrolled_to() {
        let sheet = Sheet((0..10).map(|row| Line::raw(row.to_string())).collect());
        assert_eq!([10, 12, 0].map(|height| sheet.reach(height)), [Reach::default(); 3]);
        assert_eq!(sheet.reach(6), Reach { page: 5, last: 5 });
        assert_eq!(sheet.reach(1), Reach { page: 1, last: 9 });
    }
}
