//! The watchdog of a worker's tasks: it ends a worker that says nothing about them for too long.

use rustix::process::Signal;

use crate::event::Nanos;

/// Grace period between the SIGTERM of a worker whose task took too long and its SIGKILL.
const GRACE: Nanos = Nanos::from_millis(500);

/// Silence of one process about its tasks.
#[derive(Debug, Default)]
pub(super) struct Watchdog {
    /// Time without a message while it had work.
    silent: Nanos,
    /// Whether it has sent a message since the last check.
    spoke: bool,
    /// Time of its SIGTERM.
    warned: Option<Nanos>,
}

impl Watchdog {
    /// Records a message about its tasks.
    pub(super) fn on_progress(&mut self) {
        self.spoke = true;
    }

    /// Counts the time since the last check as silence, if nothing was said meanwhile. It is `idle` without tasks;
    /// time in which it is `paused` does not count.
    pub(super) fn count(&mut self, since: Nanos, idle: bool, paused: bool) {
        if std::mem::take(&mut self.spoke) || idle {
            self.silent = Nanos::ZERO;
        } else if !paused {
            self.silent += since;
        }
    }

    /// The signal to send now, if it has been silent for the `deadline`: SIGTERM first, SIGKILL after [`GRACE`].
    pub(super) fn check(&mut self, deadline: Nanos, now: Nanos) -> Option<Signal> {
        if self.silent < deadline {
            return None;
        }
        match self.warned {
            None => {
                self.warned = Some(now);
                Some(Signal::TERM)
            }
            Some(warned) => (now - warned >= GRACE).then_some(Signal::KILL),
        }
    }

    /// Whether it was told to end because it exceeded its deadline.
    pub(super) fn has_warned(&self) -> bool {
        self.warned.is_some()
    }
}

#[cfg(test)]
mod tests;
