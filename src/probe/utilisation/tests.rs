//! Tests of the meter on scripted CPUs, behind a source that behaves like sysinfo; and on those of this machine.

use super::*;
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeMap;

/// CPUs of a kernel that counts in milliseconds, and sysinfo's figures of them: it goes by places, repeats itself
/// within 200 ms, and keeps its figures where it cannot read.
pub(in crate::probe) struct Fake {
    now: Cell<Instant>,
    online: BTreeMap<u16, CpuTime>,
    offline: BTreeMap<u16, CpuTime>,
    readable: bool,
    numbered: bool,
    stamp: Option<Instant>,
    slots: Vec<(u16, CpuTime, f32)>,
}

impl Fake {
    pub(in crate::probe) fn with(cpus: &[u16]) -> Self {
        Self {
            now: Cell::new(Instant::now()),
            online: cpus.iter().map(|cpu| (*cpu, CpuTime::default())).collect(),
            offline: BTreeMap::new(),
            readable: true,
            numbered: true,
            stamp: None,
            slots: Vec::new(),
        }
    }

    /// Lets time pass, in which each CPU is busy and stolen for the given percentages; the others are idle.
    pub(in crate::probe) fn pass(&mut self, ms: u64, loads: &[(u16, u64, u64)]) {
        self.now.set(self.now.get() + Duration::from_millis(ms));
        for (cpu, time) in &mut self.online {
            let (busy, stolen) =
                loads.iter().find(|(of, ..)| of == cpu).map_or((0, 0), |(_, busy, stolen)| (*busy, *stolen));
            time.total += ms;
            time.idle += ms - ms * busy / 100;
            time.stolen += ms * stolen / 100;
        }
    }

    fn plug(&mut self, cpu: u16, there: bool) {
        let (from, to) =
            if there { (&mut self.offline, &mut self.online) } else { (&mut self.online, &mut self.offline) };
        to.insert(cpu, from.remove(&cpu).unwrap_or_default());
    }
}

impl CpuReader for Fake {
    fn now(&self) -> Instant {
        // Reading takes time.
        self.now.set(self.now.get() + Duration::from_micros(50));
        self.now.get()
    }

    fn relist(&mut self) {
        self.stamp = Some(self.now());
        let listed = self.online.iter().filter(|_| self.readable);
        self.slots = listed.map(|(cpu, time)| (*cpu, *time, 0.0)).collect();
    }

    fn usage(&mut self) -> Vec<(u16, f32)> {
        let now = self.now();
        if self.stamp.is_none_or(|stamp| now - stamp >= MINIMUM_CPU_UPDATE_INTERVAL) {
            self.stamp = Some(now);
            for ((_, then, percent), time) in
                self.slots.iter_mut().zip(self.online.values()).filter(|_| self.readable)
            {
                let passed = time.since(std::mem::replace(then, *time));
                *percent = (passed.total - passed.idle) as f32 / passed.total.max(1) as f32 * 100.0;
            }
        }
        self.slots.iter().map(|(cpu, _, percent)| (*cpu, *percent)).collect()
    }

    fn kernel(&mut self) -> Counted {
        match (self.numbered, self.readable) {
            (false, _) => Counted::Untold,
            (_, false) => Counted::Unreadable,
            _ => Counted::PerCpu(self.online.iter().map(|(cpu, time)| (*cpu, *time)).collect()),
        }
    }
}

/// Increment of the meter in the next tick: seconds, and each CPU's share of them in percent where it was online.
fn tick(meter: &mut Meter<Fake>) -> (f64, Vec<Option<(f64, f64)>>) {
    let then = meter.totals().clone();
    meter.tick();
    let now = meter.totals();
    let share = |(cpu, now): (usize, &Total)| {
        let passed = *now - then.cpus.get(cpu).copied().unwrap_or_default();
        let percent = |part: f64| (part / passed.online * 100.0).round();
        (passed.online > 0.0).then(|| (percent(passed.busy), percent(passed.stolen)))
    };
    (now.measured - then.measured, now.cpus.iter().enumerate().map(share).collect())
}

const NOTHING: f64 = 1e-9;

/// A name, sysinfo's usage, the kernel's times before and after it, and the expected result.
type Case<'a> = (&'a str, &'a [(u16, f32)], Vec<(u16, CpuTime)>, Vec<(u16, CpuTime)>, &'a [(u16, f64, f64)]);

#[test]
fn stolen_time_is_laid_over_utilisation_by_number() {
    let counted = |list: &[(u16, u64, u64)]| -> Vec<(u16, CpuTime)> {
        list.iter()
            .map(|(cpu, total, stolen)| (*cpu, CpuTime { total: *total, idle: 0, stolen: *stolen }))
            .collect()
    };
    let zero = counted(&[(0, 0, 0), (1, 0, 0)]);
    let cases: [Case; 9] = [
        ("a part", &[(0, 80.0)], zero.clone(), counted(&[(0, 100, 30)]), &[(0, 0.8, 0.3)]),
        ("never more than busy", &[(0, 20.0)], zero.clone(), counted(&[(0, 100, 50)]), &[(0, 0.2, 0.2)]),
        ("of none but idle ones", &[(0, 0.0)], zero.clone(), counted(&[(0, 100, 50)]), &[(0, 0.0, 0.0)]),
        ("no time passed", &[(0, 50.0)], zero.clone(), counted(&[(0, 0, 0)]), &[(0, 0.5, 0.0)]),
        (
            "in another order, with a gap",
            &[(0, 90.0), (3, 60.0)],
            counted(&[(0, 0, 0), (3, 1000, 10)]),
            counted(&[(3, 1100, 60), (1, 9, 9), (0, 100, 10)]),
            &[(0, 0.9, 0.1), (3, 0.6, 0.5)],
        ),
        ("counted only now", &[(7, 60.0)], zero.clone(), counted(&[(7, 100, 60)]), &[(7, 0.6, 0.0)]),
        ("not counted any more", &[(1, 60.0)], zero.clone(), counted(&[(0, 9, 9)]), &[(1, 0.6, 0.0)]),
        ("not counted at all", &[(0, 60.0), (1, 10.0)], vec![], vec![], &[(0, 0.6, 0.0), (1, 0.1, 0.0)]),
        ("no number", &[(0, f32::NAN), (1, 250.0)], vec![], vec![], &[(0, 0.0, 0.0), (1, 1.0, 0.0)]),
    ];
    for (case, usage, before, now, expected) in cases {
        let shares = overlay(usage, &before, &now);
        let near = |share: &Share, (cpu, busy, stolen): &(u16, f64, f64)| {
            share.cpu == *cpu && (share.busy - busy).abs() < 1e-6 && (share.stolen - stolen).abs() < 1e-6
        };
        assert!(
            shares.len() == expected.len() && shares.iter().zip(expected).all(|(a, b)| near(a, b)),
            "{case}: {shares:?}"
        );
    }
}

#[test]
fn the_first_tick_has_no_figure_and_the_second_that_of_the_time_between() {
    let mut meter = Meter::new(Fake::with(&[0, 1]));
    meter.reader.pass(5000, &[(0, 100, 0)]);
    assert_eq!(tick(&mut meter), (0.0, vec![]));
    meter.reader.pass(250, &[(0, 60, 20), (1, 10, 0)]);
    let (seconds, shares) = tick(&mut meter);
    assert!((seconds - 0.25).abs() < 0.001, "{seconds}");
    assert_eq!(shares, [Some((60.0, 20.0)), Some((10.0, 0.0))]);
}

#[test]
fn a_tick_within_200_ms_has_no_figure_and_freezes_none() {
    let mut meter = Meter::new(Fake::with(&[0]));
    meter.tick();
    meter.reader.pass(250, &[(0, 100, 0)]);
    assert_eq!(tick(&mut meter).1, [Some((100.0, 0.0))]);
    for _ in 0..3 {
        meter.reader.pass(60, &[]);
        assert!(tick(&mut meter).0 < NOTHING, "the old figure again");
    }
    meter.reader.pass(60, &[(0, 100, 0)]);
    let (seconds, shares) = tick(&mut meter);
    assert!((seconds - 0.24).abs() < 0.002, "{seconds}");
    assert_eq!(shares, [Some((25.0, 0.0))], "all of the time since the last figure");
}

#[test]
fn cpus_that_go_and_come_keep_their_names() {
    let mut meter = Meter::new(Fake::with(&[0, 1, 2, 5]));
    let loads = [(0, 10, 0), (1, 20, 10), (2, 30, 0), (5, 50, 40)];
    let next = |meter: &mut Meter<Fake>| {
        meter.reader.pass(250, &loads);
        tick(meter)
    };
    meter.tick();
    let all = [Some((10.0, 0.0)), Some((20.0, 10.0)), Some((30.0, 0.0)), None, None, Some((50.0, 40.0))];
    assert_eq!(next(&mut meter).1, all);
    meter.reader.plug(1, false);
    assert!(next(&mut meter).0 < NOTHING, "what sysinfo says now is of others");
    let without = [Some((10.0, 0.0)), None, Some((30.0, 0.0)), None, None, Some((50.0, 40.0))];
    assert_eq!(next(&mut meter).1, without);
    meter.reader.plug(1, true);
    meter.reader.plug(5, false);
    assert!(next(&mut meter).0 < NOTHING, "as many as before, but others");
    assert_eq!(next(&mut meter).1, [&all[..3], &[None; 3]].concat());
    meter.reader.plug(5, true);
    meter.reader.plug(7, true);
    assert!(next(&mut meter).0 < NOTHING);
    assert_eq!(next(&mut meter).1, [&all[..], &[None, Some((0.0, 0.0))]].concat());
}

#[test]
fn what_cannot_be_read_has_no_figure_instead_of_the_old_one() {
    let mut meter = Meter::new(Fake::with(&[0]));
    let next = |meter: &mut Meter<Fake>, busy| {
        meter.reader.pass(250, &[(0, busy, 0)]);
        tick(meter)
    };
    meter.tick();
    assert_eq!(next(&mut meter, 100).1, [Some((100.0, 0.0))]);
    meter.reader.readable = false;
    for _ in 0..3 {
        assert!(next(&mut meter, 0).0 < NOTHING);
        assert_eq!(meter.age(), None);
    }
    meter.reader.readable = true;
    assert!(next(&mut meter, 0).0 < NOTHING, "a beginning");
    assert_eq!(next(&mut meter, 40).1, [Some((40.0, 0.0))]);
}

#[test]
fn a_system_that_does_not_count_what_was_stolen_has_its_utilisation() {
    let mut meter = Meter::new(Fake { numbered: false, ..Fake::with(&[0, 1]) });
    meter.tick();
    meter.reader.pass(250, &[(1, 60, 60)]);
    assert_eq!(tick(&mut meter).1, [Some((0.0, 0.0)), Some((60.0, 0.0))]);
    assert!(!meter.totals().tells_stolen);
}

#[test]
fn a_cpu_is_known_by_its_number() {
    assert_eq!([number("cpu0", 5), number("cpu1023", 1)], [Some(0), Some(1023)]);
    let other = (!cfg!(target_os = "linux")).then_some(3);
    for name in ["CPU 4", "4", "cpu", "cpu-1", "cpu99999", ""] {
        assert_eq!(number(name, 3), other, "{name}");
    }
}

proptest! {
    /// Whenever it is called, and whichever CPUs come and go: no share is of another CPU, and stolen is part of busy.
    #[test]
    fn every_cpu_has_its_own_load_at_any_pace(
        steps in proptest::collection::vec((1u64..500, 0u16..12, any::<bool>()), 1..60),
    ) {
        let load = |cpu: u16| (cpu, u64::from(cpu) * 10, u64::from(cpu) * 5);
        let loads: Vec<_> = (0..8).map(load).collect();
        let mut meter = Meter::new(Fake::with(&[0, 1, 2, 4, 6]));
        for (ms, cpu, there) in steps {
            if cpu < 8 && there != meter.reader.online.contains_key(&cpu) && (there || meter.reader.online.len() > 1) {
                meter.reader.plug(cpu, there);
            }
            // Whole percents of every step.
            meter.reader.pass(ms * 20, &loads);
            meter.tick();
        }
        for (cpu, total) in meter.totals().cpus.iter().enumerate().filter(|(_, total)| total.online > 0.0) {
            let share = |part: f64| part / total.online;
            prop_assert!((share(total.busy) - cpu as f64 / 10.0).abs() < 1e-3, "{cpu}: {total:?}");
            prop_assert!((share(total.stolen) - cpu as f64 / 20.0).abs() < 1e-3, "{cpu}: {total:?}");
        }
    }
}

/// The busy core-seconds of this machine by sysinfo, tick by tick, and by the kernel's counters over the same time.
#[cfg(target_os = "linux")]
#[test]
fn sysinfo_and_the_kernel_agree_over_a_race() {
    use std::sync::atomic::{AtomicBool, Ordering};

    /// A `System` of its own: other tests read that of the program.
    static OWN: Slot = std::sync::Mutex::new(None);
    let mut meter = Meter::new(Sysinfo::new(&OWN));
    let mut kernel = Sysinfo::new(&OWN);
    let mut counted = move || match kernel.kernel() {
        Counted::PerCpu(counted) => counted,
        _ => Vec::new(),
    };
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Work of uneven load: at times each worker waits.
        for _ in 0..2 {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let began = Instant::now();
                    while began.elapsed() < Duration::from_millis(70) {
                        std::hint::black_box((0..10_000_u64).sum::<u64>());
                    }
                    std::thread::sleep(Duration::from_millis(30));
                }
            });
        }
        // The kernel is read before and after each end of the meter's span: however long this thread is kept off
        // its core in between, the meter's ends lie between two countings.
        let before_start = counted();
        meter.tick();
        let after_start = counted();
        let mut before_end = Vec::new();
        for _ in 0..10 {
            std::thread::sleep(Duration::from_millis(230));
            before_end = counted();
            meter.tick();
        }
        let after_end = counted();
        stop.store(true, Ordering::Relaxed);

        let totals = meter.totals();
        let theirs: f64 = totals.cpus.iter().map(|cpu| cpu.busy).sum();
        let passed = |from: &[(u16, CpuTime)], to: &[(u16, CpuTime)]| -> Vec<CpuTime> {
            from.iter().zip(to).map(|((_, from), (_, to))| to.since(*from)).collect()
        };
        let (inner, outer) = (passed(&after_start, &before_end), passed(&before_start, &after_end));
        if before_start.len() != after_end.len() || inner.is_empty() {
            return eprintln!("skipped: CPUs came or went meanwhile, or the kernel does not count them");
        }
        // A second has not always as many ticks as it should: compare shares of the time that was counted.
        let seconds = |busy: &[CpuTime], of: &[CpuTime]| -> f64 {
            let cpu = |(busy, of): (&CpuTime, &CpuTime)| {
                ((busy.total - busy.idle) as f64 / of.total.max(1) as f64).min(1.0)
            };
            busy.iter().zip(of).map(cpu).sum::<f64>() * totals.measured
        };
        let (least, most) = (seconds(&inner, &outer), seconds(&outer, &inner));
        assert!(totals.measured > 1.5 && least > 0.1, "{totals:?} {least}");
        assert!(
            theirs >= least * 0.98 && theirs <= most * 1.02,
            "sysinfo {theirs:.3} core-seconds, the kernel between {least:.3} and {most:.3}"
        );
    });
}
