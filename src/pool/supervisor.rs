//! The pool's one owner: it starts workers, hands out tasks, takes in results and notices deaths.
//!
//! Each worker is kept ahead by about a millisecond of work: enough that it never waits for the next task
//! of a stream of tiny ones, too little for one worker to hoard what another could do. The estimate comes
//! from how long tasks really take, so long tasks are handed out one chunk at a time.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::crew::{Member, Outstanding};
use super::message::{Assignment, FromWorker, Hello, PROTOCOL, ToWorker};
use super::process::{Arrival, Process, describe};
use super::wire::WireError;
use crate::clock::Clock;
use crate::durations::Durations;
use crate::event::{Activity, IpcStats, Nanos, Slice, WorkerId};
use crate::meter::Books;
use crate::sys::stop::Stop;
use crate::workload::{Spec, Value};

/// What a pool is made of.
#[derive(Debug, Clone)]
pub struct Config {
    /// The program that is started as a worker: this one.
    pub program: PathBuf,
    /// How many workers.
    pub workers: u16,
    /// What they will compute.
    pub spec: Spec,
    /// Tasks handed out together at the least.
    pub chunk: u32,
    /// The CPUs they are confined to; empty for all.
    pub cpus: Vec<u16>,
    /// The session's clock.
    pub clock: Clock,
    /// When this is requested the pool kills its workers and returns what it has.
    pub stop: Stop,
}

/// What a pool tells while it works.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A worker is ready.
    Ready {
        /// Its process.
        pid: u32,
        /// Its computing thread.
        tid: u32,
    },
    /// A stretch of a worker's time.
    Slice(Slice),
    /// What a worker has been doing since its last slice.
    Now(Activity, Nanos),
    /// A line a worker wrote to its standard error.
    Line(String),
    /// A worker ended before it was told to.
    Death {
        /// Its process.
        pid: u32,
        /// Signal or exit code.
        cause: String,
        /// The task it was executing.
        task: Option<u32>,
    },
}

/// Why a pool could not work.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    /// A worker could not be started.
    #[error("cannot start worker {worker} ({program}): {source}")]
    Spawn {
        /// Which.
        worker: u16,
        /// What was to be started.
        program: String,
        /// Why not.
        source: io::Error,
    },
    /// A worker started, but did not become ready.
    #[error("worker {worker} did not become ready: {reason}")]
    NotReady {
        /// Which.
        worker: u16,
        /// Why not.
        reason: String,
    },
    /// A message could not be sent.
    #[error("cannot speak with worker {worker}: {source}")]
    Send {
        /// Which.
        worker: u16,
        /// Why not.
        source: WireError,
    },
}

/// How one task ended.
pub type TaskOutcome = Result<Value, String>;

/// What is left of a worker when the pool has closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Remains {
    /// Its process.
    pub pid: u32,
    /// Its computing thread.
    pub tid: u32,
    /// Tasks it executed.
    pub tasks: u32,
    /// Its books and the CPU time of its process; `None` when it died with them.
    pub books: Option<(Books, Nanos)>,
    /// How it ended, e.g. `exit 0`.
    pub exit: String,
}

/// A worker must be ready after this long, however loaded the machine is.
const READY_WITHIN: Duration = Duration::from_secs(20);

/// A worker that was told to leave is killed after this long.
const LEAVE_WITHIN: Duration = Duration::from_secs(2);

/// How much work lies at a worker besides the chunk it executes.
const AHEAD: Nanos = Nanos::from_millis(1);

/// No task costs less than this, its handling included.
const CHEAPEST_TASK: Nanos = Nanos(500);

/// How often a silent pool looks whether it should stop.
const PULSE: Duration = Duration::from_millis(20);

/// Worker processes that execute tasks.
pub struct Pool<'n> {
    config: Config,
    crew: Vec<Member>,
    inbox: Receiver<(WorkerId, Arrival)>,
    /// Kept so that the inbox never closes.
    _sender: Sender<(WorkerId, Arrival)>,
    notify: &'n mut dyn FnMut(WorkerId, Notice),
    queue: VecDeque<u32>,
    outcomes: Vec<Option<TaskOutcome>>,
    done: usize,
    failed: usize,
    outstanding: usize,
    mean_task: Option<Nanos>,
    messages: u64,
    encoding: Nanos,
    round_trips: Durations,
    spawns: Durations,
}

impl<'n> Pool<'n> {
    /// Starts the workers and waits until all are ready. What they do is told to `notify`.
    ///
    /// # Errors
    /// When one cannot be started or does not become ready; the others are gone then.
    pub fn start(config: Config, notify: &'n mut dyn FnMut(WorkerId, Notice)) -> Result<Self, PoolError> {
        let (sender, inbox) = unbounded();
        let mut pool = Self {
            crew: Vec::new(),
            inbox,
            _sender: sender.clone(),
            notify,
            queue: VecDeque::new(),
            outcomes: Vec::new(),
            done: 0,
            failed: 0,
            outstanding: 0,
            mean_task: None,
            messages: 0,
            encoding: Nanos::ZERO,
            round_trips: Durations::default(),
            spawns: Durations::default(),
            config,
        };
        for id in 0..pool.config.workers {
            pool.spawn(id, &sender)?;
        }
        pool.wait_until_ready()?;
        Ok(pool)
    }

    /// Executes the tasks from 0 up to `tasks` and returns how each ended, in their order. A stop leaves
    /// tasks without an outcome. `progress` is called about every 20 ms.
    ///
    /// # Errors
    /// When a task cannot be put into a message.
    pub fn map(
        &mut self,
        tasks: u32,
        progress: &mut dyn FnMut(&Self),
    ) -> Result<Vec<Option<TaskOutcome>>, PoolError> {
        self.queue.extend(0..tasks);
        self.outcomes.resize(tasks as usize, None);
        for worker in 0..self.crew.len() {
            self.refill(worker)?;
        }
        let mut told = Instant::now();
        while !self.queue.is_empty() || self.outstanding > 0 {
            if self.config.stop.requested() {
                self.crew.iter_mut().filter_map(|m| m.process.as_mut()).for_each(Process::kill);
                break;
            }
            match self.inbox.recv_timeout(PULSE) {
                Ok((id, arrival)) => self.take_in(id, arrival)?,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
            if told.elapsed() >= PULSE {
                told = Instant::now();
                progress(self);
            }
        }
        Ok(std::mem::take(&mut self.outcomes))
    }

    /// Tasks done so far, and tasks failed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.done, self.failed)
    }

    /// What the messages came to so far.
    #[must_use]
    pub fn stats(&self) -> IpcStats {
        let sum = |field: fn(&super::process::Traffic) -> &std::sync::atomic::AtomicU64| -> u64 {
            self.crew.iter().map(|m| field(&m.traffic).load(Ordering::Relaxed)).sum()
        };
        IpcStats {
            messages: self.messages,
            bytes_out: sum(|t| &t.bytes_out),
            bytes_in: sum(|t| &t.bytes_in),
            round_trip_us: self.round_trips.micros(),
            spawn_ms: self.spawns.millis(),
            serialise: self.encoding + Nanos(sum(|t| &t.decoding)),
        }
    }

    /// Tells the workers to leave, waits for their books and buries them. One that does not leave in time
    /// is killed.
    pub fn close(mut self) -> Vec<Remains> {
        for member in &mut self.crew {
            if let Some(process) = &mut member.process {
                // One that cannot be told any more is buried below.
                let _ = process.send(&ToWorker::Bye);
            }
        }
        let deadline = Instant::now() + LEAVE_WITHIN;
        while self.crew.iter().any(Member::is_alive) {
            match self.inbox.recv_deadline(deadline) {
                Ok((id, Arrival::Message(FromWorker::Bye { books, cpu }))) => {
                    // Only now: at the end of its input a worker leaves at once, with its books.
                    let member = &mut self.crew[usize::from(id.0)];
                    member.bye = Some((books, cpu));
                    member.process.iter_mut().for_each(Process::close_input);
                }
                Ok((id, Arrival::Closed(_))) => self.bury(usize::from(id.0)),
                Ok((id, arrival)) => self.observe(id, arrival),
                Err(_) => break,
            }
        }
        for index in 0..self.crew.len() {
            if let Some(process) = &mut self.crew[index].process {
                process.kill();
                self.bury(index);
            }
        }
        let remains = |m: &mut Member| Remains {
            pid: m.pid,
            tid: m.tid,
            tasks: m.executed,
            books: m.bye.take(),
            exit: m.exit.take().unwrap_or_default(),
        };
        self.crew.iter_mut().map(remains).collect()
    }

    fn spawn(&mut self, id: u16, sender: &Sender<(WorkerId, Arrival)>) -> Result<(), PoolError> {
        let spawned = self.config.clock.now();
        let process = Process::start(&self.config.program, WorkerId(id), sender).map_err(|source| {
            PoolError::Spawn { worker: id, program: self.config.program.display().to_string(), source }
        })?;
        let hello = ToWorker::Hello(Hello {
            protocol: PROTOCOL,
            origin: self.config.clock.origin(),
            spec: self.config.spec,
            cpus: self.config.cpus.clone(),
        });
        process.send(&hello).map_err(|source| PoolError::Send { worker: id, source })?;
        self.crew.push(Member::new(process, spawned));
        Ok(())
    }

    fn wait_until_ready(&mut self) -> Result<(), PoolError> {
        let deadline = Instant::now() + READY_WITHIN;
        let mut last_line = vec![String::new(); self.crew.len()];
        while let Some(missing) = self.crew.iter().position(|m| !m.ready) {
            let worker = u16::try_from(missing).unwrap_or(u16::MAX);
            let not_ready = |worker, reason| Err(PoolError::NotReady { worker, reason });
            if self.config.stop.requested() {
                return not_ready(worker, "the race was stopped".into());
            }
            match self.inbox.recv_timeout(PULSE) {
                Ok((id, Arrival::Message(FromWorker::InitFailed(reason)))) => return not_ready(id.0, reason),
                Ok((id, Arrival::Closed(_))) => {
                    self.bury(usize::from(id.0));
                    let exit = self.crew[usize::from(id.0)].exit.take().unwrap_or_default();
                    // Its standard error is another pipe: its last words may stand behind the end of this one.
                    for (from, arrival) in self.inbox.try_iter() {
                        if let (true, Arrival::Line(line)) = (from == id, arrival) {
                            last_line[usize::from(id.0)] = line;
                        }
                    }
                    let said = std::mem::take(&mut last_line[usize::from(id.0)]);
                    let said = if said.is_empty() { said } else { format!("; its last line was: {said}") };
                    return not_ready(id.0, format!("it ended ({exit}){said}"));
                }
                Ok((id, arrival)) => {
                    if let Arrival::Line(line) = &arrival {
                        last_line[usize::from(id.0)].clone_from(line);
                    }
                    self.observe(id, arrival);
                }
                Err(_) if Instant::now() >= deadline => {
                    return not_ready(worker, format!("it said nothing for {} s", READY_WITHIN.as_secs()));
                }
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn take_in(&mut self, id: WorkerId, arrival: Arrival) -> Result<(), PoolError> {
        let index = usize::from(id.0);
        match arrival {
            Arrival::Message(FromWorker::Started { task, attempt }) => {
                let known = self.crew[index].outstanding.iter_mut();
                if let Some(o) =
                    known.into_iter().find(|o| o.assignment.task == task && o.assignment.attempt == attempt)
                {
                    o.started = true;
                }
            }
            Arrival::Message(FromWorker::Result { task, attempt, value, took }) => {
                self.learn(took);
                self.complete(index, task, attempt, took, Ok(value))?;
            }
            Arrival::Message(FromWorker::Failed { task, attempt, reason }) => {
                self.complete(index, task, attempt, Nanos::ZERO, Err(reason))?;
            }
            Arrival::Closed(error) => self.mourn(index, error.as_ref())?,
            arrival => self.observe(id, arrival),
        }
        Ok(())
    }

    /// What concerns the watchers, not the work.
    fn observe(&mut self, id: WorkerId, arrival: Arrival) {
        let member = &mut self.crew[usize::from(id.0)];
        let notice = match arrival {
            Arrival::Message(FromWorker::Ready { pid, tid }) => {
                (member.tid, member.ready) = (tid, true);
                self.spawns.record(self.config.clock.now() - member.spawned);
                Notice::Ready { pid, tid }
            }
            Arrival::Message(FromWorker::Slice(slice)) => Notice::Slice(slice),
            Arrival::Message(FromWorker::Now { activity, since }) => Notice::Now(activity, since),
            Arrival::Line(line) => Notice::Line(line),
            Arrival::Message(_) | Arrival::Closed(_) => return,
        };
        (self.notify)(id, notice);
    }

    fn complete(
        &mut self,
        index: usize,
        task: u32,
        attempt: u16,
        took: Nanos,
        outcome: TaskOutcome,
    ) -> Result<(), PoolError> {
        self.messages += 1;
        let member = &mut self.crew[index];
        // An answer to a question that was not asked changes nothing.
        let Some(done) = member.take(task, attempt) else {
            return Ok(());
        };
        member.executed += 1;
        self.outstanding -= 1;
        if let Some(sent) = done.timed_since {
            self.round_trips.record(self.config.clock.now() - sent - took);
        }
        self.settle(task, outcome);
        self.refill(index)
    }

    /// Writes down how a task ended.
    fn settle(&mut self, task: u32, outcome: TaskOutcome) {
        if let Some(place @ None) = self.outcomes.get_mut(task as usize) {
            *(if outcome.is_ok() { &mut self.done } else { &mut self.failed }) += 1;
            *place = Some(outcome);
        }
    }

    /// A moving average of how long tasks take.
    fn learn(&mut self, took: Nanos) {
        let took = took.max(CHEAPEST_TASK);
        self.mean_task = Some(self.mean_task.map_or(took, |mean| Nanos((mean.0 * 15 + took.0) / 16)));
    }

    /// How many tasks should lie at a worker now.
    fn target(&self) -> usize {
        let chunk = self.config.chunk.max(1) as usize;
        let Some(mean) = self.mean_task else { return chunk };
        let ahead = usize::try_from(AHEAD.0 / mean.0.max(1)).unwrap_or(0);
        // Near the end the rest is shared out evenly.
        ahead.min(self.queue.len() / self.crew.len().max(1)).max(chunk)
    }

    fn refill(&mut self, index: usize) -> Result<(), PoolError> {
        let target = self.target();
        let in_hand = self.crew[index].outstanding.len();
        let small = target <= self.config.chunk.max(1) as usize;
        let enough = if small { in_hand > 0 } else { in_hand > target / 2 };
        if enough || self.queue.is_empty() || !self.crew[index].is_alive() {
            return Ok(());
        }
        let chunk = self.config.chunk.max(1) as usize;
        let count = (target - in_hand).div_ceil(chunk) * chunk;
        let tasks: Vec<u32> = self.queue.drain(..count.min(self.queue.len())).collect();
        self.send(index, &tasks, in_hand == 0)
    }

    fn send(&mut self, index: usize, tasks: &[u32], idle: bool) -> Result<(), PoolError> {
        let began = self.config.clock.now();
        let assign =
            |task: &u32| Assignment { task: *task, attempt: 1, argument: self.config.spec.argument(*task) };
        let assignments: Vec<Assignment> = tasks.iter().map(assign).collect();
        let timed_since = (idle && tasks.len() == 1).then_some(began);
        let member = &mut self.crew[index];
        for assignment in &assignments {
            let assignment = assignment.clone();
            member.outstanding.push_back(Outstanding { assignment, started: false, timed_since });
        }
        self.outstanding += assignments.len();
        self.messages += 1;
        if let Some(process) = &member.process {
            let worker = u16::try_from(index).unwrap_or(u16::MAX);
            let sent = process.send(&ToWorker::Tasks(assignments));
            sent.map_err(|source| PoolError::Send { worker, source })?;
        }
        self.encoding += self.config.clock.now() - began;
        Ok(())
    }

    /// A worker's pipe is at its end although nobody told it to leave: finds out how it ended, fails the
    /// task it was executing, and gives the tasks it had not begun to the others.
    fn mourn(&mut self, index: usize, error: Option<&WireError>) -> Result<(), PoolError> {
        let id = WorkerId(u16::try_from(index).unwrap_or(u16::MAX));
        if let (Some(_), Some(process)) = (error, &mut self.crew[index].process) {
            // It talks nonsense: whatever it still does cannot be believed.
            process.kill();
        }
        self.bury(index);
        let member = &mut self.crew[index];
        let mut cause = member.exit.clone().unwrap_or_default();
        if let Some(error) = error {
            cause = format!("{error}; then {cause}");
        }
        let pid = member.pid;
        let lost: Vec<Outstanding> = member.outstanding.drain(..).collect();
        self.outstanding -= lost.len();
        let running = lost.iter().find(|o| o.started).map(|o| o.assignment.task);
        for outstanding in lost.iter().rev() {
            let task = outstanding.assignment.task;
            if Some(task) == running {
                let reason = format!("worker {} (pid {pid}) ended while it ran the task: {cause}", id.0);
                self.settle(task, Err(reason));
            } else {
                self.queue.push_front(task);
            }
        }
        (self.notify)(id, Notice::Death { pid, cause, task: running });
        if self.crew.iter().any(Member::is_alive) {
            (0..self.crew.len()).try_for_each(|index| self.refill(index))
        } else {
            for task in std::mem::take(&mut self.queue) {
                self.settle(task, Err("no worker is left to run it".into()));
            }
            Ok(())
        }
    }

    fn bury(&mut self, index: usize) {
        if let Some(process) = self.crew[index].process.take() {
            self.crew[index].exit = Some(describe(&process.bury()));
        }
    }
}
