//! One process for one task: Python's `multiprocessing.Process`.

use std::cell::RefCell;
use std::rc::Rc;

use super::config::{Config, Notice, PoolError, Remains};
use super::supervisor::Pool;
use crate::event::Stream;
use crate::workload::{TaskOutcome, Value};

/// A process that executes one task and ends. Like a [`Pool`], it belongs to the thread that started it.
pub struct Process {
    pool: Pool<'static>,
    pid: u32,
    heard: Rc<RefCell<CapturedLines>>,
}

/// Its output and its end, as far as known.
#[derive(Default)]
struct CapturedLines {
    output: Vec<(Stream, String)>,
    cause: Option<String>,
}

/// A process that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    /// Its process id.
    pub pid: u32,
    /// Its end, e.g. `exit 0`, `signal 9 (SIGKILL)`.
    pub exit: String,
    /// Outcome of its task. Python's `Process` has no such thing; results have to be passed on by other means.
    pub outcome: Option<TaskOutcome>,
    /// Its output, in order of arrival.
    pub output: Vec<(Stream, String)>,
    /// Its accounts and totals.
    pub remains: Remains,
}

impl Process {
    /// Starts a process that calls the function of `config` with `argument`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(config: Config, argument: Value) -> Result<Self, PoolError> {
        let heard = Rc::<RefCell<CapturedLines>>::default();
        let hear = Rc::clone(&heard);
        let notify = move |_, notice| match notice {
            Notice::Line { stream, line, .. } => hear.borrow_mut().output.push((stream, line)),
            Notice::Death(obituary) => hear.borrow_mut().cause = Some(obituary.cause),
            _ => {}
        };
        let config = Config { workers: 1, recycle: Some(1), on_demand: true, ..config };
        let mut pool = Pool::start(config, notify)?;
        let pid = pool.begin_once(argument)?;
        Ok(Self { pool, pid, heard })
    }

    /// Its process id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Waits for its end. One that dies is not tried again: its end is returned.
    ///
    /// # Errors
    /// When the system does not allow waiting for it.
    pub fn join(mut self) -> Result<Ended, PoolError> {
        let outcome = self.pool.end_once()?;
        self.pool.close();
        let remains = self.pool.join()?.swap_remove(0);
        let CapturedLines { output, cause } = self.heard.take();
        let exit = cause.unwrap_or_else(|| remains.exit.clone());
        Ok(Ended { pid: self.pid, exit, outcome, output, remains })
    }
}
