//! The table below the bars: a row for each cause, a column for each lane, fixed positions.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::ink::ink;
use super::loss_row::LossRow;
use crate::model::losses::{Cause, Losses};
use crate::text::cut::cut;
use crate::ui::layout::cut_top;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Ink, paint};

/// Width of the names of the rows.
const NAMES: u16 = 25;
/// Width of a lane.
const LANE: u16 = 11;

/// Rows beyond [`TABLE_HEIGHT`](super::rows::TABLE_HEIGHT): stops have one where a worker was stopped.
pub(super) fn more(stands: &[LossRow]) -> u16 {
    let stopped = |stand: &LossRow| stand.budget.is_ok_and(|budget| budget.to(Cause::Stopped).times != 0.0);
    u16::from(stands.iter().any(stopped))
}

pub(super) fn draw(stands: &[LossRow], mut area: Rect, buf: &mut Buffer) {
    let Some(LossRow { ctx, .. }) = stands.first() else { return };
    let theme = ctx.theme;
    let stopped = more(stands) > 0;
    let shown = usize::from(area.width.saturating_sub(NAMES) / LANE).min(stands.len());
    let (stands, more) = stands.split_at(shown);
    let mut head = paint::after(cut_top(&mut area, 1), NAMES);
    for stand in stands {
        let name = cut(&ctx.model.name_of(stand.lane), LANE - 1, theme.glyphs.ellipsis);
        paint::right(buf, Rect { width: LANE.min(head.width), ..head }, &name, theme.quiet());
        head = paint::after(head, LANE);
    }
    if !more.is_empty() {
        paint::left(buf, paint::after(head, 1), &format!("+{}", more.len()), theme.caution());
    }
    let mut row = |ink: Ink, name: &str, style: Style, figure: &dyn Fn(&Losses) -> f64| {
        let line = cut_top(&mut area, 1);
        let (glyph, look) = sample(ink, &theme.glyphs);
        paint::left(buf, line, glyph, look);
        paint::left(buf, paint::after(Rect { width: NAMES.min(line.width), ..line }, 2), name, style);
        let mut rest = paint::after(line, NAMES);
        for stand in stands {
            let cell = Rect { width: LANE.min(rest.width), ..rest };
            match &stand.budget {
                Ok(budget) => {
                    // Zero has no sign.
                    let figure = Some(figure(budget)).filter(|figure| figure.abs() >= 0.005).unwrap_or(0.0);
                    let style = if figure == 0.0 { theme.quiet() } else { style };
                    let figure =
                        format!("{figure:.2} {}", theme.glyphs.times).replace('-', theme.glyphs.minus);
                    paint::right(buf, cell, &figure, style);
                }
                Err(_) => {
                    paint::right(buf, cell, &format!("{}  ", theme.glyphs.dash), theme.quiet());
                }
            }
            rest = paint::after(rest, LANE);
        }
    };
    row(theme.ours(), "measured", theme.strong(), &|budget| budget.measured);
    for cause in Cause::ALL.into_iter().filter(|cause| *cause != Cause::Stopped || stopped) {
        row(ink(theme, cause), cause.word(), theme.text(), &|budget| budget.to(cause).signed());
    }
    row(Ink::Blank, "possible", theme.strong(), &|budget| budget.possible);
}
