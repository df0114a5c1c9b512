//! A race that runs: its thread, and everything that can be asked of it meanwhile.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded, unbounded};

use super::plan::RacePlan;
use super::remotes::Remotes;
use super::runner::Runner;
use crate::clock::Clock;
use crate::emitter::Emitter;
use crate::event::{Event, EventKind, Fault, LaneId, Nanos, WorkerId};
use crate::gil::Interval;
use crate::lane::Context;
use crate::pool::PoolCommand;
use crate::probe::{self, doubts};
use crate::session::{Session, Suspend, Suspensions};
use crate::sys::process_groups;
use crate::sys::scratch::Scratch;
use crate::sys::stop::Stop;

/// The reason why a race cannot be started.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RaceError {
    /// The system has no thread for it.
    #[error(
        "cannot start the thread of the race: {0}; accepted is a limit of processes and threads (ulimit -u) and of \
         memory (ulimit -v) that leaves room for it"
    )]
    Thread(std::io::Error),
    /// There is no folder for the results of the user's function.
    #[error("cannot make a folder for the results in {folder}: {0}; TMPDIR names another place", folder = std::env::temp_dir().display())]
    Folder(std::io::Error),
}

/// A race that is running, or has run.
pub(crate) struct Race {
    events: Receiver<Event>,
    emitter: Emitter,
    stop: Stop,
    remotes: Remotes,
    interval: Interval,
    suspensions: Suspensions,
    /// Whether any lane has a lock.
    locked: bool,
    /// Whether the switch interval has been changed.
    turned: AtomicBool,
    thread: Option<JoinHandle<()>>,
    /// Closes when the race thread ends.
    ended: Receiver<()>,
}

/// Number of races of this program that have not ended: more than one when a task that did not end was left behind.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// Time after which a thread is left behind whose task does not end.
const PATIENCE: Duration = Duration::from_secs(2);

impl Race {
    /// Starts a race exactly as planned, seed included; what is announced has its origin as well: when, where and by
    /// which command. `program` is the executable of worker processes: this
    /// program.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn start(plan: RacePlan, program: PathBuf) -> Result<Self, RaceError> {
        let RacePlan { announced: plan, kind, seconds, interval } = plan;
        let (clock, stop) = (Clock::start(), Stop::default());
        let (said, heard) = unbounded();
        let (out, events) = unbounded();
        let (alive, ended) = bounded(0);
        let emitter = Emitter::new(clock, said);
        let interval = Interval::new(interval);
        let remotes = Remotes::of_plan(&plan);
        let locked = plan.lanes.iter().any(|lane| lane.locked);
        let suspensions = Suspensions::new({
            let emitter = emitter.clone();
            move || emitter.emit(EventKind::Doubt(doubts::suspended()))
        });
        let scratch =
            plan.workload.call.is_some().then(Scratch::new).transpose().map_err(RaceError::Folder)?;
        let mut runner = Runner {
            kind,
            seconds,
            interval: interval.clone(),
            plan,
            program,
            context: Context { emitter: emitter.clone(), stop: stop.clone() },
            remotes: remotes.clone(),
            heartbeat: Some(suspensions.detect().map_err(RaceError::Thread)?),
            suspensions: suspensions.clone(),
            scratch,
            left_behind: RUNNING.fetch_add(1, Ordering::SeqCst),
        };
        let body = move || {
            // Many files of the kernel on a machine with many CPUs: the caller does not wait for that.
            runner.plan.origin = Some(probe::origin(&runner.plan.machine));
            runner.run(&heard, &out);
            RUNNING.fetch_sub(1, Ordering::SeqCst);
            drop(alive);
        };
        let thread = Builder::new().name("race".into()).spawn(body).map_err(|error| {
            RUNNING.fetch_sub(1, Ordering::SeqCst);
            RaceError::Thread(error)
        })?;
        Ok(Self {
            events,
            emitter,
            stop,
            remotes,
            interval,
            suspensions,
            locked,
            turned: AtomicBool::new(false),
            thread: Some(thread),
            ended,
        })
    }

    /// Time of the session.
    #[must_use]
    pub(crate) fn now(&self) -> Nanos {
        self.emitter.clock().now()
    }

    /// Stops the race and waits until its workers are gone: processes at once, threads after their current task. A
    /// task longer than two seconds is left behind on its thread, and ends with the program; races that start
    /// meanwhile carry a doubt.
    pub(crate) fn stop(&mut self) {
        self.stop.request();
        let Some(thread) = self.thread.take() else { return };
        if self.ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Disconnected) {
            // Its panics are caught inside and reported as the end of the race.
            let _ = thread.join();
        }
    }

    /// Whether it has ended.
    #[must_use]
    pub(crate) fn is_over(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Changes the switch interval of all locks, also of those in use: then the measurement covers two intervals, and
    /// carries a doubt.
    pub(crate) fn set_interval(&self, interval: Duration) {
        let before = self.interval.get();
        self.interval.set(interval);
        if self.interval.get() == before {
            return;
        }
        self.emitter.emit(EventKind::Interval { interval_us: self.interval.micros() });
        // Reported once, however often the interval is changed.
        if self.locked && !self.turned.swap(true, Ordering::Relaxed) {
            self.emitter.emit(EventKind::Doubt(doubts::interval_changed(before, self.interval.get())));
        }
    }

    /// Injects a fault into a worker process; false when the lane's workers are no processes of this program. A fault
    /// for a worker that is gone when it arrives has no effect.
    pub(crate) fn inject(&self, lane: LaneId, worker: WorkerId, fault: Fault) -> bool {
        let remote = self.remotes.listening(lane);
        if let Some(remote) = remote {
            remote.order(PoolCommand::Inject(worker, fault));
        }
        remote.is_some()
    }
}

impl Suspend for Race {
    fn hold(&mut self) {
        self.remotes.hold(true);
        process_groups::hold_all();
    }

    /// The measurement now spans the stop, and carries a doubt.
    fn resume(&mut self) {
        process_groups::resume_all();
        self.remotes.hold(false);
        self.suspensions.note();
    }
}

impl Session for Race {
    type Message = Event;

    /// The last event is `RaceEnded`.
    fn messages(&self) -> Receiver<Event> {
        self.events.clone()
    }

    fn request_stop(&self) {
        self.stop.request();
    }

    fn join(mut self) {
        self.stop();
    }

    fn leave(mut self) {
        self.stop.request();
        self.thread = None;
    }
}

impl Drop for Race {
    fn drop(&mut self) {
        self.stop();
    }
}
