//! The notices of a pool on their way to the caller.

use super::config::Notice;
use super::lifecycle::Lifecycle;
use crate::event::WorkerId;

/// Passes notices on. Those of deaths and replacements wait until all workers have been ready once: if that never
/// happens, the pool's error covers them.
pub(super) struct Notices<'n> {
    notify: Box<dyn FnMut(WorkerId, Notice) + 'n>,
    /// Notices held back, by worker; `None` once the pool has started.
    held: Option<Vec<(usize, Notice)>>,
}

impl<'n> Notices<'n> {
    /// Notices of a pool in its first phase, passed to `notify`.
    pub(super) fn new(first: Lifecycle, notify: impl FnMut(WorkerId, Notice) + 'n) -> Self {
        Self { notify: Box::new(notify), held: first.is_starting().then(Vec::new) }
    }

    /// Passes on a notice of a worker, or holds it.
    pub(super) fn say(&mut self, worker: usize, notice: Notice) {
        match &mut self.held {
            Some(held) if matches!(notice, Notice::Death(_) | Notice::Replaced { .. }) => {
                held.push((worker, notice));
            }
            _ => (self.notify)(WorkerId(number(worker)), notice),
        }
    }

    /// Passes on the notices held so far, and holds none any more.
    pub(super) fn release(&mut self) {
        for (worker, notice) in self.held.take().into_iter().flatten() {
            self.say(worker, notice);
        }
    }
}

/// A worker's number as it is shown.
pub(super) fn number(worker: usize) -> u16 {
    u16::try_from(worker).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
