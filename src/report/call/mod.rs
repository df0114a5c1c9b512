//! The user's function in a report, and in the words for people.

use serde::{Deserialize, Serialize};

use crate::event::CallPlan;
use crate::text::words::counted;

/// A Python function of the user's and the list of its arguments.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CallReport {
    /// The function as it was named: `crunch.py:resize`.
    pub function: String,
    /// The expression that gives the list of arguments; `null`: each task gets its number.
    pub over: Option<String>,
    /// Whether each argument is a tuple that is spread over the parameters.
    #[serde(default)]
    pub star: bool,
    /// Number of arguments in the list; a race may run through it several times.
    pub arguments: u32,
    /// Whether it is a coroutine function.
    #[serde(default)]
    pub coroutine: bool,
    /// The file with its source; empty where there is none.
    #[serde(default)]
    pub file: String,
    /// SHA-256 of its module's source, or of its name where it has none, shortened.
    #[serde(default)]
    pub source: String,
}

impl CallReport {
    pub(super) fn of(call: &CallPlan) -> Self {
        let CallPlan { function, over, star, arguments, coroutine, file, source, .. } = call.clone();
        Self { function, over, star, arguments, coroutine, file, source }
    }

    /// The same as a part of a plan, which has its words.
    fn plan(&self) -> CallPlan {
        let Self { function, over, star, arguments, coroutine, file, source } = self.clone();
        CallPlan { function, over, star, arguments, coroutine, file, source, ..CallPlan::default() }
    }
}

/// The call in words, with its tasks and its chunk: `count(x) for x in range(64) of crunch.py, 64 tasks, chunk 8`.
pub(super) fn words(call: &CallReport, tasks: Option<u32>, chunk: u32) -> String {
    let plan = call.plan();
    let tasks = tasks.map_or_else(String::new, |tasks| {
        let again = match plan.rounds(tasks) {
            0 | 1 => String::new(),
            rounds => format!(" (the list {rounds} times)"),
        };
        format!(", {}{again}", counted(tasks, "task"))
    });
    format!("{} of {}{tasks}, chunk {chunk}", plan.sentence(), plan.place())
}

#[cfg(test)]
mod tests;
