//! The two files of `/proc` that tell what a thread is doing at this moment.

use std::path::{Path, PathBuf};

use super::super::proc_file::ProcFile;
use super::wchan::{WaitsFor, waits_for};

/// State of a thread at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    /// On a core, or runnable without one.
    Running,
    /// Asleep.
    Waiting(WaitsFor),
    /// Stopped by a signal or a debugger.
    Stopped,
    /// It has ended, or the system does not report it.
    Gone,
}

/// The files of one thread. `stat` is read only where `wchan` does not tell enough: it costs as much again.
#[derive(Debug)]
pub(super) struct ThreadFiles {
    folder: PathBuf,
    wchan: Option<ProcFile>,
    stat: Option<ProcFile>,
}

impl ThreadFiles {
    /// The files of the thread `tid` of the process `pid` below `root`, which is `/` except in tests.
    pub(super) fn of(root: &Path, pid: u32, tid: u32) -> Self {
        let folder = root.join(format!("proc/{pid}/task/{tid}"));
        Self { wchan: open(&folder.join("wchan"), 64), folder, stat: None }
    }

    /// State of the thread now.
    pub(super) fn see(&mut self) -> Seen {
        let Some(waits) = self.read_wchan() else {
            // Of a kernel without `wchan` the state is known all the same.
            return if self.wchan.is_some() { Seen::Gone } else { self.by_state() };
        };
        match waits {
            Wchan::Known(waits) => Seen::Waiting(waits),
            Wchan::Other => self.by_state(),
            Wchan::Nothing => {
                let seen = self.by_state();
                if seen != Seen::Waiting(WaitsFor::Unknown) {
                    return seen;
                }
                // Either it fell asleep between the two readings, or this program may not know.
                match self.read_wchan() {
                    Some(Wchan::Known(waits)) => Seen::Waiting(waits),
                    Some(_) => seen,
                    None => Seen::Gone,
                }
            }
        }
    }

    fn read_wchan(&mut self) -> Option<Wchan> {
        let text = self.wchan.as_mut()?.read()?;
        Some(match text.trim() {
            "" | "0" => Wchan::Nothing,
            name => waits_for(name).map_or(Wchan::Other, Wchan::Known),
        })
    }

    fn by_state(&mut self) -> Seen {
        self.stat = self.stat.take().or_else(|| open(&self.folder.join("stat"), 512));
        let state = self.stat.as_mut().and_then(|stat| parse_state(&stat.read()?));
        match state {
            Some('R') => Seen::Running,
            Some('D') => Seen::Waiting(WaitsFor::Io),
            Some('S' | 'I') => Seen::Waiting(WaitsFor::Unknown),
            Some('T' | 't') => Seen::Stopped,
            _ => Seen::Gone,
        }
    }
}

/// Content of `wchan`.
enum Wchan {
    /// A function that is listed.
    Known(WaitsFor),
    /// Another function.
    Other,
    /// The thread is running, or this program may not know.
    Nothing,
}

fn open(path: &Path, expected: usize) -> Option<ProcFile> {
    if cfg!(target_os = "linux") { ProcFile::open(path, expected) } else { None }
}

/// Field 3, behind the name in parentheses, which may itself hold blanks and parentheses.
fn parse_state(stat: &str) -> Option<char> {
    let (_, fields) = stat.rsplit_once(')')?;
    fields.trim_start().chars().next()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::fs;

    /// State of a thread with these files.
    fn seen(wchan: Option<&str>, state: Option<&str>) -> Seen {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("proc/7/task/9");
        fs::create_dir_all(&folder).unwrap();
        if let Some(wchan) = wchan {
            fs::write(folder.join("wchan"), wchan).unwrap();
        }
        if let Some(state) = state {
            fs::write(folder.join("stat"), format!("9 (a) R (b) {state} 1 7 7 0 -1\n")).unwrap();
        }
        ThreadFiles::of(root.path(), 7, 9).see()
    }

    #[test]
    fn both_files_tell_what_a_thread_does() {
        use WaitsFor::{Io, Lock, Unknown};
        assert_eq!(seen(Some("futex_do_wait"), Some("S")), Seen::Waiting(Lock));
        assert_eq!(seen(Some("hrtimer_nanosleep"), None), Seen::Waiting(Io), "without a look at the state");
        assert_eq!(seen(Some("0"), Some("R")), Seen::Running);
        assert_eq!(seen(Some("0"), Some("S")), Seen::Waiting(Unknown), "it may not be known");
        assert_eq!(seen(Some("some_driver"), Some("S")), Seen::Waiting(Unknown));
        assert_eq!(seen(Some("some_driver"), Some("D")), Seen::Waiting(Io));
        assert_eq!(seen(Some("rwsem_down_read_slowpath"), Some("D")), Seen::Waiting(Unknown));
        assert_eq!(seen(Some("do_signal_stop"), Some("T")), Seen::Stopped);
        assert_eq!(seen(None, Some("D")), Seen::Waiting(Io), "a kernel without wchan");
        assert_eq!(seen(None, Some("S")), Seen::Waiting(Unknown));
        for (wchan, state) in [(None, None), (Some("0"), None), (Some("0"), Some("Z")), (None, Some(""))] {
            assert_eq!(seen(wchan, state), Seen::Gone, "{wchan:?} {state:?}");
        }
    }

    #[test]
    fn a_thread_that_has_ended_is_gone() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let mut files = ThreadFiles::of(Path::new("/"), child.id(), child.id());
        assert_ne!(files.see(), Seen::Gone);
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(files.see(), Seen::Gone, "by files that stayed open");
    }
}
