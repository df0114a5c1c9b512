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
mod tests;
