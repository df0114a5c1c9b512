//! Advice as data: how to run the function with one interpreter.

use super::run_as::RunAs;
use super::shares::Shares;
use crate::event::LaneId;
use crate::statistics::Estimate;

/// How to run the function with one interpreter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Advice {
    /// The model.
    pub run_as: RunAs,
    /// The lane that ran it.
    pub lane: LaneId,
    /// The interpreter's name.
    pub python: String,
    /// Its speed over that of one thread; `None` where one thread did not run, or the figure is withheld.
    pub factor: Option<f64>,
    /// The interval of that, where the lanes ran several times.
    pub interval: Option<Estimate>,
    /// Whether another model is about as fast: then this one is the simplest of them.
    pub close: bool,
    /// The other models, the fastest first.
    pub alternatives: Vec<Alternative>,
    /// The reason, as a clause; `None` where no lane has a time account.
    pub reason: Option<String>,
    /// The shares of the function's time.
    pub shares: Option<Shares>,
    /// Number of workers.
    pub workers: u32,
    /// Number of arguments in the list.
    pub tasks: u32,
    /// Number of tasks in a message to a worker; `None` where there are no messages, or it cannot be computed.
    pub chunk: Option<u32>,
    /// The chunk from which worker processes are faster than one thread in the long run.
    pub break_even_chunk: Option<u32>,
    /// The number of tasks from which they are with their start.
    pub break_even_tasks: Option<u32>,
    /// Wall time of the list that is predicted for these settings, s.
    pub predicted: Option<f64>,
    /// Reason why the chunks are not known.
    pub not_computed: Option<&'static str>,
    /// An interpreter without a lock that is there and was not raced, for a function that computes under the lock.
    pub free_threaded: Option<String>,
    /// The lines of Python.
    pub code: Vec<String>,
}

/// Another model.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Alternative {
    /// The model.
    pub run_as: RunAs,
    /// The lane that ran it.
    pub lane: LaneId,
    /// Its speed over that of one thread.
    pub factor: Option<f64>,
    /// The interval of that.
    pub interval: Option<Estimate>,
    /// Its wall time, s.
    pub wall: f64,
    /// Whether it is about as fast as the advised one.
    pub close: bool,
}
