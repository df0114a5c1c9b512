//! What the machine can give right now: a short spin on one core, then on all.
//!
//! A core that exists need not be there to be used. Its clock drops when all its neighbours work, a sibling
//! thread shares its arithmetic units, and the host of a virtual machine may give it to somebody else
//! without any counter showing it. So the same fixed piece of arithmetic is done for 100 ms on one core and
//! then for 100 ms on all of them at once, each thread confined to its own: the sum of what all did, over
//! what one does, is how many cores there are just now, e.g. *1.05 of 2*.
//!
//! All threads count within one common window of wall time. A thread that had to wait for its core at the
//! beginning or in the middle has done less by its end, which is exactly what is to be measured; chunks
//! that end after the window do not count. A chunk is four independent chains of multiplications and
//! shifts: one chain would leave most of a core idle and so could not tell a core from its SMT sibling.
//!
//! The reference, what one core does, is the best ever seen in a session: a first spin in a bad moment
//! must not make every later moment look good.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

/// How long a spin counts.
const SPIN: Duration = Duration::from_millis(100);
/// From the last thread being ready until all begin to count: time to wake up and to raise the clock.
const LEAD: Duration = Duration::from_millis(3);
/// How soon a wish to stop is noticed.
const NOTICE: Duration = Duration::from_millis(10);

/// Measures capacity, and remembers the best that one core did in this session.
#[derive(Debug, Default, Clone)]
pub struct Spinner {
    reference: f64,
}

/// What the cores did in one spin. Rates are chunks of arithmetic per second.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The rate of each CPU while all of them worked, by its number. Where CPUs cannot be told apart the
    /// numbers only count the threads. A CPU that could not be used is absent.
    pub per_cpu: Vec<(u16, f64)>,
    /// The rate of one core while the others had nothing to do.
    pub one: f64,
    /// The best rate of one core in the session, this spin included.
    pub reference: f64,
}

impl Reading {
    /// How many times the reference all of `cpus` did at once, all CPUs of the reading when the list is
    /// empty. Not capped: the reference is the best rate seen, so this is at most the number of CPUs.
    #[must_use]
    pub fn cores(&self, cpus: &[u16]) -> f64 {
        let wanted = |cpu: &u16| cpus.is_empty() || cpus.contains(cpu);
        let sum: f64 = self
            .per_cpu
            .iter()
            .filter(|(cpu, _)| wanted(cpu))
            .map(|(_, rate)| rate)
            .sum();
        if self.reference > 0.0 {
            sum / self.reference
        } else {
            0.0
        }
    }
}

impl Spinner {
    /// Nothing seen yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Spins on one of `cpus`, then on all of them; on as many threads as the process may use CPUs when the
    /// list is empty. Takes a little over 200 ms. `None` when `stop` said so meanwhile, or when not a
    /// single thread could spin.
    pub fn measure(&mut self, cpus: &[u16], stop: &dyn Fn() -> bool) -> Option<Reading> {
        let (_, one) = *spin(&[Place::Among(cpus)], stop)?.first()?;
        let places: Vec<Place> = if cpus.is_empty() {
            vec![Place::Among(cpus); thread::available_parallelism().map_or(1, usize::from)]
        } else {
            cpus.iter().map(|cpu| Place::On(*cpu)).collect()
        };
        let rates = spin(&places, stop)?;
        let per_cpu = rates.into_iter().map(|(place, rate)| match places.get(place) {
            Some(Place::On(cpu)) => (*cpu, rate),
            _ => (u16::try_from(place).unwrap_or(u16::MAX), rate),
        });
        let per_cpu: Vec<(u16, f64)> = per_cpu.collect();
        self.reference = per_cpu
            .iter()
            .map(|(_, rate)| *rate)
            .fold(self.reference.max(one), f64::max);
        (!per_cpu.is_empty()).then_some(Reading {
            per_cpu,
            one,
            reference: self.reference,
        })
    }
}

/// Where a thread spins.
#[derive(Debug, Clone, Copy)]
enum Place<'a> {
    /// On this CPU.
    On(u16),
    /// On the best of these that the scheduler finds; anywhere when the list is empty.
    Among(&'a [u16]),
}

impl Place<'_> {
    /// Confines the calling thread to this place; false when the system does not allow it.
    fn enter(self) -> bool {
        match self {
            Self::On(cpu) => confine(&[cpu]),
            Self::Among([]) => true,
            Self::Among(cpus) => confine(cpus),
        }
    }
}

/// Confines the calling thread to `cpus`.
#[cfg(target_os = "linux")]
fn confine(cpus: &[u16]) -> bool {
    use rustix::thread::{CpuSet, sched_setaffinity};
    let mut set = CpuSet::new();
    for cpu in cpus
        .iter()
        .map(|cpu| usize::from(*cpu))
        .filter(|cpu| *cpu < CpuSet::MAX_CPU)
    {
        set.set(cpu);
    }
    sched_setaffinity(None, &set).is_ok()
}

/// Elsewhere the scheduler decides.
#[cfg(not(target_os = "linux"))]
fn confine(_: &[u16]) -> bool {
    true
}

/// When to count.
#[derive(Debug, Clone, Copy)]
struct Window {
    from: Instant,
    until: Instant,
}

/// Spins at all `places` at once. The rate by the place's index, of those that could be entered, in order;
/// `None` when it was stopped.
fn spin(places: &[Place], stop: &dyn Fn() -> bool) -> Option<Vec<(usize, f64)>> {
    let cancelled = AtomicBool::new(false);
    let mut rates = thread::scope(|scope| {
        let (here, arrivals) = unbounded();
        let (go, gate) = unbounded();
        let (done, results) = unbounded();
        let mut spinners = 0;
        for (index, place) in places.iter().copied().enumerate() {
            let (here, gate, done, cancelled) = (here.clone(), gate.clone(), done.clone(), &cancelled);
            let body = move || spinner(index, place, &here, &gate, &done, cancelled);
            spinners += usize::from(
                Builder::new()
                    .name("spin".into())
                    .spawn_scoped(scope, body)
                    .is_ok(),
            );
        }
        // Only the threads hold these ends now: when one is lost, the others are not waited for in vain.
        drop((here, done));
        let rates = arrive(&arrivals, &go, spinners, stop).and_then(|ready| collect(&results, ready, stop));
        cancelled.store(rates.is_none(), Ordering::Relaxed);
        // Those that still wait at the gate leave.
        drop(go);
        rates
    })?;
    rates.sort_unstable_by_key(|(index, _)| *index);
    Some(rates)
}

/// One thread: goes to its place, says whether it could, waits at the gate and counts.
fn spinner(
    index: usize,
    place: Place,
    here: &Sender<bool>,
    gate: &Receiver<Window>,
    done: &Sender<(usize, f64)>,
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

/// Waits until every thread is at its place, then opens the gate. How many there are, `None` when stopped.
fn arrive(
    arrivals: &Receiver<bool>,
    go: &Sender<Window>,
    spinners: usize,
    stop: &dyn Fn() -> bool,
) -> Option<usize> {
    let ready = collect(arrivals, spinners, stop)?
        .into_iter()
        .filter(|entered| *entered)
        .count();
    let from = Instant::now() + LEAD;
    for _ in 0..ready {
        let _ = go.send(Window {
            from,
            until: from + SPIN,
        });
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

/// Chunks per second of the window, counting those that ended in it.
fn count(window: Window, cancelled: &AtomicBool) -> f64 {
    let mut state = black_box([1, 2, 3, 4]);
    // Not idle until then: a core that works already has its clock up.
    while Instant::now() < window.from {
        chunk(&mut state);
    }
    let mut chunks = 0_u64;
    loop {
        chunk(&mut state);
        if Instant::now() >= window.until || cancelled.load(Ordering::Relaxed) {
            break;
        }
        chunks += 1;
    }
    black_box(state);
    chunks as f64 / (window.until - window.from).as_secs_f64()
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
mod tests {
    use super::*;

    fn reading() -> Reading {
        Reading {
            per_cpu: vec![(0, 50.0), (2, 100.0), (3, 60.0)],
            one: 90.0,
            reference: 100.0,
        }
    }

    #[test]
    fn one_reading_serves_several_lanes() {
        let near = |cpus: &[u16], expected: f64| assert!((reading().cores(cpus) - expected).abs() < 1e-9);
        near(&[], 2.1);
        near(&[0, 3], 1.1);
        near(&[2], 1.0);
        near(&[9], 0.0);
        assert!(
            Reading {
                reference: 0.0,
                ..reading()
            }
            .cores(&[])
            .abs()
                < 1e-9
        );
    }

    #[test]
    fn a_spin_finds_cores_and_the_reference_is_the_best_seen() {
        let cpus = super::super::machine().cpus;
        let mut spinner = Spinner::new();
        let mut best = 0.0;
        for _ in 0..2 {
            let reading = spinner.measure(&cpus, &|| false).unwrap();
            let cores = reading.cores(&cpus);
            assert!(
                cores > 0.0 && cores <= reading.per_cpu.len() as f64 * 1.5,
                "{reading:?}"
            );
            assert!(reading.one > 0.0 && reading.reference >= reading.one && reading.reference >= best);
            if !cpus.is_empty() {
                assert!(
                    reading
                        .per_cpu
                        .iter()
                        .map(|(cpu, _)| *cpu)
                        .eq(cpus.iter().copied()),
                    "{reading:?}"
                );
            }
            best = reading.reference;
        }
    }

    #[test]
    fn without_a_list_the_scheduler_chooses() {
        let reading = Spinner::new().measure(&[], &|| false).unwrap();
        assert_eq!(
            reading.per_cpu.len(),
            thread::available_parallelism().unwrap().get()
        );
        assert!(reading.cores(&[]) > 0.0);
    }

    #[test]
    fn a_stop_is_heard() {
        let mut spinner = Spinner::new();
        assert_eq!(spinner.measure(&[], &|| true), None);
        // After some questions, in whichever part of the spin that falls: a reading only if none said stop.
        for asked in [1, 3, 6, 12, 1000] {
            let questions = std::cell::Cell::new(0);
            let stop = || questions.replace(questions.get() + 1) >= asked;
            assert_eq!(
                spinner.measure(&[], &stop).is_some(),
                questions.get() <= asked,
                "{asked}"
            );
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_cpu_that_cannot_be_used_is_absent() {
        let cpus = super::super::machine().cpus;
        let reading = Spinner::new().measure(&[cpus[0], u16::MAX], &|| false).unwrap();
        assert!(
            reading.per_cpu.iter().map(|(cpu, _)| *cpu).eq([cpus[0]]),
            "{reading:?}"
        );
        assert_eq!(Spinner::new().measure(&[u16::MAX], &|| false), None);
    }

    #[test]
    fn the_arithmetic_goes_on_for_ever() {
        let mut state = [1, 2, 3, 4];
        let before = state;
        chunk(&mut state);
        assert!(state.iter().zip(before).all(|(a, b)| *a != b && *a != 0));
    }
}
