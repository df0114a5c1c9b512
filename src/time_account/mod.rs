//! A worker's time account: every nanosecond of its life by activity.
//!
//! A [`Meter`] belongs to one thread, which reports every change of activity to it. Totals are exact: each moment
//! between the meter's start and its end is accounted to exactly one activity. The number of slices *sent* is
//! bounded: an activity of at least [`LONG`] is a slice of its own, shorter ones are merged until they fill one, so
//! no worker sends more than about 500 slices a second however many tasks it runs.
//!
//! At the end of each slice the meter asks the kernel how long the thread was on a core, and how long it stood in the
//! run queue. Time accounted as `compute` without a core is moved to `core_wait`: in a slice of nothing but work, all
//! of it (a hypervisor that takes the core away leaves no trace in the run queue); in a slice with waits in it, no
//! more than the run-queue wait, for part of that belongs to those waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use crate::clock::Clock;
use crate::event::{Activity, ActivityTotals, Nanos, Slice};
use crate::sys::thread::{RunDelay, cpu_time};

/// Duration from which on an activity is a slice of its own: just under a switch interval of 5 ms.
pub const LONG: Nanos = Nanos::from_millis(4);

/// Duration after which an activity is reported before it ends.
pub const OPEN_AFTER: Nanos = Nanos::from_millis(50);

/// A worker's current activity, readable from other threads.
#[derive(Debug, Default)]
pub struct Gauge {
    /// `since << 8 | activity`: one word, so that a reader never sees half of a change.
    now: AtomicU64,
    tasks: AtomicU32,
    failed: AtomicU32,
}

impl Gauge {
    /// The activity and its start.
    #[must_use]
    pub fn now(&self) -> (Activity, Nanos) {
        let word = self.now.load(Ordering::Relaxed);
        let activity = Activity::from_index((word & 0xff) as u8).unwrap_or(Activity::Idle);
        (activity, Nanos(word >> 8))
    }

    /// The activity that should be reported before it ends, at `now`: one of at least [`OPEN_AFTER`], and each only
    /// once. `told` is the watcher's memory, zero in the beginning.
    pub fn open_stretch(&self, now: Nanos, told: &mut Nanos) -> Option<(Activity, Nanos)> {
        let (activity, since) = self.now();
        let news = since != *told && now - since >= OPEN_AFTER;
        news.then(|| {
            *told = since;
            (activity, since)
        })
    }

    /// Numbers of tasks executed, and of those that failed.
    #[must_use]
    pub fn tasks(&self) -> (u32, u32) {
        // In this order: a task is counted before its failure, so there are never more failures than tasks.
        let failed = self.failed.load(Ordering::Acquire);
        (self.tasks.load(Ordering::Acquire), failed)
    }

    /// Counts executed tasks, and those of them that failed.
    pub fn count(&self, tasks: u32, failed: u32) {
        self.tasks.fetch_add(tasks, Ordering::Release);
        if failed > 0 {
            self.failed.fetch_add(failed, Ordering::Release);
        }
    }

    fn set(&self, activity: Activity, since: Nanos) {
        self.now.store(since.0 << 8 | activity as u64, Ordering::Relaxed);
    }
}

/// Destination of finished slices.
pub type SliceSink = Box<dyn FnMut(Slice) + Send>;

/// Accounts the time of the thread that owns it.
pub struct Meter {
    clock: Clock,
    gauge: Arc<Gauge>,
    sink: SliceSink,
    delay: RunDelay,
    /// Totals up to the last slice.
    closed: ActivityTotals,
    slice: Slice,
    current: Activity,
    since: Nanos,
    seen_delay: Nanos,
    /// `None` where the system does not report a thread's CPU time.
    seen_cpu: Nanos,
    first_cpu: Nanos,
    /// Busy time in slices that were sent since the kernel was last asked.
    unsettled: Nanos,
}

/// The closed time account of a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TimeAccount {
    /// Time at which it was opened.
    pub opened: Nanos,
    /// Time at which it was closed.
    pub closed: Nanos,
    /// The time between, by activity.
    pub time: ActivityTotals,
    /// CPU time of the thread in between.
    pub cpu: Nanos,
}

impl Meter {
    /// Opens the account of the calling thread, which is idle.
    #[must_use]
    pub fn open(clock: Clock, gauge: Arc<Gauge>, sink: SliceSink) -> Self {
        let delay = RunDelay::of_this_thread();
        let (now, cpu) = (clock.now(), cpu_time());
        gauge.set(Activity::Idle, now);
        Self {
            seen_delay: delay.read(),
            seen_cpu: cpu,
            first_cpu: cpu,
            unsettled: Nanos::ZERO,
            clock,
            gauge,
            sink,
            delay,
            closed: ActivityTotals::default(),
            slice: Slice { from: now, until: now, mix: ActivityTotals::default() },
            current: Activity::Idle,
            since: now,
        }
    }

    /// Begins an activity of the thread now; returns the time.
    pub fn switch(&mut self, to: Activity) -> Nanos {
        let now = self.clock.now();
        self.switch_at(to, now);
        now
    }

    /// Begins an activity of the thread at `now`, a reading of the meter's clock that is later than the last change.
    pub fn switch_at(&mut self, to: Activity, now: Nanos) {
        self.book(now);
        self.current = to;
        self.gauge.set(to, now);
    }

    /// The clock of the account.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// The counters that other threads may read while this one runs.
    #[must_use]
    pub fn gauge(&self) -> &Gauge {
        &self.gauge
    }

    /// Closes the account.
    #[must_use]
    pub fn close(mut self) -> TimeAccount {
        let now = self.switch(Activity::Idle);
        let opened = self.slice.from - self.closed.total();
        self.flush(now);
        let cpu = cpu_time() - self.first_cpu;
        TimeAccount { opened, closed: now, time: self.closed, cpu }
    }

    fn book(&mut self, now: Nanos) {
        let length = now - self.since;
        if length >= LONG && self.since > self.slice.from {
            // The activities before the long one ended at its start, but the kernel is asked only now.
            let since = self.since;
            self.unsettled += busy(&self.slice.mix);
            self.send(since);
        }
        self.slice.mix[self.current] += length;
        self.since = now;
        if now - self.slice.from >= LONG {
            self.flush(now);
        }
    }

    /// Ends the slice, with the time without a core separated.
    fn flush(&mut self, until: Nanos) {
        let (delay, cpu) = (self.delay.read(), cpu_time());
        let mix = &mut self.slice.mix;
        let off_core = self.unsettled + busy(mix) - (cpu - self.seen_cpu);
        let only_work = busy(mix) == mix.total();
        let waited = if only_work { off_core } else { off_core.min(delay - self.seen_delay) };
        let here = mix.shift(Activity::Compute, Activity::CoreWait, waited);
        // The rest fell into slices that were sent already; the totals are corrected all the same.
        self.closed.shift(Activity::Compute, Activity::CoreWait, (waited - here).min(self.unsettled));
        (self.seen_delay, self.seen_cpu, self.unsettled) = (delay, cpu, Nanos::ZERO);
        self.send(until);
    }

    fn send(&mut self, until: Nanos) {
        if until > self.slice.from {
            self.slice.until = until;
            self.closed += &self.slice.mix;
            (self.sink)(self.slice);
        }
        self.slice = Slice { from: until, until, mix: ActivityTotals::default() };
    }
}

/// Time in which a thread needs a core.
fn busy(mix: &ActivityTotals) -> Nanos {
    mix[Activity::Compute] + mix[Activity::Serialise]
}

#[cfg(test)]
mod tests;
