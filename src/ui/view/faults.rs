//! The list of faults for the selected worker.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::event::Fault;
use crate::text::wrap::paragraph;
use crate::ui::action::Action;
use crate::ui::chrome::popup;
use crate::ui::command::Command;
use crate::ui::state::FaultTarget;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::{paint, put};

/// Action of a press beside the list.
const CLOSE: Action = Action::Shell(Command::Close);
/// Width of the list: enough for the longest entry.
const WIDTH: u16 = 88;

/// Width of a name, with its number and the space after it.
const NAME: u16 = 12;

pub(super) fn draw(ctx: &DrawContext, marked: usize, area: Rect, buf: &mut Buffer) {
    let theme = ctx.theme;
    let room = area.width.min(WIDTH).saturating_sub(4 + NAME).max(8);
    let entries: Vec<Vec<String>> = Fault::ALL.iter().map(|fault| paragraph(fault.about(), room)).collect();
    let frame = popup::frame(area, WIDTH, entries.iter().map(Vec::len).sum());
    popup::border(theme, frame, &title(ctx), buf);
    let Some(inner) = popup::inner(frame) else { return };
    // The marked entry is shown, however low the screen is.
    let above: usize = entries.iter().take(marked + 1).map(Vec::len).sum();
    let hidden = above.saturating_sub(usize::from(inner.height));
    let lines = entries.iter().enumerate().flat_map(|(place, about)| {
        let fault = Fault::ALL[place];
        about.iter().enumerate().map(move |(i, text)| {
            let name = if i == 0 { format!("{} {}", place + 1, fault.name()) } else { String::new() };
            (place, name, text)
        })
    });
    for ((place, name, text), y) in lines.skip(hidden).zip(inner.top()..inner.bottom()) {
        let chosen = place == marked;
        let mark = if chosen { theme.glyphs.focus } else { " " };
        let style = if chosen { theme.accent() } else { theme.strong() };
        let width = usize::from(NAME) - 2;
        let line = Line::from(vec![
            Span::styled(format!("{mark} {name:<width$}"), style),
            Span::styled(text.clone(), if chosen { theme.strong() } else { theme.text() }),
        ]);
        put::line(buf, (inner.x, y), &line, inner.width);
    }
    let foot = Rect { y: frame.bottom() - 1, height: 1, ..inner };
    paint::right(buf, foot, " arrows and enter, or 1-7; esc closes ", theme.caution());
}

/// Action of a press at `at`: the entry whose line is there; beside the list it closes.
pub(super) fn touched(marked: usize, area: Rect, at: Position) -> Action {
    let room = area.width.min(WIDTH).saturating_sub(4 + NAME).max(8);
    let heights: Vec<usize> = Fault::ALL.iter().map(|fault| paragraph(fault.about(), room).len()).collect();
    let Some(inner) =
        popup::inner(popup::frame(area, WIDTH, heights.iter().sum())).filter(|i| i.contains(at))
    else {
        return CLOSE;
    };
    let above: usize = heights.iter().take(marked + 1).sum();
    let mut line = usize::from(at.y - inner.y) + above.saturating_sub(usize::from(inner.height));
    let place = heights.iter().position(|height| {
        let here = line < *height;
        line = line.saturating_sub(*height);
        here
    });
    place.map_or(CLOSE, Action::Pick)
}

/// Title: the worker that will get the fault.
fn title(ctx: &DrawContext) -> String {
    FaultTarget::of(&ctx.state.selection, ctx.model).map_or_else(
        |_| " faults ".into(),
        |fault_target| {
            let pid = fault_target.pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
            let lane =
                ctx.model.lane(fault_target.lane).map_or_else(String::new, |lane| ctx.model.name_of(lane));
            format!(" faults for worker {}{pid} of {lane} ", fault_target.worker.0)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_chooses_the_entry_that_is_there_and_beside_the_list_closes_it() {
        let area = Rect::new(0, 0, 120, 40);
        let frame = popup::frame(area, WIDTH, Fault::ALL.len());
        let inner = popup::inner(frame).unwrap();
        for (place, y) in (inner.top()..inner.bottom()).enumerate() {
            assert_eq!(touched(0, area, Position::new(inner.x + 3, y)), Action::Pick(place));
        }
        assert_eq!(touched(0, area, Position::new(0, 0)), CLOSE);
    }
}
