//! The pool's one owner: it starts workers, hands out tasks, takes in results and notices deaths.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::board::Board;
use super::crew::{Member, Outstanding};
use super::message::{Assignment, FromWorker, Hello, PROTOCOL, ToWorker};
use super::process::{Arrival, Process, Traffic};
use super::terms::{Config, Notice, PoolError, Remains};
use crate::durations::Durations;
use crate::event::{IpcStats, Nanos, WorkerId};
use crate::workload::TaskOutcome;

/// A worker must be ready after this long, however loaded the machine is.
const READY_WITHIN: Duration = Duration::from_secs(20);

/// A worker that was told to leave is killed after this long.
const LEAVE_WITHIN: Duration = Duration::from_secs(2);

/// How often a silent pool looks whether it should stop.
const PULSE: Duration = Duration::from_millis(20);

/// Worker processes that execute tasks.
pub struct Pool<'n> {
    pub(super) config: Config,
    pub(super) crew: Vec<Member>,
    inbox: Receiver<(WorkerId, Arrival)>,
    /// Kept so that the inbox never closes.
    _sender: Sender<(WorkerId, Arrival)>,
    pub(super) notify: &'n mut dyn FnMut(WorkerId, Notice),
    pub(super) board: Board,
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
            board: Board::default(),
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
        self.board = Board::new(tasks, self.config.spec.queues(), self.config.chunk);
        for worker in 0..self.crew.len() {
            self.refill(worker)?;
        }
        let mut told = Instant::now();
        while !self.board.is_over() {
            if self.config.stop.requested() {
                self.kill_all();
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
        Ok(std::mem::take(&mut self.board).into_outcomes())
    }

    /// Tasks done so far, and tasks failed.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        self.board.counts()
    }

    /// What the messages came to so far.
    #[must_use]
    pub fn stats(&self) -> IpcStats {
        let sum = |field: fn(&Traffic) -> &AtomicU64| -> u64 {
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
                let _ = process.send(&[ToWorker::Bye]);
            }
        }
        let deadline = Instant::now() + LEAVE_WITHIN;
        while self.crew.iter().any(Member::is_alive) {
            match self.inbox.recv_deadline(deadline) {
                Ok((id, Arrival::Message(FromWorker::Bye { books, cpu, findings }))) => {
                    // Only now: at the end of its input a worker leaves at once, with its books.
                    let member = &mut self.crew[usize::from(id.0)];
                    (member.bye, member.findings) = (Some((books, cpu)), findings);
                    member.process.iter_mut().for_each(Process::close_input);
                }
                Ok((id, Arrival::Closed(error))) => drop(self.bury(usize::from(id.0), error.as_ref())),
                Ok((id, arrival)) => self.observe(id, arrival),
                Err(_) => break,
            }
        }
        self.kill_all();
        (0..self.crew.len()).for_each(|index| drop(self.bury(index, None)));
        let now = self.config.clock.now();
        self.crew.into_iter().map(|member| remains(member, now)).collect()
    }

    fn spawn(&mut self, id: u16, sender: &Sender<(WorkerId, Arrival)>) -> Result<(), PoolError> {
        let spawned = self.config.clock.now();
        let process = Process::start(&self.config.program, WorkerId(id), sender).map_err(|source| {
            PoolError::Spawn { worker: id, program: self.config.program.display().to_string(), source }
        })?;
        let hello = ToWorker::Hello(Hello {
            protocol: PROTOCOL,
            origin: self.config.clock.origin(),
            spec: self.config.spec.clone(),
            cpus: self.config.cpus.clone(),
        });
        process.send(&[hello]).map_err(|source| PoolError::Send { worker: id, source })?;
        self.crew.push(Member::new(process, spawned));
        Ok(())
    }

    fn wait_until_ready(&mut self) -> Result<(), PoolError> {
        let deadline = Instant::now() + READY_WITHIN;
        let mut last_line = vec![String::new(); self.crew.len()];
        while let Some(missing) = self.crew.iter().position(|m| m.ready.is_none()) {
            let worker = u16::try_from(missing).unwrap_or(u16::MAX);
            let not_ready = |worker, reason| Err(PoolError::NotReady { worker, reason });
            if self.config.stop.requested() {
                return not_ready(worker, "the race was stopped".into());
            }
            match self.inbox.recv_timeout(PULSE) {
                Ok((id, Arrival::Message(FromWorker::InitFailed(reason)))) => return not_ready(id.0, reason),
                Ok((id, Arrival::Closed(error))) => {
                    let exit = self.bury(usize::from(id.0), error.as_ref());
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
                if let Some(o) = known.into_iter().find(|o| o.task == task && o.attempt == attempt) {
                    o.started = true;
                }
            }
            Arrival::Message(FromWorker::Result { task, attempt, value, took }) => {
                self.complete(index, (task, attempt), Some(took), Ok(value))?;
            }
            Arrival::Message(FromWorker::Failed { task, attempt, reason }) => {
                self.complete(index, (task, attempt), None, Err(reason))?;
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
            Arrival::Message(FromWorker::Ready { pid, tid, at }) => {
                (member.tid, member.ready) = (tid, Some(at));
                self.spawns.record(at - member.spawned);
                Notice::Ready { pid, tid, at }
            }
            Arrival::Message(FromWorker::Slice(slice)) => {
                member.see(&slice);
                Notice::Slice(slice)
            }
            Arrival::Message(FromWorker::Now { activity, since }) => {
                member.see_open(activity);
                Notice::Now(activity, since)
            }
            Arrival::Line(line) => Notice::Line(line),
            Arrival::Message(_) | Arrival::Closed(_) => return,
        };
        (self.notify)(id, notice);
    }

    /// A worker says how a task ended.
    fn complete(
        &mut self,
        index: usize,
        (task, attempt): (u32, u16),
        took: Option<Nanos>,
        outcome: TaskOutcome,
    ) -> Result<(), PoolError> {
        let member = &mut self.crew[index];
        // An answer to a question that was not asked changes nothing.
        let Some(done) = member.take(task, attempt) else { return Ok(()) };
        member.executed += 1;
        self.messages += 1;
        if let Some(took) = took {
            self.board.learn(took);
            if let Some(sent) = done.timed_since {
                self.round_trips.record(self.config.clock.now() - sent - took);
            }
        }
        self.board.settle(task, outcome);
        self.refill(index)
    }

    /// Sends a worker what it should have in hand.
    pub(super) fn refill(&mut self, index: usize) -> Result<(), PoolError> {
        let workers = self.crew.len();
        let member = &mut self.crew[index];
        let Some(process) = &member.process else { return Ok(()) };
        let in_hand = member.outstanding.len();
        let chunks = self.board.hand_out(index, in_hand, workers);
        if chunks.is_empty() {
            return Ok(());
        }
        let began = self.config.clock.now();
        // The way there and back can be timed when one task goes alone to an idle worker.
        let alone = in_hand == 0 && matches!(&chunks[..], [chunk] if chunk.len() == 1);
        let timed_since = alone.then_some(began);
        let mut frames = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            let argument = |task| self.config.spec.argument(task);
            let assign = |task| Assignment { task, attempt: 1, argument: argument(task) };
            let assignments: Vec<Assignment> = chunk.into_iter().map(assign).collect();
            let noted = |a: &Assignment| Outstanding {
                task: a.task,
                attempt: a.attempt,
                started: false,
                timed_since,
            };
            member.outstanding.extend(assignments.iter().map(noted));
            frames.push(ToWorker::Tasks(assignments));
        }
        self.messages += frames.len() as u64;
        let worker = u16::try_from(index).unwrap_or(u16::MAX);
        process.send(&frames).map_err(|source| PoolError::Send { worker, source })?;
        self.encoding += self.config.clock.now() - began;
        Ok(())
    }
}

fn remains(member: Member, now: Nanos) -> Remains {
    let (books, cpu) = member.books(now);
    Remains {
        pid: member.pid,
        tid: member.tid,
        tasks: member.executed,
        books,
        cpu,
        exit: member.exit.unwrap_or_default(),
        findings: member.findings,
    }
}
