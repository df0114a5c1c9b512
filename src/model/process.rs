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
    /// Time at which it was ready.
    pub ready: Nanos,
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
}

impl Processes {
    /// Number of processes.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.kept.len() as u64 + self.more
    }

    pub(super) fn begin(&mut self, worker: WorkerId, pid: u32, ready: Nanos) {
        if self.kept.len() < KEPT {
            self.kept.push(Process { worker, pid, ready, exit: None, tasks: None });
        } else {
            self.more += 1;
        }
    }

    /// Ends a process. The system reuses process ids, so the last one with this id is meant. One that was never ready
    /// is listed all the same.
    pub(super) fn end(&mut self, worker: WorkerId, pid: u32, at: Nanos, exit: &str, tasks: Option<u32>) {
        let known = self.kept.iter().rposition(|process| process.pid == pid && process.exit.is_none());
        let place = match known {
            Some(place) => place,
            // It may be one of those that are only counted.
            None if self.more > 0 => return,
            None => {
                self.begin(worker, pid, at);
                self.kept.len() - 1
            }
        };
        if let Some(process) = self.kept.get_mut(place) {
            (process.exit, process.tasks) = (Some(exit.into()), tasks);
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
            processes.end(WorkerId(0), 7, Nanos::ZERO, "exit 0", Some(1));
        }
        processes.begin(WorkerId(1), 7, Nanos::ZERO);
        let ends: Vec<_> = processes.kept.iter().map(|p| (p.worker.0, p.exit.as_deref())).collect();
        assert_eq!(ends, [(0, Some("exit 0")), (0, Some("exit 0")), (1, None)]);
    }

    #[test]
    fn who_was_never_ready_is_there_too() {
        let mut processes = Processes::default();
        processes.end(WorkerId(3), 9, Nanos(5), "exit 1", None);
        assert_eq!((processes.count(), processes.kept[0].worker), (1, WorkerId(3)));
    }

    #[test]
    fn a_thousand_are_kept_and_the_rest_counted() {
        let mut processes = Processes::default();
        for pid in 0..1234 {
            processes.begin(WorkerId(0), pid, Nanos::ZERO);
            processes.end(WorkerId(0), pid, Nanos::ZERO, "exit 0", Some(1));
        }
        assert_eq!((processes.kept.len(), processes.more, processes.count()), (KEPT, 234, 1234));
    }
}
