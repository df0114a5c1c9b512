//! Worker processes in a report: their printed lines, deaths with replacements, and injected faults.

use serde::{Deserialize, Serialize};

use crate::event::{Nanos, Stream};
use crate::model::death::Death;
use crate::model::lane::{InjectedFault, Lane, Printed};
use crate::model::process::Process;

/// A line that a worker printed.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LineReport {
    /// The worker.
    pub worker: u16,
    /// Its process; `null` for threads, and where it is not known.
    #[serde(default)]
    pub pid: Option<u32>,
    /// Stream: `out` or `err`.
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

/// A worker process that ended unexpectedly.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DeathReport {
    /// The worker.
    pub worker: u16,
    /// Its process.
    pub pid: u32,
    /// Signal or exit code, in words.
    pub cause: String,
    /// Time at which that was noticed, from the lane's first task; negative while its workers were being started.
    pub at_s: f64,
    /// The task it was executing.
    pub task: Option<u32>,
    /// The attempt number of that task, starting at 1.
    pub attempt: Option<u16>,
    /// Number of its other tasks, which went to other workers.
    pub returned: u32,
    /// Time from its death until that was noticed; `null` where the time of death is not known.
    pub noticed_after_s: Option<f64>,
    /// Time from its death until its replacement was ready; `null` when there was none.
    pub replaced_after_s: Option<f64>,
    /// The replacement.
    pub replaced_by: Option<u32>,
    /// Time from its death until its task was sent to a worker again; `null` when it was not.
    pub rerun_after_s: Option<f64>,
    /// Its age.
    pub uptime_s: f64,
    /// Number of tasks it had executed.
    pub tasks: u32,
    /// CPU time it had used.
    pub cpu_s: Option<f64>,
    /// Its largest resident memory, bytes.
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
pub(crate) struct FaultReport {
    /// The worker.
    pub worker: u16,
    /// Its process then.
    pub pid: u32,
    /// The fault: `kill`, `stop`, …, `poison:17`.
    pub fault: String,
    /// Time, from the lane's first task.
    pub at_s: f64,
}

impl FaultReport {
    pub(super) fn of(injected: &InjectedFault, lane: &Lane) -> Self {
        let InjectedFault { at, worker, pid, fault } = injected;
        Self { worker: worker.0, pid: *pid, fault: fault.to_string(), at_s: since_first_task(*at, lane) }
    }
}

/// One of the processes of a lane's workers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProcessReport {
    /// The worker.
    pub worker: u16,
    /// Its process ID.
    pub pid: u32,
    /// Its end; `null` when that is not known.
    pub exit: Option<String>,
    /// Number of tasks it executed; `null` when that is not known.
    pub tasks: Option<u32>,
}

impl ProcessReport {
    pub(super) fn of(process: &Process) -> Self {
        let Process { worker, pid, exit, tasks, .. } = process;
        Self { worker: worker.0, pid: *pid, exit: exit.clone(), tasks: *tasks }
    }
}

/// Time since the lane sent its first task, or since it began to start its workers where it has not, s.
fn since_first_task(at: Nanos, lane: &Lane) -> f64 {
    at.secs() - lane.ready.or(lane.started).unwrap_or_default().secs()
}
