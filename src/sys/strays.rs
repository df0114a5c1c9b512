//! Processes that left the process group of a child of this program: found by a variable that they inherited.
//!
//! A function of the user's may start daemons: processes in a session of their own, whose parent has ended. The variable
//! stands in `/proc/PID/environ` however they were started, unless they were given other variables. Linux only: elsewhere
//! none are found.

use std::collections::HashSet;
use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::process::{Pid, Signal, kill_process};

/// The variable.
pub(crate) const VARIABLE: &str = "COREOGRAPH_SESSION";

/// Most searches: processes may start others while they are searched for.
const SEARCHES: u32 = 10;

/// A value that no other child has.
#[must_use]
pub(crate) fn mark() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Kills all processes with this value of the variable, but for `child`, which its parent waits for; returns them.
pub(crate) fn kill(mark: &str, child: u32) -> HashSet<Pid> {
    let mut killed = HashSet::new();
    for _ in 0..SEARCHES {
        let strays = find(mark, child);
        if strays.is_empty() {
            break;
        }
        for stray in strays {
            // One that has just ended is no error.
            let _ = kill_process(stray, Signal::KILL);
            killed.insert(stray);
        }
    }
    killed
}

fn find(mark: &str, child: u32) -> Vec<Pid> {
    let wanted = format!("{VARIABLE}={mark}");
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| *pid != child && *pid != std::process::id())
        .filter(|pid| {
            // That of a process which has ended, or is another user's, cannot be read.
            let environ = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            environ.split(|byte| *byte == 0).any(|variable| variable == wanted.as_bytes())
        })
        .filter_map(|pid| Pid::from_raw(pid.cast_signed()))
        .collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn a_process_is_found_by_the_variable_that_it_inherited() {
        let mark = mark();
        let mut child = Command::new("sleep").arg("1000").env(VARIABLE, &mark).spawn().unwrap();
        // Until it is another program, its variables are those of this one.
        while find(&mark, 0).is_empty() {
            std::thread::yield_now();
        }
        assert!(find(&mark, child.id()).is_empty());
        kill(&super::mark(), 0);
        kill(&mark, 0);
        assert!(!child.wait().unwrap().success());
    }
}
