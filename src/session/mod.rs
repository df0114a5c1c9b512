//! The contract of everything that runs: it tells messages until it has ended, ends early when asked, and stands still
//! while the program is stopped.
//!
//! A race, a sweep and a fidelity run each have threads of their own; screens and headless commands follow them
//! through this trait and know nothing else of them.

mod suspensions;

use std::time::Duration;

use crossbeam_channel::Receiver;

pub use suspensions::{Heartbeat, Suspensions};

/// What must stand still, with its processes, while the program is stopped at a terminal.
pub trait Suspend {
    /// Stops its processes; the program is about to be stopped itself.
    fn hold(&mut self);

    /// Continues what [`Suspend::hold`] has stopped.
    fn resume(&mut self);
}

/// Something that runs on threads of its own.
pub trait Session: Suspend {
    /// What it tells.
    type Message;

    /// Everything that it tells, in order; closed when it has ended.
    fn messages(&self) -> Receiver<Self::Message>;

    /// Asks it to end early. What it tells on its way out still arrives.
    fn request_stop(&self);

    /// How long it may take to end when it was asked to; after that it is left, whatever a task may still be doing.
    fn ends_within(&self) -> Duration {
        Duration::from_secs(2)
    }

    /// Waits for the threads of a session whose messages have ended.
    fn join(self)
    where
        Self: Sized;

    /// Asks it to end and does not wait for it: the program is about to end.
    fn leave(self)
    where
        Self: Sized;
}
