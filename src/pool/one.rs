//! One process for one task: Python's `multiprocessing.Process`.

use std::cell::RefCell;
use std::rc::Rc;

use super::supervisor::Pool;
use super::terms::{Config, Notice, PoolError, Remains};
use crate::event::Stream;
use crate::workload::{TaskOutcome, Value};

/// A process that executes one task and ends.
pub struct Process {
    config: Config,
    argument: Value,
}

/// A process that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    /// Its number.
    pub pid: u32,
    /// How it ended, e.g. `exit 0`, `signal 9 (SIGKILL)`.
    pub exit: String,
    /// What came out of its task: Python's `Process` has no such thing, and hands results over by hand.
    pub outcome: Option<TaskOutcome>,
    /// What it printed, in the order in which it arrived.
    pub output: Vec<(Stream, String)>,
    /// What is left of it.
    pub remains: Remains,
}

impl Process {
    /// A process that will call the function of `config` with `argument`. It is not started yet.
    #[must_use]
    pub fn new(config: Config, argument: Value) -> Self {
        Self { config, argument }
    }

    /// Starts it and waits for its end. One that dies is not tried again: what came of it is told.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run(self) -> Result<Ended, PoolError> {
        let output = Rc::new(RefCell::new(Vec::new()));
        let deaths = Rc::new(RefCell::new(None));
        let (heard, died) = (Rc::clone(&output), Rc::clone(&deaths));
        let mut notify = move |_, notice| match notice {
            Notice::Line { stream, line, .. } => heard.borrow_mut().push((stream, line)),
            Notice::Death(obituary) => *died.borrow_mut() = Some(obituary),
            _ => {}
        };
        let config = Config { workers: 1, recycle: Some(1), on_demand: true, ..self.config };
        let mut pool = Pool::start(config, &mut notify)?;
        let outcome = pool.map_once(self.argument)?;
        pool.close();
        let remains = pool.join()?.swap_remove(0);
        let output = output.take();
        let exit = deaths.take().map_or_else(|| remains.exit.clone(), |obituary| obituary.cause);
        Ok(Ended { pid: remains.pid, exit, outcome, output, remains })
    }
}
