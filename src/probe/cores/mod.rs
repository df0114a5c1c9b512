//! Utilisation of each core between two moments, and its stolen part: differences of the sums of the program's one
//! [`Meter`]. [`super::utilisation`] explains where the figures come from.

use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::system::{SYSTEM, ask, list_cpus};
use super::utilisation::{Counted, CpuReader, Meter, Sysinfo, Total, Totals};

type Shared<R> = Arc<Mutex<Meter<R>>>;

/// The meter of the program.
static METER: LazyLock<Shared<Sysinfo>> =
    LazyLock::new(|| Arc::new(Mutex::new(Meter::new(Sysinfo::new(&SYSTEM)))));

/// Age up to which a reading counts as current: two ticks of the kernel's counters.
const FRESH: Duration = Duration::from_millis(20);

/// Load of the cores since the previous reading, in 1/1000, by CPU number.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Load {
    /// Time that was not idle; 0 for a core that was offline.
    pub(super) busy: Vec<u16>,
    /// The part of it that a hypervisor took; empty where the system does not report it.
    pub(super) stolen: Vec<u16>,
    /// Numbers of cores that were offline all the time, which have a figure in `busy` all the same.
    pub(super) offline: Vec<u16>,
}

/// The cores, as far as the operating system reports them.
#[derive(Debug)]
pub(super) struct Cores<R = Sysinfo> {
    meter: Shared<R>,
    /// Sums at the previous reading.
    then: Option<Totals>,
}

impl Cores {
    /// The cores of this machine, not read yet.
    pub(super) fn new() -> Self {
        Self::of(Arc::clone(&METER))
    }
}

impl<R: CpuReader> Cores<R> {
    fn of(meter: Shared<R>) -> Self {
        Self { meter, then: None }
    }

    /// Whether the next reading counts from now on: not where the cores were read a moment ago, too late to be now
    /// and too early to be read again. A second call after 200 ms returns true.
    pub(super) fn begin(&mut self) -> bool {
        let mut meter = lock(&self.meter);
        meter.tick();
        let now = meter.age().is_none_or(|age| age <= FRESH);
        if now {
            self.then = Some(meter.totals().clone());
        }
        now
    }

    /// Load of the cores since the last reading. `None` for the first reading, for one that comes too early, for one
    /// since which CPUs came or went, and where the system does not report it.
    pub(super) fn read(&mut self) -> Option<Load> {
        let mut meter = lock(&self.meter);
        meter.tick();
        let now = meter.totals();
        let load = self.then.as_ref().map(|then| between(then, now));
        if load.as_ref().is_none_or(Option::is_some) {
            self.then = Some(now.clone());
        }
        load.flatten()
    }
}

fn lock<R>(meter: &Shared<R>) -> MutexGuard<'_, Meter<R>> {
    // The sums are consistent at any time.
    meter.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Load of the cores between two moments; `None` where nothing was measured.
fn between(then: &Totals, now: &Totals) -> Option<Load> {
    if now.measured <= then.measured {
        return None;
    }
    let mut load = Load::default();
    for (cpu, now_total) in now.cpus.iter().enumerate() {
        let then_total = then.cpus.get(cpu).copied().unwrap_or_default();
        let Total { online, busy, stolen } = *now_total - then_total;
        if online <= 0.0 {
            load.offline.extend(u16::try_from(cpu));
        }
        load.busy.push(thousandths(busy, online));
        load.stolen.push(thousandths(stolen, online));
    }
    if !now.tells_stolen {
        load.stolen.clear();
    }
    Some(load).filter(|load| load.offline.len() < load.busy.len())
}

/// `part / whole` in 1/1000, at most 1000.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000 before")]
fn thousandths(part: f64, whole: f64) -> u16 {
    if whole > 0.0 { (part / whole * 1000.0).clamp(0.0, 1000.0).round() as u16 } else { 0 }
}

/// Source of the figures about cores on this machine, in words; else why there are none.
///
/// # Errors
///
/// The reason in words, where the system does not report them.
pub(crate) fn sources() -> Result<&'static str, &'static str> {
    let unknown = ask(&SYSTEM, |system| {
        list_cpus(system);
        system.cpus().is_empty()
    });
    match (unknown, Sysinfo::new(&SYSTEM).kernel()) {
        (None, _) => Err("sysinfo does not know this operating system"),
        (Some(true), _) | (_, Counted::Unreadable) => Err("sysinfo finds no CPUs: /proc/stat cannot be read"),
        (_, Counted::PerCpu(_)) => Ok("from sysinfo, the stolen part of it from /proc/stat"),
        (_, Counted::Untold) => Ok("from sysinfo; this system does not tell what was stolen"),
    }
}

#[cfg(test)]
mod tests;
