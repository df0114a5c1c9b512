use super::*;

use crate::event::Nanos;
use crate::race::setting::{Change, Step, switch_interval};
use crate::ui::script::Script;
use crate::ui::state::{NextRun, Overlay};

const REACH: Reach = Reach { page: 10, last: 25 };

fn press(state: &mut UiState, action: Action) -> Effect {
    update(state, action, &Script::of(&["gil", "pool"]).model_at(3.0), REACH)
}

#[test]
fn the_focus_goes_round_both_ways() {
    let mut state = UiState::default();
    press(&mut state, Action::FocusBack);
    assert_eq!(state.selection.lane(), Some(1));
    press(&mut state, Action::FocusNext);
    assert_eq!(state.selection.lane(), Some(0));
}

#[test]
fn digits_turn_to_the_views_and_escape_goes_back_step_by_step() {
    let mut state = UiState::default().zoomed_as_it_is();
    press(&mut state, Action::Pick(3));
    press(&mut state, Action::Scrub(-1));
    assert_eq!((state.page(), state.window.follows()), (Page::Lock, false));
    state.step_back();
    assert_eq!((state.page(), state.window.follows()), (Page::Lock, true), "first the cursor");
    state.step_back();
    assert_eq!((state.page(), state.is_zoomed()), (Page::Race, true), "then the view");
    state.step_back();
    assert!(!state.is_zoomed(), "then the zoom");
    press(&mut state, Action::Pick(9));
    assert_eq!(state.page(), Page::Race, "there are not so many");
}

#[test]
fn the_zoom_is_of_the_race() {
    let mut state = UiState::on(Page::Lock);
    press(&mut state, Action::Zoom);
    assert_eq!((state.page(), state.is_zoomed()), (Page::Race, true));
    press(&mut state, Action::Zoom);
    assert!(!state.is_zoomed());
}

#[test]
fn the_time_that_is_seen_is_that_of_the_picture() {
    let script = Script::of(&["gil", "pool"]);
    let mut state = UiState::default();
    let press = |state: &mut UiState, action, at| update(state, action, &script.model_at(at), REACH);
    press(&mut state, Action::Pause, 3.0);
    press(&mut state, Action::Scrub(0), 5.0);
    assert_eq!(
        state.window.cursor(),
        Some(Nanos::from_millis(2000)),
        "two seconds after the start when it froze"
    );
    press(&mut state, Action::Pause, 5.0);
    press(&mut state, Action::Bottom, 5.0);
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
    assert_eq!(state.picture(&Model::default()), &Script::of(&["gil", "pool"]).model_at(3.0));
    assert_eq!(press(&mut state, Action::Pause), Effect::Pause(false));
    assert!(!state.paused());
}

#[test]
fn what_is_over_is_not_paused() {
    let mut state = UiState::default();
    let over = Script::of(&["gil", "pool"]).finished();
    assert!(matches!(update(&mut state, Action::Pause, &over, REACH), Effect::Say(_)));
    assert!(!state.paused());
    press(&mut state, Action::Pause);
    assert_eq!(update(&mut state, Action::Pause, &over, REACH), Effect::Pause(false), "it ended meanwhile");
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
        assert_eq!((state.scrolled(), state.selection.worker()), (first, None), "{action:?}");
    }
    press(&mut state, Action::Output);
    assert_eq!(state.output(), Some(false), "it was there");
}

#[test]
fn the_ranking_scrolls_from_its_first_row() {
    let mut state = UiState::on(Page::Ranking);
    for (action, first) in [
        (Action::Up, 0),
        (Action::Down, 1),
        (Action::PageDown, 11),
        (Action::PageDown, 21),
        (Action::PageDown, 25),
        (Action::Up, 24),
    ] {
        press(&mut state, action.clone());
        assert_eq!((state.scrolled(), state.selection.worker()), (Some(first), None), "{action:?}");
    }
}

#[test]
fn a_fault_is_chosen_from_the_list_by_arrows_or_its_number() {
    let model = Script::of(&["gil", "pool"]).model_at(9.0);
    let mut state = UiState::default();
    let press = |state: &mut UiState, action| update(state, action, &model, Reach::default());
    assert_eq!(press(&mut state, Action::Pick(1)), Effect::None, "the list is not open");
    assert_eq!(press(&mut state, Action::Faults), Effect::OfferFaults);
    state.overlay = Overlay::FAULTS;
    press(&mut state, Action::Up);
    assert_eq!(state.overlay.marked_fault(), Some(Fault::ALL.len() - 1), "round and round");
    press(&mut state, Action::Down);
    press(&mut state, Action::Down);
    assert!(matches!(press(&mut state, Action::Confirm), Effect::Inject(_, Fault::Stop)));
    assert_eq!(
        (state.overlay.marked_fault(), state.selection.worker()),
        (None, Some(0)),
        "the list is closed, the worker marked"
    );
    state.overlay = Overlay::FAULTS;
    assert_eq!(press(&mut state, Action::Pick(8)), Effect::None, "there are not so many");
    assert!(matches!(press(&mut state, Action::Pick(2)), Effect::Inject(_, Fault::Panic)));
}

#[test]
fn what_ends_a_race_is_asked_and_the_same_again_is_done() {
    let mut state = UiState::default();
    assert_eq!(press(&mut state, Action::Again), Effect::Ask(NextRun::Again));
    let words = state.question.as_ref().map(|question| question.words.clone()).expect("a question");
    assert!(
        words.starts_with("r again ends this race at ") && words.ends_with("; any other key: no."),
        "{words}"
    );
    assert_eq!((press(&mut state, Action::Again), &state.question), (Effect::Restart, &None));

    press(&mut state, Action::Again);
    let wider = Change::step("workers", Step::On);
    let asked = Effect::Ask(NextRun::Changed(wider.clone()));
    assert_eq!(press(&mut state, Action::Change(wider.clone())), asked, "another key asks its own question");
    press(&mut state, Action::FocusNext);
    assert_eq!(state.question, None);
    assert_eq!(press(&mut state, Action::Change(wider.clone())), asked);
    assert_eq!(press(&mut state, Action::Change(wider.clone())), Effect::Change(wider));
}

#[test]
fn where_no_race_runs_nothing_is_asked() {
    let over = Script::of(&["gil", "pool"]).finished();
    for model in [&over, &Model::default()] {
        let mut state = UiState::default();
        assert_eq!(update(&mut state, Action::Again, model, REACH), Effect::Restart);
        assert_eq!(update(&mut state, Action::Undo, model, REACH), Effect::Undo);
        assert_eq!(state.question, None);
    }
}

#[test]
fn home_and_end_go_to_the_ends_of_what_the_page_shows() {
    for page in [Page::Race, Page::Cores, Page::Lock] {
        let mut state = UiState::on(page);
        assert_eq!(
            (press(&mut state, Action::Top), state.window.cursor()),
            (Effect::None, Some(Nanos::ZERO))
        );
        assert!(matches!(press(&mut state, Action::Top), Effect::Say(_)), "it is there");
        assert_eq!((press(&mut state, Action::Bottom), state.window.follows()), (Effect::None, true));
        assert!(matches!(press(&mut state, Action::Bottom), Effect::Say(_)), "it follows");
    }
    for (page, last) in [(Page::Output, None), (Page::Ranking, Some(25)), (Page::Tasks, Some(25))] {
        let mut state = UiState::on(page);
        press(&mut state, Action::PageUp);
        press(&mut state, Action::Top);
        assert_eq!(state.scrolled(), Some(0), "{page:?}");
        press(&mut state, Action::Bottom);
        assert_eq!(state.scrolled(), last, "{page:?}");
        assert!(matches!(press(&mut state, Action::Bottom), Effect::Say(_)));
    }
    let mut state = UiState::on(Page::Workers);
    press(&mut state, Action::Bottom);
    assert_eq!((state.selection.lane(), state.selection.worker()), (Some(1), Some(1)));
    press(&mut state, Action::Top);
    assert_eq!((state.selection.lane(), state.selection.worker()), (Some(0), Some(0)));
    let mut state = UiState::default().with_overlay(Overlay::FAULTS);
    press(&mut state, Action::Bottom);
    assert_eq!(state.overlay.marked_fault(), Some(Fault::ALL.len() - 1));
    press(&mut state, Action::Top);
    assert_eq!(state.overlay.marked_fault(), Some(0));
}

#[test]
fn pages_of_time_are_as_long_as_what_is_shown() {
    let model = Script::of(&["gil", "pool"]).model_at(3.0);
    let mut state = UiState::on(Page::Lock);
    let press = |state: &mut UiState, action| update(state, action, &model, Reach::default());
    assert!(matches!(press(&mut state, Action::PageDown), Effect::Say(_)), "there is no later");
    press(&mut state, Action::Stretch);
    press(&mut state, Action::Stretch);
    press(&mut state, Action::Scrub(0));
    let newest = state.window.cursor().expect("a cursor");
    press(&mut state, Action::PageUp);
    let earlier = state.window.cursor().expect("a cursor");
    assert!(earlier < newest, "{earlier:?} {newest:?}");
    press(&mut state, Action::PageDown);
    assert!(state.window.cursor().is_some_and(|at| at > earlier));
}
