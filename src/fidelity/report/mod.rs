//! The report of a fidelity run.
//!
//! Serialised it is the JSON for scripts, `coreograph.fidelity/1`: times in seconds, figures that could not be
//! measured are `null`. Fields may be added; none changes its meaning.
//!
//! ```json
//! { "schema": "coreograph.fidelity/1", "tool": {…}, "when": …, "host": …, "argv": […], "fingerprint": {…}, "machine": {…},
//!   "quick": false, "repetitions": {"wanted": 5, "done": 5}, "seed": 1, "ended": "finished",
//!   "contestants": [{"label": "simulated GIL", "simulated": true, "program": null, "fault": null}, …],
//!   "checks": [{"name": "slice-5ms-2", "family": "slices", "row": 1, "title": "slice, 2 hogs at 5 ms", "unit": "s",
//!     "factor": 1.1, "quantile": null, "scenario": {"hogs": {"interval_us": 5000, "hogs": 2, "ms": 800}},
//!     "figures": [{"value": 0.00508, "low": 0.00507, "high": 0.00511, "coverage": 0.9375, "count": 5}, …],
//!     "comparisons": [{"simulated": 0, "cpython": 1, "ratio": {"value": 0.98, "low": …, "high": …, "coverage": …},
//!       "verdict": "agree", "reason": "0.97 to 0.99 is within 0.91 to 1.10"}]}, …],
//!   "convoys": [{"contestant": 0, "hogs": 1, "base_s": …, "wait_s": …, "predicted": [94.1, 48.9], "measured": 81.0, "waits": 1.2}, …],
//!   "doubts": [{"kind": …, "message": …, "advice": …}],
//!   "verdict": "Checks against CPython 3.11.7: 40 of 45 agree, …" }
//! ```
//!
//! `figures` are in the order of `contestants`, `null` where there is none. `factor` bounds a ratio both ways: from
//! one over it to itself.

mod build;
mod content;
mod drawing;
mod markdown;
mod text;

pub(crate) use build::About;
pub(crate) use content::{CheckReport, ContestantReport, FigureReport, Report};

use crate::report::{Format, Formats, Json};

/// All formats of a fidelity run.
pub(crate) static FORMATS: Formats<dyn Format<Report>> = Formats(&[&text::Text, &Json, &markdown::Markdown]);

#[cfg(test)]
mod tests;
