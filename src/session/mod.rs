//! The contract of everything that runs: it sends messages until it has ended, ends early when asked, and stands
//! still while the program is stopped.
//!
//! A race, a sweep and a fidelity run each have threads of their own; screens and headless commands follow them
//! through this trait and know nothing else of them.

mod suspensions;

use std::time::Duration;

use crossbeam_channel::Receiver;

pub(crate) use suspensions::{Heartbeat, Suspensions};

/// Processes that must stand still while the program is stopped at a terminal.
pub(crate) trait Suspend {
    /// Stops its processes; the program is about to be stopped itself.
    fn hold(&mut self);

    /// Continues what [`Suspend::hold`] has stopped.
    fn resume(&mut self);
}

/// Something that runs on threads of its own.
pub(crate) trait Session: Suspend {
    /// Its messages.
    type Message;

    /// All its messages, in order; closed when it has ended.
    fn messages(&self) -> Receiver<Self::Message>;

    /// Asks it to end early. Its last messages still arrive.
    fn request_stop(&self);

    /// Longest time it may take to end on request; after that it is abandoned, whatever a task may still be doing.
    fn ends_within(&self) -> Duration {
        Duration::from_secs(2)
    }

    /// Waits for the threads of a session whose messages have ended.
    fn join(self)
    where
        Self: Sized;

    /// Asks it to end without waiting for it: the program is about to end.
    fn leave(self)
    where
        Self: Sized;
}
