//! Processes that a run leaves behind: those of its group whose parent has ended.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitOptions, kill_process_group, waitpgid, waitpid};

use crate::sys::strays;

/// Time within which killed processes are gone.
const GONE_WITHIN: Duration = Duration::from_secs(1);

/// Number of those that need this program to be the subreaper.
static ADOPTING: Mutex<u32> = Mutex::new(0);

/// While one of these exists, orphans among this program's descendants become its children. Linux only.
#[derive(Debug)]
pub(crate) struct Subreaper(());

impl Subreaper {
    /// Makes this program adopt orphans.
    #[must_use]
    pub(crate) fn begin() -> Self {
        Self::count(|adopting| adopting + 1);
        Self(())
    }

    fn count(change: fn(u32) -> u32) {
        let mut adopting = ADOPTING.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *adopting;
        *adopting = change(before);
        if (before == 0) != (*adopting == 0) {
            adopt(*adopting > 0);
        }
    }
}

impl Drop for Subreaper {
    fn drop(&mut self) {
        Self::count(|adopting| adopting.saturating_sub(1));
    }
}

fn adopt(on: bool) {
    #[cfg(target_os = "linux")]
    {
        let this = on.then(rustix::process::getpid);
        // A kernel before 3.4 cannot: then orphans are killed with their group all the same, only not counted.
        let _ = rustix::process::set_child_subreaper(this);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = on;
}

/// Kills what is in the group of `leader`, which has ended and is not waited for yet.
pub(super) fn kill(leader: u32) {
    if let Some(leader) = Pid::from_raw(leader.cast_signed()) {
        // A group without another process is no error.
        let _ = kill_process_group(leader, Signal::KILL);
    }
}

/// Waits for the orphans of that group, which were killed; returns their number. The leader was waited for.
pub(super) fn collect(leader: u32) -> u32 {
    let Some(leader) = Pid::from_raw(leader.cast_signed()) else { return 0 };
    let (mut count, deadline) = (0, Instant::now() + GONE_WITHIN);
    loop {
        match waitpgid(leader, WaitOptions::NOHANG) {
            Ok(Some(_)) => count += 1,
            // It has not taken its signal yet.
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_micros(200)),
            Err(rustix::io::Errno::INTR) => {}
            Ok(None) | Err(_) => return count,
        }
    }
}

/// Ends the processes with this mark, which have left the group of the run that started them; returns their number.
pub(crate) fn end_marked(mark: &str) -> usize {
    let marked = strays::kill(mark, 0);
    let deadline = Instant::now() + GONE_WITHIN;
    for pid in &marked {
        // Adopted ones are this program's to wait for.
        while matches!(waitpid(Some(*pid), WaitOptions::NOHANG), Ok(None)) && Instant::now() < deadline {
            thread::sleep(Duration::from_micros(200));
        }
    }
    marked.len()
}
