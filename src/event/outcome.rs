//! What a lane came to: the exact totals that stand when it has finished.

use serde::{Deserialize, Serialize};

use super::{Activity, ActivityTotals, Costs, Histogram, LockAccount, LockStats, Nanos, WorkerId, quota};

/// One worker's books, closed.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Which worker.
    pub worker: WorkerId,
    /// Its process.
    pub pid: u32,
    /// Its thread in that process.
    pub tid: u32,
    /// Tasks it executed, failed ones included.
    pub tasks: u32,
    /// Its time from the lane's start to the lane's last result, by activity.
    pub time: ActivityTotals,
    /// CPU time it used from the first task to its end, as the kernel counts it.
    pub cpu: Nanos,
    /// How its process ended, e.g. `exit 0`; `None` for threads.
    pub exit: Option<String>,
    /// Its dealings with the lock, in lanes that have one.
    #[serde(default)]
    pub lock: Option<LockAccount>,
    /// What it counted, when that was its work.
    #[serde(default)]
    pub counter: Option<Counter>,
    /// How long its client waited for each reply, when it served one.
    #[serde(default)]
    pub replies: Option<Histogram>,
}

/// Percentiles of a length of time, in the unit that the field's name says.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Percentiles {
    /// Half of the values are at most this.
    pub p50: f64,
    /// 99 % of the values are at most this.
    pub p99: f64,
}

/// What the counters of the `counter` workload came to, as one worker saw them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Increments of each counter that this worker made.
    pub made: u64,
    /// What the counter read that is incremented by a load, an addition and a store, when the lane had ended.
    pub plain: u64,
    /// What the counter read that is incremented atomically.
    pub atomic: u64,
}

/// What the messages between a lane and its worker processes came to.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct IpcStats {
    /// Frames in both directions that carried tasks or results.
    pub messages: u64,
    /// Bytes written to the workers.
    pub bytes_out: u64,
    /// Bytes read from the workers.
    pub bytes_in: u64,
    /// From handing a task to an idle worker until its result is here, less the task's own time.
    pub round_trip_us: Percentiles,
    /// From starting a worker process until it is ready, in milliseconds.
    pub spawn_ms: Percentiles,
    /// Time the lane itself spent turning arguments and results into bytes and back.
    pub serialise: Nanos,
}

/// A task that has no result, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which task.
    pub task: u32,
    /// What happened, in a sentence.
    pub reason: String,
}

/// What a lane came to.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// When the lane began to start its workers.
    pub started: Nanos,
    /// When all its workers were ready and the first task was handed out.
    pub ready: Nanos,
    /// When its last result was there.
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
    /// The workers' books, by worker.
    pub accounts: Vec<Account>,
    /// The lock, for lanes that have one.
    pub lock: Option<LockStats>,
    /// The messages, for lanes whose workers are processes.
    pub ipc: Option<IpcStats>,
    /// Tasks that were executed again because a worker died with them.
    #[serde(default)]
    pub retried: u32,
    /// Tasks that were given up because every worker that executed them died.
    #[serde(default)]
    pub quarantined: Vec<u32>,
    /// What processes cost here, for lanes whose workers are processes of this program.
    #[serde(default)]
    pub costs: Option<Costs>,
    /// The most tasks that were in flight at once, for lanes whose workers do not wait for the end of one before
    /// they begin the next.
    #[serde(default)]
    pub in_flight: Option<u32>,
    /// What the counter that is incremented plainly read in the memory of the program that started the workers,
    /// for counting workers with memories of their own.
    #[serde(default)]
    pub counted_here: Option<u64>,
}

impl Outcome {
    /// So many results are kept whole.
    pub const RESULTS: usize = 100;
    /// So many failures are kept with their reasons.
    pub const FAILURES: usize = 20;

    /// From the first task handed out to the last result.
    #[must_use]
    pub fn wall(&self) -> Nanos {
        self.finished - self.ready
    }

    /// How many cores its workers could have kept busy on average: the time in which they worked or wanted
    /// to, over the wall time. Work that waits wants none, threads under one lock want one.
    #[must_use]
    pub fn cores_wanted(&self) -> f64 {
        let wanted = |a: &Account| {
            a.time[Activity::Compute] + a.time[Activity::CoreWait] + a.time[Activity::Serialise]
        };
        self.accounts.iter().map(wanted).sum::<Nanos>().share_of(self.wall())
    }

    /// Whether a machine that gives so many of `of` cores gives clearly less than this lane wanted, so that
    /// its speed says something about the machine. A lane that did the work of so many cores was given them,
    /// whatever a spin before or after it says. What a quota withholds is no shortage of the machine, and `speedup` is
    /// over one worker under the same quota.
    #[must_use]
    pub fn was_short(&self, cores: f64, of: u16, speedup: f64, quota: Option<f64>) -> bool {
        let worked = speedup * quota::share_of_one(quota);
        cores.max(worked) < 0.9 * self.cores_wanted().min(quota::allowed(f64::from(of), quota))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(time: ActivityTotals) -> Outcome {
        let account = Account { worker: WorkerId(0), pid: 1, tid: 1, tasks: 1, time, ..Account::default() };
        Outcome {
            started: Nanos(0),
            ready: Nanos(0),
            finished: Nanos(1000),
            done: 1,
            failed: 0,
            failures: Vec::new(),
            digest: String::new(),
            results: None,
            accounts: vec![account.clone(), account],
            lock: None,
            ipc: None,
            retried: 0,
            quarantined: Vec::new(),
            costs: None,
            in_flight: None,
            counted_here: None,
        }
    }

    #[test]
    fn who_waits_is_never_short_of_cores() {
        let waiting = outcome(ActivityTotals::only(Activity::Io, Nanos(1000)));
        assert!(!waiting.was_short(0.1, 2, 0.0, None));
        let mut locked = ActivityTotals::only(Activity::Compute, Nanos(500));
        locked[Activity::LockWait] = Nanos(500);
        assert!(!outcome(locked).was_short(1.1, 2, 0.5, None), "two threads under one lock want one core");
        assert!(outcome(locked).was_short(0.8, 2, 0.7, None));
        let mut parallel = ActivityTotals::only(Activity::Compute, Nanos(700));
        parallel[Activity::CoreWait] = Nanos(300);
        assert!(outcome(parallel).was_short(1.4, 2, 1.3, None));
        assert!(!outcome(parallel).was_short(1.4, 2, 1.9, None), "it did the work of two");
        assert!(!outcome(parallel).was_short(1.0, 1, 0.7, None), "no more than there are");
        assert!(!outcome(parallel).was_short(0.5, 2, 1.0, Some(0.5)), "the quota gives no more");
        assert!(outcome(parallel).was_short(0.3, 2, 0.6, Some(0.5)), "less than the quota allows");
    }
}
