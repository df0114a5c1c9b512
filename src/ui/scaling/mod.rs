//! The screens of scaling: a sweep while it goes on, and machines side by side.
//!
//! ```text
//! sweep ── news ──▶ Progress ──▶ Exhibit ─┐
//! reports ─────────────────────▶ Exhibit ─┼──▶ view::draw ──▶ terminal, SVG, test
//! keys ──▶ Action ──▶ Choice ─────────────┘
//! ```
//!
//! An [`Exhibit`] is computed when there is news; a frame only draws it.

pub mod alignment;
pub mod choice;
mod comparison;
pub mod exhibit;
pub mod keys;
mod live;
pub mod picture;
mod plot;
mod source;
mod sweep;
mod view;
mod viewer;

#[cfg(test)]
mod script;
#[cfg(test)]
mod snapshots;

pub use comparison::compare;
pub use exhibit::Exhibit;
pub use live::{Ending, show, watch};
pub use source::SweepSource;
