use super::*;
use crate::event::{Event, EventKind, Nanos, Repetitions};
use crate::ui::action::Action;
use crate::ui::script::Script;
use crate::ui::state::Reach;
use crate::ui::update::update;

fn press(state: &mut UiState, model: &Model, action: Action) {
    update(state, action, model, Reach::default());
}

/// The page after a race of these lanes, for an audience or not.
fn page_after(lanes: &[&'static str], present: bool) -> Page {
    let (script, mut state) = (Script::of(lanes), UiState::default());
    turn_at_the_end(&mut state, &script.model_at(3.0), present);
    assert_eq!(state.page(), Page::Race, "while it runs");
    turn_at_the_end(&mut state, &script.finished(), present);
    state.page()
}

#[test]
fn three_lanes_end_on_the_ranking_and_two_before_an_audience() {
    assert_eq!(page_after(&["gil", "pool"], false), Page::Race);
    assert_eq!(page_after(&["gil", "pool"], true), Page::Ranking);
    assert_eq!(page_after(&["gil", "pool", "threads"], false), Page::Ranking);
    assert_eq!(page_after(&["pool"], false), Page::Race);
}

#[test]
fn a_repeated_race_and_a_failed_one_end_on_the_ranking() {
    let mut model = Script::of(&["gil", "pool"]).finished();
    if let Some(plan) = &mut model.plan {
        plan.repetitions = Repetitions { planned: 5, budget_s: None };
    }
    let mut state = UiState::default();
    turn_at_the_end(&mut state, &model, false);
    assert_eq!(state.page(), Page::Ranking);
    for (end, page) in [(End::Failed("no memory".into()), Page::Ranking), (End::Stopped, Page::Race)] {
        let mut model = Script::of(&["gil", "pool", "threads"]).model_at(3.0);
        model.apply(&Event { at: Nanos::from_millis(3100), fact: EventKind::RaceEnded { end } });
        let mut state = UiState::default();
        turn_at_the_end(&mut state, &model, false);
        assert_eq!(state.page(), page);
    }
}

#[test]
fn a_page_that_the_viewer_chose_stays() {
    let script = Script::of(&["gil", "pool", "threads"]);
    for page in Page::ALL {
        let mut state = UiState::default();
        press(&mut state, &script.model_at(3.0), Action::Page(page));
        turn_at_the_end(&mut state, &script.finished(), true);
        assert_eq!(state.page(), page);
    }
    let mut state = UiState::default();
    press(&mut state, &script.model_at(3.0), Action::Zoom);
    turn_at_the_end(&mut state, &script.finished(), false);
    assert_eq!((state.page(), state.is_zoomed()), (Page::Race, true), "a zoomed lane is a choice");
}

#[test]
fn one_key_goes_back_to_the_race_and_it_stays_there() {
    let model = Script::of(&["gil", "pool", "threads"]).finished();
    for back in [Action::Pick(0), Action::Page(Page::Race)] {
        let mut state = UiState::default();
        turn_at_the_end(&mut state, &model, false);
        press(&mut state, &model, back);
        turn_at_the_end(&mut state, &model, false);
        assert_eq!(state.page(), Page::Race);
    }
    let mut state = UiState::default();
    turn_at_the_end(&mut state, &model, false);
    state.step_back();
    turn_at_the_end(&mut state, &model, false);
    assert_eq!(state.page(), Page::Race, "escape, too");
}

#[test]
fn another_race_begins_on_its_own_page_and_ends_on_the_ranking_again() {
    let script = Script::of(&["gil", "pool", "threads"]);
    for chosen in [None, Some(Page::Ranking), Some(Page::Race)] {
        let mut state = UiState::default();
        turn_at_the_end(&mut state, &script.finished(), false);
        if let Some(page) = chosen {
            state.turn_to(page);
        }
        state.begin();
        assert_eq!(state.page(), Page::Race);
        turn_at_the_end(&mut state, &script.model_at(3.0), false);
        assert_eq!(state.page(), Page::Race);
        turn_at_the_end(&mut state, &script.finished(), false);
        assert_eq!(state.page(), Page::Ranking);
    }
    let mut state = UiState::on(Page::Lock);
    state.begin();
    assert_eq!(state.page(), Page::Lock, "a page besides these stays");
}

#[test]
fn a_picture_that_stands_keeps_its_page() {
    let script = Script::of(&["gil", "pool", "threads"]);
    let mut state = UiState::default();
    press(&mut state, &script.model_at(3.0), Action::Pause);
    turn_at_the_end(&mut state, &script.finished(), false);
    assert_eq!(state.page(), Page::Race);
    press(&mut state, &script.finished(), Action::Pause);
    turn_at_the_end(&mut state, &script.finished(), false);
    assert_eq!(state.page(), Page::Ranking);
}
