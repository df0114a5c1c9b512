//! The figures of a lane that can be withheld.

/// A figure of a lane that is withheld, with everything that follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Its duration.
    Wall,
    /// The time of its workers.
    Time,
    /// Their CPU time, all together.
    Cpu,
    /// Number of its workers.
    Workers,
    /// Number of its tasks done.
    Tasks,
    /// Its speed-up.
    Speedup,
}
