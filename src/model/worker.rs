//! One worker, and where it is in its life. A worker is a place in its lane: where workers are processes, several
//! may fill it one after another.

use std::collections::VecDeque;

use super::timeline::Timeline;
use crate::event::{Activity, Mix, Nanos, Slice};

/// Where a worker is in its life.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// It is being started for the first time.
    #[default]
    Starting,
    /// It is there and can execute tasks.
    Ready,
    /// It is there, but somebody has stopped its process.
    Stopped,
    /// Its process ended before it was told to, and no other has taken its place so far.
    Dead,
    /// Its process ended as it was told to.
    Ended,
}

impl Life {
    /// Whether nobody is there who could work.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Dead | Self::Ended)
    }
}

/// One worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Worker {
    /// Its process, once it is ready.
    pub pid: Option<u32>,
    /// Its thread in that process.
    pub tid: Option<u32>,
    /// What it did.
    pub timeline: Timeline,
    /// What it has been doing since its last slice, and since when.
    pub open: Option<(Activity, Nanos)>,
    /// The sum of its slices.
    pub time: Mix,
    /// The core it ran on last.
    pub core: Option<u16>,
    /// Where it is in its life.
    pub life: Life,
    /// Since when.
    pub since: Nanos,
    /// How many processes have taken its place after the first.
    pub restarts: u32,
    /// The largest resident memory seen, in bytes; 0 for threads.
    pub peak_rss: u64,
    /// Readings of its CPU time, the newest last.
    cpu: VecDeque<(Nanos, Nanos)>,
}

/// Readings of CPU time that are kept: 2 s at 20 a second.
const CPU_READINGS: usize = 40;

impl Worker {
    pub(super) fn starting_at(origin: Nanos) -> Self {
        Self {
            pid: None,
            tid: None,
            timeline: Timeline::starting_at(origin),
            open: None,
            time: Mix::default(),
            core: None,
            life: Life::Starting,
            since: origin,
            restarts: 0,
            peak_rss: 0,
            cpu: VecDeque::new(),
        }
    }

    /// What it did between two moments, what it is still doing at `now` included.
    #[must_use]
    pub fn mix(&self, from: Nanos, until: Nanos, now: Nanos) -> Mix {
        let mut mix = self.timeline.mix(from, until);
        if let Some((activity, since)) = self.open {
            mix[activity] += until.min(now) - from.max(since).max(self.timeline.end());
        }
        mix
    }

    /// Its time so far, what it is still doing at `now` included.
    #[must_use]
    pub fn time_until(&self, now: Nanos) -> Mix {
        let mut time = self.time;
        if let Some((activity, since)) = self.open {
            time[activity] += now - since.max(self.timeline.end());
        }
        time
    }

    /// Cores it used over about the last `window` before `now`, from the readings of its CPU time. Who was
    /// not read for that long uses none.
    #[must_use]
    pub fn cores_busy(&self, now: Nanos, window: Nanos) -> Option<f64> {
        let (newest, last) = *self.cpu.back()?;
        if newest + window < now {
            return Some(0.0);
        }
        let (then, first) = *self.cpu.iter().find(|(at, _)| *at + window >= newest)?;
        (newest > then).then(|| (last - first).share_of(newest - then))
    }

    /// A process is ready in its place: what went by since the one before it ended, or since the lane `started`,
    /// went into starting it.
    pub(super) fn begin(&mut self, at: Nanos, started: Nanos, pid: u32, tid: u32) {
        let again = self.life.is_over() || self.pid.is_some_and(|before| before != pid);
        let from = if again { self.timeline.end().max(self.since) } else { started };
        // What the process before it left open was over when this one began to be started.
        self.open = None;
        self.push(&Slice { from, until: at.max(from), mix: Mix::only(Activity::Spawn, at - from) });
        self.restarts += u32::from(again);
        (self.pid, self.tid) = (Some(pid), Some(tid));
        self.enter(Life::Ready, at);
        // Its CPU time counts from nothing again.
        self.cpu.clear();
    }

    /// Its process ended: what it was doing ends here.
    pub(super) fn end(&mut self, at: Nanos, life: Life) {
        self.end_at(at);
        self.enter(life, at);
    }

    /// Its process was stopped, or goes on.
    pub(super) fn halt(&mut self, at: Nanos, stopped: bool) {
        if !self.life.is_over() {
            self.enter(if stopped { Life::Stopped } else { Life::Ready }, at);
        }
    }

    fn enter(&mut self, life: Life, at: Nanos) {
        (self.life, self.since) = (life, at);
    }

    /// What it was doing ends here: it will never say that it does something else.
    fn end_at(&mut self, at: Nanos) {
        if let Some((activity, since)) = self.open.take() {
            let from = since.max(self.timeline.end());
            self.push(&Slice { from, until: at, mix: Mix::only(activity, at - from) });
        }
    }

    pub(super) fn push(&mut self, slice: &Slice) {
        self.timeline.push(slice);
        self.time += &slice.mix;
        if self.open.is_some_and(|(_, since)| since < slice.until) {
            self.open = None;
        }
    }

    pub(super) fn push_cpu(&mut self, at: Nanos, cpu: Nanos) {
        if self.cpu.len() == CPU_READINGS {
            self.cpu.pop_front();
        }
        self.cpu.push_back((at, cpu));
    }
}
