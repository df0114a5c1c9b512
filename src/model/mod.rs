//! The model: what the events add up to. Pure: no I/O, no clock, no threads.
//!
//! [`Model`] is a fold over the stream: [`Model::apply`] takes one event after another, live or from a
//! recording, and everything that is shown or reported is read from it. So the dashboard and the headless
//! report cannot disagree, and a test drives either from a scripted list of events.

pub mod cores;
pub mod death;
pub mod findings;
#[cfg(test)]
pub(crate) mod fixture;
pub mod lane;
pub mod lock_history;
pub mod losses;
pub mod plausible;
pub mod process;
pub mod score;
pub mod timeline;
pub mod trouble;
pub mod verdict;
pub mod words;
pub mod worker;

use crate::event::{Doubt, End, Event, EventKind, LaneId, LanePlan, Nanos, Phase, Plan};
use crate::probe::suspicion::Suspicion;
use crate::workload::{Kind, Scales};
use cores::CoreHistory;
use lane::Lane;
use lock_history::IntervalChange;
use plausible::{Figure, Implausible};

/// Period that a sample measures.
const SAMPLE: Nanos = Nanos::from_millis(250);

/// Most doubts about implausible figures raised for each lane.
const DOUBTS_EACH: usize = 5;

/// The settled size of the workload, and the predicted time of one worker alone for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calibration {
    /// Number of tasks.
    pub tasks: u32,
    /// Size of one task.
    pub size: u64,
    /// Predicted time of one worker without a lock for all tasks.
    pub solo: Nanos,
    /// Duration of the workload's run in the calibration itself.
    pub sample: Nanos,
}

/// Everything known about a session at one time.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Model {
    /// The plan; `None` before the first event.
    pub plan: Option<Plan>,
    /// The current phase of the race.
    pub phase: Option<Phase>,
    /// Its start.
    pub phase_began: Nanos,
    /// Size and baseline, once calibrated.
    pub calibration: Option<Calibration>,
    /// The lanes, by id.
    pub lanes: Vec<Lane>,
    /// History of the cores' use.
    pub cores: CoreHistory,
    /// Reasons not to trust this measurement.
    pub doubts: Vec<Doubt>,
    /// CPU time of this program besides its workers, as a share of one core; `None` before lanes ran.
    pub own: Option<f64>,
    /// Its end, once over.
    pub end: Option<End>,
    /// The time of the newest event, or of [`Model::advance`].
    pub now: Nanos,
}

impl Model {
    /// Takes in one event. Facts about lanes that were never planned are ignored, and implausible figures are
    /// withheld, see [`plausible`].
    pub fn apply(&mut self, event: &Event) {
        if plausible::clock_ran_ahead(self, event.at) {
            self.distrust_the_clock();
        }
        let weighed = plausible::weigh(self, event.at, &event.fact);
        if let Some(lane) = Lane::of_fact(&event.fact).and_then(|id| self.lanes.get_mut(usize::from(id.0))) {
            if matches!(event.fact, EventKind::LaneFinished { .. }) {
                // Its own account gives its duration, whatever clock was odd meanwhile.
                lane.withheld.retain(|figure| *figure != Figure::Wall);
            }
            lane.withheld.extend(weighed.withheld);
        }
        weighed.found.into_iter().for_each(|found| self.distrust(found));
        self.advance(event.at);
        if !weighed.dropped {
            self.take_in(event.at, weighed.instead.as_ref().unwrap_or(&event.fact));
        }
        if self.end.is_some() {
            self.withhold_ratios();
        }
    }

    fn take_in(&mut self, at: Nanos, fact: &EventKind) {
        match fact {
            EventKind::Plan(plan) => {
                self.lanes = plan.lanes.iter().cloned().map(Lane::planned).collect();
                let most = u32::from(crate::lane::MOST_WORKERS);
                let absurd = self.lanes.iter_mut().filter(|lane| !(1..=most).contains(&lane.plan.workers));
                absurd.for_each(|lane| lane.withheld.push(Figure::Workers));
                self.plan = Some((**plan).clone());
            }
            EventKind::Phase(phase) => (self.phase, self.phase_began) = (Some(*phase), at),
            EventKind::Calibrated { tasks, size, solo, sample } => {
                self.calibration =
                    Some(Calibration { tasks: *tasks, size: *size, solo: *solo, sample: *sample });
            }
            EventKind::Sample { busy, ours, stolen, offline, own } => {
                // A reading that began before the lanes did holds a spin or a calibration: this program's own work,
                // but neither a lane's nor other programs', nor the cost of measuring.
                let racing = self.phase == Some(Phase::Racing);
                let whole = at - self.phase_began >= SAMPLE;
                if !racing || whole {
                    self.cores.push(at, busy, ours, stolen, offline);
                }
                if racing && whole {
                    self.own = Some(f64::from(*own) / 1000.0);
                }
            }
            EventKind::Interval { interval_us } => {
                if let Some(plan) = &mut self.plan {
                    plan.interval_us = *interval_us;
                }
                let change = IntervalChange { at, interval_us: *interval_us };
                let live = self.lanes.iter_mut().filter(|lane| lane.plan.locked && lane.is_live());
                live.for_each(|lane| lane.lock_history.push_change(change));
            }
            EventKind::Doubt(doubt) => self.doubts.push(doubt.clone()),
            EventKind::RaceEnded { end } => self.end = Some(end.clone()),
            fact => {
                if let Some(lane) = Lane::of_fact(fact).and_then(|id| self.lanes.get_mut(usize::from(id.0))) {
                    lane.hear(at, fact);
                }
            }
        }
    }

    /// Raises a doubt about an implausible figure, once per figure.
    fn distrust(&mut self, found: Implausible) {
        let doubt = Suspicion::Implausible { what: found.what, why: found.why }.into_doubt(found.lane);
        let told = |other: &Doubt| other.kind == doubt.kind && other.lane == doubt.lane;
        // The first of each lane stand for those after them: one edited line may spoil thousands of facts.
        if self.doubts.iter().filter(|other| told(other)).count() < DOUBTS_EACH
            && !self.doubts.contains(&doubt)
        {
            self.doubts.push(doubt);
        }
    }

    /// A fact had a time in the far future: the duration of unfinished lanes is not known.
    fn distrust_the_clock(&mut self) {
        for lane in self.lanes.iter_mut().filter(|lane| lane.is_live()) {
            if !lane.withheld.contains(&Figure::Wall) {
                lane.withheld.push(Figure::Wall);
            }
        }
        let what = format!("a fact that was told at {} ns", self.now.0);
        let why = "what follows it in the file was told more than a minute before".into();
        self.distrust(Implausible { lane: None, what, why });
    }

    /// At the end, when every baseline is known: withholds impossible speed-ups.
    fn withhold_ratios(&mut self) {
        for found in plausible::ratios(self) {
            let lane = found.lane.and_then(|LaneId(id)| self.lanes.get_mut(usize::from(id)));
            if let Some(lane) = lane.filter(|lane| !lane.withheld.contains(&Figure::Speedup)) {
                lane.withheld.push(Figure::Speedup);
                self.distrust(found);
            }
        }
    }

    /// Advances the time without an event, so that what is still going on grows. Never runs backwards.
    pub fn advance(&mut self, now: Nanos) {
        self.now = self.now.max(now);
    }

    /// The session's quota in cores; `None` where there is none.
    #[must_use]
    pub fn quota(&self) -> Option<f64> {
        self.plan.as_ref()?.machine.quota
    }

    /// The workload, if this program knows it: a recording may come from a version that knows more.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.plan.as_ref()?.workload.name.parse().ok()
    }

    /// Whether its duration is meaningful: some workloads are run for their output.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        self.kind().is_none_or(|kind| kind.scales() != Scales::Nothing)
    }

    /// The lane with this id.
    #[must_use]
    pub fn lane(&self, id: LaneId) -> Option<&Lane> {
        self.lanes.get(usize::from(id.0))
    }

    /// Whether the session is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.end.is_some()
    }

    /// The number of tasks of the race, once known.
    #[must_use]
    pub fn tasks(&self) -> Option<u32> {
        self.calibration.map(|c| c.tasks).or_else(|| self.plan.as_ref()?.workload.tasks)
    }

    /// The number of tasks of `lane`, once known: its own, where it has tasks of its own size.
    #[must_use]
    pub fn tasks_of(&self, lane: &Lane) -> Option<u32> {
        lane.calibration.map(|c| c.tasks).or_else(|| self.tasks())
    }

    /// The calibration of `lane`: its own, else the race's.
    #[must_use]
    pub fn calibration_of(&self, lane: &Lane) -> Option<Calibration> {
        lane.calibration.or(self.calibration)
    }

    /// Whether `lane` has a result for every one of its tasks.
    #[must_use]
    pub fn is_complete(&self, lane: &Lane) -> bool {
        lane.is_complete(self.tasks_of(lane))
    }

    /// Name of `lane` where a race has several of its kind: `gil:2`, `gil:4`, `py-threads 3.11.7`.
    #[must_use]
    pub fn name_of(&self, lane: &Lane) -> String {
        let plans = self.lanes.iter().map(|l| &l.plan);
        let twins: Vec<&LanePlan> = plans.filter(|plan| plan.kind == lane.plan.kind).collect();
        name_among(&lane.plan, &twins)
    }
}

/// Name of a lane among those of its kind: by what distinguishes it from them.
fn name_among(plan: &LanePlan, twins: &[&LanePlan]) -> String {
    let mut name = plan.kind.clone();
    if let Some(python) = &plan.python
        && twins.iter().any(|twin| twin.python.as_ref() != Some(python))
    {
        let version = if python.version.is_empty() { &python.asked } else { &python.version };
        name = format!("{name} {version}");
    }
    let others = twins.iter().filter(|twin| twin.python == plan.python).count() > 1;
    if others { format!("{name}:{}", plan.workers) } else { name }
}
