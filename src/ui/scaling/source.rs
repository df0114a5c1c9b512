//! The source of the live screen: a running sweep.

use crate::scaling::progress::News;
use crate::scaling::sweep::SweepSession;
use crate::session::Session;

/// A sweep, measured here or played by a test.
pub(crate) trait SweepSource: Session<Message = News> {
    /// Time since the sweep began, all its sessions together, s.
    fn now_s(&self) -> f64;
}

impl SweepSource for SweepSession {
    fn now_s(&self) -> f64 {
        Self::now_s(self)
    }
}
