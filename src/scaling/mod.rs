//! How does this machine scale, why not N times, and how does it compare with that one?
//!
//! ```text
//! sweep      the same work by 1, 2, 4 … workers, again and again in shuffled order ──▶ news
//! progress   news ──▶ a report that grows, what runs now, how long it will take
//! report     raw runs, the machine, the plan: all that was measured and nothing that was computed
//!   file     the same as a file, `coreograph.scaling/1`
//!   imported numbers of another program (CSV, hyperfine, Google Benchmark) ──▶ a report
//! analysis   a report ──▶ curves: medians with intervals, speed-up, losses, doubts, what limits
//!   formula  the laws themselves        fit   the laws on measured points
//! chart      curves ──▶ panels: what is drawn, in data coordinates, for every picture there is
//!   figure   panels ──▶ SVG                   output    all of it as text, JSON, CSV, Markdown, SVG, HTML
//! compare    several reports ──▶ three ratios, with significance; what differs; a verdict
//! ```
//!
//! Every figure can be computed again from the raw runs: `analysis` and `compare` are pure functions of reports, and
//! a file's content beyond its raw runs is never read.

pub(crate) mod analysis;
pub(crate) mod chart;
pub(crate) mod compare;
pub(crate) mod figure;
pub(crate) mod file;
pub mod fit;
#[cfg(test)]
pub(crate) mod fixture;
pub mod formula;
pub(crate) mod gather;
pub(crate) mod imported;
pub(crate) mod library;
pub(crate) mod output;
mod plausible;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod sweep;
mod swept_call;
mod swept_command;

pub(crate) use report::Report;

#[cfg(test)]
mod tests;
