//! The operating system, as far as workers and lanes need it: their own thread, stopping, panics, signals.
//!
//! The machine as a whole is read by [`crate::probe`]; here a thread asks about itself only.

pub mod c;
pub mod child;
pub mod memory;
pub mod panics;
pub mod process_groups;
pub mod program;
pub mod signals;
pub mod stderr;
pub mod stdio;
pub mod stop;
pub mod terminal;
pub mod thread;
