//! Details of what is selected on a page: what Enter shows where no list is open.

use crate::model::Model;
use crate::ui::state::{Page, UiState};

/// Shows details of what is selected; where nothing is, the sentence that says how to select something.
pub(super) fn show(state: &mut UiState, model: &Model) -> Option<String> {
    let lane = state.selection.lane_of_workers(model);
    let worker = state.selection.worker_in(model, lane);
    match state.page() {
        Page::Race if worker.is_some() => state.turn_to(Page::Workers),
        Page::Race if state.selection.lane().is_some() && !state.is_zoomed() => state.toggle_zoom(),
        Page::Race => return Some("No details here: select a worker (arrows) or a lane (tab) first.".into()),
        Page::Workers => match state.selection.selected(model) {
            Some((lane, worker)) => {
                state.selection.select(lane, worker);
                state.toggle_zoom();
            }
            None => return Some("No details here: no worker is there yet.".into()),
        },
        Page::Ranking => state.turn_to(Page::Losses),
        Page::Cores | Page::Lock | Page::Losses | Page::Output | Page::Tasks | Page::Life | Page::Memory => {
            return Some("No details here; ? says what this view shows, 3 has every worker.".into());
        }
    }
    None
}

#[cfg(test)]
mod tests;
