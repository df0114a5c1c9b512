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
mod tests {
    use super::*;
    use crate::event::Nanos;
    use std::cell::RefCell;

    fn replaced(pid: u32) -> Notice {
        Notice::Replaced { dead: 1, pid, after: Nanos::ZERO }
    }

    #[test]
    fn replacements_wait_until_the_pool_has_started_and_nothing_else_does() {
        let said = RefCell::new(Vec::new());
        let mut notices = Notices::new(Lifecycle::Starting, |worker, notice| {
            said.borrow_mut().push((worker.0, notice));
        });
        notices.say(3, replaced(7));
        notices.say(2, Notice::Halted(true));
        assert_eq!(*said.borrow(), [(2, Notice::Halted(true))]);
        notices.release();
        notices.say(1, replaced(8));
        notices.release();
        assert_eq!(said.borrow()[1..], [(3, replaced(7)), (1, replaced(8))]);
    }

    #[test]
    fn a_pool_that_is_open_at_once_holds_nothing() {
        let mut said = 0;
        Notices::new(Lifecycle::Open, |_, _| said += 1).say(0, replaced(7));
        assert_eq!(said, 1);
    }
}
