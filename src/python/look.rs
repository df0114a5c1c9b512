//! Looks a function of the user's up: whether it exists, what kind it is, and how many arguments its list has.

use std::time::{Duration, Instant};

use super::child::{Arrival, Child};
use super::error::PythonError;
use super::invocation::Invocation;
use super::job::look_line;
use super::message::PythonMessage;
use crate::event::{CallPlan, PythonPlan};

/// Time limit for the import of the module and the list of arguments.
const FOUND_WITHIN: Duration = Duration::from_mins(1);

/// Shortest time limit for that, however short the deadline of a task is.
const LEAST: Duration = Duration::from_secs(10);

/// Interval at which a silent interpreter is looked at.
const TICK: Duration = Duration::from_millis(20);

/// The call as this interpreter finds it: with the number of its arguments, of at most `most`.
///
/// # Errors
/// Error of the function or its arguments, with the user's own traceback where their code raised; or why the
/// interpreter cannot be used.
pub(crate) fn look(
    python: &PythonPlan,
    call: &CallPlan,
    most: u32,
    deadline: Option<Duration>,
) -> Result<CallPlan, PythonError> {
    if let Some(problem) = &python.problem {
        return Err(PythonError::Unusable(problem.clone()));
    }
    let first =
        look_line(call, most).map_err(|reason| PythonError::Job { path: python.path.clone(), reason })?;
    let mut child = Child::spawn(&Invocation::of_users(python))
        .map_err(|source| PythonError::Start { path: python.path.clone(), source })?;
    child.write(first);
    let patience = found_within(deadline);
    let deadline = Instant::now() + patience;
    loop {
        match child.next(TICK) {
            Arrival::Message(PythonMessage::Found { arguments, names, imports, coroutine, file, source }) => {
                return Ok(CallPlan { arguments, names, imports, coroutine, file, source, ..call.clone() });
            }
            Arrival::Message(PythonMessage::Broken { reason, .. }) => {
                return Err(PythonError::Broken(reason));
            }
            Arrival::ParseError(nonsense) => return Err(nonsense.into()),
            Arrival::Ended => {
                let when = format!("while {} was imported", module_of(&call.function));
                return Err(child.ended_early(&when));
            }
            Arrival::Message(_) | Arrival::Line(_) | Arrival::Nothing => {}
        }
        if Instant::now() > deadline {
            return Err(child.not_found(&call.function, patience));
        }
    }
}

/// Time limit for the import of the user's module and the list of arguments, where a task has this deadline. An import
/// takes longer than a task: it has [`LEAST`] in any case.
#[must_use]
pub(crate) fn found_within(deadline: Option<Duration>) -> Duration {
    deadline.map_or(FOUND_WITHIN, |deadline| deadline.clamp(LEAST, FOUND_WITHIN))
}

/// The module or file of a function that was named.
#[must_use]
pub(crate) fn module_of(function: &str) -> &str {
    function.rsplit_once(':').map_or(function, |(module, _)| module)
}
