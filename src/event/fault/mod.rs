//! Fault injection: faults that can be injected into a worker process, to show how the pool handles them.
//!
//! The faults are real: the process is killed by a signal, its code really panics, its pipe really carries garbage.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Nanos;

/// A fault of a worker process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Fault {
    /// It is killed by a signal that no process can catch.
    Kill,
    /// It is stopped, as by a debugger, and continued one second later.
    Stop,
    /// The code of its next task panics.
    Panic,
    /// It exits in the middle of its next task with a success status.
    Exit,
    /// Its next task never ends.
    Hang,
    /// It writes bytes that are not a message.
    Garbage,
    /// Its next task starts a child process and does not wait for it.
    Leak,
    /// This task kills every worker that executes it.
    Poison(u32),
}

impl Fault {
    /// All faults that can be injected into any worker, in the order in which the user meets them.
    pub const ALL: [Self; 7] =
        [Self::Kill, Self::Stop, Self::Panic, Self::Exit, Self::Hang, Self::Garbage, Self::Leak];

    /// Its name; for a poisoned task, without the task number.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Stop => "stop",
            Self::Panic => "panic",
            Self::Exit => "exit0",
            Self::Hang => "hang",
            Self::Garbage => "garbage",
            Self::Leak => "leak",
            Self::Poison(_) => "poison",
        }
    }

    /// Effect on the worker and expected reaction of the pool, in one line.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Kill => "killed by SIGKILL: its task runs again on another, and it is replaced",
            Self::Stop => "stopped for a second: shown as stopped, and nothing is lost",
            Self::Panic => "its next task panics: that task fails, the worker lives on",
            Self::Exit => "it exits with 0 in mid-task: as dead as if it had been killed",
            Self::Hang => "its next task never ends: the deadline ends it",
            Self::Garbage => "it writes garbage: its messages are not trusted, and it is replaced",
            Self::Leak => "its next task leaves a child behind: that goes with the worker",
            Self::Poison(_) => "a task that kills every worker: given up after three attempts, and named",
        }
    }

    /// Whether it ends the worker process.
    #[must_use]
    pub const fn ends_its_worker(self) -> bool {
        matches!(self, Self::Kill | Self::Exit | Self::Hang | Self::Garbage | Self::Poison(_))
    }

    /// Whether it is sent with a task still to be handed out, rather than injected from outside at any time.
    #[must_use]
    pub const fn comes_with_a_task(self) -> bool {
        !matches!(self, Self::Kill | Self::Stop)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Poison(task) => write!(f, "poison:{task}"),
            fault => f.write_str(fault.name()),
        }
    }
}

/// Error for text that names no fault; the message lists the accepted values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no fault; accepted: kill, stop, panic, exit0, hang, garbage, leak, each also with a worker and a time \
     from the first task, e.g. kill@2s, kill:1@500ms, and poison:TASK, e.g. poison:17"
)]
pub struct UnknownFault(pub String);

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let unknown = || UnknownFault(text.into());
        if let Some(task) = text.strip_prefix("poison:") {
            return task.parse().map(Self::Poison).map_err(|_| unknown());
        }
        Self::ALL.into_iter().find(|fault| fault.name() == text).ok_or_else(unknown)
    }
}

impl From<Fault> for String {
    fn from(fault: Fault) -> Self {
        fault.to_string()
    }
}

impl TryFrom<String> for Fault {
    type Error = UnknownFault;

    fn try_from(text: String) -> Result<Self, UnknownFault> {
        text.parse()
    }
}

/// A fault planned in advance: `kill@2s`, `kill:1@500ms`, `hang`, `poison:17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultPlan {
    /// The fault.
    pub fault: Fault,
    /// The worker it hits; `None`: each worker in turn, one fault after another.
    pub worker: Option<u16>,
    /// Delay after the first task was handed out; `None`: as soon as the worker is in the middle of a task. When the
    /// last tasks are handed out earlier, the fault is sent with them, so a planned fault is never skipped.
    pub at: Option<Nanos>,
}

impl fmt::Display for FaultPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fault)?;
        if let Some(worker) = self.worker {
            write!(f, ":{worker}")?;
        }
        match self.at {
            Some(at) if at.0.is_multiple_of(1_000_000_000) => write!(f, "@{}s", at.0 / 1_000_000_000),
            Some(at) => write!(f, "@{}ms", at.0 as f64 / 1e6),
            None => Ok(()),
        }
    }
}

impl FromStr for FaultPlan {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let unknown = || UnknownFault(text.into());
        let (what, at) = match text.split_once('@') {
            Some((what, at)) => (what, Some(moment(at).ok_or_else(unknown)?)),
            None => (text, None),
        };
        if what.starts_with("poison:") {
            let fault = what.parse().map_err(|_| unknown())?;
            // The task decides when and on which worker.
            return if at.is_none() { Ok(Self { fault, worker: None, at }) } else { Err(unknown()) };
        }
        let (name, worker) = match what.split_once(':') {
            Some((name, worker)) => (name, Some(worker.parse().map_err(|_| unknown())?)),
            None => (what, None),
        };
        Ok(Self { fault: name.parse().map_err(|_| unknown())?, worker, at })
    }
}

/// Parses a duration with its unit: `2s`, `1.5s`, `500ms`.
fn moment(text: &str) -> Option<Nanos> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let scale = match &text[digits.len()..] {
        "s" => 1.0,
        "ms" => 1e-3,
        _ => return None,
    };
    let seconds = digits.parse::<f64>().ok()? * scale;
    (0.0..=3600.0).contains(&seconds).then(|| Nanos::from_secs_f64(seconds))
}

#[cfg(test)]
mod tests;
