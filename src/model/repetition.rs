//! Completed repetitions: the figures of all lanes in each, kept when the next one begins.

use super::headline::Beyond;
use crate::event::{ActivityTotals, LaneId, Nanos};

/// A completed repetition.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Its number, starting at 1.
    pub number: u32,
    /// The lanes in the order in which they ran.
    pub order: Vec<LaneId>,
    /// The lanes, by id.
    pub lanes: Vec<LaneRun>,
    /// Fault of this repetition, in a sentence.
    pub fault: Option<String>,
}

/// The figures of a lane in one repetition, see [`Score`](super::score::Score).
#[derive(Debug, Clone, PartialEq)]
pub struct LaneRun {
    /// Time from handing out the first task to the last result; `None` for a lane that did not run.
    pub wall: Option<Nanos>,
    /// Time until all workers were ready.
    pub start: Nanos,
    /// Tasks per second.
    pub throughput: f64,
    /// Speed over that of one worker without a lock.
    pub speedup: Option<f64>,
    /// The bound that the speed-up exceeded, where it is withheld.
    pub(crate) speedup_withheld: Option<Beyond>,
    /// Speed-up per worker.
    pub efficiency: Option<f64>,
    /// CPU time of the workers over wall time.
    pub cores_busy: Option<f64>,
    /// The bound that it exceeded, where it is withheld.
    pub(crate) cores_busy_withheld: Option<Beyond>,
    /// Capacity of the machine in cores.
    pub capacity: Option<f64>,
    /// Possible speed-up.
    pub possible: Option<f64>,
    /// Speed-up over the possible one.
    pub of_capacity: Option<f64>,
    /// Worker time by activity.
    pub time: ActivityTotals,
    /// Tasks with a result.
    pub done: u32,
    /// Tasks without one.
    pub failed: u32,
    /// Digest of all results.
    pub digest: Option<String>,
}
