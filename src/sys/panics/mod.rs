//! Catches the panic of a task without output on the terminal.
//!
//! Rust's default hook prints a panic before it can be caught, which would tear the dashboard apart. A
//! hook installed once looks at a thread-local mark: a thread inside [`catch`] keeps the message for its
//! caller, any other panic goes to the hook that was there before.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// `Some` inside [`catch`]; filled by the hook.
    static CAUGHT: RefCell<Option<String>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Runs `task`; a panic becomes an error with its message and place.
///
/// # Errors
/// The panic's message and place, e.g. `index out of bounds … (src/workload/primes/mod.rs:20)`.
pub(crate) fn catch<T>(task: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(install);
    // A value that was there before belongs to a `catch` around this one.
    let outer = CAUGHT.replace(Some(String::new()));
    let outcome = catch_unwind(AssertUnwindSafe(task));
    let message = CAUGHT.replace(outer).unwrap_or_default();
    outcome.map_err(|_| message)
}

fn install() {
    let before = take_hook();
    set_hook(Box::new(move |info| {
        let caught = CAUGHT.with_borrow_mut(|caught| match caught {
            Some(message) => {
                *message = describe(info);
                true
            }
            None => false,
        });
        if !caught {
            before(info);
        }
    }));
}

fn describe(info: &PanicHookInfo) -> String {
    let what = info.payload_as_str().unwrap_or("a panic without a message");
    info.location().map_or_else(|| what.to_string(), |at| format!("{what} ({}:{})", at.file(), at.line()))
}

#[cfg(test)]
mod tests;
