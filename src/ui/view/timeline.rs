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
mod tests {
    use super::*;
    use crate::ui::script::Script;
    use crate::ui::state::UiState;
    use crate::ui::theme::Theme;

    fn playback(at_ms: u64) -> Playback {
        let [at, length] = [at_ms, 10_000].map(Nanos::from_millis);
        Playback { speed: 1.0, looped: false, at, length }
    }

    fn row(at_ms: u64, width: u16) -> String {
        let (model, state, theme) =
            (Script::of(&["gil"]).model_at(3.0), UiState::default(), Theme::default());
        let kind = StageKind::Replay(playback(at_ms));
        let ctx = DrawContext::new(&model, &state, (&theme).into(), kind, 24);
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        let area = buf.area;
        draw(&ctx, area, &mut buf);
        buf.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn the_bar_shows_the_moment_between_its_ends() {
        let half = row(5000, 52);
        assert!(half.contains("5.00 s") && half.contains("10.00 s"), "{half}");
        let bar: String = half.chars().filter(|c| "━─●".contains(*c)).collect();
        assert_eq!(bar.chars().position(|c| c == '●'), Some(bar.chars().count() / 2), "{half}");
        assert!(row(0, 52).contains(" ●─") && row(10_000, 52).contains("━● "));
        assert!(!row(5000, 20).contains(" s"), "only the bar, where there is no room");
    }

    #[test]
    fn every_column_leads_to_its_moment_and_back() {
        let bar = bar_of(Rect::new(0, 0, 80, 1));
        for x in bar.left()..bar.right() {
            let at = moment(playback(0), bar, Position { x, y: 0 });
            assert_eq!(bar.x + column(Playback { at, ..playback(0) }, bar), x);
        }
        assert_eq!(moment(playback(0), bar, Position { x: 0, y: 0 }), Nanos::ZERO);
        assert_eq!(moment(playback(0), bar, Position { x: 79, y: 0 }), Nanos::from_millis(10_000));
    }

    #[test]
    fn a_drag_that_began_on_the_row_goes_on_beside_it() {
        let (model, theme) = (Script::of(&["gil"]).model_at(3.0), Theme::default());
        let area = Rect::new(0, 20, 80, 1);
        let asks = |timeline, gesture, y| {
            let mut state = UiState::default();
            state.timeline = timeline;
            let kind = StageKind::Replay(playback(0));
            let ctx = DrawContext::new(&model, &state, (&theme).into(), kind, 24);
            touched(&ctx, area, Mouse { gesture, at: Position { x: 79, y } })
        };
        let end = Some(Action::Play(Play::To(Nanos::from_millis(10_000))));
        assert_eq!(asks(false, Gesture::Press, 20), end);
        assert_eq!(asks(true, Gesture::Drag, 18), end);
        assert_eq!((asks(false, Gesture::Drag, 18), asks(true, Gesture::Press, 18)), (None, None));
        assert_eq!(asks(false, Gesture::WheelDown, 20), Some(Action::Play(Play::Move(1))));
        assert_eq!(asks(true, Gesture::WheelUp, 18), None);
    }
}
