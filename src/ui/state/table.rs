//! The table of workers in the viewer's order: its rows, and which of them are shown.

use super::ui_state::UiState;
use crate::model::Model;
use crate::ui::lanes::workers_of;
use crate::ui::roster::{Row, count};

/// All workers, in the order that the viewer chose; `names` are those of the lanes.
#[must_use]
pub(crate) fn rows<'a>(model: &'a Model, state: &UiState, names: &'a [String]) -> Vec<Row<'a>> {
    let at = state.window.cursor();
    let mut rows = Vec::with_capacity(count(model));
    for (place, lane) in model.lanes.iter().enumerate() {
        let name = names.get(place).map_or(lane.plan.kind.as_str(), String::as_str);
        let row = |worker| Row { model, lane, name, place, worker, at };
        rows.extend((0..workers_of(model, place)).map(row));
    }
    state.sort.arrange(&mut rows);
    rows
}

/// Index of the first row shown where `seen` rows fit. A worker that the viewer has selected is always visible; until then
/// the table stands at its top.
#[must_use]
pub(crate) fn first_row(state: &UiState, rows: &[Row], seen: usize) -> usize {
    let last = rows.len().saturating_sub(seen);
    let first = state.scrolled().unwrap_or(0).min(last);
    let chosen = state.selection.lane().is_some();
    match rows.first().and_then(|row| row_of_selected(state, row.model, rows)) {
        Some(selected) if seen > 0 && chosen => first.clamp((selected + 1).saturating_sub(seen), selected),
        _ => first,
    }
}

/// Index of the selected worker's row.
#[must_use]
pub(crate) fn row_of_selected(state: &UiState, model: &Model, rows: &[Row]) -> Option<usize> {
    let selected = state.selection.selected(model)?;
    rows.iter().position(|row| (row.place, row.worker) == selected)
}
