use super::*;
use crate::ui::script::Script;
use crate::ui::state::UiState;
use crate::ui::theme::Theme;

fn playback(at_ms: u64) -> Playback {
    let [at, length] = [at_ms, 10_000].map(Nanos::from_millis);
    Playback { speed: 1.0, looped: false, at, length }
}

fn row(at_ms: u64, width: u16) -> String {
    let (model, state, theme) = (Script::of(&["gil"]).model_at(3.0), UiState::default(), Theme::default());
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
