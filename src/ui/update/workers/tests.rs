use super::*;
use crate::event::{Fault, LaneId, WorkerId};
use crate::ui::script::Script;
use crate::ui::state::FaultTarget;
use crate::ui::update::{Effect, update};

const REACH: Reach = Reach { page: 4, last: 6 };

fn table() -> (Model, UiState) {
    let model = Script::of(&["gil", "pool"]).on(5, 2).model_at(3.0);
    (model, UiState::on(Page::Workers))
}

fn first(state: &UiState, model: &Model) -> usize {
    let names = names(model);
    first_row(state, &rows(model, state, &names), 4)
}

#[test]
fn up_and_down_go_through_all_lanes_and_stop_at_the_ends() {
    let (model, mut state) = table();
    assert_eq!(state.selection.selected(&model), Some((0, 0)));
    for _ in 0..6 {
        update(&mut state, Action::Down, &model, REACH);
    }
    assert_eq!((state.selection.selected(&model), first(&state, &model)), (Some((1, 1)), 3));
    update(&mut state, Action::Up, &model, REACH);
    assert_eq!((state.selection.selected(&model), first(&state, &model)), (Some((1, 0)), 3), "the rows stay");
    update(&mut state, Action::PageDown, &model, REACH);
    update(&mut state, Action::PageDown, &model, REACH);
    assert_eq!((state.selection.selected(&model), first(&state, &model)), (Some((1, 4)), 6));
    update(&mut state, Action::NextWorker, &model, REACH);
    assert_eq!((state.selection.selected(&model), first(&state, &model)), (Some((0, 0)), 0), "n goes round");
}

#[test]
fn the_table_opens_at_its_top_whichever_lane_runs() {
    let model = Script::of(&["gil", "pool"]).on(5, 2).model_at(8.0);
    let mut state = UiState::on(Page::Workers);
    assert_eq!((state.selection.selected(&model), first(&state, &model)), (Some((1, 0)), 0));
    update(&mut state, Action::Down, &model, REACH);
    assert_eq!(
        (state.selection.selected(&model), first(&state, &model)),
        (Some((1, 1)), 3),
        "now it is seen"
    );
}

#[test]
fn a_row_that_is_pressed_stays_where_it_is() {
    let (model, mut state) = table();
    state.selection.select(1, 0);
    assert_eq!(first(&state, &model), 2);
    update(&mut state, Action::Mark(0, 3), &model, REACH);
    assert_eq!((state.selection.selected(&model), first(&state, &model)), (Some((0, 3)), 2));
}

#[test]
fn the_table_is_sorted_where_it_is_seen() {
    let (model, mut state) = table();
    update(&mut state, Action::Sort(1), &model, REACH);
    update(&mut state, Action::Invert, &model, REACH);
    assert_eq!((state.sort.place(), state.sort.falls()), (1, true));
    update(&mut state, Action::SortNext, &model, REACH);
    update(&mut state, Action::SortBefore, &model, REACH);
    assert_eq!((state.sort.place(), state.sort.falls()), (1, false));
    state.turn_to(Page::Race);
    let told = update(&mut state, Action::SortNext, &model, REACH);
    assert!(state.sort.place() == 1 && matches!(told, Effect::Say(_)));
}

#[test]
fn in_a_picture_that_stands_its_own_rows_are_meant() {
    let (model, mut state) = table();
    update(&mut state, Action::Pause, &model, REACH);
    update(&mut state, Action::Down, &Model::default(), REACH);
    assert_eq!((state.selection.lane(), state.selection.worker(), state.paused()), (Some(0), Some(1), true));
}

#[test]
fn the_first_worker_is_meant_until_another_is_selected() {
    let model = Script::of(&["gil", "pool"]).on(3, 2).model_at(9.0);
    let mut state = UiState::default();
    assert_eq!(FaultTarget::of(&state.selection, &model).unwrap().worker, WorkerId(0));
    assert_eq!(state.selection.worker_in(&model, 1), None, "nobody was marked");
    for expected in [0, 1, 2, 0] {
        update(&mut state, Action::NextWorker, &model, Reach::default());
        assert_eq!(state.selection.worker_in(&model, 1), Some(expected));
    }
    update(&mut state, Action::Up, &model, Reach::default());
    let target = FaultTarget { lane: LaneId(1), worker: WorkerId(2), pid: Some(4713) };
    assert_eq!(FaultTarget::of(&state.selection, &model), Ok(target));
    assert_eq!(state.selection.worker_in(&model, 0), None, "the mark is in one lane");
    assert_eq!(
        update(&mut state, Action::Kill, &model, Reach::default()),
        Effect::Inject(target, Fault::Kill)
    );
}

#[test]
fn why_nothing_can_be_done_is_said() {
    let script = Script::of(&["gil", "pool"]);
    let refused = |seconds: f64, focus: Option<usize>| {
        let mut state = UiState::default();
        if let Some(lane) = focus {
            state.selection.focus(lane);
        }
        let model = script.model_at(seconds);
        let Effect::Say(why) = update(&mut state, Action::Kill, &model, Reach::default()) else {
            panic!("there is nobody to kill");
        };
        assert_eq!(update(&mut state, Action::Faults, &model, Reach::default()), Effect::Say(why.clone()));
        why
    };
    assert!(refused(3.0, None).starts_with("Threads cannot be killed one by one"));
    assert!(refused(3.0, Some(1)).contains("pool lane is not running"));
    assert!(refused(1000.0, Some(1)).starts_with("It is over"));
}

#[test]
fn where_lanes_run_together_the_processes_are_meant() {
    let model = Script::of(&["gil", "pool"]).on(2, 4).split().model_at(2.0);
    let state = UiState::default();
    assert_eq!(
        (state.selection.focus_in(&model), FaultTarget::of(&state.selection, &model).unwrap().lane),
        (0, LaneId(1))
    );
}
