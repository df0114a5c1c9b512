//! Identity of a worker, for the probes that read it.

/// Kind of a watched worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A thread of this program.
    Thread,
    /// A process of which one thread computes.
    Process,
    /// A program of the user's, which leads a group of processes: all their threads count.
    Program,
}
