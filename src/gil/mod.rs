//! A global interpreter lock that behaves like CPython's: the protocol, the primitives under it, and what a
//! thread's life under it looks like.

mod interpreter;
mod interval;
mod ledger;
mod lock;
mod monitor;

pub use interpreter::Locked;
pub use interval::{DEFAULT_INTERVAL, Interval};
pub use ledger::{Ledger, Sum};
pub use lock::{Gil, Grant, ThreadId};
