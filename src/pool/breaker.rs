//! When to stop replacing workers: never an endless respawn.

use crate::event::Nanos;

/// So many processes in a row may come to nothing.
const MOST: u32 = 5;

/// The pause after the first of them; each further one doubles it.
const FIRST_PAUSE: Nanos = Nanos::from_millis(10);

/// Counts processes that ended young without having executed anything.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    in_a_row: u32,
    reason: Option<String>,
}

impl Breaker {
    /// One more came to nothing: how long to wait before the next, `None` when there will be no next.
    pub(super) fn fail(&mut self, reason: &str) -> Option<Nanos> {
        self.in_a_row += 1;
        if self.in_a_row >= MOST {
            let said = format!("{reason} ({} in a row came to nothing)", self.in_a_row);
            self.reason.get_or_insert(said);
            return None;
        }
        Some(Nanos(FIRST_PAUSE.0 << (self.in_a_row - 1)))
    }

    /// A task has come back: processes are worth their start.
    pub(super) fn succeed(&mut self) {
        if self.reason.is_none() {
            self.in_a_row = 0;
        }
    }

    /// Why no process is started any more, if none is.
    pub(super) fn broken(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_longer_and_longer_and_then_gives_up() {
        let mut breaker = Breaker::default();
        breaker.fail("no");
        breaker.succeed();
        let pauses: Vec<_> = (0..4).map(|_| breaker.fail("no").map(|pause| pause.0 / 1_000_000)).collect();
        assert_eq!(pauses, [Some(10), Some(20), Some(40), Some(80)]);
        assert_eq!(breaker.broken(), None);
        assert_eq!(breaker.fail("it exits"), None);
        assert_eq!(breaker.broken(), Some("it exits (5 in a row came to nothing)"));
        breaker.succeed();
        assert!(breaker.broken().is_some(), "for good");
    }
}
