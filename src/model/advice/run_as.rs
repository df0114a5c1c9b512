//! The models of execution that advice names, by the lanes of real CPython that run them.

/// How to run a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunAs {
    /// One call after another.
    OneThread,
    /// Threads of one interpreter.
    Threads,
    /// One thread with an event loop that awaits many calls at once.
    EventLoop,
    /// Worker processes.
    Processes,
    /// Interpreters with a lock each, in one process.
    Interpreters,
}

impl RunAs {
    /// The model that a lane of this kind runs; `None` for lanes without a real interpreter.
    #[must_use]
    pub(crate) fn of_lane(kind: &str) -> Option<Self> {
        Some(match kind {
            "py-sequential" => Self::OneThread,
            "py-threads" => Self::Threads,
            "py-async" => Self::EventLoop,
            "py-pool" | "py-executor" => Self::Processes,
            "py-interpreters" => Self::Interpreters,
            _ => return None,
        })
    }

    /// Its name in the JSON.
    #[must_use]
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::OneThread => "one thread",
            Self::Threads => "threads",
            Self::EventLoop => "event loop",
            Self::Processes => "processes",
            Self::Interpreters => "interpreters",
        }
    }

    /// Its name in a sentence.
    #[must_use]
    pub(crate) const fn phrase(self) -> &'static str {
        match self {
            Self::EventLoop => "an event loop",
            other => other.word(),
        }
    }

    /// The verb behind that name.
    #[must_use]
    pub(crate) const fn verb(self) -> &'static str {
        match self {
            Self::OneThread | Self::EventLoop => "is",
            Self::Threads | Self::Processes | Self::Interpreters => "are",
        }
    }

    /// Its place in the order from simple to complicated: among models that are about as fast the first is advised. A
    /// coroutine is awaited by an event loop; threads would need a loop each.
    #[must_use]
    pub(crate) const fn complexity(self, coroutine: bool) -> u8 {
        match self {
            Self::OneThread => 0,
            Self::EventLoop if coroutine => 1,
            Self::Threads => 2,
            Self::EventLoop => 3,
            Self::Processes => 4,
            Self::Interpreters => 5,
        }
    }
}
