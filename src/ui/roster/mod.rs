//! All workers of all lanes as rows of a table: their names, their order, and which of them is selected.
//!
//! ```text
//! Model ──▶ rows (a worker each, planned ones too) ──▶ sorted by a column ──▶ the table of the third view
//!                                                                        └──▶ what up, down and the mouse select
//! ```
//!
//! A column is one entry of [`COLUMNS`]: its name, how its value is read from a [`Row`], its meaning. The same
//! [`Value`] is printed and compared, so two workers that look the same never change places.

mod column;
mod row;
mod select;
mod sort;
mod value;

pub use column::{COLUMNS, Column, LANE, Tone, WORKER};
pub use row::{Row, WorkerStatus};
pub use sort::Sort;
pub use value::Value;

use super::layout::workers_of;
use super::update::UiState;
use crate::model::Model;

/// Names of the lanes, in order.
#[must_use]
pub fn names(model: &Model) -> Vec<String> {
    model.lanes.iter().map(|lane| model.name_of(lane)).collect()
}

/// Number of workers in all lanes, planned ones included.
#[must_use]
pub fn count(model: &Model) -> usize {
    (0..model.lanes.len()).map(|lane| workers_of(model, lane)).sum()
}

/// All workers, in the order that the viewer chose; `names` are those of the lanes.
#[must_use]
pub fn rows<'a>(model: &'a Model, state: &UiState, names: &'a [String]) -> Vec<Row<'a>> {
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
