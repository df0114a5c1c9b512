//! Lock events: each thread's use of a lock, and the marks that its operations leave on the time axis.

use serde::{Deserialize, Serialize};

use super::{Histogram, Nanos, Percentiles, WorkerId};

/// Use of a lock by one thread, or by all its threads together.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LockAccount {
    /// Number of times it got the lock.
    pub grants: u64,
    /// Number of times it requested the lock, after waiting a whole interval without a switch.
    pub requests: u64,
    /// Number of intervals that ended without a request, because the lock had changed hands meanwhile.
    pub expired: u64,
    /// Number of times it had requested the lock, and another thread got it.
    pub overtaken: u64,
    /// Number of releases on request of another thread.
    pub forced: u64,
    /// Number of releases without a request: for a blocking call, or at the end of its work.
    pub voluntary: u64,
    /// Time it slept after releasing until another thread had taken the lock (forced switching).
    pub slept: Nanos,
    /// Time it held the lock.
    pub held: Nanos,
    /// Time it waited for the lock.
    pub waited: Nanos,
    /// Percentiles of its waits, without the grants that came at once.
    pub wait_us: Percentiles,
    /// Percentiles of its holds.
    pub hold_us: Percentiles,
    /// The same waits as a histogram.
    pub waits: Histogram,
    /// The same holds as a histogram.
    pub holds: Histogram,
}

/// Statistics of a lane's lock.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct LockStats {
    /// The switch interval in microseconds.
    pub interval_us: u64,
    /// Number of times the lock went to another thread than its last holder.
    pub switches: u64,
    /// Use by all threads together.
    #[serde(flatten)]
    pub all: LockAccount,
}

/// A period in which a thread held the lock. Consecutive short holds are merged into one period, so that their number
/// is bounded; `held` is the part of it in which the lock was actually held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The worker whose thread held it.
    pub worker: WorkerId,
    /// Its start.
    pub from: Nanos,
    /// Its end.
    pub until: Nanos,
    /// Time the lock was held within it.
    pub held: Nanos,
}

/// One operation of a thread on the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockMark {
    /// Time of the operation.
    pub at: Nanos,
    /// The worker whose thread did it.
    pub worker: WorkerId,
    /// The operation.
    #[serde(rename = "deed")]
    pub operation: LockOperation,
}

/// An operation of a thread on the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockOperation {
    /// Waited for one interval without a switch, and requested the lock.
    Asked {
        /// The holder.
        of: WorkerId,
    },
    /// Waited for one interval in which the lock changed hands, and waits again without a request.
    Expired,
    /// Got the lock.
    Got {
        /// Duration of the wait; `None` when the lock was free.
        waited: Option<Nanos>,
        /// Whether it had requested the lock.
        asked: bool,
        /// The thread whose request was pending, when that was another one.
        over: Option<WorkerId>,
    },
    /// Released the lock.
    LetGo {
        /// Whether on request of another thread.
        forced: bool,
    },
}
