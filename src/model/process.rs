//! The processes of a lane's workers, one after another.

use crate::event::{Nanos, WorkerId};

/// Most processes of a lane kept; later ones are only counted.
const KEPT: usize = 1000;

/// One process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its worker.
    pub worker: WorkerId,
    /// Its process id.
    pub pid: u32,
    /// Time at which it was started; `None` where unknown.
    pub spawned: Option<Nanos>,
    /// Time at which it was ready; where it never was, the time of its end.
    pub ready: Nanos,
    /// Time at which its end was seen; `None` while it lives, and where unknown.
    pub ended: Option<Nanos>,
    /// Its end, in words; `None` while it lives, and where unknown.
    pub exit: Option<String>,
    /// Tasks that it executed; `None` where unknown.
    pub tasks: Option<u32>,
}

/// The processes of a lane, in the order in which they became ready.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Processes {
    /// The first thousand.
    pub kept: Vec<Process>,
    /// Number of processes after them.
    pub more: u64,
    /// Processes that were started and are not ready.
    pub starting: Vec<Starting>,
}

/// A process that was started and is not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starting {
    /// Its worker.
    pub worker: WorkerId,
    /// Its process id.
    pub pid: u32,
    /// Time of its start.
    pub at: Nanos,
}

impl Processes {
    /// Number of processes.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.kept.len() as u64 + self.more
    }

    /// A process is started.
    pub(super) fn spawn(&mut self, worker: WorkerId, pid: u32, at: Nanos) {
        if self.kept.len() + self.starting.len() < KEPT {
            self.starting.push(Starting { worker, pid, at });
        }
    }

    /// A process is ready.
    pub(super) fn begin(&mut self, worker: WorkerId, pid: u32, ready: Nanos) {
        let place = self.starting.iter().position(|starting| starting.pid == pid);
        let spawned = place.map(|place| self.starting.remove(place).at);
        if self.kept.len() < KEPT {
            self.kept.push(Process { worker, pid, spawned, ready, ended: None, exit: None, tasks: None });
        } else {
            self.more += 1;
        }
    }

    /// Ends a process; the time is `None` where it is unknown. The system reuses process ids, so the last one with this
    /// id is meant. One that was never ready is listed all the same.
    pub(super) fn end(
        &mut self,
        worker: WorkerId,
        pid: u32,
        at: Option<Nanos>,
        exit: &str,
        tasks: Option<u32>,
    ) {
        let known = self.kept.iter().rposition(|process| process.pid == pid && process.exit.is_none());
        let place = match known {
            Some(place) => place,
            // It may be one of those that are only counted.
            None if self.more > 0 => return,
            None => {
                self.begin(worker, pid, at.unwrap_or_default());
                self.kept.len() - 1
            }
        };
        if let Some(process) = self.kept.get_mut(place) {
            (process.exit, process.tasks, process.ended) = (Some(exit.into()), tasks, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_that_of_the_last_process_of_its_number() {
        let mut processes = Processes::default();
        for _ in 0..2 {
            processes.begin(WorkerId(0), 7, Nanos::ZERO);
            processes.end(WorkerId(0), 7, Some(Nanos::ZERO), "exit 0", Some(1));
        }
        processes.begin(WorkerId(1), 7, Nanos::ZERO);
        let ends: Vec<_> = processes.kept.iter().map(|p| (p.worker.0, p.exit.as_deref())).collect();
        assert_eq!(ends, [(0, Some("exit 0")), (0, Some("exit 0")), (1, None)]);
    }

    #[test]
    fn who_was_never_ready_is_there_too() {
        let mut processes = Processes::default();
        processes.end(WorkerId(3), 9, Some(Nanos(5)), "exit 1", None);
        assert_eq!((processes.count(), processes.kept[0].worker), (1, WorkerId(3)));
    }

    #[test]
    fn a_process_knows_its_start_and_its_end() {
        let mut processes = Processes::default();
        processes.spawn(WorkerId(0), 7, Nanos(10));
        processes.spawn(WorkerId(1), 8, Nanos(11));
        processes.begin(WorkerId(1), 8, Nanos(20));
        assert_eq!(processes.starting, [Starting { worker: WorkerId(0), pid: 7, at: Nanos(10) }]);
        processes.end(WorkerId(1), 8, Some(Nanos(30)), "exit 0", Some(1));
        processes.end(WorkerId(0), 7, Some(Nanos(31)), "exit 1", None);
        let times: Vec<_> = processes.kept.iter().map(|p| (p.spawned, p.ready, p.ended)).collect();
        assert_eq!(
            times,
            [(Some(Nanos(11)), Nanos(20), Some(Nanos(30))), (Some(Nanos(10)), Nanos(31), Some(Nanos(31))),]
        );
        assert!(processes.starting.is_empty());
    }

    #[test]
    fn a_thousand_are_kept_and_the_rest_counted() {
        let mut processes = Processes::default();
        for pid in 0..1234 {
            processes.begin(WorkerId(0), pid, Nanos::ZERO);
            processes.end(WorkerId(0), pid, Some(Nanos::ZERO), "exit 0", Some(1));
        }
        assert_eq!((processes.kept.len(), processes.more, processes.count()), (KEPT, 234, 1234));
    }
}
