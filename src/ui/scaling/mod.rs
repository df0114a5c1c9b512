//! The screens of scaling: a sweep while it goes on, and machines side by side.
//!
//! ```text
//! sweep ── news ──▶ Progress ──▶ ChartSet ─┐
//! reports ─────────────────────▶ ChartSet ─┼──▶ view::draw ──▶ terminal, SVG, test
//! keys ──▶ Action ──▶ Choice ──────────────┘
//! ```
//!
//! A [`ChartSet`] is computed when a message arrives; a frame only draws it.

pub(crate) mod chart_set;
pub(crate) mod choice;
mod comparison;
pub(crate) mod keys;
mod live;
pub(crate) mod picture;
mod plot;
mod screen;
mod source;
mod sweep;
mod view;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod script;
#[cfg(test)]
mod snapshots;

pub(crate) use chart_set::ChartSet;
pub(crate) use comparison::compare;
pub(crate) use live::watch;
