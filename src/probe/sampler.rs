//! The bookkeeping behind [`Watch`](super::Watch), without its thread: what each tick reads and says.
//!
//! Eight times a second the registered workers are read. What one used since its last reading is credited
//! to the core it was last seen on; four times a second the credits of each core are held against its
//! utilisation, and what this program used is held against what its worker threads used. With very many
//! workers a tick reads only the next [`PER_TICK`] of them, and a sample reads them all, so that watching
//! stays cheap and the credits stay complete.
//!
//! A gap between ticks means that the whole program was stopped (Ctrl-Z, a suspended laptop). What was
//! counted across it says nothing about anything, so the books are opened anew and nothing is said.

use super::core_credit::CoreCredit;
use super::cores::Load;
use super::permille;
use super::system_reader::SystemReader;
use super::workers;
use crate::emitter::Emitter;
use crate::event::{EventKind, LaneId, Nanos, WorkerId};

/// Time between two samples. Cores are not looked at again within 200 ms.
const SAMPLE: Nanos = Nanos::from_millis(250);
/// What is due by then is due now, or a tick that comes early would halve the rate.
const GRACE: Nanos = Nanos::from_millis(25);
/// A tick this late was not late but stopped.
const GAP: Nanos = Nanos::from_millis(1000);
/// So many workers are read in one tick.
const PER_TICK: usize = 40;
/// A worker is spoken of at most this often …
const WORKER_EVERY: Nanos = Nanos::from_millis(100);
/// … and all of them together: 400 times a second.
const ALL_EVERY: Nanos = Nanos::from_micros(2500);

/// A worker to be watched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) lane: LaneId,
    pub(super) worker: WorkerId,
    pub(super) pid: u32,
    pub(super) tid: u32,
    /// Whether it is a process of its own rather than a thread of this program.
    pub(super) process: bool,
}

/// A worker being watched.
#[derive(Debug)]
struct Watched {
    target: Target,
    /// Its CPU time at its last reading.
    cpu: Nanos,
    /// When it was last spoken of.
    said: Option<Nanos>,
    /// It has ended: its CPU time stands.
    gone: bool,
}

/// What is known between ticks.
#[derive(Debug)]
pub(super) struct Sampler<S> {
    reader: S,
    emitter: Emitter,
    watched: Vec<Watched>,
    books: CoreCredit,
    /// The time of the last tick.
    ticked: Nanos,
    /// Where the next tick goes on reading.
    cursor: usize,
    /// Worker time that was counted before the program's own clock showed it (threads' figures lag).
    owed: Nanos,
    /// The last sample's figure for this program's own work.
    own: u16,
}

impl<S: SystemReader> Sampler<S> {
    pub(super) fn new(reader: S, emitter: Emitter, now: Nanos) -> Self {
        let mut sampler = Self {
            reader,
            emitter,
            watched: Vec::new(),
            books: CoreCredit::default(),
            ticked: now,
            cursor: 0,
            owed: Nanos::ZERO,
            own: 0,
        };
        sampler.reader.cores();
        sampler.open(now);
        sampler
    }

    /// Watches one more worker, from its CPU time of now on.
    pub(super) fn add(&mut self, target: Target, now: Nanos) {
        let cpu = self.reader.worker(target.pid, target.tid).map(|r| r.cpu);
        let gone = cpu.is_none();
        self.watched.push(Watched { target, cpu: cpu.unwrap_or_default(), said: None, gone });
        // The first figure at once: rates need a point to start from.
        self.read(self.watched.len() - 1, now);
    }

    /// Forgets a lane's workers, after a last look at them.
    pub(super) fn forget(&mut self, lane: LaneId, now: Nanos) {
        for index in 0..self.watched.len() {
            let Target { lane: of, pid, tid, .. } = self.watched[index].target;
            if of == lane {
                self.read(index, now);
                self.reader.forget(pid, tid);
            }
        }
        self.watched.retain(|w| w.target.lane != lane);
    }

    /// Reads the workers whose turn it is and says what is due.
    pub(super) fn tick(&mut self, now: Nanos) {
        let stopped = now - self.ticked > GAP;
        self.ticked = now;
        if stopped {
            self.reopen(now);
            return;
        }
        let due = now - self.books.since + GRACE >= SAMPLE;
        let count = self.watched.len();
        for _ in 0..if due { count } else { count.min(PER_TICK) } {
            self.cursor = (self.cursor + 1) % count;
            self.read(self.cursor, now);
        }
        if due {
            self.close(now);
        }
    }

    fn read(&mut self, index: usize, now: Nanos) {
        let every = WORKER_EVERY.max(Nanos(ALL_EVERY.0 * self.watched.len() as u64));
        let Some(watched) = self.watched.get_mut(index).filter(|w| !w.gone) else {
            return;
        };
        let Target { lane, worker, pid, tid, process } = watched.target;
        // CPU time never shrinks: if it did, another thread has the number now.
        let Some(seen) = self.reader.worker(pid, tid).filter(|r| r.cpu >= watched.cpu) else {
            watched.gone = true;
            self.books.blurred |= !process;
            self.reader.forget(pid, tid);
            return;
        };
        self.books.credit(seen.cpu - watched.cpu, seen.core, process);
        watched.cpu = seen.cpu;
        if watched.said.is_none_or(|said| now + GRACE >= said + every) {
            watched.said = Some(now);
            let rss = if process { self.reader.resident(pid, tid) } else { None }.unwrap_or(0);
            let workers::Reading { cpu, wait, turns, core } = seen;
            self.emitter.emit_at(now, EventKind::WorkerCpu { lane, worker, cpu, wait, turns, core, rss });
        }
    }

    /// Says what the books of this sample came to and opens new ones.
    fn close(&mut self, now: Nanos) {
        let length = now - self.books.since;
        // No figures means that it is too soon to look again, or that CPUs came or went: the sample goes on.
        let Some(Load { busy, stolen, offline }) = self.reader.cores() else {
            if length > GAP {
                self.open(now);
            }
            return;
        };
        self.own = self.own_share(length);
        let attributed = self.reader.tells_workers().then(|| self.books.ours(&busy, length));
        let ours = attributed.unwrap_or_default();
        self.emitter.emit_at(now, EventKind::Sample { busy, ours, stolen, offline, own: self.own });
        self.open(now);
    }

    /// What this program used besides its workers, as 1/1000 of a core. Where that cannot be told, what it
    /// was last.
    fn own_share(&mut self, length: Nanos) -> u16 {
        let threads = self.watched.iter().any(|w| !w.target.process);
        let told_apart = !self.books.blurred && (self.reader.tells_workers() || !threads);
        let used = self.books.program.zip(self.reader.program()).map(|(then, now)| now - then);
        let Some(used) = used.filter(|_| told_apart) else {
            return self.own;
        };
        let theirs = self.books.threads + self.owed;
        self.owed = theirs - used;
        permille(used - theirs, length)
    }

    fn open(&mut self, now: Nanos) {
        self.books = CoreCredit::open(now, self.reader.program());
    }

    /// Starts again after a gap: whatever was used across it is nobody's.
    fn reopen(&mut self, now: Nanos) {
        for watched in &mut self.watched {
            match self.reader.worker(watched.target.pid, watched.target.tid) {
                Some(seen) => watched.cpu = watched.cpu.max(seen.cpu),
                None => watched.gone = true,
            }
        }
        self.owed = Nanos::ZERO;
        self.reader.cores();
        self.open(now);
    }
}

#[cfg(test)]
mod tests;
