//! Detects that the whole program stood still while clocks went on: stopped by a signal, frozen by its container.
//!
//! A thread ticks ten times a second. A tick that comes much later than it should, although the thread did not wait
//! for a core meanwhile, means that the program was stopped. This is the only place that detects it; each session
//! decides about its measurements across the gap.

use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{RecvTimeoutError, Sender, bounded};

use crate::event::Nanos;
use crate::sys::thread::RunDelay;

/// Time between two ticks.
const TICK: Duration = Duration::from_millis(100);

/// Delay of a tick, apart from the time without a core, that shows a stop. Page faults and timers never cause that
/// much.
const LATE: Duration = Duration::from_millis(500);

/// The same where the system does not report how long a thread waited for a core.
const LATE_UNTOLD: Duration = Duration::from_secs(3);

/// Longest time a reader waits for a tick that is late.
const PATIENCE: Duration = Duration::from_millis(200);

/// Stops of this program during one session. Clones count together.
#[derive(Clone)]
pub(crate) struct Suspensions(Arc<Shared>);

struct Shared {
    count: AtomicU32,
    ticked: Mutex<Instant>,
    first: Box<dyn Fn() + Send + Sync>,
}

impl std::fmt::Debug for Suspensions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Suspensions").field(&self.0.count).finish()
    }
}

impl Suspensions {
    /// A count of zero; `first` is called at the first stop.
    #[must_use]
    pub(crate) fn new(first: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            count: AtomicU32::new(0),
            ticked: Mutex::new(Instant::now()),
            first: Box::new(first),
        }))
    }

    /// Counts a stop that needs no detection: the processes of the session were held. However short it was,
    /// measurements across it contain it.
    pub(crate) fn note(&self) {
        if self.0.count.fetch_add(1, Ordering::SeqCst) == 0 {
            (self.0.first)();
        }
    }

    /// Number of stops so far. Waits for a tick that is late, so that a stop counts as soon as it is over.
    #[must_use]
    pub(crate) fn count(&self) -> u32 {
        let asked = Instant::now();
        while asked.saturating_duration_since(self.ticked()) > LATE && asked.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(1));
        }
        self.0.count.load(Ordering::SeqCst)
    }

    /// Detects stops until the returned handle is dropped.
    ///
    /// # Errors
    /// When the system has no thread for it.
    pub(crate) fn detect(&self) -> io::Result<Heartbeat> {
        let (end, ended) = bounded::<()>(0);
        *self.0.ticked.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        let suspensions = self.clone();
        let body = move || {
            let delay = RunDelay::of_this_thread();
            let mut waited = delay.read();
            while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                let now = Instant::now();
                let gap = now.saturating_duration_since(suspensions.ticked());
                let before = std::mem::replace(&mut waited, delay.read());
                let told = delay.is_told().then(|| waited - before);
                if is_stop(gap, told) {
                    suspensions.note();
                }
                *suspensions.0.ticked.lock().unwrap_or_else(PoisonError::into_inner) = now;
            }
        };
        let thread = thread::Builder::new().name("heartbeat".into()).spawn(body)?;
        Ok(Heartbeat { end: Some(end), thread: Some(thread) })
    }

    fn ticked(&self) -> Instant {
        *self.0.ticked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether two ticks this `gap` apart have a stop between them, if the thread `waited` this long for a core
/// meanwhile.
fn is_stop(gap: Duration, waited: Option<Nanos>) -> bool {
    let late = gap.saturating_sub(TICK);
    match waited {
        Some(waited) => late.saturating_sub(Duration::from_nanos(waited.0)) > LATE,
        None => late > LATE_UNTOLD,
    }
}

/// The thread that ticks; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Heartbeat {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.end = None;
        if let Some(thread) = self.thread.take() {
            // It only counts; after a panic nothing is lost.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests;
