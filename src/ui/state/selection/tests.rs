use super::*;
use crate::ui::script::Script;

#[test]
fn the_focus_follows_the_race_until_it_is_chosen() {
    let script = Script::of(&["sequential", "gil", "pool"]);
    let focus = |selection: &Selection, seconds: f64| selection.focus_in(&script.model_at(seconds));
    let mut selection = Selection::default();
    let over = selection;
    assert_eq!((focus(&over, 0.1), focus(&over, 3.0), focus(&over, 9.0)), (0, 0, 1));
    assert_eq!(focus(&over, 1000.0), 2, "the fastest of those that the verdict compares");
    selection.focus(0);
    assert_eq!((focus(&selection, 9.0), selection.together(&script.finished())), (0, None));
}

#[test]
fn the_two_lanes_with_a_role_belong_together_whatever_their_speed() {
    for seconds in [0.1, 3.0, 9.0, 1000.0] {
        let together =
            |lanes: &[&'static str]| Selection::default().together(&Script::of(lanes).model_at(seconds));
        assert_eq!(together(&["sequential", "gil", "threads", "pool"]), Some([3, 1]), "{seconds}");
        assert_eq!(together(&["threads", "gil"]), Some([0, 1]));
        let over = Script::of(&["pool", "threads"]).model_at(seconds).is_over();
        assert_eq!(together(&["pool", "threads"]), over.then_some([0, 1]), "no lock, {seconds}");
    }
}

#[test]
fn the_lock_of_the_focused_lane_is_shown_or_of_the_first_that_has_one() {
    let model = Script::of(&["pool", "gil", "gil"]).model_at(3.0);
    let mut selection = Selection::default();
    selection.focus(2);
    assert_eq!(selection.lock_in(&model), Some(2));
    selection.move_focus(&model, 1);
    assert_eq!((selection.lane(), selection.lock_in(&model)), (Some(0), Some(1)), "the pool has none");
    assert_eq!(selection.lock_in(&Script::of(&["pool"]).model_at(3.0)), None);
}

#[test]
fn another_lane_drops_the_worker() {
    let mut selection = Selection::default();
    selection.select(1, 2);
    selection.focus(1);
    assert_eq!((selection.lane(), selection.worker()), (Some(1), Some(2)));
    selection.focus(0);
    assert_eq!((selection.lane(), selection.worker()), (Some(0), None));
}
