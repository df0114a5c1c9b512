//! The popup that says what the thing under the mouse or the cursor is, and how it was measured.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::explain::{Explanation, by_id};
use crate::text::wrap::paragraph;
use crate::ui::chrome::popup;
use crate::ui::state::{Page, Sort};
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// How to go on from it.
const WAYS: [&str; 2] = [" ? all of the help, esc closes ", " ? help "];

/// Draws it in front of the page.
pub(super) fn draw(ctx: &DrawContext, entry: &Explanation, area: Rect, buf: &mut Buffer) {
    let theme = ctx.theme;
    let width = popup::text_width(area);
    let spelt = |text: &str| text.replace('×', theme.glyphs.times);
    let sentence = |text: &str, style| {
        paragraph(&spelt(text), width).into_iter().map(move |line| Line::styled(line, style))
    };
    let lines: Vec<Line> =
        sentence(entry.what, theme.strong()).chain(sentence(entry.how, theme.text())).collect();
    popup::draw(theme, &format!(" {} ", spelt(entry.title)), &lines, 0, area, buf);
    let frame = popup::frame(area, width + 4, lines.len());
    let foot = Rect {
        x: frame.x + 2,
        y: frame.bottom().saturating_sub(1),
        width: frame.width.saturating_sub(4),
        height: 1,
    };
    if let Some(words) = paint::fitting(&WAYS.map(String::from), foot.width) {
        paint::right(buf, foot, words, theme.quiet());
    }
}

/// Explanation of the part that the keyboard has chosen on the page: a column, a worker, a lane, or the page itself. Nothing on the page of the
/// race until a lane is chosen: there the whole help is wanted.
pub(super) fn chosen(ctx: &DrawContext) -> Option<&'static Explanation> {
    let (state, model) = (ctx.state, ctx.model);
    match state.page() {
        Page::Race => {
            let lane = state.selection.lane()?;
            if state.selection.worker_in(model, state.selection.focus_in(model)).is_some() {
                return by_id("worker");
            }
            by_id(&format!("lane {}", model.lanes.get(lane % model.lanes.len().max(1))?.plan.kind))
        }
        Page::Workers if state.sort != Sort::default() => {
            by_id(&format!("column {}", state.sort.column().name))
        }
        page => of_page(page),
    }
}

/// The entry of a page.
pub(super) fn of_page(page: Page) -> Option<&'static Explanation> {
    by_id(&format!("page {}", page.name()))
}
