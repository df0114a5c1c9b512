//! Start methods of Python's worker processes.

/// How `multiprocessing` starts a worker process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StartMethod {
    /// A copy of the parent: fast, with everything that the parent has imported.
    Fork,
    /// A fresh interpreter, which imports everything itself.
    Spawn,
    /// A copy of a server process that was started fresh.
    Forkserver,
}

impl StartMethod {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::Fork, Self::Spawn, Self::Forkserver];

    /// Python's word for it.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Fork => "fork",
            Self::Spawn => "spawn",
            Self::Forkserver => "forkserver",
        }
    }

    /// The method of this name.
    #[must_use]
    pub(crate) fn by_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }
}
