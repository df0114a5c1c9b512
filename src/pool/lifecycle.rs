//! A pool's lifecycle, from the start of its workers to its end.

/// Phase of a pool's life. It moves forward only.
///
/// ```text
/// Starting ──open──▶ Open ──close──▶ Closed ──terminate──▶ Terminated
///     └────────────────┴────────────terminate─────────────────▲
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lifecycle {
    /// Waits until all workers have been ready once.
    Starting,
    /// Takes work.
    Open,
    /// Takes no more work: its workers leave when they have done their tasks.
    Closed,
    /// Ends now: the end of a worker is not a death any more.
    Terminated,
}

impl Lifecycle {
    /// The first phase. A pool that starts its workers on demand is open at once.
    pub(super) fn first(on_demand: bool) -> Self {
        if on_demand { Self::Open } else { Self::Starting }
    }

    /// All workers have been ready once.
    pub(super) fn open(&mut self) {
        self.advance(Self::Open);
    }

    /// No more work is taken.
    pub(super) fn close(&mut self) {
        self.advance(Self::Closed);
    }

    /// Everything ends now.
    pub(super) fn terminate(&mut self) {
        self.advance(Self::Terminated);
    }

    /// Whether it waits for its first workers.
    pub(super) fn is_starting(self) -> bool {
        self == Self::Starting
    }

    /// Whether it takes no more work.
    pub(super) fn is_closed(self) -> bool {
        self >= Self::Closed
    }

    /// Whether everything ends now.
    pub(super) fn is_terminated(self) -> bool {
        self == Self::Terminated
    }

    fn advance(&mut self, to: Self) {
        *self = (*self).max(to);
    }
}

#[cfg(test)]
mod tests {
    use super::Lifecycle::{Closed, Open, Starting, Terminated};
    use super::*;

    #[test]
    fn no_transition_leads_back() {
        type Transition = fn(&mut Lifecycle);
        let table: [(&str, Transition, [Lifecycle; 4]); 3] = [
            ("open", Lifecycle::open, [Open, Open, Closed, Terminated]),
            ("close", Lifecycle::close, [Closed, Closed, Closed, Terminated]),
            ("terminate", Lifecycle::terminate, [Terminated; 4]),
        ];
        for (name, transition, expected) in table {
            for (from, to) in [Starting, Open, Closed, Terminated].into_iter().zip(expected) {
                let mut lifecycle = from;
                transition(&mut lifecycle);
                assert_eq!(lifecycle, to, "{name} from {from:?}");
            }
        }
    }

    #[test]
    fn each_phase_answers_for_itself() {
        let answers = |phase: Lifecycle| (phase.is_starting(), phase.is_closed(), phase.is_terminated());
        assert_eq!(answers(Starting), (true, false, false));
        assert_eq!(answers(Open), (false, false, false));
        assert_eq!(answers(Closed), (false, true, false));
        assert_eq!(answers(Terminated), (false, true, true));
        assert_eq!([Lifecycle::first(false), Lifecycle::first(true)], [Starting, Open]);
    }
}
