//! Messages from Python: one line of JSON each.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::event::{Activity, Counter, Histogram, Nanos, Slice, WorkerId};
use crate::workload::Value;

/// One message.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PythonMessage {
    /// A worker is ready.
    Ready {
        /// The worker.
        worker: WorkerId,
        /// Its process id.
        pid: u32,
        /// Its thread id.
        tid: u32,
        /// Time at which it became ready.
        at: Nanos,
    },
    /// All workers are ready; the first task is handed out.
    Started {
        /// Time of that.
        at: Nanos,
    },
    /// A completed period of a worker's time.
    Slice {
        /// The worker.
        worker: WorkerId,
        /// The period.
        slice: Slice,
        /// Periods of calls, from and until, in any of which its blocked time fell; they may begin before the slice
        /// and end after it. Empty where nothing was blocked.
        #[serde(default)]
        calls: Vec<(Nanos, Nanos)>,
    },
    /// A worker's current activity.
    Now {
        /// The worker.
        worker: WorkerId,
        /// The activity.
        activity: Activity,
        /// Its start.
        since: Nanos,
    },
    /// A worker process was stopped by a signal, or continued.
    Halted {
        /// Its process id.
        pid: u32,
        /// Whether it is stopped now.
        stopped: bool,
    },
    /// A worker printed a line.
    Printed {
        /// The worker.
        worker: WorkerId,
        /// Its process id.
        pid: u32,
        /// The line, without its line feed.
        line: String,
    },
    /// Tasks have results that are kept until all are there, because serialising them takes long.
    Kept {
        /// Number of tasks.
        tasks: u32,
    },
    /// Tasks have their results.
    Done {
        /// Pairs of task and result.
        results: Vec<(u32, serde_json::Value)>,
    },
    /// A task has no result.
    Failed {
        /// The task.
        task: u32,
        /// The exception, in words.
        reason: String,
    },
    /// The user's function was found.
    Found {
        /// Number of its arguments.
        arguments: u32,
        /// Names of its module that the list of arguments is made of.
        #[serde(default)]
        names: Vec<String>,
        /// Modules besides that it is made of.
        #[serde(default)]
        imports: Vec<String>,
        /// Whether it is a coroutine function.
        coroutine: bool,
        /// The file of its module.
        file: String,
        /// Fingerprint of its source.
        source: String,
    },
    /// The result of a task of the user's function: JSON where it is, else its `repr`.
    Result {
        /// The task.
        task: u32,
        /// The result.
        result: serde_json::Value,
    },
    /// The interpreter's lock came back, in a build without one.
    GilBack {
        /// The module that needs it, where that was told.
        module: Option<String>,
    },
    /// All results of the user's function, compared with those of the first lane.
    Settled(Settled),
    /// Nothing more will come.
    Over {},
    /// A worker has closed its time account.
    TimeAccount(WorkerTimeAccount),
    /// Message totals of a lane of processes.
    Traffic {
        /// Messages in both directions.
        messages: u64,
        /// Bytes to the workers.
        bytes_out: u64,
        /// Bytes from the workers.
        bytes_in: u64,
        /// Time spent pickling.
        serialise: Nanos,
    },
    /// All tasks are done.
    Finished {
        /// Time of the last result.
        at: Nanos,
    },
    /// A bench has run its tasks.
    Took {
        /// Duration of the tasks.
        nanos: Nanos,
        /// CPU time meanwhile.
        #[serde(default)]
        cpu: Nanos,
    },
    /// It cannot go on.
    Broken {
        /// The reason, in a sentence.
        reason: String,
        /// Whether the reason is how a worker process of the user's function ended.
        #[serde(default)]
        ended: bool,
        /// That process, where it is known.
        #[serde(default)]
        pid: Option<u32>,
    },
}

/// How the results of the user's function compare with those of the first lane.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Settled {
    /// Tasks with a result.
    pub done: u32,
    /// Tasks without one.
    pub failed: u32,
    /// The digest of the first lane's results where this lane's agree with them; else one of its own.
    pub digest: String,
    /// Number of results that agree, by how: `==`, `pickle`, `repr`; empty for the first lane.
    pub agreed: BTreeMap<String, u32>,
    /// The first tasks whose results differ.
    pub differ: Vec<u32>,
    /// Those of them that differed when they were executed once more: the function is not deterministic.
    pub unstable: Vec<u32>,
}

/// A worker's time account; its time by activity between the two times is the sum of its slices.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct WorkerTimeAccount {
    /// The worker.
    pub worker: WorkerId,
    /// Time at which the account was opened.
    pub opened: Nanos,
    /// Time at which it was closed.
    pub closed: Nanos,
    /// Tasks it executed.
    pub tasks: u32,
    /// CPU time of its thread.
    pub cpu: Nanos,
    /// Times between two chunks of a worker process: their number and their median, ns.
    #[serde(default)]
    pub gaps: (u32, u64),
    /// The longest task, where each is accounted by itself.
    #[serde(default)]
    pub longest: Nanos,
    /// Its counter readings.
    #[serde(default)]
    pub counter: Option<Counter>,
    /// Histogram of its client's waits for replies.
    #[serde(default)]
    pub replies: Option<Histogram>,
}

/// Error for a line that is not a valid message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Python sent a message that cannot be parsed: {said:?} ({reason}); a defect of this program")]
pub(crate) struct ParseError {
    said: String,
    reason: String,
}

/// Parses the message on a line.
///
/// # Errors
/// When it is not one of ours.
pub(super) fn parse<M: DeserializeOwned>(line: &str) -> Result<M, ParseError> {
    let nonsense = |error: serde_json::Error| ParseError {
        said: line.chars().take(80).collect(),
        reason: error.to_string(),
    };
    serde_json::from_str(line).map_err(nonsense)
}

impl ParseError {
    /// The beginning of the line.
    #[must_use]
    pub(crate) fn said(&self) -> &str {
        &self.said
    }
}

/// A result as a value: the reverse of [`Value::to_json`], but that bytes stay the text that they are printed as.
/// `None` when it is not a value that a workload returns.
#[must_use]
pub(crate) fn value(json: &serde_json::Value) -> Option<Value> {
    match json {
        serde_json::Value::Number(number) => number.as_u64().map(Value::Int),
        serde_json::Value::String(text) => Some(Value::Text(text.clone())),
        serde_json::Value::Array(parts) => {
            let numbers: Option<Vec<u64>> = parts.iter().map(serde_json::Value::as_u64).collect();
            match numbers?[..] {
                [a, b] => Some(Value::Pair(a, b)),
                [a, b, c] => Some(Value::Triple(a, b, c)),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
