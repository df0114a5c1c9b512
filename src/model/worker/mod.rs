//! One worker, and its state. A worker is a place in its lane: where workers are processes, several may fill it one
//! after another.

use std::collections::VecDeque;

use super::timeline::{Timeline, scaled};
use crate::event::{Activity, ActivityTotals, Nanos, Slice};

/// State of a worker.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// It is being started for the first time.
    #[default]
    Starting,
    /// It is ready to execute tasks.
    Ready,
    /// It exists, but a signal has stopped its process.
    Stopped,
    /// Its process ended unexpectedly, and has not been replaced so far.
    Dead,
    /// Its process ended on request.
    Ended,
}

impl Life {
    /// Whether it has no process that could work.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Dead | Self::Ended)
    }
}

/// One worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Worker {
    /// Its process id, once ready.
    pub pid: Option<u32>,
    /// Its thread id.
    pub tid: Option<u32>,
    /// Its history.
    pub timeline: Timeline,
    /// Its current activity, since its last slice, and the start of that.
    pub open: Option<(Activity, Nanos)>,
    /// The last stop that is in no slice so far: its start, and its end unless it lasts.
    stop: Option<(Nanos, Option<Nanos>)>,
    /// The sum of its slices.
    pub time: ActivityTotals,
    /// The core it ran on last.
    pub core: Option<u16>,
    /// Its state.
    pub life: Life,
    /// Start of that state.
    pub since: Nanos,
    /// Number of processes after the first.
    pub restarts: u32,
    /// The largest resident memory seen, in bytes; 0 for threads.
    pub peak_rss: u64,
    /// Tasks executed so far, failed ones included, by all its processes.
    pub tasks: u32,
    /// The kernel's measurements of it, the newest last.
    readings: VecDeque<Reading>,
}

/// The kernel's measurements of a worker since its thread exists.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Reading {
    at: Nanos,
    cpu: Nanos,
    wait: Nanos,
    turns: u64,
}

/// Shortest state of a worker that can be read on a screen.
const READABLE: Nanos = Nanos::from_millis(100);

/// Number of readings kept: 2 s at 20 a second.
const READINGS: usize = 40;

impl Worker {
    pub(super) fn starting_at(origin: Nanos) -> Self {
        Self {
            pid: None,
            tid: None,
            timeline: Timeline::starting_at(origin),
            open: None,
            stop: None,
            time: ActivityTotals::default(),
            core: None,
            life: Life::Starting,
            since: origin,
            restarts: 0,
            peak_rss: 0,
            tasks: 0,
            readings: VecDeque::new(),
        }
    }

    /// Time by activity between two times, including the current activity up to `now`.
    #[must_use]
    pub fn mix(&self, from: Nanos, until: Nanos, now: Nanos) -> ActivityTotals {
        let mut mix = self.timeline.mix(from, until);
        self.add_open(from, until.min(now), &mut mix);
        mix
    }

    /// Adds the time between two times beyond its last slice, as far as known.
    fn add_open(&self, from: Nanos, until: Nanos, mix: &mut ActivityTotals) {
        let end = self.timeline.end();
        let stopped = |from: Nanos| {
            let (since, ended) = self.stop.unwrap_or((until, None));
            ended.unwrap_or(until).min(until) - since.max(from)
        };
        if let Some((activity, since)) = self.open {
            let from = from.max(since).max(end);
            mix[activity] += (until - from) - stopped(from);
        }
        mix[Activity::Stopped] += stopped(from.max(end));
    }

    /// Adds the time by activity in each of several consecutive periods, including the current activity up to `now`:
    /// [`Worker::mix`] for a row of them, where one ends the next begins.
    pub fn walk(&self, stretches: &[(Nanos, Nanos)], now: Nanos, totals: &mut [ActivityTotals]) {
        let mut then = stretches.first().map(|(from, _)| self.timeline.until(*from)).unwrap_or_default();
        for ((from, until), mix) in stretches.iter().zip(totals) {
            let sum = self.timeline.until(*until);
            *mix += &sum.since(&then);
            then = sum;
            self.add_open(*from, (*until).min(now), mix);
        }
    }

    /// Time by activity so far, including the current activity up to `now`.
    #[must_use]
    pub fn time_until(&self, now: Nanos) -> ActivityTotals {
        let mut time = self.time;
        self.add_open(self.timeline.end(), now, &mut time);
        time
    }

    /// Whether its process ended in order, long enough ago to be seen: a worker that is replaced at once has not left.
    #[must_use]
    pub fn has_left(&self, now: Nanos) -> bool {
        self.life == Life::Ended && self.since + READABLE < now
    }

    /// CPU time that its process has used so far, by the last reading; `None` before the first.
    #[must_use]
    pub fn cpu(&self) -> Option<Nanos> {
        Some(self.readings.back()?.cpu)
    }

    /// Time in which its process was runnable without a core so far; `None` where the system does not report it.
    #[must_use]
    pub fn waited(&self) -> Option<Nanos> {
        self.readings.back().filter(|last| last.turns > 0).map(|last| last.wait)
    }

    /// Number of times its process was put on a core so far; `None` where the system does not report it.
    #[must_use]
    pub fn turns(&self) -> Option<u64> {
        self.readings.back().map(|last| last.turns).filter(|turns| *turns > 0)
    }

    /// Cores it used over about the last `window` before `now`, from the readings of its CPU time; 0 without readings
    /// in that time.
    #[must_use]
    pub fn cores_busy(&self, now: Nanos, window: Nanos) -> Option<f64> {
        self.rate(now, window, |first, last| last.cpu - first.cpu)
    }

    /// Share of about the last `window` before `now` in which it was on a core, at most 1.
    #[must_use]
    pub fn cpu_share(&self, now: Nanos, window: Nanos) -> Option<f64> {
        self.cores_busy(now, window).map(|share| share.min(1.0))
    }

    /// Share of about the last `window` before `now` in which it was runnable without a core, at most 1; `None` where
    /// the system does not report it.
    #[must_use]
    pub fn wait_share(&self, now: Nanos, window: Nanos) -> Option<f64> {
        self.turns()?;
        self.rate(now, window, |first, last| last.wait - first.wait).map(|share| share.min(1.0))
    }

    /// Times per second it was put on a core over about the last `window` before `now`; `None` where the system does
    /// not report it.
    #[must_use]
    pub fn turns_per_s(&self, now: Nanos, window: Nanos) -> Option<f64> {
        self.turns()?;
        let turns = |first: &Reading, last: &Reading| Nanos(last.turns.saturating_sub(first.turns));
        self.rate(now, window, turns).map(|per_nano| per_nano * 1e9)
    }

    /// Gain of a measurement per nanosecond over about the last `window` before `now`.
    fn rate(&self, now: Nanos, window: Nanos, gain: fn(&Reading, &Reading) -> Nanos) -> Option<f64> {
        let last = self.readings.back()?;
        if last.at + window < now {
            return Some(0.0);
        }
        let first = self.readings.iter().find(|reading| reading.at + window >= last.at)?;
        (last.at > first.at).then(|| gain(first, last).share_of(last.at - first.at))
    }

    /// Begins a process in its place: the time since the previous one ended, or since the lane `started`, was its
    /// start-up.
    pub(super) fn begin(&mut self, at: Nanos, started: Nanos, pid: u32, tid: u32) {
        let again = self.life.is_over() || self.pid.is_some_and(|before| before != pid);
        let from = if again { self.timeline.end().max(self.since) } else { started };
        // Whatever the previous process left open was over when this one began to be started.
        (self.open, self.stop) = (None, None);
        self.push(&Slice {
            from,
            until: at.max(from),
            mix: ActivityTotals::only(Activity::Spawn, at - from),
        });
        self.restarts += u32::from(again);
        (self.pid, self.tid) = (Some(pid), Some(tid));
        self.enter(Life::Ready, at);
        // Its CPU time starts from zero again.
        self.readings.clear();
    }

    /// Ends its process at `at`, and its current activity at `until`: with its lane, if that has ended before.
    pub(super) fn end(&mut self, at: Nanos, until: Nanos, life: Life) {
        self.end_at(until);
        self.enter(life, at);
    }

    /// Its process was stopped, or continued.
    pub(super) fn halt(&mut self, at: Nanos, stopped: bool) {
        if self.life.is_over() {
            return;
        }
        let goes_on = if self.pid.is_some() { Life::Ready } else { Life::Starting };
        self.enter(if stopped { Life::Stopped } else { goes_on }, at);
        match &mut self.stop {
            Some((_, until @ None)) if !stopped => *until = Some(at),
            Some((_, None)) => {}
            _ if stopped => self.stop = Some((at, None)),
            _ => {}
        }
    }

    /// Closes it with its lane: its final account holds all that it did.
    pub(super) fn close(&mut self) {
        (self.open, self.stop) = (None, None);
    }

    fn enter(&mut self, life: Life, at: Nanos) {
        (self.life, self.since) = (life, at);
    }

    /// Ends its current activity: no later slice will.
    fn end_at(&mut self, at: Nanos) {
        let mut mix = ActivityTotals::default();
        self.add_open(self.timeline.end(), at, &mut mix);
        (self.open, self.stop) = (None, None);
        if mix.total() > Nanos::ZERO {
            self.push(&Slice { from: at - mix.total(), until: at, mix });
        }
    }

    /// Adds the part of a slice that lies before `end`.
    pub(super) fn push_until(&mut self, slice: &Slice, end: Nanos) {
        if slice.until <= end {
            self.push(slice);
        } else if slice.from < end {
            let mix = scaled(&slice.mix, end - slice.from, slice.until - slice.from);
            self.push(&Slice { from: slice.from, until: end, mix });
        }
    }

    pub(super) fn push(&mut self, slice: &Slice) {
        self.timeline.push(slice);
        self.time += &slice.mix;
        if self.open.is_some_and(|(_, since)| since < slice.until) {
            self.open = None;
        }
        if self.stop.is_some_and(|(_, until)| until.is_some_and(|until| until <= slice.until)) {
            self.stop = None;
        }
    }

    /// Adds the kernel's measurements of its process.
    pub(super) fn read(&mut self, at: Nanos, cpu: Nanos, wait: Nanos, turns: u64) {
        if self.readings.len() == READINGS {
            self.readings.pop_front();
        }
        self.readings.push_back(Reading { at, cpu, wait, turns });
    }
}

#[cfg(test)]
mod tests;
