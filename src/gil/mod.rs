//! A global interpreter lock that behaves like CPython's: the protocol, the primitives under it, and an interpreter
//! that runs a thread under it.
//!
//! ```text
//! interpreter   a thread that runs tasks: checkpoints, blocking calls, native calls
//!   lock        the protocol: acquire, release, the drop request, forced switching
//!     platform  the mutex and the condition that it stands on, and a model of them for its tests
//!   ledger      totals of each thread's use of the lock; trace: its latest operations
//! interval      the adjustable switch interval
//! ```

mod gil_lock;
mod interpreter;
mod interval;
mod ledger;
mod platform;
mod trace;

pub use gil_lock::{Gil, Grant, Release, ThreadId, Witness};
pub use interpreter::Locked;
pub use interval::{DEFAULT_INTERVAL, Interval};
pub use ledger::{Ledger, account_of_all, trace_of_all};
pub use platform::{Native, Platform, Posix, Standard};
pub use trace::Traced;
