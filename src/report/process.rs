//! What a report tells of worker processes: what they printed, who died and how that healed, what was done to them.

use serde::{Deserialize, Serialize};

use crate::event::{Nanos, Stream};
use crate::model::death::Death;
use crate::model::lane::{InjectedFault, Lane, Printed};
use crate::model::process::Process;

/// A line that a worker printed.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineReport {
    /// Which worker.
    pub worker: u16,
    /// Its process; `null` for threads, and where nobody told.
    #[serde(default)]
    pub pid: Option<u32>,
    /// `out` or `err`: where it was printed.
    #[serde(default = "standard_error")]
    pub stream: String,
    /// The line, without its end.
    pub line: String,
}

fn standard_error() -> String {
    word_of(Stream::Err).into()
}

fn word_of(stream: Stream) -> &'static str {
    match stream {
        Stream::Out => "out",
        Stream::Err => "err",
    }
}

impl LineReport {
    pub(super) fn of(printed: &Printed) -> Self {
        let Printed { worker, pid, stream, line, .. } = printed;
        Self { worker: worker.0, pid: *pid, stream: word_of(*stream).into(), line: line.clone() }
    }
}

/// A worker process that ended before it was told to.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeathReport {
    /// Which worker.
    pub worker: u16,
    /// Its process.
    pub pid: u32,
    /// Signal or exit code, in words.
    pub cause: String,
    /// When that was noticed, from the lane's first task; negative while its workers were being started.
    pub at_s: f64,
    /// The task it was executing.
    pub task: Option<u32>,
    /// The attempt number of that task, starting at 1.
    pub attempt: Option<u16>,
    /// Other tasks that lay at it and went to others.
    pub returned: u32,
    /// From its death until that was noticed; `null` where nobody knows when it died.
    pub noticed_after_s: Option<f64>,
    /// From its death until another process was ready in its place; `null` when none was.
    pub replaced_after_s: Option<f64>,
    /// That process.
    pub replaced_by: Option<u32>,
    /// From its death until its task was handed out again; `null` when it was not.
    pub rerun_after_s: Option<f64>,
    /// How long it had lived.
    pub uptime_s: f64,
    /// Tasks it had executed.
    pub tasks: u32,
    /// CPU time it had used.
    pub cpu_s: Option<f64>,
    /// The most memory it had resident, in bytes.
    pub peak_rss: Option<u64>,
    /// The last lines on its standard error.
    pub stderr: Vec<String>,
}

impl DeathReport {
    pub(super) fn of(death: &Death, lane: &Lane) -> Self {
        let obituary = &death.obituary;
        Self {
            worker: death.worker.0,
            pid: obituary.pid,
            cause: obituary.cause.clone(),
            at_s: since_first_task(death.at, lane),
            task: obituary.task,
            attempt: obituary.attempt,
            returned: obituary.returned,
            noticed_after_s: obituary.noticed_after.map(Nanos::secs),
            replaced_after_s: death.replaced.map(|replaced| replaced.after.secs()),
            replaced_by: death.replaced.map(|replaced| replaced.pid),
            rerun_after_s: death.rerun.map(|rerun| rerun.after.secs()),
            uptime_s: obituary.uptime.secs(),
            tasks: obituary.tasks,
            cpu_s: obituary.cpu.map(Nanos::secs),
            peak_rss: obituary.peak_rss,
            stderr: obituary.last_lines.clone(),
        }
    }
}

/// A fault that was injected into a worker on demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FaultReport {
    /// Which worker.
    pub worker: u16,
    /// Its process then.
    pub pid: u32,
    /// What was done to it: `kill`, `stop`, …, `poison:17`.
    pub fault: String,
    /// When, from the lane's first task.
    pub at_s: f64,
}

impl FaultReport {
    pub(super) fn of(injected: &InjectedFault, lane: &Lane) -> Self {
        let InjectedFault { at, worker, pid, fault } = injected;
        Self { worker: worker.0, pid: *pid, fault: fault.to_string(), at_s: since_first_task(*at, lane) }
    }
}

/// One of the processes that a lane's workers lived through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessReport {
    /// The worker whose place it filled.
    pub worker: u16,
    /// Its number.
    pub pid: u32,
    /// How it ended; `null` when nobody told.
    pub exit: Option<String>,
    /// Tasks it executed; `null` when nobody told.
    pub tasks: Option<u32>,
}

impl ProcessReport {
    pub(super) fn of(process: &Process) -> Self {
        let Process { worker, pid, exit, tasks, .. } = process;
        Self { worker: worker.0, pid: *pid, exit: exit.clone(), tasks: *tasks }
    }
}

/// Seconds since the lane handed out its first task, or since it began to start its workers where it has not.
fn since_first_task(at: Nanos, lane: &Lane) -> f64 {
    at.secs() - lane.ready.or(lane.started).unwrap_or_default().secs()
}
