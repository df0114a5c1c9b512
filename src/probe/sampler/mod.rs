//! The accounting behind [`Watch`](super::Watch), without its thread: what each tick reads and reports.
//!
//! Eight times a second the registered workers are read. CPU time since a worker's last reading is credited to the
//! core it was last seen on; four times a second the credits of each core are compared with its utilisation, and this
//! program's CPU time with that of its worker threads. With very many workers a tick reads only the next [`PER_TICK`]
//! of them, and a sample reads them all, so that watching stays cheap and the credits stay complete.
//!
//! A gap between ticks means that the whole program was stopped (Ctrl-Z, a suspended laptop). Counts across it are
//! meaningless, so accounting starts anew and nothing is reported.

use super::core_credit::CoreCredit;
use super::cores::Load;
use super::permille::permille;
use super::system_reader::SystemReader;
use super::watched::Kind;
use super::workers;
use crate::emitter::Emitter;
use crate::event::{EventKind, LaneId, Nanos, WorkerId};

/// Time between two samples. Cores can be read again only after 200 ms.
const SAMPLE: Nanos = Nanos::from_millis(250);
/// Tolerance for a tick that comes early: without it such a tick would halve the rate.
const GRACE: Nanos = Nanos::from_millis(25);
/// Time between two ticks from which on the program must have been stopped.
const GAP: Nanos = Nanos::from_millis(1000);
/// Largest number of workers read in one tick.
const PER_TICK: usize = 40;
/// Shortest time between two reports of one worker …
const WORKER_EVERY: Nanos = Nanos::from_millis(100);
/// … and between two reports of any worker: 400 a second.
const ALL_EVERY: Nanos = Nanos::from_micros(2500);

/// A worker to be watched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) lane: LaneId,
    pub(super) worker: WorkerId,
    pub(super) pid: u32,
    pub(super) tid: u32,
    pub(super) kind: Kind,
    /// Time at which it was ready: its CPU time counts from then on.
    pub(super) since: Nanos,
}

/// A worker that has ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ended {
    pub(super) lane: LaneId,
    pub(super) worker: WorkerId,
    /// Its process id; `None` for a thread, which is found by lane and worker.
    pub(super) pid: Option<u32>,
    /// CPU time that it used.
    pub(super) cpu: Used,
    /// The core it ran on last; `None` where its end does not tell that.
    pub(super) core: Option<u16>,
}

/// CPU time of a worker that has ended.
#[derive(Debug, Clone, Copy)]
pub(super) enum Used {
    /// In all.
    InAll(Nanos),
    /// Since it was ready.
    SinceReady(Nanos),
}

/// A worker being watched.
#[derive(Debug)]
struct Watched {
    target: Target,
    /// CPU time that it had used when it was ready.
    first: Nanos,
    /// CPU time at its last reading.
    cpu: Nanos,
    /// Time of that reading.
    at: Nanos,
    /// The core it was last seen on.
    core: Option<u16>,
    /// Time of its last report.
    said: Option<Nanos>,
    /// Time at which it was found to have ended: its CPU time stays.
    gone: Option<Nanos>,
}

/// State between ticks.
#[derive(Debug)]
pub(super) struct Sampler<S> {
    reader: S,
    emitter: Emitter,
    watched: Vec<Watched>,
    books: CoreCredit,
    /// The time of the last tick.
    ticked: Nanos,
    /// Index of the next worker to read.
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

    /// Watches one more worker, counting its CPU time since it was ready, of which this learns somewhat later: of what it
    /// has used, as much counts as it can have used since then, in this sample.
    pub(super) fn add(&mut self, target: Target, now: Nanos) {
        // A program is new: all its time counts.
        let new = (target.kind == Kind::Program).then_some(Nanos::ZERO);
        let late = now - target.since.max(self.books.since);
        let cpu = new.or_else(|| self.reader.worker(target.pid, target.tid).map(|r| r.cpu - late));
        let (gone, first) = (cpu.is_none().then_some(now), cpu.unwrap_or_default());
        self.books.blurred += u32::from(gone.is_some() && target.kind == Kind::Thread);
        self.watched.push(Watched {
            target,
            first,
            cpu: first,
            at: now - late,
            core: None,
            said: None,
            gone,
        });
        // The first reading at once: rates need a starting point.
        self.read(self.watched.len() - 1, now);
    }

    /// Credits what a worker used since it was read last, and forgets it. A worker that was missed in an earlier sample
    /// used that time before this one: it is not credited. The end of a process tells the CPU time of all its threads, of
    /// which one is read: no more is credited than one thread can have used since then.
    pub(super) fn end(&mut self, ended: &Ended, now: Nanos) {
        let Ended { lane, worker, pid, cpu, core } = *ended;
        let is_it = |Target { lane: of, worker: id, pid: process, .. }: Target| {
            (of, id) == (lane, worker) && pid.is_none_or(|pid| pid == process)
        };
        let Some(place) = self.watched.iter().position(|watched| is_it(watched.target)) else { return };
        let watched = self.watched.swap_remove(place);
        let Target { pid, tid, kind, .. } = watched.target;
        let cpu = match cpu {
            Used::InAll(cpu) => cpu,
            Used::SinceReady(cpu) => watched.first + cpu,
        };
        if watched.gone.is_none_or(|at| at > self.books.since) {
            let most = if kind == Kind::Process { now - watched.at } else { cpu };
            let used = (cpu - watched.cpu).min(most);
            self.books.credit(used, core.or(watched.core), kind != Kind::Thread);
            if watched.gone.is_some() && kind == Kind::Thread {
                self.books.blurred = self.books.blurred.saturating_sub(1);
            }
        }
        self.reader.forget(pid, tid);
    }

    /// Forgets a lane's workers, after a last reading of them.
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

    /// Reads the workers whose turn it is and reports what is due.
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
        let Some(watched) = self.watched.get_mut(index).filter(|w| w.gone.is_none()) else {
            return;
        };
        let Target { lane, worker, pid, tid, kind, .. } = watched.target;
        let program = (kind == Kind::Program).then(|| self.reader.program_of(pid));
        let seen = match &program {
            Some(program) => program.total,
            None => self.reader.worker(pid, tid),
        };
        // CPU time never decreases: if it did, another thread has the number now.
        let Some(seen) = seen.filter(|r| r.cpu >= watched.cpu) else {
            watched.gone = Some(now);
            self.books.blurred += u32::from(kind == Kind::Thread);
            self.reader.forget(pid, tid);
            return;
        };
        let used = [(seen.cpu - watched.cpu, seen.core)];
        for (cpu, core) in program.as_ref().map_or(&used[..], |program| &program.by_core) {
            self.books.credit(*cpu, *core, kind != Kind::Thread);
        }
        (watched.cpu, watched.at, watched.core) = (seen.cpu, now, seen.core.or(watched.core));
        if watched.said.is_none_or(|said| now + GRACE >= said + every) {
            watched.said = Some(now);
            let rss = match (&program, kind) {
                (Some(program), _) => program.rss,
                (None, Kind::Thread) => 0,
                (None, _) => self.reader.resident(pid, tid).unwrap_or(0),
            };
            let workers::Reading { cpu, wait, turns, core } = seen;
            self.emitter.emit_at(
                now,
                EventKind::WorkerCpu { lane, worker, cpu, wait, turns, core, rss, last: false },
            );
        }
    }

    /// Reports the accounts of this sample and opens new ones.
    fn close(&mut self, now: Nanos) {
        let length = now - self.books.since;
        // No figures means that it is too soon to read again, or that CPUs came or went: the sample goes on.
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

    /// CPU time of this program without its workers, in 1/1000 of a core. Where that cannot be determined, the last
    /// figure.
    fn own_share(&mut self, length: Nanos) -> u16 {
        let threads = self.watched.iter().any(|w| w.target.kind == Kind::Thread);
        let told_apart = self.books.blurred == 0 && (self.reader.tells_workers() || !threads);
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

    /// Starts again after a gap: CPU time used across it is not attributed.
    fn reopen(&mut self, now: Nanos) {
        for watched in &mut self.watched {
            match self.reader.worker(watched.target.pid, watched.target.tid) {
                Some(seen) => watched.cpu = watched.cpu.max(seen.cpu),
                None => watched.gone = Some(now),
            }
        }
        self.owed = Nanos::ZERO;
        self.reader.cores();
        self.open(now);
    }
}

#[cfg(test)]
mod tests;
