//! How busy each core is, and how much of that was stolen: one open file that is read as long as the sampling loop lives.
//!
//! On Linux both come from the same reading of `/proc/stat`, so that they agree; making that text costs the kernel more
//! the more cores there are, so it is read once a sample. Elsewhere sysinfo tells how busy the cores are, and nobody
//! tells what was stolen.
//!
//! Two things to know when reading these figures. The kernel counts in ticks of 10 ms, so over 250 ms a core moves in
//! steps of 4 %; a reading less than 200 ms after the one before would say little, and sysinfo would repeat the old
//! figures as if they were new, so it is refused here. And time that a hypervisor stole counts as busy: it was not
//! there to be used.

use std::path::Path;
use std::time::Instant;

use sysinfo::{MINIMUM_CPU_UPDATE_INTERVAL, System};

use super::procstat::{self, CpuTime};
use super::standing::Standing;

/// What the cores did since the reading before, in 1/1000, by CPU number; a CPU that is offline did nothing.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Load {
    /// Time in which they were not idle.
    pub busy: Vec<u16>,
    /// The part of it that a hypervisor took; empty where the system does not tell.
    pub stolen: Vec<u16>,
}

/// The cores, as far as the operating system tells.
#[derive(Debug)]
pub struct Cores {
    source: Source,
    last: Option<Instant>,
}

/// Who tells.
#[derive(Debug)]
enum Source {
    /// The kernel; and what it had counted at the reading before, by CPU number.
    Kernel(Standing, Vec<CpuTime>),
    /// sysinfo, where it knows the system.
    Sysinfo(Option<Box<System>>),
}

impl Default for Cores {
    fn default() -> Self {
        Self::new()
    }
}

impl Cores {
    /// Nothing read yet.
    #[must_use]
    pub fn new() -> Self {
        Self { source: Source::find(Path::new("/")), last: None }
    }

    /// What the cores did since the last reading. `None` for the first reading, for one that comes too early, and
    /// where the system does not tell.
    pub fn read(&mut self) -> Option<Load> {
        let now = Instant::now();
        let too_early = self.last.is_some_and(|last| now - last < MINIMUM_CPU_UPDATE_INTERVAL);
        if too_early {
            return None;
        }
        let load = self.source.read()?;
        let first = self.last.replace(now).is_none();
        Some(load).filter(|load| !first && !load.busy.is_empty())
    }
}

impl Source {
    /// The best source there is. `root` is `/` except in tests.
    fn find(root: &Path) -> Self {
        let stat = cfg!(target_os = "linux").then(|| Standing::open(&root.join("proc/stat"), 4096)).flatten();
        match stat {
            Some(stat) => Self::Kernel(stat, Vec::new()),
            None => Self::Sysinfo(System::new().ok().map(Box::new)),
        }
    }

    fn read(&mut self) -> Option<Load> {
        match self {
            Self::Kernel(stat, before) => Some(passed(&stat.read()?, before)),
            Self::Sysinfo(system) => {
                let system = system.as_mut()?;
                // Usage alone: asking for frequencies would open a file per core.
                system.refresh_cpu_usage();
                let usage = system.cpus().iter().map(|cpu| thousandths(cpu.usage()));
                Some(Load { busy: usage.collect(), stolen: Vec::new() })
            }
        }
    }
}

/// What the cores did between what was counted `before` and this text, which is what was counted before from now on.
fn passed(stat: &str, before: &mut Vec<CpuTime>) -> Load {
    let mut load = Load { busy: vec![0; before.len()], stolen: vec![0; before.len()] };
    for (cpu, time) in procstat::cpus(stat) {
        let index = usize::from(cpu);
        if index >= before.len() {
            // Seen for the first time, it says only from where to count.
            before.resize(index + 1, CpuTime::default());
            before[index] = time;
        }
        load.busy.resize(before.len(), 0);
        load.stolen.resize(before.len(), 0);
        let passed = time.since(std::mem::replace(&mut before[index], time));
        load.busy[index] = share(passed.total - passed.idle, passed.total);
        load.stolen[index] = share(passed.stolen, passed.total);
    }
    load
}

/// `part / whole` in 1/1000, at most 1000.
fn share(part: u64, whole: u64) -> u16 {
    let share = (u128::from(part) * 1000 + u128::from(whole) / 2) / u128::from(whole.max(1));
    u16::try_from(share.min(1000)).unwrap_or(1000)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000 before")]
fn thousandths(percent: f32) -> u16 {
    (percent * 10.0).clamp(0.0, 1000.0).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Lines of a reading: ticks busy, idle and stolen of each CPU.
    fn stat(cpus: &[(u16, [u64; 3])]) -> String {
        let line = |(cpu, [busy, idle, stolen]): &(u16, [u64; 3])| {
            format!("cpu{cpu} {busy} 0 0 {idle} 0 0 0 {stolen} 0 0\n")
        };
        format!("cpu  9 9 9 9\n{}intr 5 cpu7 1 2 3 4\n", cpus.iter().map(line).collect::<String>())
    }

    #[test]
    fn what_is_stolen_is_busy_too() {
        let mut before = Vec::new();
        let first = passed(&stat(&[(0, [100, 100, 10]), (1, [5, 5, 5])]), &mut before);
        assert_eq!(first, Load { busy: vec![0, 0], stolen: vec![0, 0] });
        let load = passed(&stat(&[(0, [110, 105, 20]), (1, [5, 30, 5])]), &mut before);
        assert_eq!(load, Load { busy: vec![800, 0], stolen: vec![400, 0] });
    }

    #[test]
    fn cores_stand_at_their_numbers_whichever_come_and_go() {
        let mut before = Vec::new();
        passed(&stat(&[(0, [0, 0, 0]), (2, [0, 0, 0])]), &mut before);
        let load = passed(&stat(&[(0, [25, 75, 0]), (2, [100, 0, 0])]), &mut before);
        assert_eq!(load.busy, [250, 0, 1000]);
        // Number 2 is offline now, and number 3 has come.
        let load = passed(&stat(&[(0, [50, 150, 0]), (3, [999, 0, 0])]), &mut before);
        assert_eq!(load.busy, [250, 0, 0, 0]);
        let load = passed(&stat(&[(0, [50, 250, 0]), (2, [150, 50, 0]), (3, [1000, 1, 0])]), &mut before);
        assert_eq!(load.busy, [0, 0, 500, 500]);
    }

    #[test]
    fn sysinfo_tells_the_same_of_how_busy_the_cores_are() {
        let mut sources = [Source::find(Path::new("/")), Source::find(Path::new("/nowhere"))];
        assert!(matches!(sources[1], Source::Sysinfo(_)));
        for source in &mut sources {
            source.read();
        }
        let until = Instant::now() + MINIMUM_CPU_UPDATE_INTERVAL;
        while Instant::now() < until {
            std::hint::spin_loop();
        }
        let [ours, theirs] = sources.map(|mut source| source.read().map(|load| load.busy));
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            return eprintln!("skipped: this system does not tell how busy its cores are");
        };
        assert_eq!(ours.len(), theirs.len());
        assert!(ours.iter().chain(&theirs).all(|busy| *busy <= 1000), "{ours:?} {theirs:?}");
    }

    #[test]
    fn the_first_reading_and_one_at_once_after_it_say_nothing() {
        let mut cores = Cores::new();
        assert_eq!(cores.read(), None);
        let started = Instant::now();
        let second = cores.read();
        // On a machine that stood still for so long between the two, the second is a reading.
        assert!(second.is_none() || started.elapsed() >= MINIMUM_CPU_UPDATE_INTERVAL);
    }

    proptest! {
        #[test]
        fn stolen_is_part_of_busy(ticks in proptest::collection::vec((0u16..20, any::<[u64; 3]>()), 0..40)) {
            let mut before = Vec::new();
            for reading in ticks.chunks(5) {
                let load = passed(&stat(reading), &mut before);
                prop_assert_eq!(load.busy.len(), load.stolen.len());
                let fits = |(busy, stolen): (&u16, &u16)| stolen <= busy && *busy <= 1000;
                prop_assert!(load.busy.iter().zip(&load.stolen).all(fits));
            }
        }
    }
}
