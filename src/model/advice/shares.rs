//! Shares of a function's time, from the time account of a lane.

use super::choice::{Candidate, Choice};
use super::run_as::RunAs;
use crate::event::{Activity, LaneId};

/// Shares of the time of tasks, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shares {
    /// The lane whose account they are from: one thread, where that ran.
    pub lane: LaneId,
    /// On a core.
    pub compute: f64,
    /// Off its core: in I/O, blocked for a reason that cannot be told, or waiting for a lock.
    pub waits: f64,
    /// Wanting a core and having none.
    pub core_wait: f64,
    /// Turning arguments and results into bytes, and moving them.
    pub pickling: f64,
    /// Share of all its time in which it does not need the interpreter's lock; `None` where no threads under a lock ran
    /// beside one thread.
    ///
    /// Where a share *h* of the computing is under the lock, *m* threads on as many cores take *h* + (1 − *h*) / *m* of
    /// the time that one takes (Amdahl): the measured ratio gives *h*. Waiting needs no lock.
    pub outside_lock: Option<f64>,
}

impl Shares {
    /// The shares of the function that was raced.
    pub(super) fn of(choice: &Choice<'_>) -> Option<Self> {
        let source = choice.get(RunAs::OneThread).unwrap_or(choice.chosen());
        let time = &source.score.time;
        let sum =
            |activities: &[Activity]| activities.iter().map(|activity| time[*activity].secs()).sum::<f64>();
        let waits = sum(&[Activity::Io, Activity::Blocked, Activity::LockWait]);
        let compute = sum(&[Activity::Compute]);
        let (core_wait, pickling) =
            (sum(&[Activity::CoreWait]), sum(&[Activity::Serialise, Activity::Transfer]));
        let all = waits + compute + core_wait + pickling;
        if all <= 0.0 {
            return None;
        }
        let outside = choice.get(RunAs::Threads).filter(|_| source.run_as == RunAs::OneThread);
        let outside_lock = outside
            .and_then(outside_lock)
            .map(|outside| ((waits + compute * outside) / (waits + compute)).clamp(0.0, 1.0));
        Some(Self {
            lane: source.lane.plan.id,
            compute: compute / all,
            waits: waits / all,
            core_wait: core_wait / all,
            pickling: pickling / all,
            outside_lock: outside_lock.filter(|share| share.is_finite()),
        })
    }
}

/// Share of the computing of these threads that is outside their lock, see [`Shares::outside_lock`].
fn outside_lock(threads: &Candidate<'_>) -> Option<f64> {
    let faster = threads.factor.filter(|_| threads.lane.plan.locked)?;
    let workers = f64::from(threads.lane.plan.workers);
    let cores = threads.score.capacity.map_or(workers, |cores| cores.min(workers));
    let under = (1.0 / faster - 1.0 / cores) / (1.0 - 1.0 / cores);
    (cores > 1.1).then(|| (1.0 - under).clamp(0.0, 1.0))
}
