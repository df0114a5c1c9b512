//! The result of checking a fact: its implausible figures, and what is left of it.

use super::figure::Figure;
use crate::event::{EventKind, LaneId};

/// An implausible figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::model) struct Implausible {
    /// The lane it is about.
    pub(in crate::model) lane: Option<LaneId>,
    /// The figure, with its value.
    pub(in crate::model) what: String,
    /// The reason why it is impossible.
    pub(in crate::model) why: String,
}

/// Result of checking a fact.
#[derive(Debug, Default)]
pub(in crate::model) struct Weighed {
    /// Its implausible figures.
    pub(in crate::model) found: Vec<Implausible>,
    /// The same fact without them; `None`: unchanged.
    pub(in crate::model) instead: Option<EventKind>,
    /// Whether the whole fact is dropped.
    pub(in crate::model) dropped: bool,
    /// Figures of its lane withheld from now on.
    pub(in crate::model) withheld: Vec<Figure>,
}

impl Weighed {
    /// Adds an implausible figure.
    pub(super) fn find(&mut self, lane: Option<LaneId>, what: impl Into<String>, why: impl Into<String>) {
        self.found.push(Implausible { lane, what: what.into(), why: why.into() });
    }

    /// Accepts the fact only if `fine`.
    pub(super) fn only_if(fine: bool, lane: Option<LaneId>, what: &str, why: &str) -> Self {
        let mut weighed = Self { dropped: !fine, ..Self::default() };
        if !fine {
            weighed.find(lane, what, why);
        }
        weighed
    }
}
