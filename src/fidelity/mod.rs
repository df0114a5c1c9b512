//! `coreograph fidelity`: the simulated lock beside the real one.
//!
//! A simulated lock is worth something only if it behaves like CPython's, and whether it does is no matter of
//! opinion: the same small programs run under both, on the same machine, in the same minutes, and their figures are
//! compared.
//!
//! ```text
//! check        what is compared, and how far apart it may be
//!   scenario   what is run ──▶ simulated | cpython ──▶ raw numbers
//! schedule     who runs when: side by side, in shuffled order, again and again
//! reading      raw numbers ──▶ figures, by one function for both sides
//! crate::statistics  medians, ratios, intervals  verdict  agree, differ, unclear
//! report       all of it, as text, JSON, Markdown, and drawn
//! ```
//!
//! Machines differ, and a shared machine differs from minute to minute; so only **ratios within a run** count. For
//! medians and rates each repetition gives one ratio, of two consecutive runs, and the report has the median of these
//! ratios with its interval. Tails need more waits than one repetition has: there all waits of all repetitions are
//! pooled on either side, and the interval is that of a ratio of two quantiles.

pub(crate) mod check;
pub(crate) mod contestant;
pub(crate) mod cpython;
mod echo;
pub(crate) mod findings;
pub(crate) mod reading;
pub(crate) mod report;
pub(crate) mod scenario;
pub(crate) mod schedule;
mod session;
pub(crate) mod simulated;
pub(crate) mod verdict;
mod work;

pub(crate) use report::Report;
pub(crate) use session::{FidelityMessage, FidelityRequest, FidelitySession};
pub(crate) use simulated::Primitive;
