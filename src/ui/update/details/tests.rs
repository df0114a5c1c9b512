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
    for page in [Page::Cores, Page::Lock, Page::Losses, Page::Output, Page::Tasks, Page::Life, Page::Memory] {
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
