//! Sweeps: the same work by 1, 2, 4 … workers, repeatedly.
//!
//! ```text
//! choices + machine ─▶ plan ─▶ (order ─▶ run)… ─▶ news
//! ```
//!
//! The next run is a function of the report alone ([`order`]): so an interrupted sweep resumes from its file as if
//! nothing had happened, and there is no state outside of the file.

pub mod choices;
pub mod order;
pub mod plan;
mod run;
mod session;

pub use choices::Choices;
pub use plan::{PlanError, plan};
pub use run::Bench;
pub use session::{SweepRequest, SweepSession};
