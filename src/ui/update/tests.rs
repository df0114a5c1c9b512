use super::*;
use crate::event::Nanos;
use crate::race::setting::{Step, switch_interval};
use crate::ui::script::Script;

const REACH: Reach = Reach { page: 10, last: 25 };

fn press(state: &mut UiState, action: Action) -> Effect {
    state.update(action, &Script::of(&["gil", "pool"]).model_at(3.0), REACH)
}

#[test]
fn the_focus_goes_round_both_ways() {
    let mut state = UiState::default();
    press(&mut state, Action::FocusBack);
    assert_eq!(state.focus, Some(1));
    press(&mut state, Action::FocusNext);
    assert_eq!(state.focus, Some(0));
}

#[test]
fn the_focus_follows_the_race_until_it_is_chosen() {
    let script = Script::of(&["sequential", "gil", "pool"]);
    let focus = |state: &UiState, seconds: f64| state.focus_in(&script.model_at(seconds));
    let state = UiState::default();
    assert_eq!((focus(&state, 0.1), focus(&state, 3.0), focus(&state, 9.0)), (0, 0, 1));
    assert_eq!(focus(&state, 1000.0), 2, "the fastest of those that the verdict compares");
    assert_eq!(state.together(&script.finished()), [2, 1]);
    let chosen = UiState { focus: Some(0), ..UiState::default() };
    assert_eq!((focus(&chosen, 9.0), chosen.together(&script.finished())), (0, vec![]));
}

#[test]
fn the_menu_is_closed_before_the_list() {
    let mut state = UiState { faults: Some(1), ..UiState::default() };
    state.menu = Some(Menu::new(Err("nothing".into()), Vec::new()));
    assert!(state.close() && state.menu.is_none() && state.faults.is_some());
    assert!(state.close() && state.faults.is_none());
    assert!(!state.close(), "nothing is open");
}

#[test]
fn the_lock_of_the_focused_lane_is_shown_or_of_the_first_that_has_one() {
    let model = Script::of(&["pool", "gil", "gil"]).model_at(3.0);
    let mut state = UiState { focus: Some(2), ..UiState::default() };
    assert_eq!(state.lock_in(&model), Some(2));
    state.update(Action::FocusNext, &model, REACH);
    assert_eq!((state.focus, state.lock_in(&model)), (Some(0), Some(1)), "the pool has none");
    assert_eq!(state.lock_in(&Script::of(&["pool"]).model_at(3.0)), None);
}

#[test]
fn digits_turn_to_the_views_and_escape_goes_back_step_by_step() {
    let mut state = UiState { zoom: true, ..UiState::default() };
    press(&mut state, Action::Pick(3));
    press(&mut state, Action::Scrub(-1));
    assert_eq!((state.page, state.window.follows()), (3, false));
    state.step_back();
    assert_eq!((state.page, state.window.follows()), (3, true), "first the cursor");
    state.step_back();
    assert_eq!((state.page, state.zoom), (RACE, true), "then the view");
    state.step_back();
    assert!(!state.zoom, "then the zoom");
    press(&mut state, Action::Pick(8));
    assert_eq!(state.page, RACE, "there are not so many");
}

#[test]
fn the_zoom_is_of_the_race() {
    let mut state = UiState { page: 3, ..UiState::default() };
    press(&mut state, Action::Zoom);
    assert_eq!((state.page, state.zoom), (RACE, true));
    press(&mut state, Action::Zoom);
    assert!(!state.zoom);
}

#[test]
fn the_time_that_is_seen_is_that_of_the_picture() {
    let script = Script::of(&["gil", "pool"]);
    let mut state = UiState::default();
    let press = |state: &mut UiState, action, at| state.update(action, &script.model_at(at), REACH);
    press(&mut state, Action::Pause, 3.0);
    press(&mut state, Action::Scrub(0), 5.0);
    assert_eq!(
        state.window.cursor(),
        Some(Nanos::from_millis(2000)),
        "two seconds after the start when it froze"
    );
    press(&mut state, Action::Pause, 5.0);
    press(&mut state, Action::Follow, 5.0);
    press(&mut state, Action::Scrub(0), 5.0);
    assert_eq!(state.window.cursor(), Some(Nanos::from_millis(4000)));
    state.begin();
    assert!(state.window.follows(), "another race has another time");
}

#[test]
fn where_the_axis_ends_is_said() {
    let mut state = UiState::default();
    assert_eq!(press(&mut state, Action::Shrink), Effect::Say("All of the time is seen.".into()));
    let last = (0..20).map(|_| press(&mut state, Action::Stretch)).last();
    assert!(matches!(last, Some(Effect::Say(said)) if said.contains("further")));
}

#[test]
fn brackets_change_the_interval_and_the_race_goes_on() {
    let mut state = UiState::default();
    for step in [Step::Back, Step::On] {
        let change = Change::step(switch_interval::FLAG, step);
        assert_eq!(press(&mut state, Action::Change(change.clone())), Effect::Change(change.clone()));
        assert!(!change.restarts());
    }
}

#[test]
fn a_pause_freezes_the_model_as_it_is_and_a_second_lets_go() {
    let mut state = UiState::default();
    assert_eq!(press(&mut state, Action::Pause), Effect::Pause(true));
    assert_eq!(state.frozen.as_deref(), Some(&Script::of(&["gil", "pool"]).model_at(3.0)));
    assert_eq!(press(&mut state, Action::Pause), Effect::Pause(false));
    assert!(!state.paused());
}

#[test]
fn what_is_over_is_not_paused() {
    let mut state = UiState::default();
    let over = Script::of(&["gil", "pool"]).finished();
    assert!(matches!(state.update(Action::Pause, &over, REACH), Effect::Say(_)));
    assert!(!state.paused());
    press(&mut state, Action::Pause);
    assert_eq!(state.update(Action::Pause, &over, REACH), Effect::Pause(false), "it ended meanwhile");
    assert!(!state.paused());
}

#[test]
fn what_was_printed_follows_the_newest_line_until_it_is_scrolled() {
    let mut state = UiState::default();
    for (action, first) in [
        (Action::Down, None),
        (Action::Up, Some(24)),
        (Action::PageUp, Some(14)),
        (Action::PageUp, Some(4)),
        (Action::PageUp, Some(0)),
        (Action::PageDown, Some(10)),
        (Action::PageDown, Some(20)),
        (Action::PageDown, None),
    ] {
        press(&mut state, action.clone());
        assert_eq!((state.scrolled, state.worker), (first, None), "{action:?}");
    }
    press(&mut state, Action::Output);
    assert_eq!(state.output, Some(false), "it was there");
}

#[test]
fn a_fault_is_chosen_from_the_list_by_arrows_or_its_number() {
    let model = Script::of(&["gil", "pool"]).model_at(9.0);
    let mut state = UiState::default();
    let press = |state: &mut UiState, action| state.update(action, &model, Reach::default());
    assert_eq!(press(&mut state, Action::Pick(1)), Effect::None, "the list is not open");
    assert_eq!(press(&mut state, Action::Faults), Effect::OfferFaults);
    state.faults = Some(0);
    press(&mut state, Action::Up);
    assert_eq!(state.faults, Some(Fault::ALL.len() - 1), "round and round");
    press(&mut state, Action::Down);
    press(&mut state, Action::Down);
    assert!(matches!(press(&mut state, Action::Confirm), Effect::Inject(_, Fault::Stop)));
    assert_eq!((state.faults, state.worker), (None, Some(0)), "the list is closed, the worker marked");
    state.faults = Some(0);
    assert_eq!(press(&mut state, Action::Pick(8)), Effect::None, "there are not so many");
    assert!(matches!(press(&mut state, Action::Pick(2)), Effect::Inject(_, Fault::Panic)));
}
