//! Threads that do the same arithmetic at the same time, each on its CPU.
//!
//! All threads count within one common window of wall time. A thread that had to wait for its core at the beginning
//! or in the middle has done less by its end, which is exactly what is to be measured; chunks that end after the
//! window do not count. A chunk is four independent chains of multiplications and shifts: one chain would leave most
//! of a core idle and so could not distinguish a core from its SMT sibling.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use crate::sys::thread::cpu_time;

/// Shortest counted time of a spin.
const SPIN: Duration = Duration::from_millis(100);
/// Time from the last thread being ready until all begin to count: enough to wake up and to raise the clock.
const LEAD: Duration = Duration::from_millis(3);

/// Lead-in and counted time of a spin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beat {
    lead: Duration,
    spin: Duration,
}

impl Beat {
    /// The times under a quota that is refilled once a `period`: whole periods are counted, starting from the second.
    /// So the quota of each is used up in the same way, whenever in a period the spin began.
    pub(super) fn of(period: Option<Duration>) -> Self {
        match period.filter(|period| !period.is_zero()) {
            None => Self { lead: LEAD, spin: SPIN },
            Some(period) => {
                let periods = SPIN.as_nanos().div_ceil(period.as_nanos());
                let periods = u32::try_from(periods).unwrap_or(u32::MAX);
                Self { lead: LEAD + period, spin: period.saturating_mul(periods) }
            }
        }
    }
}

/// Speed of a thread, chunks of arithmetic per second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rate {
    /// Per second of wall time.
    pub(super) wall: f64,
    /// Per second on a core; the same as `wall` where the system does not report it.
    pub(super) on_core: f64,
}
/// Period in which a stop is polled.
const NOTICE: Duration = Duration::from_millis(10);

/// Place of a spinning thread.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// On this CPU.
    On(u16),
    /// On any of these, as the scheduler decides; anywhere when the list is empty.
    Among(&'a [u16]),
}

impl Place<'_> {
    /// Pins the calling thread to this place; false when the system does not allow it.
    fn enter(self) -> bool {
        match self {
            Self::On(cpu) => confine(&[cpu]),
            Self::Among([]) => true,
            Self::Among(cpus) => confine(cpus),
        }
    }
}

/// Pins the calling thread to `cpus`.
#[cfg(target_os = "linux")]
fn confine(cpus: &[u16]) -> bool {
    use rustix::thread::{CpuSet, sched_setaffinity};
    let mut set = CpuSet::new();
    for cpu in cpus.iter().map(|cpu| usize::from(*cpu)).filter(|cpu| *cpu < CpuSet::MAX_CPU) {
        set.set(cpu);
    }
    sched_setaffinity(None, &set).is_ok()
}

/// Elsewhere the scheduler decides.
#[cfg(not(target_os = "linux"))]
fn confine(_: &[u16]) -> bool {
    true
}

/// Window of wall time in which to count.
#[derive(Debug, Clone, Copy)]
struct Window {
    from: Instant,
    until: Instant,
}

/// Spins at all `places` at once. Returns rates by the place's index, of those that could be entered, in order;
/// `None` when it was stopped, or the system has no thread for one of them: the others would not show what all can
/// do.
pub(super) fn spin(places: &[Place], beat: Beat, stop: &dyn Fn() -> bool) -> Option<Vec<(usize, Rate)>> {
    let cancelled = AtomicBool::new(false);
    let mut rates = thread::scope(|scope| {
        let (here, arrivals) = unbounded();
        let (go, gate) = unbounded();
        let (done, results) = unbounded();
        let mut spinners = 0;
        for (index, place) in places.iter().copied().enumerate() {
            let (here, gate, done, cancelled) = (here.clone(), gate.clone(), done.clone(), &cancelled);
            let body = move || spinner(index, place, &here, &gate, &done, cancelled);
            // Threads that are there already leave with the gate.
            Builder::new().name("spin".into()).spawn_scoped(scope, body).ok()?;
            spinners += 1;
        }
        // Only the threads hold these ends now: when one is lost, the others are not waited for in vain.
        drop((here, done));
        let rates =
            arrive(&arrivals, &go, spinners, beat, stop).and_then(|ready| collect(&results, ready, stop));
        cancelled.store(rates.is_none(), Ordering::Relaxed);
        // Threads that still wait at the gate leave.
        drop(go);
        rates
    })?;
    rates.sort_unstable_by_key(|(index, _)| *index);
    Some(rates)
}

/// One thread: goes to its place, reports whether it could, waits at the gate and counts.
fn spinner(
    index: usize,
    place: Place,
    here: &Sender<bool>,
    gate: &Receiver<Window>,
    done: &Sender<(usize, Rate)>,
    cancelled: &AtomicBool,
) {
    let entered = place.enter();
    let _ = here.send(entered);
    if !entered {
        return;
    }
    if let Ok(window) = gate.recv() {
        let _ = done.send((index, count(window, cancelled)));
    }
}

/// Waits until every thread is at its place, then opens the gate. Returns their number, `None` when stopped.
fn arrive(
    arrivals: &Receiver<bool>,
    go: &Sender<Window>,
    spinners: usize,
    beat: Beat,
    stop: &dyn Fn() -> bool,
) -> Option<usize> {
    let ready = collect(arrivals, spinners, stop)?.into_iter().filter(|entered| *entered).count();
    let from = Instant::now() + beat.lead;
    for _ in 0..ready {
        let _ = go.send(Window { from, until: from + beat.spin });
    }
    Some(ready)
}

/// `count` messages, fewer when no more can come; `None` when stopped.
fn collect<T>(messages: &Receiver<T>, count: usize, stop: &dyn Fn() -> bool) -> Option<Vec<T>> {
    let mut got = Vec::with_capacity(count);
    while got.len() < count {
        if stop() {
            return None;
        }
        match messages.recv_timeout(NOTICE) {
            Ok(message) => got.push(message),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    Some(got)
}

/// Chunks per second of the window, and of the thread's time on a core in it, counting those that ended in it.
fn count(window: Window, cancelled: &AtomicBool) -> Rate {
    let mut state = black_box([1, 2, 3, 4]);
    // Busy until then: a core that works already has its clock up.
    while Instant::now() < window.from && !cancelled.load(Ordering::Relaxed) {
        chunk(&mut state);
    }
    let (mut chunks, computed) = (0_u64, cpu_time());
    loop {
        chunk(&mut state);
        if Instant::now() >= window.until || cancelled.load(Ordering::Relaxed) {
            break;
        }
        chunks += 1;
    }
    black_box(state);
    let computed = (cpu_time() - computed).secs();
    let wall = chunks as f64 / (window.until - window.from).as_secs_f64();
    Rate { wall, on_core: if computed > 0.0 { chunks as f64 / computed } else { wall } }
}

/// About 10 µs of arithmetic that needs no memory: four generators of Marsaglia's xorshift family with a
/// multiplication each (Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled").
fn chunk(state: &mut [u64; 4]) {
    for _ in 0..1000 {
        for x in state.iter_mut() {
            *x ^= *x >> 12;
            *x ^= *x << 25;
            *x ^= *x >> 27;
            *x = x.wrapping_mul(0x2545_F491_4F6C_DD1D);
        }
    }
}

#[cfg(test)]
mod tests;
