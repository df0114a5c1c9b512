//! Counters of the machine before and after a run.
//!
//! Unlike the [`MeasurementGuard`](super::MeasurementGuard) of a race it does not observe a quarter of a second
//! first: reading takes less than a millisecond, so it can be done around every run of a sweep. Figures of a short
//! run are coarse, since the kernel counts the time of its CPUs in ticks of 10 ms.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::cgroup::{self, Throttling};
use super::conditions;
use super::file_text::text;
use super::procstat::CpuTime;
use super::thermal::{hottest, readings, throttles};
use crate::event::{Machine, Nanos};

/// Changes of counters and clocks between two moments. What is not reported is `None`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Counters {
    /// Share of the usable CPUs' time that the hypervisor took.
    pub steal: Option<f64>,
    /// Number of periods throttled by the quota.
    pub throttled: Option<u64>,
    /// Time throttled by the quota, s.
    pub throttled_s: Option<f64>,
    /// Cores that other programs kept busy, on average.
    pub others: Option<f64>,
    /// Load average of the last minute at the start, tasks.
    pub load: Option<f64>,
    /// Temperature of the CPU at the end, °C.
    pub celsius: Option<f64>,
    /// Number of times that a core lowered its clock because of its heat.
    pub hot: Option<u64>,
}

/// The counters at the beginning of a run.
#[derive(Debug)]
pub(crate) struct CounterWindow {
    root: PathBuf,
    machine: Machine,
    began: Instant,
    load: Option<f64>,
    throttling: Option<Throttling>,
    hot: Option<u64>,
    time: Option<CpuTime>,
    own: Option<Nanos>,
}

impl CounterWindow {
    /// Reads the counters.
    #[must_use]
    pub(crate) fn begin(machine: &Machine) -> Self {
        Self::at(Path::new("/"), machine)
    }

    /// Reads the counters below `root`. The clocks are read last.
    fn at(root: &Path, machine: &Machine) -> Self {
        Self {
            root: root.into(),
            machine: machine.clone(),
            load: conditions::load(root),
            throttling: cgroup::throttling(root),
            hot: throttles(root, machine),
            time: CpuTime::read(root, &machine.cpus),
            own: own_cpu(root),
            began: Instant::now(),
        }
    }

    /// The changes until now, when `ours` is the CPU time of the measured work.
    ///
    /// This program and the processes that it started have often used more than that: to start, to hand out tasks, to
    /// watch. That is not counted as other programs' time either.
    #[must_use]
    pub(crate) fn end(self, ours: Nanos) -> Counters {
        // In the reverse order of the beginning: each interval encloses those read before it.
        let wall = Nanos::from(self.began.elapsed());
        let own = self.own.zip(own_cpu(&self.root)).map(|(then, now)| now - then);
        let time = self.time.zip(CpuTime::read(&self.root, &self.machine.cpus));
        let throttling = self.throttling.zip(cgroup::throttling(&self.root));
        let throttling = throttling.map(|(then, now)| now.since(then));
        let hot = self.hot.zip(throttles(&self.root, &self.machine));
        let ours = own.map_or(ours, |own| own.max(ours));
        Counters {
            steal: time.and_then(|(then, now)| now.stolen_since(then)),
            throttled: throttling.map(|during| during.times),
            throttled_s: throttling.map(|during| during.time.secs()),
            others: time.and_then(|(then, now)| {
                others(now.since(then), f64::from(self.machine.usable_cpus), ours.share_of(wall))
            }),
            load: self.load,
            celsius: hottest(&readings(&self.root)),
            hot: hot.map(|(then, now)| now.saturating_sub(then)),
        }
    }
}

/// Cores that were busy and not ours; `during` is the time of `cpus` CPUs together.
fn others(during: CpuTime, cpus: f64, ours: f64) -> Option<f64> {
    let busy = during.total.saturating_sub(during.idle).saturating_sub(during.stolen);
    (during.total > 0).then(|| (busy as f64 / during.total as f64 * cpus - ours).max(0.0))
}

/// CPU time of this program and of the processes it has waited for: `utime`, `stime`, `cutime` and `cstime` of
/// `proc/self/stat`.
fn own_cpu(root: &Path) -> Option<Nanos> {
    own_ticks(&text(&root.join("proc/self/stat"))?).map(|ticks| Nanos(ticks.saturating_mul(tick().0)))
}

/// CPU time in ticks. The program's name in brackets may contain any characters: fields are counted behind the last
/// bracket.
fn own_ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_ascii_whitespace().skip(11).take(4).map(|field| field.parse::<u64>().ok());
    let ticks = ticks.collect::<Option<Vec<u64>>>().filter(|ticks| ticks.len() == 4)?;
    Some(ticks.into_iter().fold(0, u64::saturating_add))
}

/// Unit of the kernel's CPU time.
fn tick() -> Nanos {
    Nanos(1_000_000_000 / rustix::param::clock_ticks_per_second().max(1))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use crate::probe::cgroup::tests::tree;
    use proptest::prelude::*;

    use crate::text::generated::matching;
    use std::fs;

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?}, not {expected}");
    }

    #[test]
    fn counters_are_of_the_time_between() {
        let throttle = "sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count";
        let root = tree(&[
            ("proc/self/cgroup", "0::/\n"),
            ("proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"),
            ("sys/fs/cgroup/cpu.stat", "nr_throttled 5\nthrottled_usec 1000\n"),
            ("proc/stat", "cpu0 100 0 0 100 0 0 0 50 0 0\ncpu1 0 0 0 0 0 0 0 0 0 0\n"),
            ("proc/loadavg", "1.50 0.90 0.30 1/200 4711\n"),
            (throttle, "2\n"),
            ("sys/class/hwmon/hwmon0/name", "coretemp\n"),
            ("sys/class/hwmon/hwmon0/temp1_input", "81000\n"),
        ]);
        let write = |path: &str, text: &str| fs::write(root.path().join(path), text).unwrap();
        let machine = Machine { cpus: vec![0], ..Machine::with_cpus(1) };
        let around = CounterWindow::at(root.path(), &machine);
        write("sys/fs/cgroup/cpu.stat", "nr_throttled 8\nthrottled_usec 501000\n");
        write("proc/stat", "cpu0 160 0 0 130 0 0 0 60 0 0\ncpu1 900 0 0 0 0 0 0 0 0 0\n");
        write("proc/loadavg", "9.00 0.90 0.30 1/200 4711\n");
        write(throttle, "4\n");
        let counters = around.end(Nanos::ZERO);
        near(counters.steal, 0.1);
        assert_eq!((counters.throttled, counters.hot), (Some(3), Some(2)));
        near(counters.throttled_s, 0.5);
        near(counters.others, 0.6);
        near(counters.load, 1.5);
        near(counters.celsius, 81.0);
    }

    #[test]
    fn what_is_ours_is_not_others() {
        let during = CpuTime { total: 400, idle: 100, stolen: 20 };
        near(others(during, 4.0, 0.0), 2.8);
        near(others(during, 4.0, 2.5), 0.3);
        near(others(during, 4.0, 3.9), 0.0);
        assert_eq!(others(CpuTime::default(), 4.0, 0.0), None);
    }

    #[test]
    fn children_that_were_waited_for_are_ours() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194304 99 0 0 0 11 22 33 44 20 0 1 0 4686777 3133440 383\n";
        assert_eq!(own_ticks(stat), Some(110));
        assert_eq!((own_ticks(""), own_ticks("7 (x) S 1 7"), own_ticks("7 (x)")), (None, None, None));
    }

    #[test]
    fn a_machine_that_tells_nothing_has_no_counters() {
        let around = CounterWindow::at(tree(&[]).path(), &Machine::with_cpus(2));
        assert_eq!(around.end(Nanos(1)), Counters::default());
    }

    /// Terminates: a thread that computes is counted sooner or later.
    #[test]
    fn what_this_program_computes_is_its_own() {
        let before = own_cpu(Path::new("/")).unwrap();
        while own_cpu(Path::new("/")).unwrap() == before {
            std::hint::black_box((0..100_000_u64).sum::<u64>());
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in matching("(7 \\(x\\) S( -?[0-9]{0,21}){0,20}|\\PC{0,40})")) {
            let _ = own_ticks(&text);
        }
    }
}
