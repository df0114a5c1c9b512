//! The machine of the scripted race: its cores and its kernel's counters.

use super::{Acts, Script, id, noise};
use crate::event::{Activity, ActivityTotals, CoreClass, EventKind, Nanos, WorkerId};

/// Typical time on a core before a worker is placed again.
const TURN: Nanos = Nanos::from_millis(4);

/// Cores by socket: from 64 cores on, two sockets with half of them each.
pub(super) fn sockets(cores: u16) -> Vec<Vec<u16>> {
    if cores < 64 { Vec::new() } else { vec![(0..cores / 2).collect(), (cores / 2..cores).collect()] }
}

/// Core classes: two thirds of the cores are fast ones.
pub(super) fn classes(cores: u16) -> Vec<CoreClass> {
    let fast = (cores * 2).div_ceil(3);
    vec![
        CoreClass { name: "performance".into(), cpus: (0..fast).collect() },
        CoreClass { name: "efficiency".into(), cpus: (fast..cores).collect() },
    ]
}

/// Kernel counters of a worker that spent its time so, on a machine of this many cores.
pub(super) fn reading(lane: usize, w: u16, time: &ActivityTotals, cores: usize) -> EventKind {
    let core = Some(u16::try_from(usize::from(w) % cores).unwrap());
    let (cpu, wait) = (time[Activity::Compute], time[Activity::CoreWait]);
    let turns = cpu.0 / TURN.0 + 1;
    EventKind::WorkerCpu {
        lane: id(lane),
        worker: WorkerId(w),
        cpu,
        wait,
        turns,
        core,
        rss: 1 << 20,
        last: false,
    }
}

impl Script {
    /// Samples the machine four times a second: the lanes' load on the cores they may use, and a little of others.
    pub(super) fn act_samples(&self, acts: &mut Acts, runs: &[(f64, f64)], last: f64) {
        let mut tick: u64 = 1;
        while tick as f64 * 0.25 <= last + 0.25 {
            let until = tick as f64 * 0.25;
            let mut ours = vec![0.0; usize::from(self.cores)];
            for (lane, (begin, end)) in runs.iter().enumerate() {
                let overlap = ((until.min(*end) - begin.max(until - 0.25)) / 0.25).clamp(0.0, 1.0);
                self.load(lane, tick, overlap, &mut ours);
            }
            let busy = ours.iter().enumerate().map(|(core, o)| {
                let others = 0.02 + 0.02 * noise(tick * 131 + core as u64);
                per_mille((o + others).min(1.0))
            });
            let busy: Vec<u16> = busy.collect();
            let ours: Vec<u16> = ours.iter().map(|o| per_mille(*o)).collect();
            let stolen = stolen(&busy, &ours, tick);
            acts.say(until, EventKind::Sample { busy, ours, stolen, offline: Vec::new(), own: 8 });
            tick += 1;
        }
    }

    fn load(&self, lane: usize, tick: u64, overlap: f64, ours: &mut [f64]) {
        let cores = self.share_of_cores(lane);
        let hosts = usize::from(self.workers_of(lane)).min(cores.len());
        // Threads that take turns migrate; worker processes stay on their core.
        let stride = (cores.len() / hosts).max(1);
        let drift = if self.lanes[lane] == "gil" { usize::try_from(tick / 8).unwrap_or(0) } else { 0 };
        let each = self.busy(lane) / hosts as f64 * overlap;
        let mut spent = 0.0;
        for host in 0..hosts {
            let core = usize::from(cores[(host * stride + drift) % cores.len()]);
            let wobble =
                if self.lanes[lane] == "gil" { 0.1 * each * noise(tick * 31 + host as u64) } else { 0.0 };
            let load = if host + 1 == hosts { self.busy(lane) * overlap - spent } else { each + wobble };
            spent += load;
            ours[core] = (ours[core] + load).clamp(0.0, 1.0);
        }
    }
}

/// Steal time: up to a hundredth of each core, never more than what is neither idle nor ours.
pub(super) fn stolen(busy: &[u16], ours: &[u16], tick: u64) -> Vec<u16> {
    let taken = |(core, (busy, ours)): (usize, (&u16, &u16))| {
        let wanted = per_mille(0.01 * noise(tick * 17 + core as u64 * 3).abs());
        wanted.min(busy.saturating_sub(*ours))
    };
    busy.iter().zip(ours).enumerate().map(taken).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1000")]
fn per_mille(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0) as u16
}

#[cfg(test)]
mod tests;
