//! The budget of a lane: its losses by cause, which follow from the times of one worker and those of many.

use super::lane_times::{LaneTimes, Spent};

/// Rounding error of sums, in multiples of speed-up.
const ROUNDING: f64 = 1e-9;

/// A cause of lost speed-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Some workers had nothing to do while others had.
    Balance,
    /// Waits for the lock.
    LockWait,
    /// Waits of runnable workers for a core.
    CoreWait,
    /// Serialisation and transfer of messages.
    Transfer,
    /// Starting processes in the midst of the work.
    StartUp,
    /// Workers that were stopped by a signal, and the others' wait for them.
    Stopped,
    /// The same work took more CPU time than alone.
    SlowerCores,
    /// The rest, which the accounts do not explain.
    Unexplained,
}

impl Cause {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Balance,
        Self::LockWait,
        Self::CoreWait,
        Self::Transfer,
        Self::StartUp,
        Self::Stopped,
        Self::SlowerCores,
        Self::Unexplained,
    ];
}

/// The loss to one cause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// The cause.
    pub cause: Cause,
    /// Lost speed-up, in multiples of one worker; negative where the lane gained by it.
    pub times: f64,
    /// Speed-up after it, as a share of the speed-up before; above 1 where the lane gained.
    pub factor: f64,
}

/// The loss budget of a lane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losses {
    /// Possible speed-up.
    pub possible: f64,
    /// Measured speed-up.
    pub measured: f64,
    /// Losses in the order of [`Cause::ALL`]. `measured` and their times add up to `possible`.
    pub by_cause: [Loss; Cause::ALL.len()],
}

/// Reasons why a lane has no loss budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoBudget {
    /// It has not done a task so far.
    TooEarly,
    /// The time of one worker alone is unknown.
    NoBaseline,
    /// Its work waits more than it computes.
    Waits,
    /// Its workers have many tasks in flight each.
    InFlight,
    /// A figure that it follows from is withheld as impossible.
    Withheld,
    /// Its speed-up is beyond what its cores can give: it is withheld, or cores do not bound it.
    BeyondPossible,
}

impl Losses {
    /// The budget of many workers' `books` against those of one worker `alone`, when they did `times` its work: the
    /// loss to a cause is its time with the many beyond its time with the one. `None` where nothing was done.
    #[must_use]
    pub fn between(alone: &LaneTimes, books: &LaneTimes, times: f64, possible: f64) -> Option<Self> {
        let (one, many) = (alone.spent(), books.spent());
        let measured = times * alone.wall / books.wall;
        if !(many.useful > 0.0 && measured > 0.0 && possible > 0.0) {
            return None;
        }
        let beyond = |of: fn(&Spent) -> f64| of(&many) - times * of(&one);
        // Time in messages comes last: only the rest of it counts as waiting for a missing core.
        let waiting: [fn(&Spent) -> f64; 5] =
            [|s| s.core, |s| s.lock, |s| s.uneven, |s| s.rest, |s| s.messages];
        let mut waits = waiting.map(beyond);
        let mut surplus = (books.workers - possible).max(0.0) * books.wall;
        for wait in &mut waits {
            let forgiven = wait.min(surplus).max(0.0);
            *wait -= forgiven;
            surplus -= forgiven;
        }
        let [core, lock, uneven, rest, messages] = waits;
        // One worker alone cannot have done useful work for longer than its wall time.
        let worked = times * one.useful.min(alone.wall * alone.workers);
        let slower = if books.closed { many.useful - worked } else { 0.0 };
        let idle_of_all = if books.by_message { Cause::Transfer } else { Cause::Unexplained };
        let (spawn, stopped) = (beyond(|s| s.spawn), beyond(|s| s.stopped));
        let known = stopped + spawn + rest + uneven + lock + core + messages + slower;
        // Exact, whatever the accounts hold: what is left of the whole, but for the rounding of sums.
        let left = possible - measured - known / books.wall;
        let left = if left.abs() < ROUNDING { 0.0 } else { left };
        let mut slices = [
            (Cause::StartUp, spawn / books.wall),
            (Cause::Stopped, stopped / books.wall),
            (idle_of_all, rest / books.wall),
            (Cause::Balance, uneven / books.wall),
            (Cause::LockWait, lock / books.wall),
            (Cause::CoreWait, core / books.wall),
            (Cause::Transfer, messages / books.wall),
            (Cause::Unexplained, left),
            (Cause::SlowerCores, slower / books.wall),
        ];
        // Gains come first, so that there is always something left to lose from; slower cores stay last.
        slices[..8].sort_by_key(|(_, times)| *times >= 0.0);
        let by_cause = taken_off(possible, &slices);
        let counts = |loss: &Loss| loss.times.is_finite() && loss.factor.is_finite();
        by_cause.iter().all(counts).then_some(Self { possible, measured, by_cause })
    }

    /// The loss to one cause.
    #[must_use]
    pub fn to(&self, cause: Cause) -> Loss {
        self.by_cause[cause as usize]
    }

    /// The largest loss; `None` when none reaches a twentieth of the possible speed-up.
    #[must_use]
    pub fn largest(&self) -> Option<Loss> {
        let largest = self.by_cause.iter().copied().max_by(|a, b| a.times.total_cmp(&b.times));
        largest.filter(|loss| loss.times >= 0.05 * self.possible)
    }

    /// Measured over possible speed-up.
    #[must_use]
    pub fn kept(&self) -> f64 {
        self.measured / self.possible
    }
}

/// Takes one loss after another off the possible speed-up.
fn taken_off(possible: f64, slices: &[(Cause, f64)]) -> [Loss; Cause::ALL.len()] {
    let mut by_cause = Cause::ALL.map(|cause| Loss { cause, times: 0.0, factor: 1.0 });
    let mut there = possible;
    for (cause, times) in slices {
        let loss = &mut by_cause[*cause as usize];
        loss.times += times;
        loss.factor *= (there - times) / there;
        there -= times;
    }
    by_cause
}

#[cfg(test)]
mod tests;
