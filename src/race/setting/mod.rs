//! The settings of a race: one file per setting, and one line for each in [`SETTINGS`].
//!
//! ```text
//! command line ──────┐
//! configuration file ├─▶ set ──────────┐
//! environment ───────┘                 ├─▶ Choices ─▶ plan ─▶ Race
//! menu, keys ──────────▶ choose, step ─┘
//! ```
//!
//! A file defines a setting's name and meaning, how a value is read, and, where it can be changed while races are
//! watched, its offered values, its steps and the answer to a change. The command line makes an option of each (and
//! from the options the file, the environment, the completions and the man page follow), the menu a group, the table
//! of keys a line. None of them knows any setting by name.
//!
//! # Layers
//!
//! ```text
//! choices     the values, and what they are by default: plain vocabulary
//! plan        what is run for some choices on some machine
//! Race        the race that runs
//! settings    how each choice is typed, offered, stepped through and explained
//! ```
//!
//! Settings stand above plans and races, and neither knows any of them: a step through the numbers of workers or the
//! schedules asks the planner what it would lead to, and a switch interval is applied to the race that runs.
//!
//! A new setting is one new file here, its `mod` line, one line in [`SETTINGS`] (`list.rs`), and the field of its value
//! in [`Choices`].

pub(crate) mod arg;
pub(crate) mod budget;
pub(crate) mod call;
pub(crate) mod change;
pub(crate) mod chunk;
pub(crate) mod command;
mod contract;
pub(crate) mod deadline;
pub(crate) mod fault;
pub(crate) mod lanes;
mod list;
mod offer;
pub(crate) mod python;
pub(crate) mod recycle;
pub(crate) mod reps;
pub(crate) mod schedule;
pub(crate) mod seconds;
pub(crate) mod seed;
pub(crate) mod share;
pub(crate) mod size;
pub(crate) mod star;
pub(crate) mod switch_interval;
pub(crate) mod tasks;
pub(crate) mod typed;
pub(crate) mod workers;
pub(crate) mod workload;

pub(crate) use change::{Change, Changed, change};
pub(crate) use contract::{Adjustable, Arity, Setting};
pub(crate) use list::{SETTINGS, Shown, adjustable, by_flag, default_of, set_all, shown};
pub(crate) use offer::{Keys, Offer, Step, StepKey, To};

pub(crate) use super::choices::{Choices, LaneChoice, ScheduleChoice};

#[cfg(test)]
mod tests;
