//! Programs of the user's as the kernel accounts them: all threads of all processes in the group that a run leads.
//!
//! - `/proc/<pid>/stat`: the group of each process (field 5), read for all processes of the system now and then, because
//!   not every kernel lists a process's children;
//! - `/proc/<pid>/task/<tid>/schedstat`: time on a core and in the run queue;
//! - `/proc/<pid>/task/<tid>/stat` and `wchan`: what it is doing, and its core (see `blocked`);
//! - `/proc/<pid>/statm`: resident memory.
//!
//! Times only grow: those of threads that have ended count as they were read last. Elsewhere than on Linux there is no
//! answer.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::blocked::{Seen, WaitsFor, see};
use super::workers::{Reading, parse_core, parse_resident, parse_schedstat};
use crate::event::Nanos;

/// Time between two readings of the groups of all processes.
const SEARCH: Duration = Duration::from_millis(200);
/// The same for a run that began since the last one.
const SEARCH_NEW: Duration = Duration::from_millis(20);

/// It takes no more than one part in so many of the time.
const RARELY: u32 = 200;

/// A moment of one program.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct ProgramReading {
    /// Sums over all its threads, and the core of the one that ran most.
    pub total: Option<Reading>,
    /// CPU time since the last reading, by core.
    pub by_core: Vec<(Nanos, Option<u16>)>,
    /// Number of threads on a core, or runnable without one.
    pub running: u32,
    /// Number of threads that wait for a device, a socket, a pipe or a timer.
    pub io: u32,
    /// Number of threads that wait for what cannot be told, a lock among it. Not those that wait for a child.
    pub blocked: u32,
    /// Time that its threads but the first have stood in the run queue so far.
    pub wait_beside: Nanos,
    /// Resident memory of all its processes, bytes.
    pub rss: u64,
}

/// Reads programs by the group that they lead.
#[derive(Debug)]
pub(crate) struct Programs {
    root: PathBuf,
    page: u64,
    searched: Option<Instant>,
    /// Time that this took.
    cost: Duration,
    /// Processes by group, as found then.
    groups: HashMap<u32, Vec<u32>>,
    known: HashMap<u32, Program>,
}

/// A program that is observed.
#[derive(Debug)]
struct Program {
    since: Instant,
    threads: HashMap<(u32, u32), Reading>,
}

impl Programs {
    /// Readers below `root`, which is `/` except in tests.
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.into(),
            page: super::workers::page_size(),
            searched: None,
            cost: Duration::ZERO,
            groups: HashMap::new(),
            known: HashMap::new(),
        }
    }

    /// Reads the program whose first process leads the group `leader`.
    pub(crate) fn read(&mut self, leader: u32) -> ProgramReading {
        let since = self.known.get(&leader).map_or_else(Instant::now, |program| program.since);
        if self.is_due(since) {
            self.search();
        }
        let mut pids = vec![leader];
        pids.extend(self.groups.get(&leader).into_iter().flatten().copied().filter(|pid| *pid != leader));
        let program = self.known.entry(leader).or_insert_with(|| Program { since, threads: HashMap::new() });
        let mut reading = ProgramReading::default();
        for pid in pids {
            let folder = self.root.join(format!("proc/{pid}"));
            let statm = fs::read_to_string(folder.join("statm")).unwrap_or_default();
            reading.rss += parse_resident(&statm).and_then(|pages| pages.checked_mul(self.page)).unwrap_or(0);
            for tid in numbers(&folder.join("task")) {
                let task = folder.join(format!("task/{tid}"));
                let time = fs::read_to_string(task.join("schedstat")).ok();
                let Some((cpu, wait, turns)) = time.and_then(|text| parse_schedstat(&text)) else { continue };
                let core = fs::read_to_string(task.join("stat")).ok().and_then(|text| parse_core(&text));
                let before = program.threads.insert((pid, tid), Reading { cpu, wait, turns, core });
                reading.by_core.push((cpu - before.map_or(Nanos::ZERO, |before| before.cpu), core));
                match see(&self.root, pid, tid) {
                    Seen::Running => reading.running += 1,
                    Seen::Waiting(WaitsFor::Child) | Seen::Stopped | Seen::Gone => {}
                    Seen::Waiting(WaitsFor::Pipe | WaitsFor::Io) => reading.io += 1,
                    Seen::Waiting(WaitsFor::Lock | WaitsFor::Unknown) => reading.blocked += 1,
                }
            }
        }
        reading.total = total(program.threads.values(), &reading.by_core);
        let beside = program.threads.iter().filter(|(thread, _)| **thread != (leader, leader));
        reading.wait_beside = beside.map(|(_, thread)| thread.wait).sum();
        reading
    }

    /// Forgets all programs but these.
    pub(crate) fn keep(&mut self, leaders: &[u32]) {
        self.known.retain(|leader, _| leaders.contains(leader));
    }

    /// Forgets a program that will not be read again.
    pub(crate) fn forget(&mut self, leader: u32) {
        self.known.remove(&leader);
    }

    fn is_due(&self, since: Instant) -> bool {
        let is_settled = since.elapsed() >= SEARCH_NEW;
        let Some(searched) = self.searched else { return is_settled };
        // Once it has had time to start others; what has ended before that is not looked for.
        let is_new = is_settled && searched < since + SEARCH_NEW;
        let patience = if is_new { SEARCH_NEW } else { SEARCH };
        searched.elapsed() >= patience.max(self.cost * RARELY)
    }

    /// Finds all processes with their groups.
    fn search(&mut self) {
        let begun = Instant::now();
        self.groups.clear();
        for pid in numbers(&self.root.join("proc")) {
            let stat = fs::read_to_string(self.root.join(format!("proc/{pid}/stat"))).ok();
            if let Some(group) = stat.and_then(|stat| parse_group(&stat)) {
                self.groups.entry(group).or_default().push(pid);
            }
        }
        self.searched = Some(Instant::now());
        self.cost = begun.elapsed();
    }
}

/// Times that the first thread of a process still tells when it has ended and is not waited for yet.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct End {
    /// Time that it has stood in the run queue; zero where the system does not tell.
    pub wait: Nanos,
    /// The core it ran on last.
    pub core: Option<u16>,
}

/// Reads that of the process `pid`. `root` is `/` except in tests.
pub(crate) fn end_of_first(root: &Path, pid: u32) -> End {
    let read = |name: &str| fs::read_to_string(root.join(format!("proc/{pid}/{name}"))).ok();
    let wait = read("schedstat").and_then(|text| parse_schedstat(&text)).map(|(_, wait, _)| wait);
    End { wait: wait.unwrap_or_default(), core: read("stat").and_then(|text| parse_core(&text)) }
}

/// Sums over threads; the core is that of the largest part.
fn total<'a>(
    threads: impl Iterator<Item = &'a Reading>,
    by_core: &[(Nanos, Option<u16>)],
) -> Option<Reading> {
    let core = by_core.iter().max_by_key(|(cpu, _)| *cpu).and_then(|(_, core)| *core);
    let none = Reading { cpu: Nanos::ZERO, wait: Nanos::ZERO, turns: 0, core };
    let sum = threads.fold(none, |sum, thread| Reading {
        cpu: sum.cpu + thread.cpu,
        wait: sum.wait + thread.wait,
        turns: sum.turns + thread.turns,
        core,
    });
    (!by_core.is_empty()).then_some(sum)
}

/// The entries of a folder that are numbers.
fn numbers(folder: &Path) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}

/// Field 5, behind the name in parentheses, which may itself hold blanks and parentheses.
fn parse_group(stat: &str) -> Option<u32> {
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(2)?.parse().ok()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    #[test]
    fn the_group_stands_behind_a_name_with_anything_in_it() {
        assert_eq!(parse_group("7 (a) b) S 1 5 5 0 -1"), Some(5));
        assert_eq!(parse_group("7 (a"), None);
    }

    #[test]
    fn the_children_of_a_shell_are_read_with_it_and_their_time_stays() {
        let busy = "i=0; while :; do i=$((i+1)); done";
        let mut command = Command::new("sh");
        let mut child =
            command.args(["-c", &format!("sh -c '{busy}' & wait")]).process_group(0).spawn().unwrap();
        let mut programs = Programs::at(Path::new("/"));
        let cpu = |reading: &ProgramReading| reading.total.map_or(Nanos::ZERO, |total| total.cpu);
        let mut reading = programs.read(child.id());
        // Until the child has been found, and has used more than any shell needs to start.
        while cpu(&reading) < Nanos::from_millis(100) || reading.running == 0 {
            std::thread::sleep(Duration::from_millis(5));
            reading = programs.read(child.id());
        }
        assert!(reading.rss > 0 && reading.io == 0, "{reading:?}");
        let before = cpu(&reading);
        let group = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process_group(group, rustix::process::Signal::KILL).unwrap();
        child.wait().unwrap();
        let after = programs.read(group.as_raw_nonzero().get().cast_unsigned());
        assert!(after.total.is_none() || cpu(&after) >= before);
    }
}
