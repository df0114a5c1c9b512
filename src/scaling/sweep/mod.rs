//! Measuring: the same work by 1, 2, 4 … workers, again and again.
//!
//! ```text
//! choices + machine ─▶ plan ─▶ (order ─▶ run)… ─▶ news
//! ```
//!
//! What comes next is a function of the report alone ([`order`]): so a sweep that was interrupted goes on from its
//! file as if nothing had happened, and nobody need trust a state that is written nowhere.

pub mod choices;
pub mod order;
pub mod plan;
mod run;
mod session;

pub use choices::Choices;
pub use plan::{PlanError, plan};
pub use run::Bench;
pub use session::{SweepRequest, SweepSession};
