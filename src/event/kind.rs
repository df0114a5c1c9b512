//! The kinds of events: everything that can happen, with what is told of it.

use serde::{Deserialize, Serialize};

use super::{
    Activity, Capacity, Doubt, End, Fault, Hold, IpcStats, LaneId, LockMark, LockStats, Nanos, Obituary,
    Outcome, Phase, Plan, Repetition, Slice, Stream, WorkerId,
};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The first fact of a session.
    Plan(Box<Plan>),
    /// The race enters a phase.
    Phase(Phase),
    /// The size of the workload is settled, with the predicted time of one worker without a lock for all of it.
    Calibrated {
        /// Number of tasks.
        tasks: u32,
        /// Size of one task.
        size: u64,
        /// Predicted time of one worker without a lock for all tasks.
        solo: Nanos,
        /// Duration of the workload's run in the calibration itself.
        sample: Nanos,
    },
    /// A lane has tasks of another size than the race, because they run in another language.
    LaneCalibrated {
        /// The lane.
        lane: LaneId,
        /// Its number of tasks.
        tasks: u32,
        /// The size of one of them.
        size: u64,
        /// Predicted time of one worker of its kind for all of them.
        solo: Nanos,
        /// Duration of their run in the calibration itself.
        sample: Nanos,
        /// Digest of the results that this program reaches for these tasks.
        reference: Option<String>,
    },
    /// All lanes run once more; what was known of their last run is of the repetition before.
    Repetition(Repetition),
    /// Capacity of the machine just before or after a lane.
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
        /// Its process id.
        pid: u32,
        /// Its thread id.
        tid: u32,
    },
    /// All workers of a lane are ready; the first task is handed out.
    LaneReady {
        /// The lane.
        lane: LaneId,
    },
    /// A completed period of a worker's time.
    Slice {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// The period.
        slice: Slice,
    },
    /// A worker's activity since its last slice ended, still going on.
    Now {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// The activity.
        activity: Activity,
        /// Its start.
        since: Nanos,
    },
    /// Progress of a lane; the last one at the time of its last result.
    Progress {
        /// The lane.
        lane: LaneId,
        /// Tasks with a result.
        done: u32,
        /// Tasks that ended without one.
        failed: u32,
    },
    /// Number of tasks executed by each worker of a lane, when that has changed, a few times a second.
    Tasks {
        /// The lane.
        lane: LaneId,
        /// Tasks executed so far, failed ones included, by worker; a worker beyond the end has executed none.
        by_worker: Vec<u32>,
    },
    /// Tasks are handed to a worker together, in a lane with at most [`EventKind::FOLLOWED`] tasks: `first`,
    /// `first + step`, …
    Chunk {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// The first of the tasks.
        first: u32,
        /// Distance from one task to the next, at least 1.
        step: u32,
        /// Number of tasks.
        count: u32,
    },
    /// A task has ended, in such a lane.
    Result {
        /// The lane.
        lane: LaneId,
        /// The worker that executed it.
        worker: WorkerId,
        /// The task.
        task: u32,
        /// The beginning of its result; `None` where it failed.
        value: Option<String>,
    },
    /// Statistics of a lane's lock.
    Lock {
        /// The lane.
        lane: LaneId,
        /// Totals since the lane started.
        stats: LockStats,
    },
    /// Operations on a lane's lock since the last such event, a few times a second.
    LockTrace {
        /// The lane.
        lane: LaneId,
        /// The holds: which thread, from when until when.
        holds: Vec<Hold>,
        /// Requests, grants and releases.
        marks: Vec<LockMark>,
        /// Number of marks dropped because there were too many; the totals of [`EventKind::Lock`] count them.
        lost: u64,
    },
    /// The switch interval of the locks changes.
    Interval {
        /// The new interval in microseconds.
        interval_us: u64,
    },
    /// Statistics of a lane's messages.
    Ipc {
        /// The lane.
        lane: LaneId,
        /// Totals since the lane started.
        stats: IpcStats,
    },
    /// Number of tasks that a lane with an event loop has begun and not ended.
    InFlight {
        /// The lane.
        lane: LaneId,
        /// The number.
        tasks: u32,
    },
    /// Measurements of a worker by the kernel.
    WorkerCpu {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// CPU time since it exists.
        cpu: Nanos,
        /// Time since it exists in which it was runnable and had no core: its wait in the kernel's run queue.
        #[serde(default)]
        wait: Nanos,
        /// Number of times it was put on a core since it exists. Using CPU time takes being put on a core: zero
        /// beside a CPU time means that the system reports neither this nor `wait`.
        #[serde(default)]
        turns: u64,
        /// The core it ran on last, where the system reports it.
        core: Option<u16>,
        /// Resident memory of its process in bytes; 0 for threads, which share theirs.
        rss: u64,
        /// Whether a worker thread read this itself when it ended: it is its last one.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        last: bool,
    },
    /// A worker process is started; [`EventKind::WorkerReady`] follows when it is ready.
    Spawned {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Its process id.
        pid: u32,
    },
    /// A line that a worker printed.
    Line {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Process id of the worker, where each line comes from a process of its own.
        #[serde(default)]
        pid: Option<u32>,
        /// The stream it was printed to.
        #[serde(default)]
        stream: Stream,
        /// The line, without its line feed.
        line: String,
    },
    /// A planned or requested fault is injected into a worker now.
    #[serde(rename = "faulted")]
    FaultInjected {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Its process id.
        pid: u32,
        /// The fault.
        fault: Fault,
    },
    /// A worker process is stopped, or continued.
    Halted {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Whether it is stopped now.
        stopped: bool,
    },
    /// A worker process ended unexpectedly.
    Death {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Its process, cause of death, task and totals.
        obituary: Box<Obituary>,
    },
    /// A worker process ended on request.
    Exit {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Its process id.
        pid: u32,
        /// Signal or exit code, in words.
        exit: String,
        /// Tasks it executed.
        tasks: u32,
        /// CPU time that it and its children used, where its end tells it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cpu: Option<Nanos>,
        /// The core it ran on last, as above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        core: Option<u16>,
    },
    /// A replacement process for one that died is ready.
    Replaced {
        /// The lane.
        lane: LaneId,
        /// The worker.
        worker: WorkerId,
        /// Process id of the dead one.
        dead: u32,
        /// Process id of its replacement.
        pid: u32,
        /// Time from the death, or from its detection where the time of death is unknown, until the replacement was
        /// ready.
        after: Nanos,
    },
    /// A task that was lost with a worker is handed out again.
    Rerun {
        /// The lane.
        lane: LaneId,
        /// The worker that has it now.
        worker: WorkerId,
        /// Process id of the worker with which it was lost.
        dead: u32,
        /// The task.
        task: u32,
        /// The attempt number, starting at 1.
        attempt: u16,
        /// Time from the death, or from its detection where the time of death is unknown, until the task was handed
        /// out again.
        after: Nanos,
    },
    /// A lane has all its results, or will get no more.
    LaneFinished {
        /// The lane.
        lane: LaneId,
        /// Its totals and results.
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
        /// The part of it due to our workers, in 1/1000, by CPU number; empty where unknown.
        ours: Vec<u16>,
        /// The part of `busy` that a hypervisor gave to another guest while this machine wanted it, in 1/1000, by
        /// CPU number; empty where unknown.
        #[serde(default)]
        stolen: Vec<u16>,
        /// Numbers of the CPUs that were offline all the time; their figures in the other lists are meaningless.
        #[serde(default)]
        offline: Vec<u16>,
        /// CPU time of this program besides its workers, in 1/1000 of one core.
        own: u16,
    },
    /// A reason not to trust what is measured here.
    Doubt(Doubt),
    /// The last fact of a session.
    RaceEnded {
        /// The kind of end.
        end: End,
    },
}

impl EventKind {
    /// Most tasks of a lane whose chunks and results are told one by one: a picture of more would show none of them, and
    /// telling them would cost time that is measured.
    pub const FOLLOWED: u32 = 200;
}
