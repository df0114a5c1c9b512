//! History of a lock, from its traces: holds, requests, and the threads that overtook others.
//!
//! Holds are kept twice. For the whole run each thread has a [`Timeline`](super::timeline::Timeline), whose buckets
//! grow with the run; for the last moments the holds themselves are kept, with the marks, so that each slice can be
//! seen. Both are bounded, whatever the length of the run.

mod history;
mod story;
mod window;

#[cfg(test)]
pub(crate) use history::tests;
pub(crate) use history::{IntervalChange, LockHistory};
pub(crate) use story::story;
pub(crate) use window::{Moment, Window};
