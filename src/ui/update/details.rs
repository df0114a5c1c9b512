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
mod tests {
    use super::*;
    use crate::ui::script::Script;

    #[test]
    fn enter_goes_from_a_lane_or_a_worker_into_its_details() {
        let model = Script::of(&["gil", "pool"]).model_at(3.0);
        let mut state = UiState::default();
        assert!(show(&mut state, &model).is_some_and(|said| said.contains("select a worker")));
        state.selection.focus(1);
        assert_eq!((show(&mut state, &model), state.is_zoomed(), state.page()), (None, true, Page::Race));
        assert!(show(&mut state, &model).is_some(), "it has the whole screen already");
        state.selection.select(0, 1);
        assert_eq!((show(&mut state, &model), state.page()), (None, Page::Workers));
        assert_eq!((show(&mut state, &model), state.page(), state.is_zoomed()), (None, Page::Race, true));
        assert_eq!(state.selection.lane(), Some(0));
    }

    #[test]
    fn where_there_are_no_details_enter_says_so() {
        let model = Script::of(&["gil", "pool"]).finished();
        for page in
            [Page::Cores, Page::Lock, Page::Losses, Page::Output, Page::Tasks, Page::Life, Page::Memory]
        {
            let mut state = UiState::on(page);
            let said = show(&mut state, &model).expect("an answer");
            assert!(said.starts_with("No details here"), "{said}");
            assert_eq!(state.page(), page);
        }
        let mut state = UiState::on(Page::Ranking);
        assert_eq!((show(&mut state, &model), state.page()), (None, Page::Losses));
        let mut state = UiState::on(Page::Workers);
        assert!(show(&mut state, &Model::default()).is_some());
    }
}
