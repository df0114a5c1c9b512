//! Selection of a worker in the table, and how the table scrolls with it.

use super::{Row, names, rows};
use crate::model::Model;
use crate::ui::action::Action;
use crate::ui::update::{Reach, UiState};
use crate::ui::view::page::WORKERS;

impl UiState {
    /// Index of the first row shown where `seen` rows fit: the selected one is always visible.
    #[must_use]
    pub fn first_row(&self, rows: &[Row], seen: usize) -> usize {
        let last = rows.len().saturating_sub(seen);
        let first = self.scrolled.unwrap_or(0).min(last);
        match rows.first().and_then(|row| self.row_of_selected(row.model, rows)) {
            Some(selected) if seen > 0 => first.clamp((selected + 1).saturating_sub(seen), selected),
            _ => first,
        }
    }

    fn row_of_selected(&self, model: &Model, rows: &[Row]) -> Option<usize> {
        let selected = self.selected(model)?;
        rows.iter().position(|row| (row.place, row.worker) == selected)
    }

    /// Marks the worker this many rows further down, wrapping around or stopping at the ends; returns the sentence
    /// for it.
    pub(in crate::ui) fn select_row(
        &mut self,
        model: &Model,
        reach: Reach,
        steps: isize,
        round: bool,
    ) -> Option<String> {
        self.keep_rows(model, reach);
        let (lane, worker) = self.row_after(model, steps, round)?;
        self.mark(model, lane, worker)
    }

    /// The lane and the worker this many rows below the selected one.
    fn row_after(&self, model: &Model, steps: isize, round: bool) -> Option<(usize, usize)> {
        let seen = self.frozen.as_deref().unwrap_or(model);
        let names = names(seen);
        let rows = rows(seen, self, &names);
        let (count, at) = (rows.len(), self.row_of_selected(seen, &rows)?);
        let to = if round {
            (at + count).saturating_add_signed(steps % count.cast_signed()) % count
        } else {
            at.saturating_add_signed(steps).min(count - 1)
        };
        rows.get(to).map(|row| (row.place, row.worker))
    }

    /// Keeps the visible rows where they are, whichever is selected next.
    pub(in crate::ui) fn keep_rows(&mut self, model: &Model, reach: Reach) {
        if self.page == WORKERS {
            let seen = self.frozen.as_deref().unwrap_or(model);
            let names = names(seen);
            self.scrolled = Some(self.first_row(&rows(seen, self, &names), usize::from(reach.page)));
        }
    }

    /// Sorts the table where it is visible, else returns the sentence that says where it is.
    pub(in crate::ui) fn sort_by(&mut self, action: &Action) -> Option<String> {
        if self.page != WORKERS {
            return Some("It is the table of workers that is sorted: view 3.".into());
        }
        match action {
            Action::SortNext => self.sort.step(1),
            Action::SortBefore => self.sort.step(-1),
            Action::Invert => self.sort.invert(),
            Action::Sort(column) => self.sort.choose(*column),
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::script::Script;
    use crate::ui::update::Effect;

    const REACH: Reach = Reach { page: 4, last: 6 };

    fn table() -> (Model, UiState) {
        let model = Script::of(&["gil", "pool"]).on(5, 2).model_at(3.0);
        (model, UiState { page: WORKERS, ..UiState::default() })
    }

    fn first(state: &UiState, model: &Model) -> usize {
        let names = names(model);
        state.first_row(&rows(model, state, &names), 4)
    }

    #[test]
    fn up_and_down_go_through_all_lanes_and_stop_at_the_ends() {
        let (model, mut state) = table();
        assert_eq!(state.selected(&model), Some((0, 0)));
        for _ in 0..6 {
            state.update(Action::Down, &model, REACH);
        }
        assert_eq!((state.selected(&model), first(&state, &model)), (Some((1, 1)), 3));
        state.update(Action::Up, &model, REACH);
        assert_eq!((state.selected(&model), first(&state, &model)), (Some((1, 0)), 3), "the rows stay");
        state.update(Action::PageDown, &model, REACH);
        state.update(Action::PageDown, &model, REACH);
        assert_eq!((state.selected(&model), first(&state, &model)), (Some((1, 4)), 6));
        state.update(Action::NextWorker, &model, REACH);
        assert_eq!((state.selected(&model), first(&state, &model)), (Some((0, 0)), 0), "n goes round");
    }

    #[test]
    fn a_row_that_is_pressed_stays_where_it_is() {
        let (model, mut state) = table();
        (state.focus, state.worker) = (Some(1), Some(0));
        assert_eq!(first(&state, &model), 2);
        state.update(Action::Mark(0, 3), &model, REACH);
        assert_eq!((state.selected(&model), first(&state, &model)), (Some((0, 3)), 2));
    }

    #[test]
    fn the_table_is_sorted_where_it_is_seen() {
        let (model, mut state) = table();
        state.update(Action::Sort(1), &model, REACH);
        state.update(Action::Invert, &model, REACH);
        assert_eq!((state.sort.place(), state.sort.falls()), (1, true));
        state.update(Action::SortNext, &model, REACH);
        state.update(Action::SortBefore, &model, REACH);
        assert_eq!((state.sort.place(), state.sort.falls()), (1, false));
        state.page = 0;
        let told = state.update(Action::SortNext, &model, REACH);
        assert!(state.sort.place() == 1 && matches!(told, Effect::Say(_)));
    }

    #[test]
    fn in_a_picture_that_stands_its_own_rows_are_meant() {
        let (model, mut state) = table();
        state.update(Action::Pause, &model, REACH);
        state.update(Action::Down, &Model::default(), REACH);
        assert_eq!((state.focus, state.worker, state.paused()), (Some(0), Some(1), true));
    }
}
