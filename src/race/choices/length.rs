//! The length of a race.

/// The length of a race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Length {
    /// Time that one worker alone would take, s.
    pub seconds: f64,
    /// Whether it was requested, not assumed.
    pub given: bool,
}

impl Length {
    /// A requested length.
    #[must_use]
    pub(crate) const fn given(seconds: f64) -> Self {
        Self { seconds, given: true }
    }

    /// This length if it was requested, else `seconds`.
    #[must_use]
    pub(crate) const fn or_usual(self, seconds: f64) -> Self {
        if self.given { self } else { Self { seconds, given: false } }
    }
}
