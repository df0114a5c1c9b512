//! Sweeps: the same work by 1, 2, 4 … workers, repeatedly.
//!
//! ```text
//! choices + machine ─▶ plan ─▶ (order ─▶ run)… ─▶ news
//! ```
//!
//! The next run is a function of the report alone ([`order`]): so an interrupted sweep resumes from its file as if
//! nothing had happened, and there is no state outside of the file.

pub(crate) mod choices;
mod command;
mod error;
pub(crate) mod order;
pub(crate) mod plan;
pub(crate) mod run;
mod session;

pub(crate) use choices::Choices;
pub(crate) use plan::plan;
pub(crate) use session::{SweepRequest, SweepSession};
