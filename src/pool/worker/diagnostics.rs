//! The line on standard error with which a worker reports why it ends.

use std::fmt::Display;
use std::io::Write;

use crate::sys::stderr::Stderr;

/// Start of the line on standard error with which a worker reports why it ends.
pub(in crate::pool) const COMPLAINT: &str = "worker: ";

/// Exit code of a worker that cannot communicate with its pool.
const EXIT_BROKEN: u8 = 70;

/// Reports why it cannot go on. A pool that is gone does not read it, and that must not keep the worker from leaving.
pub(super) fn report_diagnostics(reason: &dyn Display) -> u8 {
    let _ = writeln!(Stderr::for_words(), "{COMPLAINT}{reason}");
    EXIT_BROKEN
}
