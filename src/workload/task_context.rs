//! A worker's context for its tasks, besides their arguments: the memory it shares with others, the client it serves,
//! arrays of its own, and a line sink.
//!
//! Most workloads are pure functions and need none of it. Effects of other tasks on it are no result of a task, since
//! they differ between execution models by design; they are a *finding*, reported when the worker is done.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::arrays::Arrays;
use super::client::{Client, Line};
use super::task_error::TaskError;
use crate::event::{Counter, Histogram};

/// The memory of one address space for one run of a lane: two counters that its tasks increment.
///
/// Threads share one. A worker process has its own, and so has an interpreter that shares nothing.
#[derive(Debug, Default)]
pub struct Memory {
    plain: AtomicU64,
    atomic: AtomicU64,
}

impl Memory {
    /// Increments by a load, an addition and a store, as `count += 1` does: an addition of another thread between the
    /// load and the store is lost.
    #[inline(always)]
    pub fn increment_plainly(&self) {
        let count = self.plain.load(Ordering::Relaxed);
        self.plain.store(count.wrapping_add(1), Ordering::Relaxed);
    }

    /// Increments in one indivisible step.
    #[inline(always)]
    pub fn increment_atomically(&self) {
        self.atomic.fetch_add(1, Ordering::Relaxed);
    }

    /// The counters' current readings, beside the number of increments of each that a worker made.
    #[must_use]
    pub fn counter(&self, made: u64) -> Counter {
        let (plain, atomic) = (self.plain.load(Ordering::Relaxed), self.atomic.load(Ordering::Relaxed));
        Counter { made, plain, atomic }
    }
}

/// Destination of the lines that tasks print.
struct LineSink(Box<dyn Fn(&str)>);

impl std::fmt::Debug for LineSink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LineSink")
    }
}

impl Default for LineSink {
    /// Standard output, each line at once. When its reader has gone the task goes on all the same.
    fn default() -> Self {
        Self(Box::new(|line| {
            let mut out = io::stdout().lock();
            let _ = writeln!(out, "{line}").and_then(|()| out.flush());
        }))
    }
}

/// A worker's context for its tasks. It belongs to one thread.
#[derive(Debug)]
pub struct TaskContext {
    memory: Arc<Memory>,
    program: PathBuf,
    /// Whether many tasks may be in flight at once, so that their sockets must not block.
    event_loop: bool,
    line_sink: LineSink,
    client: RefCell<Option<Client>>,
    arrays: RefCell<Option<Arrays>>,
    made: Cell<Option<u64>>,
    replies: RefCell<Option<Histogram>>,
}

/// A worker's findings besides its results.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// Readings of the counters in its memory at its end, if counting was its work. Where others share the memory
    /// they may still go on: then only `made` is final.
    pub counter: Option<Counter>,
    /// Histogram of its client's waits for replies, if it served one.
    pub replies: Option<Histogram>,
}

impl Findings {
    /// Joins the findings of two successive processes: each counted in a memory of its own.
    #[must_use]
    pub fn joined(self, later: Self) -> Self {
        let counter = match (self.counter, later.counter) {
            (Some(one), Some(other)) => Some(Counter {
                made: one.made.wrapping_add(other.made),
                plain: one.plain.wrapping_add(other.plain),
                atomic: one.atomic.wrapping_add(other.atomic),
            }),
            (one, other) => one.or(other),
        };
        let replies = match (self.replies, later.replies) {
            (Some(mut one), Some(other)) => {
                one.add(&other);
                Some(one)
            }
            (one, other) => one.or(other),
        };
        Self { counter, replies }
    }
}

impl TaskContext {
    /// The context of a worker that executes one task after another. `program` is the program that its client runs:
    /// this one.
    #[must_use]
    pub fn new(memory: Arc<Memory>, program: &Path) -> Self {
        Self {
            memory,
            program: program.into(),
            event_loop: false,
            line_sink: LineSink::default(),
            client: RefCell::default(),
            arrays: RefCell::default(),
            made: Cell::default(),
            replies: RefCell::default(),
        }
    }

    /// The context of an event loop, whose sockets do not block.
    #[must_use]
    pub fn of_event_loop(memory: Arc<Memory>, program: &Path) -> Self {
        Self { event_loop: true, ..Self::new(memory, program) }
    }

    /// The same context, whose printed lines go to `line_sink`. Without it they go to standard output, which is right
    /// for a worker that is a process of its own.
    #[must_use]
    pub fn with_voice(self, line_sink: Box<dyn Fn(&str)>) -> Self {
        Self { line_sink: LineSink(line_sink), ..self }
    }

    /// Prints a line.
    pub fn say(&self, line: &str) {
        (self.line_sink.0)(line);
    }

    /// The memory of this worker.
    #[must_use]
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Starts the client of this worker.
    ///
    /// # Errors
    /// The reason why there is none.
    pub(super) fn start_client(&self) -> Result<(), TaskError> {
        let client = if self.event_loop {
            Client::start(&self.program, Client::LINES).and_then(Client::without_blocking)
        } else {
            Client::start(&self.program, 1)
        };
        *self.client.borrow_mut() =
            Some(client.map_err(|error| TaskError(format!("cannot start an echo client: {error}")))?);
        Ok(())
    }

    /// Works on this worker's arrays of `elements` elements, which are made when it has none of that length.
    ///
    /// # Errors
    /// When there is no room for them.
    pub(super) fn with_arrays<R>(
        &self,
        elements: u64,
        work: impl FnOnce(&mut Arrays) -> R,
    ) -> Result<R, TaskError> {
        let mut arrays = self.arrays.borrow_mut();
        // Those of another length are dropped first: there might be no room for both.
        let right = arrays.take().filter(|arrays| arrays.elements() == elements);
        let right = right.map_or_else(|| Arrays::of(elements), Ok)?;
        Ok(work(arrays.insert(right)))
    }

    /// A line to the client for one task; it goes back by [`TaskContext::put_back`]. Does not wait: `None` when all
    /// lines are in use by other tasks of this worker.
    ///
    /// # Errors
    /// When there is no client, or all its lines broke.
    pub(super) fn line(&self) -> Result<Option<Line>, TaskError> {
        let gone = || TaskError("the echo client of this worker is gone".into());
        self.client.borrow_mut().as_mut().ok_or_else(gone)?.take_line().map_err(|_| gone())
    }

    /// Waits for a line that another task puts back, for an event loop.
    ///
    /// # Errors
    /// As of [`TaskContext::line`].
    pub(super) async fn line_when_free(&self) -> Result<Line, TaskError> {
        std::future::poll_fn(|context| match self.line() {
            Ok(Some(line)) => std::task::Poll::Ready(Ok(line)),
            Err(error) => std::task::Poll::Ready(Err(error)),
            Ok(None) => {
                if let Some(client) = self.client.borrow_mut().as_mut() {
                    client.wake_later(context.waker().clone());
                }
                std::task::Poll::Pending
            }
        })
        .await
    }

    /// Puts back a task's line. One on which something went wrong is out of step and cannot be used again.
    pub(super) fn put_back(&self, line: Line, in_step: bool) {
        if let Some(client) = self.client.borrow_mut().as_mut() {
            client.put_back(in_step.then_some(line));
        }
    }

    /// Counts increments of each counter.
    pub(super) fn count(&self, made: u64) {
        self.made.set(Some(self.made.get().unwrap_or(0).wrapping_add(made)));
    }

    /// Adds the client's histogram of the replies to one task.
    pub(super) fn add_replies(&self, replies: &Histogram) {
        self.replies.borrow_mut().get_or_insert_default().add(replies);
    }

    /// Ends the client, and returns the findings.
    #[must_use]
    pub fn clear(self) -> Findings {
        let counter = self.made.get().map(|made| self.memory.counter(made));
        Findings { counter, replies: self.replies.into_inner() }
    }
}

#[cfg(test)]
impl TaskContext {
    /// A context for trying a workload by itself. Its client is a thread, since there is no program to start, and its
    /// output is discarded.
    pub(crate) fn for_test() -> Self {
        let task_context = Self::new(Arc::default(), Path::new("")).with_voice(Box::new(|_| {}));
        *task_context.client.borrow_mut() = Some(Client::on_a_thread(1));
        task_context
    }

    /// The same for an event loop.
    pub(crate) fn of_event_loop_for_test(lines: u16) -> Self {
        let task_context = Self::of_event_loop(Arc::default(), Path::new(""));
        *task_context.client.borrow_mut() = Some(Client::on_a_thread(lines).without_blocking().unwrap());
        task_context
    }
}

/// A recorder of the lines that tasks print.
#[cfg(test)]
#[derive(Debug, Default, Clone)]
pub(crate) struct CapturedLines(std::rc::Rc<RefCell<Vec<String>>>);

#[cfg(test)]
impl CapturedLines {
    /// The sink that records them.
    pub(crate) fn line_sink(&self) -> Box<dyn Fn(&str)> {
        let heard = std::rc::Rc::clone(&self.0);
        Box::new(move |line| heard.borrow_mut().push(line.into()))
    }

    /// The lines so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.borrow().clone()
    }
}
