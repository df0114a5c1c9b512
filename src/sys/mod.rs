//! The operating system, as far as workers and lanes need it: their own thread, stopping, panics, signals.
//!
//! The machine as a whole is read by [`crate::probe`]; here a thread asks about itself only.

pub(crate) mod c;
pub(crate) mod child;
pub(crate) mod executable;
pub(crate) mod memory;
pub(crate) mod panics;
pub(crate) mod process_groups;
pub(crate) mod program;
pub(crate) mod scratch;
pub(crate) mod signals;
pub(crate) mod stderr;
pub(crate) mod stdio;
pub(crate) mod stop;
pub(crate) mod strays;
pub(crate) mod terminal;
pub(crate) mod thread;
