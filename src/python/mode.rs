//! The ways in which Python runs tasks.

use crate::event::PythonPlan;

/// Execution model in which Python runs a lane's tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PythonMode {
    /// One thread.
    Sequential,
    /// Threads, under the interpreter's lock where it has one.
    Threads,
    /// `multiprocessing.Pool`.
    Pool,
    /// `concurrent.futures.ProcessPoolExecutor`.
    Executor,
}

impl PythonMode {
    /// Its name in the Python sources.
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Threads => "threads",
            Self::Pool => "pool",
            Self::Executor => "executor",
        }
    }

    /// Description of the lane, e.g. `CPython 3.11.7 threads, real GIL`.
    #[must_use]
    pub(crate) fn label(self, python: &PythonPlan) -> String {
        let what = match self {
            Self::Sequential => ", one thread",
            Self::Threads if python.gil => " threads, real GIL",
            Self::Threads => " threads, no GIL",
            Self::Pool => " Pool, fork",
            Self::Executor => " executor, fork",
        };
        format!("{}{what}", python.label())
    }

    /// `workers` of its workers, as a sentence about this interpreter names them.
    #[must_use]
    pub(crate) fn phrase(self, python: &PythonPlan, workers: u16) -> String {
        let plural = if workers == 1 { "" } else { "es" };
        match self {
            Self::Sequential => "1 thread".into(),
            Self::Threads if workers == 1 => "1 thread of a team".into(),
            Self::Threads if python.gil => format!("{workers} threads under its GIL"),
            Self::Threads => format!("{workers} threads without a GIL"),
            Self::Pool => format!("{workers} worker process{plural} of a Pool"),
            Self::Executor => format!("{workers} worker process{plural} of an executor"),
        }
    }

    /// Whether its workers share the interpreter's lock.
    #[must_use]
    pub(crate) const fn locked(self, python: &PythonPlan) -> bool {
        matches!(self, Self::Threads) && python.gil
    }

    /// Whether its workers are processes.
    #[must_use]
    pub(crate) const fn processes(self) -> bool {
        matches!(self, Self::Pool | Self::Executor)
    }

    /// Reason why this interpreter cannot run tasks this way, if it cannot.
    #[must_use]
    pub(crate) fn problem(self, python: &PythonPlan) -> Option<String> {
        let forkless = self.processes() && python.problem.is_none() && !python.fork;
        let no_fork =
            || format!("{} cannot fork here, which is how this lane starts its workers", python.path);
        python.problem.clone().or_else(|| forkless.then(no_fork))
    }
}
