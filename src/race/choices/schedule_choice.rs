//! A requested schedule.

use crate::event::Schedule;

/// A requested schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScheduleChoice {
    /// `split` with at least four usable CPUs and working affinity, else `turns`.
    Auto,
    /// One after another.
    Turns,
    /// At once on the same cores.
    Together,
    /// At once on disjoint cores.
    Split,
}

impl ScheduleChoice {
    /// All of them, in the order in which a key cycles through them.
    pub(crate) const ALL: [Self; 4] = [Self::Auto, Self::Turns, Self::Together, Self::Split];

    /// The word for it on the command line.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Turns => Schedule::Turns.word(),
            Self::Together => Schedule::Together.word(),
            Self::Split => Schedule::Split.word(),
        }
    }

    /// Meaning, in half a sentence, for a menu.
    #[must_use]
    pub(crate) const fn about(self) -> &'static str {
        match self {
            Self::Auto => "split where four CPUs or more can be shared out, else turns",
            Self::Turns => Schedule::Turns.about(),
            Self::Together => Schedule::Together.about(),
            Self::Split => Schedule::Split.about(),
        }
    }
}
