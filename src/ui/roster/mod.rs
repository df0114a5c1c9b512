//! All workers of all lanes as rows of a table, and the columns that read them.
//!
//! ```text
//! Model ──▶ rows (a worker each, planned ones too) ──▶ sorted by a column (state::table) ──▶ the page of the workers
//!                                                                         └──▶ what up, down and the mouse select
//! ```
//!
//! A column is one entry of [`COLUMNS`]: its name, how its value is read from a [`Row`], its meaning. The same
//! [`Value`] is printed and compared, so two workers that look the same never change places.

mod column;
mod row;
mod value;

pub(crate) use column::{COLUMNS, Column, LANE, Tone, WORKER};
pub(crate) use row::{AROUND, Row, WorkerStatus};
pub(crate) use value::Value;

use crate::model::Model;
use crate::ui::lanes::workers_of;

/// Names of the lanes, in order.
#[must_use]
pub(crate) fn names(model: &Model) -> Vec<String> {
    model.lanes.iter().map(|lane| model.name_of(lane)).collect()
}

/// Number of workers in all lanes, planned ones included.
#[must_use]
pub(crate) fn count(model: &Model) -> usize {
    (0..model.lanes.len()).map(|lane| workers_of(model, lane)).sum()
}
