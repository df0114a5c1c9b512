//! The hub that all events of a race pass on their way to the sinks.
//!
//! Workers send hundreds of events a second, each of which would wake the hub, and the hub the screen: two context
//! switches for every event, on the cores that are being measured. So events that follow one that was passed on are
//! held and passed on together, [`PACE`] later at the latest. Each event carries its time, so nothing is measured
//! less precisely for that.

use std::time::Duration;

use crossbeam_channel::{Receiver, Sender};

use crate::event::{Event, EventKind, LaneId, LanePlan};
use crate::probe::Watch;
use crate::probe::watched::Kind;

/// Longest time for which events are held: less than a frame of the screen.
const PACE: Duration = Duration::from_millis(25);

/// Passes events on, and informs the probes of workers.
pub(super) struct Hub<'a> {
    out: &'a Sender<Event>,
    watch: &'a Watch,
    /// Kind of the workers of each lane.
    lanes: Vec<Kind>,
}

impl<'a> Hub<'a> {
    pub(super) fn new(out: &'a Sender<Event>, watch: &'a Watch) -> Self {
        Self { out, watch, lanes: Vec::new() }
    }

    /// Passes on `heard` until the race has ended. When `over` closes, the last event has been sent, and nothing is
    /// held any longer.
    pub(super) fn forward(mut self, heard: &Receiver<Event>, over: &Receiver<()>) {
        while let Ok(first) = heard.recv() {
            for event in std::iter::once(first).chain(heard.try_iter()) {
                let last = matches!(event.fact, EventKind::RaceEnded { .. });
                self.pass(event);
                if last {
                    return;
                }
            }
            // Nothing is sent here: this waits for the time, or for the end.
            let _ = over.recv_timeout(PACE);
        }
    }

    fn pass(&mut self, event: Event) {
        match &event.fact {
            EventKind::Plan(plan) => {
                self.lanes = plan.lanes.iter().map(kind_of).collect();
            }
            EventKind::WorkerReady { lane, worker, pid, tid } => {
                self.watch.watch((*lane, *worker), (*pid, *tid), self.kind_of(*lane), event.at);
            }
            EventKind::Exit { lane, worker, pid, cpu: Some(cpu), core, .. } => {
                self.watch.ended((*lane, *worker), Some(*pid), *cpu, *core);
            }
            EventKind::Death { lane, worker, obituary } => {
                if let Some(cpu) = obituary.cpu {
                    self.watch.ended((*lane, *worker), Some(obituary.pid), cpu, None);
                }
            }
            EventKind::WorkerCpu { lane, worker, cpu, core, last: true, .. } => {
                self.watch.ended((*lane, *worker), None, *cpu, *core);
            }
            EventKind::LaneFinished { lane, outcome } => {
                for account in &outcome.accounts {
                    self.watch.finished((*lane, account.worker), account.pid, account.cpu);
                }
                self.watch.unwatch_lane(*lane);
            }
            EventKind::LaneFailed { lane, .. } => {
                self.watch.unwatch_lane(*lane);
            }
            _ => {}
        }
        // A sink that is gone does not stop the race; its owner does.
        let _ = self.out.send(event);
    }

    fn kind_of(&self, lane: LaneId) -> Kind {
        self.lanes.get(usize::from(lane.0)).copied().unwrap_or(Kind::Thread)
    }
}

/// Kind of the workers of this lane.
fn kind_of(lane: &LanePlan) -> Kind {
    if lane.commands {
        Kind::Program
    } else if lane.processes || lane.python.is_some() {
        Kind::Process
    } else {
        Kind::Thread
    }
}

#[cfg(test)]
mod tests;
