//! The timeline of a recording: its moments from the first to the last in one row, to be clicked and dragged.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::event::Nanos;
use crate::ui::action::Action;
use crate::ui::layout::inner;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::player::{Play, Playback};
use crate::ui::stage::StageKind;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// Width of a moment beside the bar.
const MOMENT: u16 = 9;
/// Least width of the row for moments beside the bar.
const ROOMY: u16 = 40;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let StageKind::Replay(playback) = ctx.kind else { return };
    if area.is_empty() {
        return;
    }
    let (theme, row, bar) = (ctx.theme, inner(area), bar_of(area));
    if bar.width < row.width {
        let [left, right] =
            [Rect { width: MOMENT, ..row }, Rect { x: row.right() - MOMENT, width: MOMENT, ..row }];
        paint::left(buf, left, &words(playback.at), theme.strong());
        paint::right(buf, right, &words(playback.length), theme.quiet());
    }
    let knob = column(playback, bar);
    let passed = if ctx.state.timeline { theme.accent() } else { theme.text() };
    paint::fill(buf, bar, theme.glyphs.track, theme.quiet());
    paint::fill(buf, Rect { width: knob, ..bar }, theme.glyphs.bar, passed);
    paint::left(buf, Rect { x: bar.x + knob, width: bar.width.min(1), ..bar }, theme.glyphs.chosen, passed);
}

/// Action of the mouse: a press on the row, and from then on every move with the button down, goes to the moment at
/// its column.
pub(super) fn touched(ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
    let StageKind::Replay(playback) = ctx.kind else { return None };
    let on_it = area.contains(mouse.at);
    let drags = on_it || (ctx.state.timeline && !area.is_empty());
    let here = Play::To(moment(playback, bar_of(area), mouse.at));
    let play = match mouse.gesture {
        Gesture::Press => Some(here).filter(|_| on_it),
        Gesture::Drag => Some(here).filter(|_| drags),
        Gesture::WheelUp => Some(Play::Move(-1)).filter(|_| on_it),
        Gesture::WheelDown => Some(Play::Move(1)).filter(|_| on_it),
    };
    play.map(Action::Play)
}

/// The bar, between the current moment and the last one where there is room for them.
fn bar_of(area: Rect) -> Rect {
    let row = inner(area);
    if row.width < ROOMY {
        return row;
    }
    Rect { x: row.x + MOMENT + 1, width: row.width - 2 * (MOMENT + 1) + 1, ..row }
}

/// Column of the current moment, from the bar's first.
fn column(playback: Playback, bar: Rect) -> u16 {
    let last = bar.width.saturating_sub(1);
    let share = playback.at.share_of(playback.length).clamp(0.0, 1.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the bar's width")]
    let column = (share * f64::from(last)).round() as u16;
    column
}

/// The moment at a place of the bar.
fn moment(playback: Playback, bar: Rect, at: Position) -> Nanos {
    let last = bar.width.saturating_sub(1).max(1);
    let column = at.x.saturating_sub(bar.x).min(last);
    Nanos::from_secs_f64(playback.length.secs() * f64::from(column) / f64::from(last))
}

fn words(moment: Nanos) -> String {
    format!("{:.2} s", moment.secs())
}

#[cfg(test)]
mod tests;
