//! What the live screen stands in front of: a sweep that goes on.

use crossbeam_channel::Receiver;

use crate::scaling::progress::News;
use crate::scaling::sweep::Session;

/// A sweep, whoever runs it.
pub trait SweepSource {
    /// What it says; closed when it has ended.
    fn news(&self) -> Receiver<News>;

    /// Seconds since the sweep began, all its sessions together.
    fn now_s(&self) -> f64;

    /// The whole program is about to be stopped: no process of the sweep should go on.
    fn hold(&mut self);

    /// The program goes on after [`SweepSource::hold`].
    fn go_on(&mut self);

    /// Asks it to end. What it says on its way out is still heard for a while.
    fn request_stop(&mut self);
}

impl SweepSource for Session {
    fn news(&self) -> Receiver<News> {
        Session::news(self).clone()
    }

    fn now_s(&self) -> f64 {
        Session::now_s(self)
    }

    fn hold(&mut self) {
        Session::hold(self);
    }

    fn go_on(&mut self) {
        Session::go_on(self);
    }

    fn request_stop(&mut self) {
        Session::request_stop(self);
    }
}
