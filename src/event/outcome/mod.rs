//! A lane's outcome: exact totals of a finished lane.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Activity, ActivityTotals, Costs, Execution, Histogram, LockAccount, LockStats, Nanos, Percentiles, Usage,
    WorkerId, quota,
};

/// One worker's final time account and totals.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Which worker.
    pub worker: WorkerId,
    /// Its process id.
    pub pid: u32,
    /// Its thread id.
    pub tid: u32,
    /// Tasks it executed, failed ones included.
    pub tasks: u32,
    /// Its time from the lane's start to the lane's last result, by activity.
    pub time: ActivityTotals,
    /// CPU time it used from the first task to its end, as the kernel counts it.
    pub cpu: Nanos,
    /// The end of its process, e.g. `exit 0`; `None` for threads.
    pub exit: Option<String>,
    /// Its use of the lock, in lanes that have one.
    #[serde(default)]
    pub lock: Option<LockAccount>,
    /// Its counter readings, when counting was its work.
    #[serde(default)]
    pub counter: Option<Counter>,
    /// Histogram of the times its client waited for a reply, when it served one.
    #[serde(default)]
    pub replies: Option<Histogram>,
}

/// Readings of the counters of the `counter` workload, as seen by one worker.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Increments of each counter that this worker made.
    pub made: u64,
    /// Final reading of the counter that is incremented by a load, an addition and a store.
    pub plain: u64,
    /// Final reading of the counter that is incremented atomically.
    pub atomic: u64,
}

/// Statistics of the messages between a lane and its worker processes.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct IpcStats {
    /// Frames in both directions that carried tasks or results.
    pub messages: u64,
    /// Bytes written to the workers.
    pub bytes_out: u64,
    /// Bytes read from the workers.
    pub bytes_in: u64,
    /// Time from handing a task to an idle worker until its result arrives, less the task's own time.
    pub round_trip_us: Percentiles,
    /// Time from starting a worker process until it is ready, in milliseconds.
    pub spawn_ms: Percentiles,
    /// Time of a worker between two chunks, in lanes of real CPython that run a function of the user's.
    #[serde(default)]
    pub gap_us: Percentiles,
    /// Time the lane itself spent turning arguments and results into bytes and back.
    pub serialise: Nanos,
}

/// A task without a result, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The task.
    pub task: u32,
    /// The reason, in a sentence.
    pub reason: String,
}

/// How the results of the user's function compare with those of the first lane.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Number of results that agree, by how: `==`, else `pickle` (the same bytes), else `repr`.
    pub agreed: BTreeMap<String, u32>,
    /// The first tasks whose results differ.
    pub differ: Vec<u32>,
    /// Those of them that had another result when they were called once more: the function is not deterministic.
    pub unstable: Vec<u32>,
}

/// A lane's totals and results.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Time at which the lane began to start its workers.
    pub started: Nanos,
    /// Time at which all its workers were ready and the first task was handed out.
    pub ready: Nanos,
    /// Time of its last result.
    pub finished: Nanos,
    /// Tasks with a result.
    pub done: u32,
    /// Tasks that ended without one.
    pub failed: u32,
    /// The first failures, at most [`Outcome::FAILURES`].
    pub failures: Vec<Failure>,
    /// SHA-256 over all results in task order, shortened to 16 hexadecimal digits.
    pub digest: String,
    /// The results when there are at most [`Outcome::RESULTS`], in task order.
    pub results: Option<Vec<serde_json::Value>>,
    /// The workers' accounts, by worker.
    pub accounts: Vec<Account>,
    /// Lock statistics, for lanes that have one.
    pub lock: Option<LockStats>,
    /// Message statistics, for lanes whose workers are processes.
    pub ipc: Option<IpcStats>,
    /// Number of tasks executed again because their worker died.
    #[serde(default)]
    pub retried: u32,
    /// Tasks given up because every worker that executed them died.
    #[serde(default)]
    pub quarantined: Vec<u32>,
    /// Costs of processes, for lanes whose workers are processes of this program.
    #[serde(default)]
    pub costs: Option<Costs>,
    /// Largest number of tasks in flight at once, for lanes whose workers begin a task before the last one has ended.
    #[serde(default)]
    pub in_flight: Option<u32>,
    /// Final reading of the plainly incremented counter in the memory of the program that started the workers, for
    /// workers that count in memories of their own.
    #[serde(default)]
    pub counted_here: Option<u64>,
    /// How its results compare with those of the first lane, for a function of the user's.
    #[serde(default)]
    pub agreement: Option<Agreement>,
    /// The runs of a command of the user's when there are at most [`Outcome::RESULTS`], in task order; `None` for other
    /// work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executions: Option<Vec<Execution>>,
    /// The resources that all its runs used; `None` for other work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
}

impl Outcome {
    /// Most results kept whole: enough to show, small in a recording.
    pub const RESULTS: usize = 100;
    /// Most failures kept with their reasons: the first ones explain the rest.
    pub const FAILURES: usize = 20;

    /// Time from handing out the first task to the last result.
    #[must_use]
    pub fn wall(&self) -> Nanos {
        self.finished - self.ready
    }

    /// Mean number of cores its workers could have kept busy: the time in which they worked or wanted to, over the
    /// wall time. Work that waits wants none, threads under one lock want one.
    #[must_use]
    pub fn cores_wanted(&self) -> f64 {
        let wanted = |a: &Account| {
            a.time[Activity::Compute] + a.time[Activity::CoreWait] + a.time[Activity::Serialise]
        };
        self.accounts.iter().map(wanted).sum::<Nanos>().share_of(self.wall())
    }

    /// Whether a machine that gives `cores` of `of` cores gives clearly less than this lane wanted, so that its speed
    /// reflects the machine. A lane that did the work of so many cores was given them, whatever a spin before or
    /// after it measured. What a quota withholds is no shortage of the machine, and `speedup` is over one worker
    /// under the same quota.
    #[must_use]
    pub fn was_short(&self, cores: f64, of: u16, speedup: f64, quota: Option<f64>) -> bool {
        let worked = speedup * quota::share_of_one(quota);
        cores.max(worked) < 0.9 * self.cores_wanted().min(quota::allowed(f64::from(of), quota))
    }
}

#[cfg(test)]
mod tests;
