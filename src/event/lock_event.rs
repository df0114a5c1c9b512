//! What threads do at a lock: each thread's dealings with it, and the marks that they leave on the time axis.

use serde::{Deserialize, Serialize};

use super::{Histogram, Nanos, Percentiles, WorkerId};

/// One thread's dealings with a lock, or those of all its threads together.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LockAccount {
    /// How often it got the lock.
    pub grants: u64,
    /// How often a wait of a whole interval without a switch made it ask the holder to let go.
    pub requests: u64,
    /// How often a wait of a whole interval ended without asking, because the lock had changed hands meanwhile.
    pub expired: u64,
    /// How often it had asked, and then another thread got the lock.
    pub overtaken: u64,
    /// How often it let go because a thread had asked.
    pub forced: u64,
    /// How often it let go by itself: for a blocking call, or because it had nothing more to do.
    pub voluntary: u64,
    /// Time it slept after letting go until another thread had taken the lock (forced switching).
    pub slept: Nanos,
    /// Time during which it held the lock.
    pub held: Nanos,
    /// Time it waited for the lock.
    pub waited: Nanos,
    /// How long it waited each time it did not get the lock at once.
    pub wait_us: Percentiles,
    /// How long it kept the lock each time it had it.
    pub hold_us: Percentiles,
    /// The same waits, counted by length.
    pub waits: Histogram,
    /// The same holds, counted by length.
    pub holds: Histogram,
}

/// What a lane's lock did.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct LockStats {
    /// The switch interval in microseconds.
    pub interval_us: u64,
    /// How often the lock went to another thread than the one that held it last.
    pub switches: u64,
    /// The dealings of all its threads.
    #[serde(flatten)]
    pub all: LockAccount,
}

/// A stretch of time in which a thread held the lock. Short holds that follow each other are one stretch, so
/// that their number is bounded; `held` is the part of it in which the lock was really held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Which worker's thread.
    pub worker: WorkerId,
    /// Its first moment.
    pub from: Nanos,
    /// The moment after its last.
    pub until: Nanos,
    /// How much of it the lock was held.
    pub held: Nanos,
}

/// Something that a thread did at the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockMark {
    /// When.
    pub at: Nanos,
    /// Which worker's thread.
    pub worker: WorkerId,
    /// What.
    #[serde(rename = "deed")]
    pub operation: LockOperation,
}

/// What a thread can do at the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockOperation {
    /// It waited for one interval without a switch, and asks the holder to let go.
    Asked {
        /// Who holds it.
        of: WorkerId,
    },
    /// It waited for one interval in which the lock changed hands, and waits again without asking.
    Expired,
    /// It got the lock.
    Got {
        /// How long it waited; `None` when the lock was free.
        waited: Option<Nanos>,
        /// Whether it had asked for it.
        asked: bool,
        /// Who had asked, when that was another thread.
        over: Option<WorkerId>,
    },
    /// It let go.
    LetGo {
        /// Whether a thread had asked.
        forced: bool,
    },
}
