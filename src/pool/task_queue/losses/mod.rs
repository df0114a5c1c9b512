//! Tasks lost with workers: which of them are to blame, and which are to run again.

use std::collections::HashMap;

use super::super::config::ATTEMPTS;
use super::super::pending_replacement::PendingReplacement;

/// Tasks that workers died with.
#[derive(Debug, Default)]
pub(super) struct Losses {
    /// Number of deaths in the middle of a task that may have been to blame, by task.
    deaths: HashMap<u32, u16>,
    /// Tasks that were lost with a worker, until they are handed out again.
    lost: HashMap<u32, PendingReplacement>,
    retried: u32,
    quarantined: Vec<u32>,
}

impl Losses {
    /// Forgets the tasks, but not how many there were: the next list has nothing to do with them, but the same
    /// numbers.
    pub(super) fn next_list(&mut self) {
        self.deaths.clear();
        self.lost.clear();
    }

    /// Records a death in the middle of a task. Whether it may run again: it is not to `blame` for the last time.
    pub(super) fn record(&mut self, task: u32, blame: bool, death: PendingReplacement) -> bool {
        let deaths = self.deaths.entry(task).or_insert(0);
        *deaths += u16::from(blame);
        if *deaths >= ATTEMPTS {
            self.quarantined.push(task);
            return false;
        }
        self.retried += 1;
        self.lost.insert(task, death);
        true
    }

    /// Whether a lost task has not been handed out again.
    pub(super) fn has_lost(&self) -> bool {
        !self.lost.is_empty()
    }

    /// Takes the death with which this task was lost, when it is handed out again.
    pub(super) fn take(&mut self, task: u32) -> Option<PendingReplacement> {
        self.lost.remove(&task)
    }

    /// Number of tasks handed out again so far, or about to be.
    pub(super) fn retried(&self) -> u32 {
        self.retried
    }

    /// Tasks given up so far.
    pub(super) fn quarantined(&self) -> &[u32] {
        &self.quarantined
    }
}

#[cfg(test)]
mod tests;
