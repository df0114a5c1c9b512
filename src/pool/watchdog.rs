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
mod tests {
    use super::*;

    const MS: fn(u64) -> Nanos = Nanos::from_millis;

    #[test]
    fn silence_about_tasks_ends_a_worker_first_gently() {
        let mut watchdog = Watchdog::default();
        let mut check = |now| {
            watchdog.count(MS(20), false, false);
            watchdog.check(MS(60), MS(now))
        };
        assert_eq!([check(20), check(40), check(60)], [None, None, Some(Signal::TERM)]);
        assert_eq!([check(80), check(559), check(560)], [None, None, Some(Signal::KILL)]);
        assert!(watchdog.has_warned());
    }

    #[test]
    fn neither_idleness_nor_a_pause_is_silence_and_a_message_ends_it() {
        let mut watchdog = Watchdog::default();
        let mut silent = |idle, paused, message| {
            if message {
                watchdog.on_progress();
            }
            watchdog.count(MS(20), idle, paused);
            watchdog.silent
        };
        assert_eq!(silent(false, false, false), MS(20));
        assert_eq!(silent(false, true, false), MS(20), "paused");
        assert_eq!(silent(false, false, false), MS(40));
        assert_eq!(silent(false, false, true), MS(0), "a message");
        assert_eq!(silent(false, false, false), MS(20), "a message counts once");
        assert_eq!(silent(true, false, false), MS(0), "idle");
        assert!(!watchdog.has_warned());
    }
}
