//! Times of a lane's workers, and the budget that follows from those of one worker and those of many.

use super::{Cause, Loss, Losses, taken_off};
use crate::event::Activity;

/// Rounding error of sums, in multiples of speed-up.
const ROUNDING: f64 = 1e-9;

/// Times of all workers of a lane from the first task on, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaneTimes {
    /// Time from handing out the first task to the last result.
    pub wall: f64,
    /// Number of workers.
    pub workers: f64,
    /// Time by activity, in the order of [`Activity::ALL`].
    pub time: [f64; Activity::ALL.len()],
    /// Shortfall of their work against all working as long as the busiest.
    pub uneven: f64,
    /// CPU time of all; `None` where unknown.
    pub cpu: Option<f64>,
    /// Whether the next task of an idle worker comes in a message.
    pub by_message: bool,
    /// Whether all work was on tasks that have ended.
    pub closed: bool,
}

/// The same times by cause of loss.
struct Spent {
    spawn: f64,
    /// Idle time of even the busiest.
    rest: f64,
    uneven: f64,
    lock: f64,
    core: f64,
    messages: f64,
    /// Stopped by a signal, and idle meanwhile because others were.
    stopped: f64,
    /// In tasks: computing (CPU time where known), or waiting in a call.
    useful: f64,
}

impl LaneTimes {
    /// One worker that computes for `work` seconds and does nothing else; `throttled` is the share of them in which a
    /// quota gave it no core.
    #[must_use]
    pub fn alone(work: f64, throttled: f64) -> Self {
        let mut time = [0.0; Activity::ALL.len()];
        time[Activity::Compute as usize] = work * (1.0 - throttled);
        time[Activity::CoreWait as usize] = work * throttled;
        Self { wall: work, workers: 1.0, time, uneven: 0.0, cpu: None, by_message: false, closed: true }
    }

    /// Time in one activity.
    #[must_use]
    pub fn of(&self, activity: Activity) -> f64 {
        self.time[activity as usize]
    }

    /// CPU time where known, else the time accounted as computing; never more than that.
    #[must_use]
    pub fn computed(&self) -> f64 {
        self.cpu.map_or(self.of(Activity::Compute), |cpu| cpu.min(self.of(Activity::Compute)))
    }

    fn spent(&self) -> Spent {
        let spawn = self.of(Activity::Spawn);
        let busy = self.time.iter().sum::<f64>() - self.of(Activity::Idle) - spawn;
        // Workers that never came were idle, too.
        let idle = (self.workers * self.wall - busy - spawn).max(0.0);
        let uneven = self.uneven.max(0.0).min(idle);
        // While one is stopped the others come to the end of their work, and wait for its tasks.
        let stopped = self.of(Activity::Stopped);
        let waited = (stopped * (self.workers - 1.0).max(0.0)).min(uneven);
        Spent {
            spawn,
            rest: idle - uneven,
            uneven: uneven - waited,
            stopped: stopped + waited,
            lock: self.of(Activity::LockWait),
            core: self.of(Activity::CoreWait),
            messages: self.of(Activity::Serialise) + self.of(Activity::Transfer),
            useful: self.computed() + self.of(Activity::Io),
        }
    }
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Activity::{Compute, CoreWait, Idle, LockWait, Serialise, Transfer};
    use proptest::prelude::*;

    fn books(wall: f64, workers: f64, time: &[(Activity, f64)]) -> LaneTimes {
        let mut books =
            LaneTimes { wall, workers, time: [0.0; Activity::ALL.len()], ..LaneTimes::alone(0.0, 0.0) };
        for (activity, seconds) in time {
            books.time[*activity as usize] = *seconds;
        }
        books
    }

    #[test]
    fn what_one_worker_loses_as_well_is_no_loss_of_many() {
        let one = books(5.0, 1.0, &[(Compute, 4.0), (Serialise, 0.5), (Transfer, 0.5)]);
        let many = books(3.0, 2.0, &[(Compute, 4.0), (Serialise, 0.5), (Transfer, 1.5)]);
        let losses = Losses::between(&one, &many, 1.0, 2.0).unwrap();
        assert!((losses.measured - 5.0 / 3.0).abs() < 1e-12);
        assert!((losses.to(Cause::Transfer).times - 1.0 / 3.0).abs() < 1e-12);
        assert!(losses.to(Cause::SlowerCores).times.abs() < 1e-12, "4 s of CPU time alone and together");
    }

    #[test]
    fn of_more_work_as_much_more_is_no_loss() {
        let one = books(5.0, 1.0, &[(Compute, 4.0), (Transfer, 1.0)]);
        let many = books(5.0, 3.0, &[(Compute, 12.0), (Transfer, 3.0)]);
        let losses = Losses::between(&one, &many, 3.0, 3.0).unwrap();
        assert!((losses.measured - 3.0).abs() < 1e-12);
        assert!(losses.by_cause.iter().all(|loss| loss.times.abs() < 1e-12), "{losses:?}");
    }

    #[test]
    fn what_one_worker_alone_lost_more_to_is_a_gain() {
        let one = books(5.0, 1.0, &[(Compute, 4.0), (CoreWait, 1.0)]);
        let many = books(2.0, 2.0, &[(Compute, 4.0)]);
        let losses = Losses::between(&one, &many, 1.0, 2.0).unwrap();
        assert!((losses.to(Cause::CoreWait).times + 0.5).abs() < 1e-12);
        assert!((losses.measured - 2.5).abs() < 1e-12);
    }

    #[test]
    fn without_work_there_is_no_budget() {
        let one = LaneTimes::alone(1.0, 0.0);
        assert_eq!(Losses::between(&one, &books(1.0, 2.0, &[(Idle, 2.0)]), 1.0, 2.0), None);
        assert_eq!(Losses::between(&one, &books(0.0, 2.0, &[(Compute, 2.0)]), 1.0, 2.0), None);
        let endless = books(1.0, 2.0, &[(Compute, f64::MAX), (LockWait, f64::MAX)]);
        assert_eq!(Losses::between(&one, &endless, 1.0, 2.0), None);
    }

    proptest! {
        /// Whatever the accounts of one and of many hold, the parts are the whole, as a sum and as a product.
        #[test]
        fn the_parts_are_the_whole(
            one in prop::array::uniform9(0.0f64..3.0),
            many in prop::array::uniform9(0.0f64..30.0),
            walls in (0.01f64..5.0, 0.01f64..5.0),
            cpus in (prop::option::of(0.0f64..5.0), prop::option::of(0.0f64..30.0)),
            uneven in -1.0f64..5.0,
            workers in 1u8..16,
            possible in 0.5f64..16.0,
            weak in any::<bool>(),
        ) {
            let workers = f64::from(workers);
            let alone = LaneTimes { wall: walls.0, time: one, cpu: cpus.0, ..LaneTimes::alone(0.0, 0.0) };
            let books = LaneTimes { wall: walls.1, workers, time: many, uneven, cpu: cpus.1, ..alone };
            let possible = possible.min(workers);
            let times = if weak { workers } else { 1.0 };
            if let Some(losses) = Losses::between(&alone, &books, times, possible) {
                let lost: f64 = losses.by_cause.iter().map(|loss| loss.times).sum();
                prop_assert!((lost + losses.measured - possible).abs() < 1e-7 * (1.0 + losses.measured), "{losses:?}");
                let product: f64 = losses.by_cause.iter().map(|loss| loss.factor).product();
                prop_assert!((product - losses.kept()).abs() < 1e-7 * (1.0 + product.abs()), "{losses:?}");
                prop_assert!(losses.by_cause.iter().all(|loss| loss.factor > 0.0), "{losses:?}");
            }
        }
    }
}
