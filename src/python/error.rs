//! Errors of a session with a real interpreter.

use super::message::ParseError;

/// Error of a session with Python.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PythonError {
    /// It cannot be used at all.
    #[error("{0}")]
    Unusable(String),
    /// It did not start.
    #[error("{path} could not be started: {source}")]
    Start {
        /// The program.
        path: String,
        /// The cause.
        source: std::io::Error,
    },
    /// It ended too early.
    #[error("{path} ended ({exit}) {when}{said}")]
    Ended {
        /// The program.
        path: String,
        /// Its end.
        exit: String,
        /// The moment of its end, in words.
        when: String,
        /// The reason it printed, if any.
        said: String,
    },
    /// A worker process of the user's function ended.
    #[error("{who} {how} while it ran tasks of {function}{said}")]
    WorkerEnded {
        /// The process.
        who: String,
        /// Its end.
        how: String,
        /// The function.
        function: String,
        /// The reason it printed, if any.
        said: String,
    },
    /// A task of the user's function closed the descriptors of the interpreter.
    #[error(
        "a task of {function} has closed descriptors that it had not opened: the pipe to this program is gone"
    )]
    Closed {
        /// The function.
        function: String,
    },
    /// It reported that it cannot go on.
    #[error("{0}")]
    Broken(String),
    /// One of its processes was stopped for too long.
    #[error(
        "{who} was stopped by a signal for {seconds:.1} s, and CPython would wait for it for ever: {done} of {total} tasks \
         are done; let it go on in time with kill -CONT"
    )]
    Stopped {
        /// The process.
        who: String,
        /// Seconds waited.
        seconds: f64,
        /// Number of tasks done.
        done: u32,
        /// Number of tasks in all.
        total: usize,
    },
    /// It was not ready in time.
    #[error("{path} had not started its workers after {seconds} s; is the machine very busy?")]
    Silent {
        /// The program.
        path: String,
        /// Seconds waited.
        seconds: u64,
    },
    /// The user's function was not found in time.
    #[error("{function} has not been imported, with its arguments, after {seconds} s{said}")]
    NotFound {
        /// The function.
        function: String,
        /// Seconds waited.
        seconds: f64,
        /// The reason it printed, if any.
        said: String,
    },
    /// No task of the user's function came to an end within the deadline.
    #[error("no task has ended for {seconds} s, the deadline: {done} of {total} tasks are done")]
    Deadline {
        /// The deadline, s.
        seconds: f64,
        /// Number of tasks done.
        done: u32,
        /// Number of tasks in all.
        total: usize,
    },
    /// It sent a message that cannot be parsed.
    #[error(transparent)]
    ParseError(#[from] ParseError),
    /// The job cannot be serialised.
    #[error("the job for {path} cannot be written as JSON: {reason}")]
    Job {
        /// The program.
        path: String,
        /// The cause.
        reason: String,
    },
}

/// The reason that was printed, behind a sentence.
pub(super) fn it_said(reason: Option<String>) -> String {
    reason.map_or_else(String::new, |reason| {
        let closed = if reason.contains("Bad file descriptor") {
            " (a task has closed descriptors that it had not opened)"
        } else {
            ""
        };
        format!("; it said: {reason}{closed}")
    })
}
