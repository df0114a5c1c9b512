//! Waits of threads that never call us: sampled from outside, by a thread of this program.
//!
//! A function of the user's accounts nothing. Around its calls its worker reads its clocks, which tell how long it had no
//! core; *why* is in no clock. So its thread is looked at up to 200 times a second, in `/proc/PID/task/TID/wchan` and
//! `stat` ([`ThreadFiles`]), and the blocked time of a period is divided as the samples within it are ([`History`]). The
//! observed thread does nothing for it: no lock of the interpreter's is taken, no signal sent.
//!
//! One thread observes all lanes, so that the bound on its cost is one for all: a reading of `wchan` takes about a
//! microsecond and a half, a round about eight more to wake up. Rounds are [`ROUND`] apart for up to eight threads, and
//! further apart with more, so that [`READS`] threads a second are read in all; and on a machine where a round costs more than
//! [`COST`] of the time between two, they are that much further apart (`benches/blocked.rs` measures it). The time
//! between two rounds varies, because CPython passes its lock on every 5 ms: rounds of the same period would see the
//! same thread with the lock every time.

mod history;
mod thread_files;
mod wchan;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use self::history::History;
pub(crate) use self::thread_files::Seen;
use self::thread_files::ThreadFiles;
pub(crate) use self::wchan::WaitsFor;
use crate::clock::Clock;
use crate::event::{Activity, ActivityTotals, Nanos};
use crate::sys::thread::cpu_time;

/// Shortest mean time between two rounds.
const ROUND: Duration = Duration::from_millis(5);

/// Longest mean time between two rounds.
const SLOWEST: Duration = Duration::from_secs(1);

/// Most threads that are read in a second.
const READS: f64 = 1600.0;

/// Largest share of a core that it may use.
const COST: f64 = 0.008;

/// Most threads whose files stay open; two files each.
const STANDING: usize = 128;

/// Name of its thread.
const NAME: &str = "blocked";

/// The thread that samples, while any thread is observed.
#[derive(Debug)]
struct Sampler {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    inbox: Mutex<Inbox>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Inbox {
    /// Threads to be observed from now on.
    new: Vec<Observed>,
    is_over: bool,
}

/// A thread that is being observed, until this is dropped.
#[derive(Debug)]
pub(crate) struct Watched {
    history: Arc<Mutex<History>>,
    /// Keeps it running.
    _sampler: Option<Arc<Sampler>>,
}

/// Observes the thread `tid` of the process `pid`; samples bear the time of `clock`. Where the system reports nothing,
/// or has no thread for it, blocked time stays blocked.
pub(crate) fn watch(pid: u32, tid: u32, clock: Clock) -> Watched {
    let history = Arc::default();
    let sampler = if cfg!(target_os = "linux") { Sampler::shared() } else { None };
    if let Some(sampler) = &sampler {
        let (root, kept) = (PathBuf::from("/"), Arc::downgrade(&history));
        let files = Files::Closed { root, pid, tid };
        lock(&sampler.shared.inbox).new.push(Observed { files, history: kept, clock });
        sampler.shared.changed.notify_one();
    }
    Watched { history, _sampler: sampler }
}

/// State of the thread `tid` of the process `pid` at this moment. `root` is `/` except in tests.
pub(crate) fn see(root: &Path, pid: u32, tid: u32) -> Seen {
    ThreadFiles::of(root, pid, tid).see()
}

impl Watched {
    /// Moves the blocked time in `mix`, which fell into these periods of calls, to what the thread waited for then. The sum
    /// stays the same. Periods are asked for in their order.
    pub(crate) fn mix(&self, mix: &mut ActivityTotals, periods: &[(Nanos, Nanos)]) {
        if mix[Activity::Blocked] > Nanos::ZERO {
            lock(&self.history).mix(mix, periods);
        }
    }

    /// State in which the thread has been lately, and since when; `None` when that cannot be told.
    pub(crate) fn now(&self) -> Option<(Seen, Nanos)> {
        lock(&self.history).now()
    }
}

impl Sampler {
    /// The one that is running, else a new one; `None` when the system has no thread for it.
    fn shared() -> Option<Arc<Self>> {
        static SHARED: Mutex<Weak<Sampler>> = Mutex::new(Weak::new());
        let mut shared = lock(&SHARED);
        if let Some(running) = shared.upgrade() {
            return Some(running);
        }
        let new = Arc::new(Self::start().ok()?);
        *shared = Arc::downgrade(&new);
        Some(new)
    }

    fn start() -> std::io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let inbox = Arc::clone(&shared);
        let thread = Builder::new().name(NAME.into()).spawn(move || run(&inbox))?;
        Ok(Self { shared, thread: Some(thread) })
    }
}

impl Drop for Sampler {
    fn drop(&mut self) {
        lock(&self.shared.inbox).is_over = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A thread that is being observed.
#[derive(Debug)]
struct Observed {
    files: Files,
    history: Weak<Mutex<History>>,
    clock: Clock,
}

#[derive(Debug)]
enum Files {
    Open(ThreadFiles),
    /// Opened for each sample: as many as may be are open.
    Closed {
        root: PathBuf,
        pid: u32,
        tid: u32,
    },
    /// The thread has ended.
    Gone,
}

impl Observed {
    /// Takes a sample; whether it is still of interest.
    fn sample(&mut self) -> bool {
        let Some(history) = self.history.upgrade() else { return false };
        let at = self.clock.now();
        let seen = match &mut self.files {
            Files::Open(files) => files.see(),
            Files::Closed { root, pid, tid } => ThreadFiles::of(root, *pid, *tid).see(),
            Files::Gone => return true,
        };
        if seen == Seen::Gone {
            self.files = Files::Gone;
        }
        lock(&history).add(at, seen);
        true
    }

    /// Opens its files for good.
    fn open(&mut self) {
        if let Files::Closed { root, pid, tid } = &self.files {
            self.files = Files::Open(ThreadFiles::of(root, *pid, *tid));
        }
    }

    fn is_open(&self) -> bool {
        matches!(self.files, Files::Open(_))
    }

    fn is_gone(&self) -> bool {
        matches!(self.files, Files::Gone)
    }
}

/// The thread's work.
fn run(shared: &Shared) {
    let (mut observed, mut pace) = (Vec::<Observed>::new(), Pace::new(cpu_time()));
    let most = standing();
    loop {
        let Some(new) = wait(shared, pace.next(observed.iter().filter(|one| !one.is_gone()).count())) else {
            return;
        };
        for mut one in new {
            if observed.iter().filter(|one| one.is_open()).count() < most {
                one.open();
            }
            observed.push(one);
        }
        observed.retain_mut(Observed::sample);
        pace.spent(cpu_time());
    }
}

/// Waits until the next round is due, or at once for threads that are new, and gives these; `None` at the end.
fn wait(shared: &Shared, until: Option<Instant>) -> Option<Vec<Observed>> {
    let mut inbox = lock(&shared.inbox);
    loop {
        if inbox.is_over {
            return None;
        }
        let left = until.map(|until| until.saturating_duration_since(Instant::now()));
        if !inbox.new.is_empty() || left.is_some_and(|left| left.is_zero()) {
            return Some(std::mem::take(&mut inbox.new));
        }
        inbox = match left {
            Some(left) => shared.changed.wait_timeout(inbox, left).unwrap_or_else(PoisonError::into_inner).0,
            None => shared.changed.wait(inbox).unwrap_or_else(PoisonError::into_inner),
        };
    }
}

/// Number of threads whose files may stay open: an eighth of all files that this program may open.
fn standing() -> usize {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    limit.map_or(STANDING, |limit| usize::try_from(limit / 16).unwrap_or(STANDING).min(STANDING))
}

/// When rounds are due.
#[derive(Debug)]
struct Pace {
    /// CPU time of this thread at the end of the last round.
    seen: Nanos,
    /// Mean CPU time of a round.
    cost: Duration,
    /// Between 0 and 1: a sequence that fills this range evenly, without a period.
    phase: f64,
}

impl Pace {
    fn new(cpu: Nanos) -> Self {
        Self { seen: cpu, cost: Duration::ZERO, phase: 0.0 }
    }

    /// Time of the next round; `None` when there is nothing to be observed.
    fn next(&mut self, threads: usize) -> Option<Instant> {
        if threads == 0 {
            return None;
        }
        self.phase = (self.phase + 0.618_033_988_75).fract();
        Some(Instant::now() + self.interval(threads).mul_f64(0.5 + self.phase))
    }

    /// Mean time between two rounds for so many threads.
    fn interval(&self, threads: usize) -> Duration {
        let by_reads = Duration::from_secs_f64(threads as f64 / READS);
        ROUND.max(by_reads).max(self.cost.div_f64(COST)).min(SLOWEST)
    }

    /// Takes in the CPU time at the end of a round.
    fn spent(&mut self, cpu: Nanos) {
        let round = Duration::from(cpu - self.seen);
        self.seen = cpu;
        self.cost = if self.cost.is_zero() { round } else { (self.cost * 15 + round) / 16 };
    }
}

#[cfg(test)]
mod tests;
