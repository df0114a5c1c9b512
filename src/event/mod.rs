//! The vocabulary: everything that may be said between those who run and measure and those who show.
//!
//! A *source* (a race with its lanes and probes, or a recording) makes a stream of [`Event`]s; a *sink*
//! (the dashboard, a report, a recorder) consumes it, and neither knows the other. If a feature seems to
//! need a second way from a lane to the screen, a word is missing here: add the word.
//!
//! Two rules keep the stream honest and cheap. *Totals are exact, pictures are bounded*: an
//! [`Outcome`] carries every nanosecond a worker accounted for, while [`EventKind::Slice`]s are merged so that
//! their number is bounded per worker and second. And there is *one clock*: [`Event::at`] is a reading of
//! [`crate::clock::Clock`], whichever process took it.
//!
//! ```text
//! Plan, (Phase, Doubt, Sample)*, Calibrated, LaneCalibrated*, [ Capacity, LaneStarted, WorkerReady*, LaneReady,
//! (Slice, Now, Progress, Tasks, Lock, LockTrace, Interval, Ipc, InFlight, WorkerCpu, Line, FaultInjected, Halted, Death, Exit, WorkerReady,
//! Replaced, Rerun, Sample)*, LaneFinished, Capacity ]*, RaceEnded
//! ```

mod activity;
mod costs;
mod fault;
mod histogram;
mod lock_event;
mod obituary;
mod outcome;
mod plan;
pub mod quota;
mod session;
mod time;

use serde::{Deserialize, Serialize};

pub use activity::{Activity, ActivityTotals, Slice};
pub use costs::Costs;
pub use fault::{Fault, FaultPlan, UnknownFault};
pub use histogram::{Bucket, Histogram};
pub use lock_event::{Hold, LockAccount, LockMark, LockOperation, LockStats};
pub use obituary::Obituary;
pub use outcome::{Account, Counter, Failure, IpcStats, Outcome, Percentiles};
pub use plan::{CoreClass, LanePlan, Machine, Plan, PythonPlan, Schedule, Tool, WorkloadPlan};
pub use session::{Capacity, Doubt, End, Phase};
pub use time::Nanos;

/// A lane's place in its race, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LaneId(pub u16);

/// A worker's place in its lane, from 0.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkerId(pub u16);

/// One timestamped fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When it was said.
    pub at: Nanos,
    /// What was said.
    #[serde(flatten)]
    pub fact: EventKind,
}

/// Where a worker printed a line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// On its standard output.
    Out,
    /// On its standard error.
    #[default]
    Err,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The first fact of a session.
    Plan(Box<Plan>),
    /// What the race is busy with now.
    Phase(Phase),
    /// The size of the workload is settled, and how long one worker without a lock would take for all of it.
    Calibrated {
        /// Number of tasks.
        tasks: u32,
        /// Size of one task.
        size: u64,
        /// Predicted time of one worker without a lock for all tasks.
        solo: Nanos,
        /// How long the calibration itself ran the workload.
        sample: Nanos,
    },
    /// A lane has tasks of another size than the race, because its language is another.
    LaneCalibrated {
        /// The lane.
        lane: LaneId,
        /// Its number of tasks.
        tasks: u32,
        /// The size of one of them.
        size: u64,
        /// Predicted time of one worker of its kind for all of them.
        solo: Nanos,
        /// How long the calibration itself ran them.
        sample: Nanos,
        /// The digest of the results that this program reaches for these tasks.
        reference: Option<String>,
    },
    /// What the machine could give just before or after a lane.
    Capacity {
        /// The lane.
        lane: LaneId,
        /// The measurement.
        capacity: Capacity,
    },
    /// A lane begins to start its workers.
    LaneStarted {
        /// The lane.
        lane: LaneId,
    },
    /// A worker is ready to execute tasks.
    WorkerReady {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Its process.
        pid: u32,
        /// Its thread in that process.
        tid: u32,
    },
    /// All workers of a lane are ready; the first task is handed out.
    LaneReady {
        /// The lane.
        lane: LaneId,
    },
    /// A stretch of a worker's time that is over.
    Slice {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// The stretch.
        slice: Slice,
    },
    /// What a worker has been doing since its last slice ended, and still is.
    Now {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// What it is doing.
        activity: Activity,
        /// Since when.
        since: Nanos,
    },
    /// How far a lane is.
    Progress {
        /// The lane.
        lane: LaneId,
        /// Tasks with a result.
        done: u32,
        /// Tasks that ended without one.
        failed: u32,
    },
    /// How many tasks each worker of a lane has executed, when that has changed, a few times a second.
    Tasks {
        /// The lane.
        lane: LaneId,
        /// Tasks executed so far, failed ones included, by worker; a worker beyond the end has executed none.
        by_worker: Vec<u32>,
    },
    /// What a lane's lock did so far.
    Lock {
        /// The lane.
        lane: LaneId,
        /// Totals since the lane started.
        stats: LockStats,
    },
    /// What happened at a lane's lock since this was said last, a few times a second.
    LockTrace {
        /// The lane.
        lane: LaneId,
        /// Who held it when.
        holds: Vec<Hold>,
        /// Who asked for it, got it and let go of it.
        marks: Vec<LockMark>,
        /// Marks that were too many to be sent; the totals of [`EventKind::Lock`] count them.
        lost: u64,
    },
    /// The switch interval of the locks is another one from now on.
    Interval {
        /// Its length in microseconds.
        interval_us: u64,
    },
    /// What the messages of a lane came to so far.
    Ipc {
        /// The lane.
        lane: LaneId,
        /// Totals since the lane started.
        stats: IpcStats,
    },
    /// How many tasks a lane with an event loop has begun and not ended.
    InFlight {
        /// The lane.
        lane: LaneId,
        /// How many.
        tasks: u32,
    },
    /// A worker as the kernel sees it.
    WorkerCpu {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// CPU time it used since it exists.
        cpu: Nanos,
        /// Time in which it wanted a core and had none since it exists: its wait in the kernel's run queue.
        #[serde(default)]
        wait: Nanos,
        /// How often it was put on a core since it exists. Who used CPU time was put on one: zero then means that
        /// the system does not tell, neither this nor `wait`.
        #[serde(default)]
        turns: u64,
        /// The core it ran on last, where the system tells.
        core: Option<u16>,
        /// Resident memory of its process in bytes; 0 for threads, which share theirs.
        rss: u64,
    },
    /// A line that a worker printed.
    Line {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Its process, where each line comes from one.
        #[serde(default)]
        pid: Option<u32>,
        /// Where it was printed.
        #[serde(default)]
        stream: Stream,
        /// The line, without its end.
        line: String,
    },
    /// A fault that was asked for is done to a worker now.
    #[serde(rename = "faulted")]
    FaultInjected {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Its process.
        pid: u32,
        /// What is done to it.
        fault: Fault,
    },
    /// A worker process is stopped, or goes on.
    Halted {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Whether it is stopped now.
        stopped: bool,
    },
    /// A worker process ended before it was told to.
    Death {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Who it was, and what it died of.
        obituary: Box<Obituary>,
    },
    /// A worker process ended as it was told to.
    Exit {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Its process.
        pid: u32,
        /// Signal or exit code, in words.
        exit: String,
        /// Tasks it executed.
        tasks: u32,
    },
    /// Another process is ready in the place of one that died.
    Replaced {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// The process that died.
        dead: u32,
        /// The process in its place.
        pid: u32,
        /// From the death, or from its notice where nobody knows when it died, until the other was ready.
        after: Nanos,
    },
    /// A task that was lost with a worker is being executed again.
    Rerun {
        /// The lane.
        lane: LaneId,
        /// The worker that has it now.
        worker: WorkerId,
        /// The process with which it was lost.
        dead: u32,
        /// The task.
        task: u32,
        /// The attempt number, starting at 1.
        attempt: u16,
        /// From the death, or from its notice where nobody knows when it died, until it was handed out again.
        after: Nanos,
    },
    /// A lane has all its results, or will get no more.
    LaneFinished {
        /// The lane.
        lane: LaneId,
        /// What it came to.
        outcome: Box<Outcome>,
    },
    /// A lane could not run.
    LaneFailed {
        /// The lane.
        lane: LaneId,
        /// Why, in a sentence.
        reason: String,
    },
    /// One reading of the machine, four times a second.
    Sample {
        /// Utilisation of each core since the last sample, in 1/1000, by CPU number.
        busy: Vec<u16>,
        /// The part of it that was our workers', in 1/1000, by CPU number; empty where unknown.
        ours: Vec<u16>,
        /// The part of `busy` that a hypervisor gave to another guest while this machine wanted it, in 1/1000, by
        /// CPU number; empty where unknown.
        #[serde(default)]
        stolen: Vec<u16>,
        /// The numbers of CPUs that were offline all the time, for which the other lists have a figure that says
        /// nothing.
        #[serde(default)]
        offline: Vec<u16>,
        /// CPU time of this program besides its workers, in 1/1000 of one core.
        own: u16,
    },
    /// A reason not to trust what is measured here.
    Doubt(Doubt),
    /// The last fact of a session.
    RaceEnded {
        /// How it ended.
        end: End,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_flat_json_object() {
        let event =
            Event { at: Nanos(12), fact: EventKind::Progress { lane: LaneId(1), done: 3, failed: 0 } };
        let json = serde_json::to_string(&event).unwrap();
        assert_eq!(json, r#"{"at":12,"progress":{"lane":1,"done":3,"failed":0}}"#);
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
    }
}
