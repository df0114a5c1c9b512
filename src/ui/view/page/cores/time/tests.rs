use super::*;
use crate::ui::script::Script;
use crate::ui::stage::StageKind;
use crate::ui::state::{Reach, UiState};
use crate::ui::theme::Theme;
use crate::ui::update::update;

fn session(model: &Model, state: &UiState) -> Session {
    let theme = Theme::default();
    Session::of(&DrawContext::new(model, state, (&theme).into(), StageKind::Live, 24))
}

#[test]
fn the_axis_stands_still_while_lanes_run_and_shows_all_of_them_at_the_end() {
    let script = Script::of(&["gil", "pool"]);
    let lengths: Vec<Nanos> = (2..10)
        .map(|second| session(&script.model_at(f64::from(second)), &UiState::default()).seen.length)
        .collect();
    assert!(lengths.windows(2).all(|pair| pair[0] == pair[1]), "{lengths:?}");
    let model = script.finished();
    let over = session(&model, &UiState::default());
    let last = model.lanes[1].finished.unwrap();
    assert!(over.seen.from == model.lanes[0].started.unwrap() && over.seen.column(last, 50).is_some());
}

#[test]
fn what_is_stretched_and_read_out_belongs_to_the_lane_with_the_focus() {
    use crate::ui::action::Action;
    let model = Script::of(&["gil", "pool"]).finished();
    let mut state = UiState::default().focused(1);
    update(&mut state, Action::Look(Nanos::from_millis(1000)), &model, Reach::default());
    let started = model.lanes[1].started.unwrap();
    let seen = session(&model, &state);
    assert_eq!(seen.cursor, Some(started + Nanos::from_millis(1000)));
    assert_eq!(seen.seen.from, seen.origin, "nothing jumps because of a cursor");
    update(&mut state, Action::Stretch, &model, Reach::default());
    let stretched = session(&model, &state);
    assert!(stretched.seen.from >= started && stretched.seen.length < seen.seen.length);
}
