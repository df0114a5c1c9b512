//! Times of a lane's workers, by activity and by the loss that they are.

use crate::event::Activity;

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
pub(super) struct Spent {
    pub(super) spawn: f64,
    /// Idle time of even the busiest.
    pub(super) rest: f64,
    pub(super) uneven: f64,
    pub(super) lock: f64,
    pub(super) core: f64,
    pub(super) messages: f64,
    /// Stopped by a signal, and idle meanwhile because others were.
    pub(super) stopped: f64,
    /// In tasks: computing (CPU time where known), or waiting in a call.
    pub(super) useful: f64,
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

    /// The same times by cause of loss.
    pub(super) fn spent(&self) -> Spent {
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
            useful: self.computed() + self.of(Activity::Io) + self.of(Activity::Blocked),
        }
    }
}
