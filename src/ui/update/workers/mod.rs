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
mod tests;
