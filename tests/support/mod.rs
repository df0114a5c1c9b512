//! What the tests of the program share: running it, waiting for conditions, looking at processes.
//!
//! Nothing here waits for a time to pass. Every wait is for a condition and has a deadline so generous
//! that only a program that hangs can miss it; then the test fails with what there was to see.

#![allow(dead_code, reason = "each test file uses its own part")]

pub(crate) mod cast;
pub(crate) mod cpus;
pub(crate) mod pool;
pub(crate) mod process;
pub(crate) mod pty;
pub(crate) mod run;
pub(crate) mod scenes;
#[path = "../../src/documents/schema.rs"]
pub(crate) mod schema;
pub(crate) mod verdicts;

use std::thread::sleep;
use std::time::{Duration, Instant};

/// Longer than anything takes that works, also beside another load: only a test that fails waits so long.
pub(crate) const DEADLINE: Duration = Duration::from_mins(1);

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_coreograph");

/// Looks again and again until `look` finds something; `None` when it has not by the deadline.
pub(crate) fn poll<T>(look: impl FnMut() -> Option<T>) -> Option<T> {
    poll_for(DEADLINE, look)
}

/// The same until `patience` is over: for what may rightly not come.
pub(crate) fn poll_for<T>(patience: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(found) = look() {
            return Some(found);
        }
        if Instant::now() >= deadline {
            return None;
        }
        sleep(Duration::from_millis(5));
    }
}

/// Waits until `look` finds something.
///
/// # Panics
/// When it has found nothing by the deadline; `what` says what was waited for.
pub(crate) fn wait_for<T>(what: &str, look: impl FnMut() -> Option<T>) -> T {
    poll(look).unwrap_or_else(|| panic!("waited in vain for {what}"))
}
