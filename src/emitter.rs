//! The emitter through which a source sends its events.

use crossbeam_channel::Sender;

use crate::clock::Clock;
use crate::event::{Event, EventKind, Nanos};

/// Sends a source's events: a channel, and the clock that stamps them.
///
/// A sink that has gone away is not the source's business; events to it are dropped.
#[derive(Debug, Clone)]
pub(crate) struct Emitter {
    clock: Clock,
    events: Sender<Event>,
}

impl Emitter {
    /// An emitter into `events`, stamping with `clock`.
    #[must_use]
    pub(crate) fn new(clock: Clock, events: Sender<Event>) -> Self {
        Self { clock, events }
    }

    /// The clock that stamps events.
    #[must_use]
    pub(crate) fn clock(&self) -> Clock {
        self.clock
    }

    /// Emits `fact`, now.
    pub(crate) fn emit(&self, fact: EventKind) {
        self.emit_at(self.clock.now(), fact);
    }

    /// Emits `fact` with the time `at`.
    pub(crate) fn emit_at(&self, at: Nanos, fact: EventKind) {
        // A closed channel means that no sink is left.
        let _ = self.events.send(Event { at, fact });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Phase;

    #[test]
    fn an_emitter_without_listener_is_silent() {
        let (tx, rx) = crossbeam_channel::unbounded();
        drop(rx);
        Emitter::new(Clock::start(), tx).emit(EventKind::Phase(Phase::Racing));
    }
}
