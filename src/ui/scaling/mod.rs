//! The screens of scaling: a sweep while it goes on, and machines side by side.
//!
//! ```text
//! sweep ── news ──▶ Progress ──▶ ChartSet ─┐
//! reports ─────────────────────▶ ChartSet ─┼──▶ view::draw ──▶ terminal, SVG, test
//! keys ──▶ Action ──▶ Choice ──────────────┘
//! ```
//!
//! A [`ChartSet`] is computed when a message arrives; a frame only draws it.

pub mod chart_set;
pub mod choice;
mod comparison;
pub mod keys;
mod live;
pub mod picture;
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

pub use chart_set::ChartSet;
pub use comparison::compare;
pub use live::{Ending, show, watch};
pub use source::SweepSource;
