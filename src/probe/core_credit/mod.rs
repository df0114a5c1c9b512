//! Attribution of each core's time since the last sample.

use super::permille::permille;
use crate::event::Nanos;

/// Accounts of the current sample.
#[derive(Debug, Default)]
pub(super) struct CoreCredit {
    pub(super) since: Nanos,
    /// Worker time by core number.
    credit: Vec<Nanos>,
    /// Time of worker threads, which is part of this program's.
    pub(super) threads: Nanos,
    /// This program's CPU time at the beginning.
    pub(super) program: Option<Nanos>,
    /// Number of worker threads that ended in between and whose last CPU time is not known, or not yet: it cannot be
    /// separated from the program's.
    pub(super) blurred: u32,
}

impl CoreCredit {
    /// Empty accounts from `now` on, when this program had used `program`.
    pub(super) fn open(now: Nanos, program: Option<Nanos>) -> Self {
        Self { since: now, program, ..Self::default() }
    }

    /// Credits time that a worker used to the core it was last seen on.
    pub(super) fn credit(&mut self, used: Nanos, core: Option<u16>, process: bool) {
        if !process {
            self.threads += used;
        }
        let Some(core) = core.map(usize::from) else { return };
        if core >= self.credit.len() {
            self.credit.resize(core + 1, Nanos::ZERO);
        }
        self.credit[core] += used;
    }

    /// Our part of each core in 1/1000. The tick in which a worker changed cores is credited to the new one alone,
    /// and the two clocks differ: never more than the core was busy.
    pub(super) fn ours(&self, busy: &[u16], length: Nanos) -> Vec<u16> {
        let credit = |core: usize| self.credit.get(core).copied().unwrap_or_default();
        let ours = |(core, busy): (usize, &u16)| permille(credit(core), length).min(*busy);
        busy.iter().enumerate().map(ours).collect()
    }
}

#[cfg(test)]
mod tests;
