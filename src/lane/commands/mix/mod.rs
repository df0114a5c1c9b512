//! The time of a run by activity, from what the kernel accounts and what was sampled.
//!
//! A run has as many *places* as it may have workers: one in a race, N for a command that is told to have N workers itself.
//! Its time is places × its length.
//!
//! | activity | is |
//! | --- | --- |
//! | compute | CPU time of the program and its children (`wait4`) |
//! | core-wait | time of its threads in the run queue (`schedstat`) |
//! | I/O, blocked | the rest, divided as the samples were in which a place was not in use |
//! | idle | the same, where no thread was there for a place: of a command with several |
//!
//! More threads than places use more time than there is: then compute and core-wait are scaled to it.

use crate::event::{Activity, ActivityTotals, Nanos};
use crate::probe::programs::ProgramReading;

/// Samples of a run, counted by state.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Samples {
    io: u64,
    blocked: u64,
    idle: u64,
    /// Time of its threads but the first in the run queue.
    pub(super) wait_beside: Nanos,
    /// Largest resident memory.
    pub(super) peak_rss: u64,
}

impl Samples {
    /// Takes in a sample of a run with so many places.
    pub(super) fn add(&mut self, reading: &ProgramReading, places: u32) {
        let mut free = places.saturating_sub(reading.running);
        for (seen, count) in [(reading.io, &mut self.io), (reading.blocked, &mut self.blocked)] {
            let taken = free.min(seen);
            *count += u64::from(taken);
            free -= taken;
        }
        self.idle += u64::from(free);
        self.wait_beside = self.wait_beside.max(reading.wait_beside);
        self.peak_rss = self.peak_rss.max(reading.rss);
    }
}

/// The time of a run of this length in all its places.
pub(super) fn mix(length: Nanos, places: u32, [cpu, wait]: [Nanos; 2], samples: &Samples) -> ActivityTotals {
    let all = Nanos(length.0.saturating_mul(places.into()));
    let busy = cpu + wait;
    let within = |time: Nanos| if busy <= all { time } else { part(all, time.0, busy.0) };
    let mut mix = ActivityTotals::only(Activity::Compute, within(cpu));
    mix[Activity::CoreWait] = within(wait).min(all - mix[Activity::Compute]);
    let rest = all - mix.total();
    let seen = samples.io + samples.blocked + samples.idle;
    mix[Activity::Io] = part(rest, samples.io, seen);
    // A place of a single worker is never without a thread: it was not found.
    mix[Activity::Idle] = if places > 1 { part(rest, samples.idle, seen) } else { Nanos::ZERO };
    mix[Activity::Blocked] = all - mix.total();
    mix
}

/// `whole` × `of` / `all`; nothing of nothing.
fn part(whole: Nanos, of: u64, all: u64) -> Nanos {
    let part = u128::from(whole.0) * u128::from(of) / u128::from(all.max(1));
    Nanos(u64::try_from(part).unwrap_or(u64::MAX)).min(whole)
}

#[cfg(test)]
mod tests;
