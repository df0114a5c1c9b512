//! The scenarios under the simulated lock: the counterpart of `assets/python/fidelity.py`, a change here belongs
//! there as well.
//!
//! It runs the same code as the `gil` lane: [`Locked`], with its accounts. A round of a hog is cheaper than the same
//! round in byte-code; that matters no more than the distance between two checkpoints, which on either side is about
//! a ten-thousandth of the usual interval. Only where intervals are of the order of a round (family `tiny`) could it
//! be seen, and there a round of `spin` is made about as long as one in CPython.

use std::hint::black_box;
use std::io::{self, Read, Write};
use std::marker::PhantomData;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Barrier;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};
use std::time::Duration;

use crossbeam_channel::bounded;

use super::contestant::{Contestant, Fault};
use super::echo::{self, MESSAGE};
use super::scenario::{GAP_NS, Leg, Raw, Scenario};
use super::work::{Pace, call, digest, fitted, round, spin, units};
use crate::clock::Clock;
use crate::event::{Nanos, WorkerId};
use crate::gil::{Gil, Interval, Ledger, Locked, Native, Platform, Standard, ThreadId};
use crate::sys::stop::Stop;
use crate::sys::thread::cpu_time;
use crate::time_account::Meter;
use crate::workload::Interpreter;

const MS: u64 = 1_000_000;

/// Primitives under a simulated lock.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Primitive {
    /// Those of the platform, as CPython's and as the `gil` lane's.
    #[default]
    Native,
    /// Those of Rust's standard library.
    Standard,
}

impl Primitive {
    /// A lock on these primitives.
    #[must_use]
    pub(crate) fn contestant(self) -> Box<dyn Contestant> {
        match self {
            Self::Native => Box::new(Simulated::<Native>::new("simulated GIL")),
            Self::Standard => Box::new(Simulated::<Standard>::new("simulated GIL on std")),
        }
    }
}

/// The simulated lock on the primitives of `P`.
#[derive(Debug)]
struct Simulated<P: Platform> {
    label: &'static str,
    pace: OnceLock<Pace>,
    platform: PhantomData<P>,
}

impl<P: Platform> Simulated<P> {
    fn new(label: &'static str) -> Self {
        Self { label, pace: OnceLock::new(), platform: PhantomData }
    }
}

impl<P: Platform> Contestant for Simulated<P> {
    fn label(&self) -> String {
        self.label.into()
    }

    fn run(&mut self, scenario: &Scenario, stop: &Stop) -> Result<Raw, Fault> {
        let pace = *self.pace.get_or_init(Pace::measure);
        let run = match scenario {
            Scenario::Hogs { interval_us, hogs, ms } => stretches::<P>(*interval_us, *hogs, *ms, stop),
            Scenario::Work { native, ms, legs } => walls::<P>(pace, *native, *ms, legs, stop),
            Scenario::Wake { interval_us, hogs, call_us, ms } => {
                waits(&Load::<P>::new(pace, *interval_us, *hogs, *call_us), *ms, stop)
            }
            Scenario::Echo { interval_us, hogs, call_us, ms } => {
                serve(&Load::<P>::new(pace, *interval_us, *hogs, *call_us), *ms, stop)
            }
        };
        match run {
            _ if stop.requested() => Err(Fault::Stopped),
            run => run.map_err(|error| Fault::Failed(error.to_string())),
        }
    }
}

/// Runs `life` as the thread `me` under the lock.
fn under<P: Platform, R>(
    gil: &Gil<P>,
    me: ThreadId,
    clock: Clock,
    life: impl FnOnce(&mut Locked<P>) -> R,
) -> R {
    let ledger = Ledger::new(WorkerId(u16::try_from(me).unwrap_or(u16::MAX)));
    let mut meter = Meter::open(clock, std::sync::Arc::default(), Box::new(|_| {}));
    let mut locked = Locked::enter(gil, me, &ledger, &mut meter);
    let result = life(&mut locked);
    locked.leave();
    result
}

fn lock<P: Platform>(interval_us: u64) -> Gil<P> {
    Gil::on_platform(Interval::new(Duration::from_micros(interval_us)))
}

/// Threads of `scope` that run `body` each, once all of them and the holders of `begin` are ready. When one of them
/// cannot be started, none runs.
fn threads<'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    count: u32,
    begin: &'scope Barrier,
    body: &'scope (impl Fn(ThreadId) -> R + Sync),
) -> io::Result<Vec<ScopedJoinHandle<'scope, Option<R>>>> {
    let (complete, gate) = bounded::<()>(count as usize);
    let mut threads = Vec::new();
    for me in 0..count {
        let gate = gate.clone();
        let life = move || {
            gate.recv().ok()?;
            begin.wait();
            Some(body(me))
        };
        let thread = thread::Builder::new().spawn_scoped(scope, life);
        let failed = |error| io::Error::other(format!("cannot start thread {me} of {count}: {error}"));
        threads.push(thread.map_err(failed)?);
    }
    for _ in 0..count {
        let _ = complete.send(());
    }
    Ok(threads)
}

/// Results of the threads; none of one that panicked.
fn ends<R>(threads: Vec<ScopedJoinHandle<'_, Option<R>>>) -> impl Iterator<Item = R> {
    threads.into_iter().filter_map(|thread| thread.join().ok().flatten())
}

/// Results of `body` in each of `count` threads that begin together.
fn run_threads<R: Send>(count: u32, body: impl Fn(ThreadId) -> R + Sync) -> io::Result<Vec<R>> {
    let begin = Barrier::new(count as usize);
    thread::scope(|scope| Ok(ends(threads(scope, count, &begin, &body)?).collect()))
}

fn stretches<P: Platform>(interval_us: u64, hogs: u32, ms: u64, stop: &Stop) -> io::Result<Raw> {
    let (gil, clock) = (lock::<P>(interval_us), Clock::start());
    let end = clock.now() + Nanos::from_millis(ms);
    run_threads(hogs, |me| under(&gil, me, clock, |locked| hog(locked, clock, end, stop))).map(Raw::Stretches)
}

/// Reads the clock until `end`; returns the stretches without a gap.
fn hog<P: Platform>(locked: &mut Locked<P>, clock: Clock, end: Nanos, stop: &Stop) -> Vec<(u64, u64)> {
    let mut stretches = Vec::new();
    let mut now = clock.now();
    let (mut begun, mut last) = (now, now);
    while now < end && !stop.requested() {
        now = clock.now();
        if (now - last).0 > GAP_NS {
            stretches.push((begun.0, last.0));
            begun = now;
        }
        last = now;
        locked.checkpoint();
    }
    stretches.push((begun.0, last.0));
    stretches
}

fn walls<P: Platform>(pace: Pace, native: bool, ms: u64, legs: &[Leg], stop: &Stop) -> io::Result<Raw> {
    let per_ms = if native { pace.blocks } else { pace.rounds };
    let wall = |leg: &Leg| {
        let share = units(per_ms, ms as f64 / f64::from(leg.threads.max(1)));
        let (gil, clock) = (lock::<P>(leg.interval_us), Clock::start());
        let spans = run_threads(leg.threads, |me| {
            under(&gil, me, clock, |locked| {
                let begun = clock.now();
                if native {
                    digest(share, |hash| {
                        locked.native(hash);
                        locked.checkpoint();
                    });
                } else {
                    spin(share, || locked.checkpoint());
                }
                (begun, clock.now())
            })
        })?;
        let begun = spans.iter().map(|(begun, _)| *begun).min().unwrap_or_default();
        let ended = spans.iter().map(|(_, ended)| *ended).max().unwrap_or_default();
        Ok((ended - begun).0)
    };
    let walls: io::Result<_> = legs.iter().take_while(|_| !stop.requested()).map(wall).collect();
    walls.map(Raw::Walls)
}

/// Hogs, and the lock that they share with other threads.
struct Load<P: Platform> {
    gil: Gil<P>,
    clock: Clock,
    hogs: u32,
    /// Length of a call into C, steps; zero for none.
    steps: u64,
    over: AtomicBool,
}

impl<P: Platform> Load<P> {
    fn new(pace: Pace, interval_us: u64, hogs: u32, call_us: u64) -> Self {
        let steps = if call_us == 0 { 0 } else { fitted(units(pace.steps, call_us as f64 / 1e3), call_us) };
        Self { gil: lock(interval_us), clock: Clock::start(), hogs, steps, over: AtomicBool::new(false) }
    }

    /// Runs `life` beside the hogs, which end when it does; returns its result and the CPU time of each of their
    /// calls.
    ///
    /// # Errors
    /// When a hog cannot be started.
    fn beside<R: Send>(&self, life: impl FnOnce(&mut Locked<P>) -> R + Send) -> io::Result<(R, Vec<u64>)> {
        let begin = Barrier::new(self.hogs as usize + 1);
        let body = |me| under(&self.gil, me, self.clock, |locked| self.hog(locked));
        thread::scope(|scope| {
            let hogs = threads(scope, self.hogs, &begin, &body)?;
            begin.wait();
            // However `life` ends, the hogs must.
            let over = Over(&self.over);
            let result = under(&self.gil, self.hogs, self.clock, life);
            drop(over);
            Ok((result, ends(hogs).flatten().collect()))
        })
    }

    fn hog(&self, locked: &mut Locked<P>) -> Vec<u64> {
        let (mut calls, mut x) = (Vec::new(), 1);
        while !self.over.load(Ordering::Relaxed) {
            if self.steps > 0 {
                let begun = cpu_time();
                black_box(call(self.steps));
                calls.push((cpu_time() - begun).0);
            } else {
                x = round(x);
            }
            locked.checkpoint();
        }
        black_box(x);
        calls
    }
}

/// Ends the hogs when dropped.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Shortest nap; naps last up to twice as long, the same on both sides: one to two milliseconds, but beside calls of
/// 2 ms a tenth of it. There a slice lasts about 6 ms, for the length of a call is as unsteady as the machine's
/// speed. A sleeper that began to wait 1 ms into the slice would have seen its own first interval pass, or not quite,
/// and that decides which thread is next; one that began at once has seen it pass on either side.
const fn shortest_nap(calls: bool) -> u64 {
    if calls { MS / 10 } else { MS }
}

fn waits<P: Platform>(load: &Load<P>, ms: u64, stop: &Stop) -> io::Result<Raw> {
    let clock = load.clock;
    let (waits, calls) = load.beside(|locked| {
        let until = clock.now() + Nanos::from_millis(ms);
        let shortest = shortest_nap(load.steps > 0);
        let (mut waits, mut nap) = (Vec::new(), shortest);
        while clock.now() < until && !stop.requested() {
            nap = shortest + (nap * 7 + 617_321) % shortest;
            let asked = clock.now();
            locked.blocking(|| thread::sleep(Duration::from_nanos(nap)));
            waits.push((clock.now() - asked - Nanos(nap)).0);
            locked.checkpoint();
        }
        waits
    })?;
    Ok(Raw::Waits { waits, calls })
}

fn serve<P: Platform>(load: &Load<P>, ms: u64, stop: &Stop) -> io::Result<Raw> {
    let socket = |error| io::Error::other(format!("the loopback socket failed: {error}"));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(socket)?;
    let port = listener.local_addr().map_err(socket)?.port();
    thread::scope(|scope| {
        let ask = move || echo::replies(port, Duration::from_millis(ms), stop).map_err(socket);
        let client = thread::Builder::new()
            .spawn_scoped(scope, ask)
            .map_err(|error| io::Error::other(format!("cannot start the client's thread: {error}")))?;
        let served = listener.accept().map_err(socket).and_then(|(mut peer, _)| {
            peer.set_nodelay(true).map_err(socket)?;
            let (served, _) = load.beside(|locked| {
                let mut request = [0; MESSAGE];
                loop {
                    let read = locked.blocking(|| peer.read(&mut request))?;
                    if read == 0 {
                        return Ok(());
                    }
                    locked.blocking(|| peer.write_all(&request[..read]))?;
                    locked.checkpoint();
                }
            })?;
            served.map_err(socket)
        });
        let replies = client.join().unwrap_or_else(|_| Err(io::Error::other("the client panicked")));
        served.and(replies).map(Raw::Replies)
    })
}

#[cfg(test)]
mod tests;
