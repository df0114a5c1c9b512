//! How tasks are executed: one file per execution model, behind one trait, in one list.
//!
//! A new lane is one new file here and one line in [`LANES`].

mod aggregate;
mod asynchronous;
mod commands;
mod contract;
mod error;
mod follower;
mod gil;
mod interpreters;
mod job;
mod pool;
mod processes;
mod python;
mod queues;
mod quiet;
mod sequential;
mod task_feed;
mod threads;
mod worker_processes;
mod worker_threads;

pub(crate) use contract::{Lane, MOST_WORKERS};
pub(crate) use error::LaneError;
pub(crate) use job::{Context, Job};
pub(crate) use quiet::quietly;

use crate::python::PythonMode;
use crate::text::nearest;

/// All execution models, in the order in which the user meets them.
pub(crate) static LANES: &[&dyn Lane] = &[
    &sequential::Sequential,
    &threads::Threads,
    &gil::Gil,
    &interpreters::Interpreters,
    &asynchronous::Async,
    &pool::Pool,
    &processes::Processes,
    &python::Python(PythonMode::Sequential),
    &python::Python(PythonMode::Threads),
    &python::Python(PythonMode::Pool),
    &python::Python(PythonMode::Executor),
    &python::Python(PythonMode::Interpreters),
    &python::Python(PythonMode::Async),
];

/// The lane with this name.
#[must_use]
pub(crate) fn by_kind(kind: &str) -> Option<&'static dyn Lane> {
    LANES.iter().find(|lane| lane.kind() == kind).copied()
}

/// The lane of one thread, the baseline of all others.
#[must_use]
pub(crate) fn baseline() -> &'static dyn Lane {
    &sequential::Sequential
}

/// All names, for a message.
#[must_use]
pub(crate) fn names() -> String {
    joined(|_| true)
}

/// The question for the lane that was meant, between a statement and the accepted names.
#[must_use]
pub(crate) fn question_after(typed: &str) -> String {
    nearest::question_after(typed, LANES.iter().map(|lane| lane.kind()))
}

/// The names of the lanes of real CPython that run every workload.
#[must_use]
pub(crate) fn names_of_python() -> String {
    joined(|lane| lane.python().is_some_and(|way| !way.is_for_calls()))
}

/// The names of the lanes that execute a Python function of the user's.
#[must_use]
pub(crate) fn names_for_calls() -> String {
    joined(|lane| lane.python().is_some())
}

/// The names of the lanes that support fault injection.
#[must_use]
pub(crate) fn names_of_faulty() -> String {
    joined(|lane| lane.supports_fault_injection())
}

fn joined(which: impl Fn(&dyn Lane) -> bool) -> String {
    LANES.iter().filter(|lane| which(**lane)).map(|lane| lane.kind()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
