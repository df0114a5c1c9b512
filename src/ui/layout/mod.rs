//! Layout: pure functions from an area, and what it has to fit, to rectangles. Drawing and the mouse use the same
//! ones.
//!
//! Every page has the same frame:
//!
//! ```text
//! ┌ header: what is raced, where, and how far it is ───────────────────────┐
//! │ ─ tabs: the views by their numbers ─────────────────────────────────── │
//! │                                                                        │
//! │ body: the view                                                         │
//! │                                                                        │
//! │ legend: what inks and marks on the view mean, on views that have any   │
//! │ ────────────────────────────────────────────────────────────────────── │
//! │ caption: the sentence of the moment                                    │
//! └ footer: the keys, and what watching costs ─────────────────────────────┘
//! ```
//!
//! On low screens the legend goes first, then the tabs, then the footer, then header and caption: the body matters most.

mod cores;
mod cut;
mod frame;
mod lock_layout;
mod needs;
mod output;
mod race;
mod rows;
mod share;
mod stack;
pub(crate) mod workers;

pub(crate) use self::cores::{CoreLine, CoresLayout, CoresNeeds, cores_layout};
pub(in crate::ui) use self::cut::{cut_bottom, cut_top, inner};
pub(crate) use self::frame::{Frame, frame};
pub(crate) use self::lock_layout::{CHARTS_ABREAST, LockLayout, lock_layout};
pub(crate) use self::needs::Needs;
pub(crate) use self::race::{LaneLayout, RaceLayout, race_layout};
pub(crate) use self::rows::Rows;
pub(crate) use self::share::PAIR;
pub(crate) use self::workers::{Cells, DetailLayout, TableNeeds, WorkersLayout, workers_layout};

#[cfg(test)]
mod tests;
