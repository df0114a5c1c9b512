use std::sync::Arc;

use super::*;
use crate::event::Nanos;
use crate::ui::state::Extent;

#[test]
fn a_step_back_drops_the_cursor_then_the_page_then_the_zoom() {
    let mut state = UiState::on(Page::Lock).zoomed(0);
    state.window.look(Extent::default(), Nanos::ZERO);
    state.step_back();
    assert_eq!((state.page(), state.window.follows()), (Page::Lock, true));
    state.step_back();
    assert_eq!((state.page(), state.is_zoomed()), (Page::Race, true));
    assert!(state.step_back() && !state.is_zoomed());
    assert!(!state.step_back(), "it is the initial view");
}

#[test]
fn an_earlier_race_is_shown_until_a_step_back_or_another_race() {
    let earlier = Arc::new(Model { now: Nanos::from_millis(7), ..Model::default() });
    let past = || Past { number: 1, of: 2, model: Arc::clone(&earlier) };
    let (present, mut state) = (Model::default(), UiState::default());
    state.window.look(Extent::default(), Nanos::ZERO);
    state.show_past(past());
    assert_eq!((state.picture(&present), state.stands_still(), state.paused()), (&*earlier, true, false));
    assert!(state.window.follows(), "it has another time");
    assert!(state.step_back());
    assert_eq!((state.picture(&present), state.stands_still()), (&present, false));
    state.show_past(past());
    state.begin();
    assert_eq!(state.past(), None);
}

#[test]
fn the_zoom_belongs_to_the_race_and_another_page_drops_the_scroll_position() {
    let mut state = UiState::on(Page::Output);
    state.scroll_to(Some(7));
    state.toggle_zoom();
    assert_eq!((state.page(), state.is_zoomed(), state.scrolled()), (Page::Race, true, None));
    state.toggle_zoom();
    assert!(!state.is_zoomed());
}

#[test]
fn another_run_closes_the_list_of_faults_and_lets_the_picture_go_on() {
    let mut state = UiState::default().with_overlay(Overlay::FAULTS);
    state.freeze(Some(&Model::default()));
    assert!(state.paused());
    state.begin();
    assert!(!state.paused() && state.overlay == Overlay::None);
}
