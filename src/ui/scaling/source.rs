//! What the live screen stands in front of: a sweep that goes on.

use crate::scaling::progress::News;
use crate::scaling::sweep::SweepSession;
use crate::session::Session;

/// A sweep, measured here or played by a test.
pub trait SweepSource: Session<Message = News> {
    /// Seconds since the sweep began, all its sessions together.
    fn now_s(&self) -> f64;
}

impl SweepSource for SweepSession {
    fn now_s(&self) -> f64 {
        Self::now_s(self)
    }
}
