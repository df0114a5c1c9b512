//! A requested Python function.

/// A Python function of the user's, and the list of its arguments.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct CallChoice {
    /// `FILE.py:FUNCTION` or `MODULE:FUNCTION`; empty while only its arguments are given.
    pub function: String,
    /// The expression that gives the list of arguments; `None`: each task gets its number.
    pub over: Option<String>,
    /// Whether each argument is a tuple that is spread over the parameters.
    pub star: bool,
}

impl CallChoice {
    /// The lanes of a function of the user's, unless others are chosen.
    pub(crate) const LANES: [&'static str; 3] = ["py-sequential", "py-threads", "py-pool"];

    /// Chunks that each worker gets of a list, as of `Pool.map`.
    const CHUNKS_A_WORKER: u32 = 4;

    /// The chunk that `Pool.map` makes of a list.
    #[must_use]
    pub(crate) fn usual_chunk(arguments: u32, workers: u32) -> u32 {
        arguments.div_ceil(workers.max(1).saturating_mul(Self::CHUNKS_A_WORKER)).max(1)
    }
}
