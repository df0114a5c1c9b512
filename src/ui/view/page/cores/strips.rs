//! Every core in a cell of its own: its load, by height and by heat.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::rows::heading;
use super::stage::Stage;
use super::uses::Uses;
use crate::ui::layout::{CoreLine, CoresLayout};
use crate::ui::theme::Theme;
use crate::ui::widget::paint;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Column, Ribbon};

/// Steps that the legend explains.
const STEPS: [(f64, &str); 3] = [(0.1, "idle"), (0.5, "half"), (1.0, "full")];

pub(super) fn draw(stage: &Stage, uses: &Uses, buf: &mut Buffer) {
    for (i, line) in stage.place.strips.iter().enumerate() {
        match line.heads {
            Some(group) => {
                let rest = heading(stage, uses, line, group, buf);
                if i == 0 {
                    paint::line_right(buf, rest, &legend(stage.ctx.theme));
                }
            }
            None => draw_strip(stage, uses, line, buf),
        }
    }
}

fn legend(theme: &Theme) -> Line<'static> {
    let steps = STEPS.map(|(share, word)| {
        let (_, style) = sample(theme.heat(share), &theme.glyphs);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 7")]
        let glyph = theme.glyphs.eighths[(share * 7.0) as usize + usize::from(share < 0.2)];
        [Span::styled(glyph, style), Span::styled(format!(" {word}  "), theme.quiet())]
    });
    Line::from(steps.into_iter().flatten().collect::<Vec<_>>())
}

/// Draws the number of the first core, then the cells, eight together.
fn draw_strip(stage: &Stage, uses: &Uses, line: &CoreLine, buf: &mut Buffer) {
    let (theme, area) = (stage.ctx.theme, line.area);
    let margin = stage.place.strips.iter().map(|line| line.area.x).min().unwrap_or(area.x);
    if let (Some(first), true) = (stage.cores.get(line.members.start), area.x > margin) {
        let width = usize::from(area.x - margin - 1);
        let label = Rect { x: margin, width: area.x - margin, y: area.bottom() - 1, height: 1 };
        paint::left(buf, label, &format!("{first:>width$}"), theme.quiet());
    }
    for (from, first) in line.members.clone().enumerate().step_by(8) {
        let mut cells = [Column::<1>::EMPTY; 8];
        let count = (line.members.end - first).min(8);
        for (cell, place) in cells.iter_mut().take(count).zip(first..) {
            *cell =
                uses.one(place).map_or(Column::EMPTY, |seen| Column::of(seen.busy, theme.heat(seen.busy)));
        }
        let column = CoresLayout::cell_column(from, area.width).min(area.width);
        let room = Rect { x: area.x + column, width: area.width - column, ..area };
        let room = Rect { width: room.width.min(u16::try_from(count).unwrap_or(0)), ..room };
        // An idle core is visible too.
        let ground = Rect { y: room.bottom().saturating_sub(1), height: room.height.min(1), ..room };
        paint::fill(buf, ground, if theme.is_ascii() { "-" } else { theme.glyphs.dot }, theme.quiet());
        (&Ribbon::new(&cells[..count], &theme.glyphs)).render(room, buf);
    }
}
