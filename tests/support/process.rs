//! Processes as the system sees them: who is whose child, and who is still there.

use std::fs;
#[cfg(not(target_os = "linux"))]
use std::process::Command;
use std::sync::Arc;

use super::wait_for;

pub(crate) use rustix::process::Signal;

/// A process, told from a later one with the same number by the time it was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Process {
    pub(crate) pid: u32,
    parent: u32,
    group: u32,
    started: String,
    /// It has ended, and only its parent has not noticed yet.
    ended: bool,
}

/// CPU time of a process that has more than started, in ticks of a hundredth of a second.
#[cfg(target_os = "linux")]
const COMPUTED: u64 = 10;

impl Process {
    /// Whether it still runs.
    pub(crate) fn is_alive(&self) -> bool {
        all().iter().any(|p| p.pid == self.pid && p.started == self.started && !p.ended)
    }

    /// Whether it has used CPU time for more than its start. Elsewhere than on Linux that is not asked.
    pub(crate) fn has_computed(&self) -> bool {
        #[cfg(target_os = "linux")]
        {
            let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap_or_default();
            let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
            // The 14th and the 15th field: time in the program and in the system.
            let times = fields.split_ascii_whitespace().skip(11).take(2);
            times.filter_map(|time| time.parse::<u64>().ok()).sum::<u64>() >= COMPUTED
        }
        #[cfg(not(target_os = "linux"))]
        true
    }

    pub(crate) fn signal(&self, signal: Signal) {
        send(self.pid, signal);
    }
}

/// Lets hang-up, interrupt and quit end the children of this process also where a shell in whose background the tests
/// run, or `nohup`, has had them ignored: a signal with a handler is reset when another program is executed, an
/// ignored one stays ignored. Linux only, which tells what is ignored.
pub(crate) fn heed_signals() {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    for signal in [Signal::HUP, Signal::INT, Signal::QUIT].map(Signal::as_raw) {
        if ignored >> (signal - 1) & 1 == 1 {
            signal_hook::flag::register(signal, Arc::default()).expect("it can have a handler");
        }
    }
}

/// The running children of `parent`.
pub(crate) fn children_of(parent: u32) -> Vec<Process> {
    all().into_iter().filter(|p| p.parent == parent && !p.ended).collect()
}

/// The running children of `parent` and everything they started: what is in their process groups. A child that has no
/// group of its own, because it has just been started or is about to leave, counts alone.
pub(crate) fn family_of(parent: u32) -> Vec<Process> {
    let running: Vec<Process> = all().into_iter().filter(|p| !p.ended).collect();
    let own = running.iter().find(|p| p.pid == parent).map(|p| p.group);
    let children = running.iter().filter(|p| p.parent == parent);
    let groups: Vec<u32> = children.map(|p| p.group).filter(|group| Some(*group) != own).collect();
    running.into_iter().filter(|p| p.parent == parent || groups.contains(&p.group)).collect()
}

/// All children of `parent` that have not been waited for, running or not.
pub(crate) fn unburied_children_of(parent: u32) -> Vec<Process> {
    all().into_iter().filter(|p| p.parent == parent).collect()
}

/// Waits until `parent` has `count` running children.
pub(crate) fn wait_for_children(parent: u32, count: usize) -> Vec<Process> {
    wait_for(&format!("{count} children of {parent}"), || {
        Some(children_of(parent)).filter(|children| children.len() == count)
    })
}

/// Waits until none of `processes` runs any more.
pub(crate) fn wait_until_gone(processes: &[Process]) {
    wait_for(&format!("the end of {processes:?}"), || {
        processes.iter().all(|process| !process.is_alive()).then_some(())
    });
}

/// Sends a signal to `pid`; one that is gone already hears nothing.
pub(crate) fn send(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw).expect("a process id");
    let _ = rustix::process::kill_process(pid, signal);
}

#[cfg(target_os = "linux")]
fn all() -> Vec<Process> {
    let entries = fs::read_dir("/proc").expect("/proc can be read").flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    // One that ends between the two readings is gone.
    pids.filter_map(|pid: u32| parse(pid, &fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)).collect()
}

/// `pid (name) state ppid …`, and the 22nd field is the start in ticks since boot; the name may hold anything.
#[cfg(target_os = "linux")]
fn parse(pid: u32, stat: &str) -> Option<Process> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_ascii_whitespace().collect();
    Some(Process {
        pid,
        parent: fields.get(1)?.parse().ok()?,
        group: fields.get(2)?.parse().ok()?,
        started: (*fields.get(19)?).into(),
        ended: matches!(*fields.first()?, "Z" | "X"),
    })
}

#[cfg(not(target_os = "linux"))]
fn all() -> Vec<Process> {
    let listed =
        Command::new("ps").args(["-A", "-o", "pid=,ppid=,pgid=,stat=,lstart="]).output().expect("ps runs");
    String::from_utf8_lossy(&listed.stdout).lines().filter_map(parse).collect()
}

#[cfg(not(target_os = "linux"))]
fn parse(line: &str) -> Option<Process> {
    let fields: Vec<&str> = line.split_ascii_whitespace().collect();
    let [pid, parent, group, state, started @ ..] = fields.as_slice() else {
        return None;
    };
    Some(Process {
        pid: pid.parse().ok()?,
        parent: parent.parse().ok()?,
        group: group.parse().ok()?,
        started: started.join(" "),
        ended: state.starts_with('Z'),
    })
}
