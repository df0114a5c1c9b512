//! Selection of a worker: in its lane on the page of the race, and in the table with its order and scroll position.

use crate::model::Model;
use crate::ui::action::Action;
use crate::ui::lanes::{supports_fault_injection, workers_of};
use crate::ui::roster::names;
use crate::ui::state::table::{first_row, row_of_selected, rows};
use crate::ui::state::{Page, Reach, Selection, UiState};

/// Selects this worker of this lane; returns the sentence for it.
pub(super) fn mark(selection: &mut Selection, model: &Model, lane: usize, worker: usize) -> Option<String> {
    selection.select(lane, worker);
    marked(selection, model)
}

/// Moves the mark by this many workers, wrapping around; marks the first when none was marked.
pub(super) fn select_worker(selection: &mut Selection, model: &Model, steps: isize) -> Option<String> {
    let place = selection.lane_of_workers(model);
    let count = workers_of(model, place);
    if count == 0 {
        return None;
    }
    let selected = match selection.worker_in(model, place) {
        None if steps > 0 => 0,
        None => count - 1,
        Some(worker) => (worker + count).saturating_add_signed(steps) % count,
    };
    mark(selection, model, place, selected)
}

/// Sentence on the marked worker and the faults it accepts.
fn marked(selection: &Selection, model: &Model) -> Option<String> {
    let place = selection.lane_of_workers(model);
    let (lane, selected) = (model.lanes.get(place)?, selection.worker_in(model, place)?);
    let pid = lane.workers.get(selected).and_then(|worker| worker.pid);
    let pid = pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
    let keys = if supports_fault_injection(lane) && lane.is_live() {
        ": x kills it, X lists other faults"
    } else {
        ""
    };
    Some(format!("Worker {selected}{pid} of {}{keys}.", model.name_of(lane)))
}

/// Marks the worker this many rows further down, wrapping around or stopping at the ends; returns the sentence for it.
pub(super) fn select_row(
    state: &mut UiState,
    model: &Model,
    reach: Reach,
    steps: isize,
    round: bool,
) -> Option<String> {
    keep_rows(state, model, reach);
    let (lane, worker) = row_after(state, model, steps, round)?;
    mark(&mut state.selection, model, lane, worker)
}

/// The lane and the worker this many rows below the selected one.
fn row_after(state: &UiState, model: &Model, steps: isize, round: bool) -> Option<(usize, usize)> {
    let seen = state.picture(model);
    let names = names(seen);
    let rows = rows(seen, state, &names);
    let (count, at) = (rows.len(), row_of_selected(state, seen, &rows)?);
    let to = if round {
        (at + count).saturating_add_signed(steps % count.cast_signed()) % count
    } else {
        at.saturating_add_signed(steps).min(count - 1)
    };
    rows.get(to).map(|row| (row.place, row.worker))
}

/// Keeps the visible rows where they are, whichever is selected next.
pub(super) fn keep_rows(state: &mut UiState, model: &Model, reach: Reach) {
    if state.page() == Page::Workers {
        let seen = state.picture(model);
        let names = names(seen);
        let first = first_row(state, &rows(seen, state, &names), usize::from(reach.page));
        state.scroll_to(Some(first));
    }
}

/// Sorts the table where it is visible, else returns the sentence that says where it is.
pub(super) fn sort_by(state: &mut UiState, action: &Action) -> Option<String> {
    if state.page() != Page::Workers {
        let number = Page::Workers.number();
        return Some(format!("It is the table of workers that is sorted: view {number}."));
    }
    match action {
        Action::SortNext => state.sort.step(1),
        Action::SortBefore => state.sort.step(-1),
        Action::Invert => state.sort.invert(),
        Action::Sort(column) => state.sort.choose(*column),
        _ => {}
    }
    None
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            (state.selection.selected(&model), first(&state, &model)),
            (Some((1, 0)), 3),
            "the rows stay"
        );
        update(&mut state, Action::PageDown, &model, REACH);
        update(&mut state, Action::PageDown, &model, REACH);
        assert_eq!((state.selection.selected(&model), first(&state, &model)), (Some((1, 4)), 6));
        update(&mut state, Action::NextWorker, &model, REACH);
        assert_eq!(
            (state.selection.selected(&model), first(&state, &model)),
            (Some((0, 0)), 0),
            "n goes round"
        );
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
        assert_eq!(
            (state.selection.lane(), state.selection.worker(), state.paused()),
            (Some(0), Some(1), true)
        );
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
            assert_eq!(
                update(&mut state, Action::Faults, &model, Reach::default()),
                Effect::Say(why.clone())
            );
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
}
