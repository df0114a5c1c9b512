//! The user's function that a sweep calls.

use serde::{Deserialize, Serialize};

use crate::event::CallPlan;

/// A Python function of the user's and the list of its arguments. The work holds how many there are.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct SweptCall {
    /// The function as it was named: `crunch.py:resize`.
    pub function: String,
    /// The expression that gives the list of arguments; `None`: each task gets its number.
    #[serde(default)]
    pub over: Option<String>,
    /// Whether each argument is a tuple that is spread over the parameters.
    #[serde(default)]
    pub star: bool,
    /// Whether it is a coroutine function.
    #[serde(default)]
    pub coroutine: bool,
    /// SHA-256 of its module's source, or of its name where it has none, shortened.
    #[serde(default)]
    pub source: String,
}

impl SweptCall {
    /// The call of a plan.
    pub(crate) fn of(call: &CallPlan) -> Self {
        let CallPlan { function, over, star, coroutine, source, .. } = call.clone();
        Self { function, over, star, coroutine, source }
    }

    /// The same with so many arguments, as a lane gets it.
    pub(crate) fn plan(&self, arguments: u32) -> CallPlan {
        let Self { function, over, star, coroutine, source } = self.clone();
        CallPlan { function, over, star, arguments, coroutine, source, ..CallPlan::default() }
    }

    /// Name of the function, without the file or the module that it is in.
    pub(crate) fn name(&self) -> &str {
        self.function.rsplit(':').next().unwrap_or_default()
    }
}

/// The same function of the same source with the same list, wherever its file is: on another machine it has another
/// path.
impl PartialEq for SweptCall {
    fn eq(&self, other: &Self) -> bool {
        let what = |call: &Self| (call.over.clone(), call.star, call.source.clone());
        self.name() == other.name() && what(self) == what(other)
    }
}

impl Eq for SweptCall {}

#[cfg(test)]
mod tests;
