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
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::emitter::Emitter;
    use crate::event::{End, Nanos, Phase};
    use crossbeam_channel::{bounded, unbounded};

    #[test]
    fn everything_said_is_passed_on_in_order_and_nothing_after_the_end() {
        let (said, heard) = unbounded();
        let (out, events) = unbounded();
        let (open, over) = bounded(0);
        let say = |at: u64, fact: EventKind| said.send(Event { at: Nanos(at), fact }).unwrap();
        (0..1000).for_each(|at| say(at, EventKind::Phase(Phase::Racing)));
        say(1000, EventKind::RaceEnded { end: End::Finished });
        say(1001, EventKind::Phase(Phase::Racing));
        drop(open);
        let (nobody, _) = unbounded();
        let watch = Watch::start(Emitter::new(Clock::start(), nobody)).unwrap();
        Hub::new(&out, &watch).forward(&heard, &over);
        drop(out);
        let times: Vec<u64> = events.iter().map(|event| event.at.0).collect();
        assert!(times.into_iter().eq(0..=1000));
    }

    #[test]
    fn it_ends_when_nobody_is_left_to_say_anything() {
        let (said, heard) = unbounded();
        let (out, events) = unbounded();
        let (_open, over) = bounded(0);
        said.send(Event { at: Nanos(1), fact: EventKind::Phase(Phase::Racing) }).unwrap();
        drop(said);
        let (nobody, _) = unbounded();
        let watch = Watch::start(Emitter::new(Clock::start(), nobody)).unwrap();
        Hub::new(&out, &watch).forward(&heard, &over);
        assert_eq!(events.len(), 1);
    }
}
