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
    /// An event loop of `asyncio`, for a function of the user's.
    Async,
    /// Interpreters with a lock each inside one process, for a function of the user's.
    Interpreters,
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
            Self::Async => "async",
            Self::Interpreters => "interpreters",
        }
    }

    /// Whether it runs functions of the user's alone.
    #[must_use]
    pub(crate) const fn is_for_calls(self) -> bool {
        matches!(self, Self::Async | Self::Interpreters)
    }

    /// Description of the lane, e.g. `CPython 3.11.7 threads, real GIL`; `method` starts its processes.
    #[must_use]
    pub(crate) fn label(self, python: &PythonPlan, method: Option<&str>) -> String {
        let method = method.unwrap_or("fork");
        let what = match self {
            Self::Sequential => ", one thread".into(),
            Self::Threads if python.gil => " threads, real GIL".into(),
            Self::Threads => " threads, no GIL".into(),
            Self::Pool => format!(" Pool, {method}"),
            Self::Executor => format!(" executor, {method}"),
            Self::Async => " event loop".into(),
            Self::Interpreters => " interpreters, a GIL each".into(),
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
            Self::Async => "one thread with an event loop".into(),
            Self::Interpreters if workers == 1 => "1 interpreter of its own".into(),
            Self::Interpreters => format!("{workers} interpreters with a GIL each"),
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
        if let Some(problem) = &python.problem {
            return Some(problem.clone());
        }
        if self.processes() && !python.fork {
            return Some(format!(
                "{} cannot fork here, which is how this lane starts its workers",
                python.path
            ));
        }
        (self == Self::Interpreters && !python.interpreters).then(|| {
            let PythonPlan { path, version, .. } = python;
            format!(
                "{path} ({version}) has no interpreters with a lock each: Python 3.13 and later have them"
            )
        })
    }
}
