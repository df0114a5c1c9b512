//! Kernel accounting of a worker: on a core, waiting for one, and which.
//!
//! Linux keeps, for every thread and readable by its owner without any privilege:
//!
//! - `/proc/<pid>/task/<tid>/schedstat`: nanoseconds on a core, nanoseconds waiting for one (runnable, in
//!   the run queue), number of turns. A running thread's first figure lags by up to one scheduler tick.
//! - `/proc/<pid>/task/<tid>/stat`, field 39: the core it ran on last.
//! - `/proc/<pid>/statm`, field 2: the process's resident memory, in pages.
//!
//! A worker process has helper threads besides; its CPU time here is that of its computing thread alone,
//! so that a thread and a process are measured alike. Elsewhere than on Linux there is no answer.
//!
//! Opening a file costs several times as much as reading it, so the files of the first `STANDING` workers stay
//! open. Those of more would leave this program too few file descriptors for its pipes.
//!
//! sysinfo reports processes, too (`refresh_processes_specifics`, of these processes alone, without their threads),
//! but is not used. Measured on Linux 6.18, in CPU time for one reading of time, core and memory here, of memory
//! there:
//!
//! | workers | these readers | sysinfo | at 4 readings a second |
//! | ---: | ---: | ---: | --- |
//! | 2 | 11 µs | 64 µs | 0.00 % of a core against 0.03 % |
//! | 8 | 44 µs | 235 µs | 0.02 % against 0.09 % |
//! | 32 | 180 µs | 960 µs | 0.07 % against 0.38 % |
//!
//! The whole program uses 1.0 to 1.5 % of a core while it shows a race: a third of that for the memory alone is too
//! much. (For each process sysinfo opens `status`, `stat` and `statm` anew, each time.) Besides, it reports CPU time
//! in the kernel's ticks of 10 ms and of whole processes, not of threads, and no waiting; and refreshing CPU time
//! would set the time stamp behind which its figures about cores do not change (see `utilisation`). The measurement
//! is the ignored test `what_sysinfo_would_cost`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::proc_file::ProcFile;
use crate::event::Nanos;

/// Number of workers whose files stay open, three of each.
const STANDING: usize = 32;

/// Kernel counters of one worker since its thread exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Time on a core.
    pub cpu: Nanos,
    /// Time runnable without a core.
    pub wait: Nanos,
    /// Number of times it was put on a core.
    pub turns: u64,
    /// The core it ran on last.
    pub core: Option<u16>,
}

/// Reads workers.
#[derive(Debug)]
pub(crate) struct Readers {
    root: PathBuf,
    page: u64,
    standing: HashMap<(u32, u32), Reader>,
}

/// The files of one worker.
#[derive(Debug)]
struct Reader {
    time: Option<ProcFile>,
    place: Option<ProcFile>,
    /// Opened when first needed: a thread has no memory of its own.
    memory: Option<ProcFile>,
}

impl Readers {
    /// Readers below `root`, which is `/` except in tests.
    #[must_use]
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: root.into(), page: page_size(), standing: HashMap::new() }
    }

    /// Reads the thread `tid` of the process `pid`; `None` when it has ended or the system does not report it.
    pub(crate) fn read(&mut self, pid: u32, tid: u32) -> Option<Reading> {
        self.with(pid, tid, |reader, _| {
            let (cpu, wait, turns) = parse_schedstat(&reader.time.as_mut()?.read()?)?;
            let core = reader.place.as_mut().and_then(|stat| parse_core(&stat.read()?));
            Some(Reading { cpu, wait, turns, core })
        })
    }

    /// Resident memory in bytes of the process `pid`, whose worker is the thread `tid`; `None` when it has ended or
    /// the system does not report it.
    pub(crate) fn resident(&mut self, pid: u32, tid: u32) -> Option<u64> {
        let page = self.page;
        self.with(pid, tid, |reader, root| {
            if reader.memory.is_none() {
                reader.memory = open(&root.join(format!("proc/{pid}/statm")), 64);
            }
            parse_resident(&reader.memory.as_mut()?.read()?)?.checked_mul(page)
        })
    }

    /// Closes the files of a worker that will not be read again.
    pub(crate) fn forget(&mut self, pid: u32, tid: u32) {
        self.standing.remove(&(pid, tid));
    }

    /// Whether the kernel reports threads at all: tested with the calling one.
    #[must_use]
    pub(crate) fn tell(&self) -> bool {
        let own = open(&self.root.join("proc/thread-self/schedstat"), 64);
        own.is_some_and(|mut own| own.read().is_some_and(|text| parse_schedstat(&text).is_some()))
    }

    /// Calls `ask` with the reader of a worker, an open one if there may be one more.
    fn with<T>(
        &mut self,
        pid: u32,
        tid: u32,
        ask: impl FnOnce(&mut Reader, &Path) -> Option<T>,
    ) -> Option<T> {
        if self.standing.len() < STANDING || self.standing.contains_key(&(pid, tid)) {
            let reader = self.standing.entry((pid, tid)).or_insert_with(|| Reader::of(&self.root, pid, tid));
            ask(reader, &self.root)
        } else {
            ask(&mut Reader::of(&self.root, pid, tid), &self.root)
        }
    }
}

impl Reader {
    fn of(root: &Path, pid: u32, tid: u32) -> Self {
        let folder = root.join(format!("proc/{pid}/task/{tid}"));
        Self {
            time: open(&folder.join("schedstat"), 64),
            place: open(&folder.join("stat"), 512),
            memory: None,
        }
    }
}

fn open(path: &Path, expected: usize) -> Option<ProcFile> {
    if cfg!(target_os = "linux") { ProcFile::open(path, expected) } else { None }
}

pub(super) fn page_size() -> u64 {
    rustix::param::page_size() as u64
}

/// `87300 70454 2`: on a core, waiting, turns.
pub(super) fn parse_schedstat(text: &str) -> Option<(Nanos, Nanos, u64)> {
    let mut words = text.split_ascii_whitespace().map(str::parse::<u64>);
    let mut next = || words.next()?.ok();
    Some((Nanos(next()?), Nanos(next()?), next()?))
}

/// Field 39, counted from 1. Field 2 is the thread's name in parentheses, which may itself hold blanks and
/// parentheses: fields are counted from after the last closing one, where field 3 begins.
pub(super) fn parse_core(stat: &str) -> Option<u16> {
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_ascii_whitespace().nth(39 - 3)?.parse().ok()
}

/// Parses `4711 1024 512 …`: pages of address space, and those of them that are resident.
pub(super) fn parse_resident(statm: &str) -> Option<u64> {
    statm.split_ascii_whitespace().nth(1)?.parse().ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fs;

    fn stat_line(name: &str, core: u16) -> String {
        let before = (3..39).map(|n| if n == 3 { "R".into() } else { n.to_string() }).collect::<Vec<_>>();
        format!("4711 ({name}) {} {core} 0 0 18446744073709551615\n", before.join(" "))
    }

    #[test]
    fn a_thread_of_this_process_is_read() {
        let (pid, tid) = (std::process::id(), rustix::thread::gettid().as_raw_pid().unsigned_abs());
        let mut readers = Readers::at(Path::new("/"));
        assert!(readers.tell());
        let before = readers.read(pid, tid).unwrap();
        assert!(before.core.is_some());
        // Terminates: a thread that computes is counted sooner or later.
        while readers.read(pid, tid).unwrap().cpu == before.cpu {
            std::hint::black_box((0..10_000_u64).sum::<u64>());
        }
        assert!(readers.resident(pid, tid).unwrap() > 0);
    }

    #[test]
    fn a_process_is_read_until_it_has_been_waited_for() {
        let mut readers = Readers::at(Path::new("/"));
        let mut child = std::process::Command::new("sh").args(["-c", "while :; do :; done"]).spawn().unwrap();
        let pid = child.id();
        let before = readers.read(pid, pid).unwrap();
        while readers.read(pid, pid).unwrap().cpu == before.cpu {
            std::thread::yield_now();
        }
        assert!(readers.resident(pid, pid).unwrap() > 0);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(
            (readers.read(pid, pid), readers.resident(pid, pid)),
            (None, None),
            "by files that stayed open"
        );
        readers.forget(pid, pid);
        assert_eq!((readers.read(pid, pid), readers.resident(pid, pid)), (None, None));
    }

    #[test]
    fn who_does_not_exist_is_absent() {
        let root = tempfile::tempdir().unwrap();
        let mut readers = Readers::at(root.path());
        assert_eq!((readers.read(1, 1), readers.resident(1, 1)), (None, None));
        assert!(!readers.tell());
    }

    #[test]
    fn a_thread_without_stat_still_has_its_time() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("proc/7/task/9");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("schedstat"), "12 34 5\n").unwrap();
        let expected = Reading { cpu: Nanos(12), wait: Nanos(34), turns: 5, core: None };
        let mut readers = Readers::at(root.path());
        assert_eq!(readers.read(7, 9), Some(expected));
        fs::write(folder.join("stat"), stat_line("x", 3)).unwrap();
        readers.forget(7, 9);
        assert_eq!(readers.read(7, 9), Some(Reading { core: Some(3), ..expected }));
    }

    #[test]
    fn more_workers_than_may_stay_open_are_read_all_the_same() {
        let root = tempfile::tempdir().unwrap();
        let mut readers = Readers::at(root.path());
        for round in [1_u64, 2] {
            for tid in 0..40 {
                let folder = root.path().join(format!("proc/7/task/{tid}"));
                fs::create_dir_all(&folder).unwrap();
                fs::write(folder.join("schedstat"), format!("{} 0 1\n", round * 100 + u64::from(tid)))
                    .unwrap();
                assert_eq!(readers.read(7, tid).unwrap().cpu, Nanos(round * 100 + u64::from(tid)));
            }
        }
        assert_eq!(readers.standing.len(), STANDING);
    }

    #[cfg(target_os = "linux")]
    #[test]
    #[ignore = "a measurement: run it alone, with --nocapture"]
    fn what_sysinfo_would_cost() {
        use rustix::time::{ClockId, clock_gettime};
        use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

        let microseconds = |read: &mut dyn FnMut()| {
            let now = || {
                let time = clock_gettime(ClockId::ThreadCPUTime);
                time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
            };
            let began = now();
            (0..400).for_each(|_| read());
            (now() - began) / 400.0
        };
        for count in [2, 8, 32] {
            let sleeper = || std::process::Command::new("sleep").arg("60").spawn();
            let Ok(mut workers) = (0..count).map(|_| sleeper()).collect::<Result<Vec<_>, _>>() else {
                return eprintln!("skipped: there is no program sleep");
            };
            let pids: Vec<Pid> = workers.iter().map(|worker| Pid::from_u32(worker.id())).collect();
            let mut readers = Readers::at(Path::new("/"));
            let ours = microseconds(&mut || {
                for worker in &workers {
                    assert!(readers.read(worker.id(), worker.id()).is_some());
                    assert!(readers.resident(worker.id(), worker.id()).is_some());
                }
            });
            let mut system = System::new().unwrap();
            let kind = ProcessRefreshKind::nothing().with_memory().without_tasks();
            let theirs = microseconds(&mut || {
                system.refresh_processes_specifics(ProcessesToUpdate::Some(&pids), true, kind);
            });
            println!("{count} workers: {ours:.0} us a reading here, {theirs:.0} us by sysinfo");
            for worker in &mut workers {
                let _ = worker.kill().and_then(|()| worker.wait());
            }
        }
    }

    #[test]
    fn memory_is_in_bytes() {
        assert_eq!(parse_resident("4711 12 5 1 0 6 0\n"), Some(12));
        assert_eq!([parse_resident("4711"), parse_resident("1 x")], [None, None]);
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("proc/7")).unwrap();
        fs::write(root.path().join("proc/7/statm"), "4711 12 5\n").unwrap();
        assert_eq!(Readers::at(root.path()).resident(7, 9), Some(12 * page_size()));
        fs::write(root.path().join("proc/7/statm"), "1 18446744073709551615\n").unwrap();
        assert_eq!(Readers::at(root.path()).resident(7, 9), None);
    }

    proptest! {
        #[test]
        fn the_core_is_found_behind_any_name(name in "[ -~]{0,15}", core in any::<u16>()) {
            prop_assert_eq!(parse_core(&stat_line(&name, core)), Some(core));
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text in "(?s).{0,200}", digits in "[0-9 )(\n]{0,200}") {
            for text in [&text, &digits, &format!("1 {digits}")] {
                let _ = (parse_core(text), parse_schedstat(text), parse_resident(text));
            }
        }

        #[test]
        fn a_line_cut_short_is_no_core(cut in 0usize..120) {
            let line = stat_line("a (b) c", 12);
            let whole = line.find(" 12 ").unwrap() + 2;
            prop_assume!(cut < whole);
            prop_assert_eq!(parse_core(&line[..cut]), None);
        }
    }
}
