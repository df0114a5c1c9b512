//! All workers of all lanes as rows of a table: who they are, how they are sorted, and which of them is meant.
//!
//! ```text
//! Model ──▶ rows (a worker each, planned ones too) ──▶ sorted by a column ──▶ the table of the third view
//!                                                                        └──▶ what up, down and the mouse select
//! ```
//!
//! A column is one entry of [`COLUMNS`]: what it is called, how its value is read from a [`Row`], what it means. What
//! is printed and what is compared is the same [`Value`], so two workers that look the same never change places.

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

/// What the lanes are called, in their order.
#[must_use]
pub fn names(model: &Model) -> Vec<String> {
    model.lanes.iter().map(|lane| model.name_of(lane)).collect()
}

/// How many workers there are in all lanes, planned ones included.
#[must_use]
pub fn count(model: &Model) -> usize {
    (0..model.lanes.len()).map(|lane| workers_of(model, lane)).sum()
}

/// Every worker, in the order that the viewer chose; `names` are those of the lanes.
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
