//! A performance: scenes that run one after another, each live or from its take, as a session.
//!
//! ```text
//! for each scene    load its take ─▶ can it run here? ─▶ its races, live ─────────────▶ verdict
//!                                          │                  │ an obstacle                ▲
//!                                          └──────────────────┴─▶ its races, recorded ─────┘
//! ```
//!
//! A scene never fails on the screen. Where it cannot run, or what it measured would not bear its verdict, all its races
//! are shown from its take: this machine's, else the one that is part of the program. The reason is no message; it
//! stands in the [result](Performed). All figures of a scene have one [provenance](Provenance): sentences and verdict are made
//! of the reports of the races that are shown, and of those alone.

mod message;
mod performer;
mod playing;
mod programme;
mod session;
mod stopwatch;

#[cfg(test)]
mod at_once;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use at_once::at_once;
pub(crate) use message::{Performed, Provenance, TourMessage};
pub(crate) use programme::Programme;
pub(crate) use session::Performance;
