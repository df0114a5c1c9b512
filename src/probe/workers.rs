//! A worker as the kernel sees it: on a core, waiting for one, and where.
//!
//! Linux keeps, for every thread and readable by its owner without any privilege:
//!
//! - `/proc/<pid>/task/<tid>/schedstat`: nanoseconds on a core, nanoseconds waiting for one (runnable, in
//!   the run queue), number of turns. A running thread's first figure lags by up to one scheduler tick.
//! - `/proc/<pid>/task/<tid>/stat`, field 39: the core it ran on last.
//! - `/proc/<pid>/status`, `VmRSS`: the process's resident memory.
//!
//! A worker process has helper threads besides; its CPU time here is that of its computing thread alone,
//! so that a thread and a process are measured alike. Elsewhere than on Linux there is no answer.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::text;
use crate::event::Nanos;

/// What the kernel counted for one worker since its thread exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Time on a core.
    pub cpu: Nanos,
    /// Time wanting a core and having none.
    pub wait: Nanos,
    /// How often it was put on a core.
    pub turns: u64,
    /// The core it ran on last.
    pub core: Option<u16>,
}

/// Reads the thread `tid` of the process `pid`; `None` when it has ended or the system does not tell.
/// `root` is `/` except in tests.
#[must_use]
pub fn read(root: &Path, pid: u32, tid: u32) -> Option<Reading> {
    if cfg!(not(target_os = "linux")) {
        return None;
    }
    let folder = root.join(format!("proc/{pid}/task/{tid}"));
    let (cpu, wait, turns) = parse_schedstat(&line(&folder.join("schedstat"))?)?;
    let core = line(&folder.join("stat")).and_then(|stat| parse_core(&stat));
    Some(Reading { cpu, wait, turns, core })
}

/// The resident memory of the process `pid` in bytes, `None` when it has ended or the system does not tell.
/// `root` is `/` except in tests.
#[must_use]
pub fn resident(root: &Path, pid: u32) -> Option<u64> {
    if cfg!(not(target_os = "linux")) {
        return None;
    }
    parse_resident(&text(&root.join(format!("proc/{pid}/status")))?)
}

/// Whether the kernel tells about threads at all: it does about the one that asks.
#[must_use]
pub fn readable(root: &Path) -> bool {
    cfg!(target_os = "linux")
        && line(&root.join("proc/thread-self/schedstat")).is_some_and(|s| parse_schedstat(&s).is_some())
}

/// One short line that the kernel writes in one go, with one read: this is done hundreds of times a second.
fn line(path: &Path) -> Option<String> {
    let mut buffer = [0; 1024];
    let length = File::open(path).ok()?.read(&mut buffer).ok()?;
    Some(String::from_utf8_lossy(&buffer[..length]).into_owned())
}

/// `87300 70454 2`: on a core, waiting, turns.
fn parse_schedstat(text: &str) -> Option<(Nanos, Nanos, u64)> {
    let mut words = text.split_whitespace().map(str::parse::<u64>);
    let mut next = || words.next()?.ok();
    Some((Nanos(next()?), Nanos(next()?), next()?))
}

/// Field 39, counted from 1. Field 2 is the thread's name in parentheses, which may itself hold blanks and
/// parentheses: fields are counted from after the last closing one, where field 3 begins.
fn parse_core(stat: &str) -> Option<u16> {
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(39 - 3)?.parse().ok()
}

/// `VmRSS:     1234 kB`.
fn parse_resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
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
        assert!(readable(Path::new("/")));
        let before = read(Path::new("/"), pid, tid).unwrap();
        assert!(before.core.is_some());
        // Ends: whoever computes is counted sooner or later.
        while read(Path::new("/"), pid, tid).unwrap().cpu == before.cpu {
            std::hint::black_box((0..10_000_u64).sum::<u64>());
        }
        assert!(resident(Path::new("/"), pid).unwrap() > 0);
    }

    #[test]
    fn a_process_is_read_until_it_has_been_waited_for() {
        let root = Path::new("/");
        let mut child = std::process::Command::new("sh").args(["-c", "while :; do :; done"]).spawn().unwrap();
        let pid = child.id();
        let before = read(root, pid, pid).unwrap();
        while read(root, pid, pid).unwrap().cpu == before.cpu {
            std::thread::yield_now();
        }
        assert!(resident(root, pid).unwrap() > 0);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!((read(root, pid, pid), resident(root, pid)), (None, None));
    }

    #[test]
    fn who_does_not_exist_is_absent() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(read(root.path(), 1, 1), None);
        assert_eq!(resident(root.path(), 1), None);
        assert!(!readable(root.path()));
    }

    #[test]
    fn a_thread_without_stat_still_has_its_time() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("proc/7/task/9");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("schedstat"), "12 34 5\n").unwrap();
        let expected = Reading { cpu: Nanos(12), wait: Nanos(34), turns: 5, core: None };
        assert_eq!(read(root.path(), 7, 9), Some(expected));
        fs::write(folder.join("stat"), stat_line("x", 3)).unwrap();
        assert_eq!(read(root.path(), 7, 9), Some(Reading { core: Some(3), ..expected }));
    }

    #[test]
    fn memory_is_in_bytes() {
        assert_eq!(parse_resident("Name:\tx\nVmHWM:\t 99 kB\nVmRSS:\t    12 kB\n"), Some(12 * 1024));
        // A zombie has no such line.
        assert_eq!(parse_resident("Name:\tx\nState:\tZ (zombie)\n"), None);
        assert_eq!(parse_resident("VmRSS:\t18446744073709551615 kB\n"), None);
    }

    proptest! {
        #[test]
        fn the_core_is_found_behind_any_name(name in "[ -~]{0,15}", core in any::<u16>()) {
            prop_assert_eq!(parse_core(&stat_line(&name, core)), Some(core));
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text in "(?s).{0,200}", digits in "[0-9 )(\n:kB]{0,200}") {
            for text in [&text, &digits, &format!("VmRSS:{digits}")] {
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
