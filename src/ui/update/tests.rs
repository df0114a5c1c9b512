use super::*;
use crate::event::Nanos;
use crate::race::setting::{Step, switch_interval};
use crate::ui::script::Script;

const REACH: Reach = Reach { page: 10, last: 25 };

fn press(view: &mut View, action: Action) -> Effect {
    view.update(action, &Script::of(&["gil", "pool"]).model_at(3.0), REACH)
}

#[test]
fn the_focus_goes_round_both_ways() {
    let mut view = View::default();
    press(&mut view, Action::FocusBack);
    assert_eq!(view.focus, Some(1));
    press(&mut view, Action::FocusNext);
    assert_eq!(view.focus, Some(0));
}

#[test]
fn the_focus_follows_the_race_until_it_is_chosen() {
    let script = Script::of(&["sequential", "gil", "pool"]);
    let focus = |view: &View, seconds: f64| view.focus_in(&script.model_at(seconds));
    let view = View::default();
    assert_eq!((focus(&view, 0.1), focus(&view, 3.0), focus(&view, 9.0)), (0, 0, 1));
    assert_eq!(focus(&view, 1000.0), 2, "the fastest of those that the verdict compares");
    assert_eq!(view.together(&script.finished()), [2, 1]);
    let chosen = View { focus: Some(0), ..View::default() };
    assert_eq!((focus(&chosen, 9.0), chosen.together(&script.finished())), (0, vec![]));
}

#[test]
fn the_menu_is_closed_before_the_list() {
    let mut view = View { faults: Some(1), ..View::default() };
    view.menu = Some(Menu::new(Err("nothing".into()), Vec::new()));
    assert!(view.close() && view.menu.is_none() && view.faults.is_some());
    assert!(view.close() && view.faults.is_none());
    assert!(!view.close(), "nothing is open");
}

#[test]
fn the_lock_of_the_focused_lane_is_shown_or_of_the_first_that_has_one() {
    let model = Script::of(&["pool", "gil", "gil"]).model_at(3.0);
    let mut view = View { focus: Some(2), ..View::default() };
    assert_eq!(view.lock_in(&model), Some(2));
    view.update(Action::FocusNext, &model, REACH);
    assert_eq!((view.focus, view.lock_in(&model)), (Some(0), Some(1)), "the pool has none");
    assert_eq!(view.lock_in(&Script::of(&["pool"]).model_at(3.0)), None);
}

#[test]
fn digits_turn_to_the_views_and_escape_goes_back_step_by_step() {
    let mut view = View { zoom: true, ..View::default() };
    press(&mut view, Action::Pick(3));
    press(&mut view, Action::Scrub(-1));
    assert_eq!((view.page, view.window.follows()), (3, false));
    view.step_back();
    assert_eq!((view.page, view.window.follows()), (3, true), "first the cursor");
    view.step_back();
    assert_eq!((view.page, view.zoom), (RACE, true), "then the view");
    view.step_back();
    assert!(!view.zoom, "then the zoom");
    press(&mut view, Action::Pick(8));
    assert_eq!(view.page, RACE, "there are not so many");
}

#[test]
fn the_zoom_is_of_the_race() {
    let mut view = View { page: 3, ..View::default() };
    press(&mut view, Action::Zoom);
    assert_eq!((view.page, view.zoom), (RACE, true));
    press(&mut view, Action::Zoom);
    assert!(!view.zoom);
}

#[test]
fn the_time_that_is_seen_is_that_of_the_picture() {
    let script = Script::of(&["gil", "pool"]);
    let mut view = View::default();
    let press = |view: &mut View, action, at| view.update(action, &script.model_at(at), REACH);
    press(&mut view, Action::Pause, 3.0);
    press(&mut view, Action::Scrub(0), 5.0);
    assert_eq!(
        view.window.cursor(),
        Some(Nanos::from_millis(2000)),
        "two seconds after the start when it froze"
    );
    press(&mut view, Action::Pause, 5.0);
    press(&mut view, Action::Follow, 5.0);
    press(&mut view, Action::Scrub(0), 5.0);
    assert_eq!(view.window.cursor(), Some(Nanos::from_millis(4000)));
    view.begin();
    assert!(view.window.follows(), "another race has another time");
}

#[test]
fn where_the_axis_ends_is_said() {
    let mut view = View::default();
    assert_eq!(press(&mut view, Action::Shrink), Effect::Say("All of the time is seen.".into()));
    let last = (0..20).map(|_| press(&mut view, Action::Stretch)).last();
    assert!(matches!(last, Some(Effect::Say(said)) if said.contains("further")));
}

#[test]
fn brackets_change_the_interval_and_the_race_goes_on() {
    let mut view = View::default();
    for step in [Step::Back, Step::On] {
        let change = Change::step(switch_interval::FLAG, step);
        assert_eq!(press(&mut view, Action::Change(change.clone())), Effect::Change(change.clone()));
        assert!(!change.restarts());
    }
}

#[test]
fn a_pause_freezes_the_model_as_it_is_and_a_second_lets_go() {
    let mut view = View::default();
    assert_eq!(press(&mut view, Action::Pause), Effect::Pause(true));
    assert_eq!(view.frozen.as_deref(), Some(&Script::of(&["gil", "pool"]).model_at(3.0)));
    assert_eq!(press(&mut view, Action::Pause), Effect::Pause(false));
    assert!(!view.paused());
}

#[test]
fn what_is_over_is_not_paused() {
    let mut view = View::default();
    let over = Script::of(&["gil", "pool"]).finished();
    assert!(matches!(view.update(Action::Pause, &over, REACH), Effect::Say(_)));
    assert!(!view.paused());
    press(&mut view, Action::Pause);
    assert_eq!(view.update(Action::Pause, &over, REACH), Effect::Pause(false), "it ended meanwhile");
    assert!(!view.paused());
}

#[test]
fn what_was_printed_follows_the_newest_line_until_it_is_scrolled() {
    let mut view = View::default();
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
        press(&mut view, action.clone());
        assert_eq!((view.scrolled, view.worker), (first, None), "{action:?}");
    }
    press(&mut view, Action::Output);
    assert_eq!(view.output, Some(false), "it was there");
}

#[test]
fn a_fault_is_chosen_from_the_list_by_arrows_or_its_number() {
    let model = Script::of(&["gil", "pool"]).model_at(9.0);
    let mut view = View::default();
    let press = |view: &mut View, action| view.update(action, &model, Reach::default());
    assert_eq!(press(&mut view, Action::Pick(1)), Effect::None, "the list is not open");
    assert_eq!(press(&mut view, Action::Faults), Effect::OfferFaults);
    view.faults = Some(0);
    press(&mut view, Action::Up);
    assert_eq!(view.faults, Some(Fault::ALL.len() - 1), "round and round");
    press(&mut view, Action::Down);
    press(&mut view, Action::Down);
    assert!(matches!(press(&mut view, Action::Confirm), Effect::Inflict(_, Fault::Stop)));
    assert_eq!((view.faults, view.worker), (None, Some(0)), "the list is closed, the worker marked");
    view.faults = Some(0);
    assert_eq!(press(&mut view, Action::Pick(8)), Effect::None, "there are not so many");
    assert!(matches!(press(&mut view, Action::Pick(2)), Effect::Inflict(_, Fault::Panic)));
}
