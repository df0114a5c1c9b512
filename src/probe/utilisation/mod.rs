//! Utilisation of each CPU from sysinfo, and its stolen part from the kernel: one meter for the program, which sums
//! both.
//!
//! sysinfo supports the systems that this program does not, and its figure of a CPU is the program's. On Linux it
//! counts stolen time as busy and does not separate it, so `/proc/stat` is read directly after each of its readings,
//! for the stolen part alone, which is never more than sysinfo's figure of the same tick.
//!
//! Properties of the sources, and how the meter handles them:
//!
//! - A refresh less than [`MINIMUM_CPU_UPDATE_INTERVAL`] (200 ms) after the one before changes nothing and does not
//!   report it: the old figures would look like new ones. The meter does not refresh so early, and has no new figure
//!   then. Its own time stamp is taken after a refresh, sysinfo's during it, so that the meter is the stricter one. A
//!   refresh of processes with their CPU time sets the same time stamp: CPUs come first wherever both are read.
//! - The first refresh has no figures: it sets the starting point.
//! - sysinfo opens `/proc/stat` at each refresh, and where that fails (no file descriptor is left) it keeps the old
//!   figures. The kernel's text is opened anew at each tick for this reason: where it cannot be read, there is no figure.
//! - On Linux it goes by the *place* of a line: when `cpu1` goes offline, its figures from then on are those of `cpu2`,
//!   and the last name keeps the figure it had. So the names are compared with the kernel's at each tick, and when they
//!   differ the list is read anew; this tick has no figures, and the next one has those of the CPUs that are there.
//!
//! The kernel counts in ticks of 10 ms: over 250 ms a CPU moves in steps of 4 %. A tick of the meter costs about 0.16 ms
//! of CPU time on two CPUs, half of it for each of the two readings: 0.06 % of a core at four a second.
//!
//! There are several readers (the sampling loop of a race, the observation of the machine before it), and only one useful
//! reading in 200 ms. So the meter keeps sums since its beginning, and the use between two moments is the difference of
//! two sums: no reader takes a figure away from another.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use sysinfo::{CpuRefreshKind, MINIMUM_CPU_UPDATE_INTERVAL};

use super::proc_file::ProcFile;
use super::procstat::{self, CpuTime};
use super::system::{self, Slot};

/// The meter's readings from the operating system.
pub(super) trait CpuReader {
    /// The present moment.
    fn now(&self) -> Instant;
    /// Reads the list of CPUs anew, from where the next [`usage`](Self::usage) counts.
    fn relist(&mut self);
    /// Refreshes the utilisation and returns it: CPU number, and percent of the time since the refresh before.
    fn usage(&mut self) -> Vec<(u16, f32)>;
    /// CPU time that the kernel has counted until now.
    fn kernel(&mut self) -> Counted;
}

/// CPU time as the kernel counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Counted {
    /// By CPU number, of those that are online.
    PerCpu(Vec<(u16, CpuTime)>),
    /// It could not be read this time.
    Unreadable,
    /// This system does not report it.
    Untold,
}

/// Use of one CPU in a tick, as shares of 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share {
    pub(super) cpu: u16,
    pub(super) busy: f64,
    /// Stolen part; never more than `busy`.
    pub(super) stolen: f64,
}

/// Combines the utilisation of a tick with the stolen time between two kernel readings around it. CPUs are matched by
/// their number; for one that was not counted twice nothing was stolen.
pub(super) fn overlay(usage: &[(u16, f32)], before: &[(u16, CpuTime)], now: &[(u16, CpuTime)]) -> Vec<Share> {
    let of = |list: &[(u16, CpuTime)], cpu: u16| {
        list.iter().find(|(number, _)| *number == cpu).map(|(_, time)| *time)
    };
    let share = |(place, (cpu, percent)): (usize, &(u16, f32))| {
        // Most lists are the same: the place is usually right.
        let at = |list: &[(u16, CpuTime)]| match list.get(place) {
            Some((number, time)) if number == cpu => Some(*time),
            _ => of(list, *cpu),
        };
        let busy = f64::from(*percent / 100.0).clamp(0.0, 1.0);
        let busy = if busy.is_nan() { 0.0 } else { busy };
        let stolen = at(before).zip(at(now)).and_then(|(then, now)| now.stolen_since(then));
        Share { cpu: *cpu, busy, stolen: stolen.unwrap_or(0.0).min(busy) }
    };
    usage.iter().enumerate().map(share).collect()
}

/// Use of the CPUs since the meter's beginning.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Totals {
    /// Time that was measured, s.
    pub(super) measured: f64,
    /// By CPU number.
    pub(super) cpus: Vec<Total>,
    /// Whether stolen time is known.
    pub(super) tells_stolen: bool,
}

/// Use of one CPU since then, s.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Total {
    /// Time for which it was online.
    pub(super) online: f64,
    /// Time for which it was not idle.
    pub(super) busy: f64,
    /// Time that a hypervisor took: a part of `busy`.
    pub(super) stolen: f64,
}

impl std::ops::Sub for Total {
    type Output = Self;

    fn sub(self, then: Self) -> Self {
        Self {
            online: self.online - then.online,
            busy: self.busy - then.busy,
            stolen: self.stolen - then.stolen,
        }
    }
}

impl Totals {
    fn add(&mut self, shares: &[Share], seconds: f64) {
        self.measured += seconds;
        for Share { cpu, busy, stolen } in shares {
            let index = usize::from(*cpu);
            if index >= self.cpus.len() {
                self.cpus.resize(index + 1, Total::default());
            }
            let total = &mut self.cpus[index];
            total.online += seconds;
            total.busy += busy * seconds;
            total.stolen += stolen * seconds;
        }
    }
}

/// Reads the CPUs, no more often than is useful, and sums the figures.
#[derive(Debug)]
pub(super) struct Meter<R> {
    pub(super) reader: R,
    /// `None` before the first reading, and after one that failed.
    baseline: Option<Baseline>,
    totals: Totals,
}

/// Starting point of the next reading.
#[derive(Debug)]
struct Baseline {
    at: Instant,
    counted: Vec<(u16, CpuTime)>,
}

impl<R: CpuReader> Meter<R> {
    /// Nothing read yet.
    pub(super) fn new(reader: R) -> Self {
        Self { reader, baseline: None, totals: Totals::default() }
    }

    /// Reads the CPUs, if the last reading is old enough for a new one to have figures.
    pub(super) fn tick(&mut self) {
        let Some(baseline) = &self.baseline else {
            return self.begin();
        };
        let since = self.reader.now().saturating_duration_since(baseline.at);
        if since < MINIMUM_CPU_UPDATE_INTERVAL {
            return;
        }
        let usage = self.reader.usage();
        let (told, counted) = match self.reader.kernel() {
            Counted::PerCpu(counted) if same_cpus(&usage, &counted) => (true, counted),
            Counted::Untold => (false, Vec::new()),
            // Other CPUs than before, or sysinfo could not read them either: its figures are of others, or old ones.
            Counted::PerCpu(_) | Counted::Unreadable => return self.begin(),
        };
        let at = self.reader.now();
        let shares = overlay(&usage, &baseline.counted, &counted);
        self.totals.add(&shares, at.saturating_duration_since(baseline.at).as_secs_f64());
        self.totals.tells_stolen = told;
        self.baseline = Some(Baseline { at, counted });
    }

    /// Starts counting from now on.
    fn begin(&mut self) {
        self.reader.relist();
        let counted = match self.reader.kernel() {
            Counted::PerCpu(counted) => Some(counted),
            Counted::Untold => Some(Vec::new()),
            Counted::Unreadable => None,
        };
        self.baseline = counted.map(|counted| Baseline { at: self.reader.now(), counted });
    }

    /// Sums until the last reading.
    pub(super) fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Age of the last reading; `None` where there is no starting point.
    pub(super) fn age(&self) -> Option<Duration> {
        let at = self.baseline.as_ref()?.at;
        Some(self.reader.now().saturating_duration_since(at))
    }
}

fn same_cpus(usage: &[(u16, f32)], counted: &[(u16, CpuTime)]) -> bool {
    usage.iter().map(|(cpu, _)| cpu).eq(counted.iter().map(|(cpu, _)| cpu))
}

/// sysinfo, and the kernel's counters where there are any.
#[derive(Debug)]
pub(super) struct Sysinfo {
    slot: &'static Slot,
    stat: PathBuf,
    /// Approximate length of the kernel's text, bytes.
    expected: usize,
}

impl Sysinfo {
    /// Uses the `System` in `slot`.
    pub(super) fn new(slot: &'static Slot) -> Self {
        Self { slot, stat: "/proc/stat".into(), expected: 4096 }
    }
}

impl CpuReader for Sysinfo {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn relist(&mut self) {
        system::ask(self.slot, |system| system.refresh_cpu_list(CpuRefreshKind::nothing().with_usage()));
    }

    fn usage(&mut self) -> Vec<(u16, f32)> {
        let usage = system::ask(self.slot, |system| {
            // Usage alone: asking for frequencies would open a file per core.
            system.refresh_cpu_specifics(CpuRefreshKind::nothing().with_usage());
            let cpus = system.cpus().iter().enumerate();
            cpus.filter_map(|(place, cpu)| Some((number(cpu.name(), place)?, cpu.usage()))).collect()
        });
        usage.unwrap_or_default()
    }

    fn kernel(&mut self) -> Counted {
        if cfg!(not(target_os = "linux")) {
            return Counted::Untold;
        }
        // Opened anew, as sysinfo does.
        let mut stat = ProcFile::open(&self.stat, self.expected);
        let Some(text) = stat.as_mut().and_then(ProcFile::read) else {
            return Counted::Unreadable;
        };
        self.expected = text.len() + 1024;
        let cpus: Vec<(u16, CpuTime)> = procstat::cpus(&text).collect();
        if cpus.is_empty() { Counted::Unreadable } else { Counted::PerCpu(cpus) }
    }
}

/// Number of the CPU that sysinfo calls `name` and lists at `place`. Linux numbers its CPUs, with gaps where some are
/// offline; elsewhere the place is all there is.
fn number(name: &str, place: usize) -> Option<u16> {
    match name.strip_prefix("cpu").map(str::parse) {
        Some(Ok(number)) => Some(number),
        _ if cfg!(target_os = "linux") => None,
        _ => u16::try_from(place).ok(),
    }
}

#[cfg(test)]
pub(super) mod tests;
