//! The fold: how each event changes the model.

use super::Model;
use super::calibration::Calibration;
use super::lane::Lane;
use super::lock_history::IntervalChange;
use super::plausible::{self, Figure, Implausible};
use super::repetition::{LaneRun, Run};
use super::score::Score;
use super::verdict;
use crate::event::{Doubt, End, Event, EventKind, LaneId, Nanos, Phase, Repetition};
use crate::probe::suspicion::Suspicion;

/// Period that a sample measures.
const SAMPLE: Nanos = Nanos::from_millis(250);

/// Most doubts about implausible figures raised for each lane.
const DOUBTS_EACH: usize = 5;

impl Model {
    /// Marks a session as stopped that was left before it has reported its end, such as one in the middle of a long task:
    /// its report equals that of its recording.
    pub fn mark_stopped(&mut self) {
        if !self.is_over() {
            self.apply(&Event { at: self.now, fact: EventKind::RaceEnded { end: End::Stopped } });
        }
    }

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
            self.doubt_headlines();
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
            EventKind::Repetition(repetition) => self.begin_repetition(repetition),
            EventKind::Doubt(doubt) => self.doubt(doubt),
            EventKind::RaceEnded { end } => {
                self.end = Some(end.clone());
                self.withhold_ratios();
                // One that was stopped in the middle is no repetition.
                if *end != End::Stopped {
                    self.keep_repetition();
                }
            }
            fact => self.take_in_of_lane(at, fact),
        }
    }

    /// Takes in a fact about a lane.
    fn take_in_of_lane(&mut self, at: Nanos, fact: &EventKind) {
        let Some(place) = Lane::of_fact(fact).map(|LaneId(id)| usize::from(id)) else { return };
        let tasks = self.lanes.get(place).and_then(|lane| self.tasks_of(lane));
        if let Some(lane) = self.lanes.get_mut(place) {
            lane.hear(at, fact);
            if matches!(fact, EventKind::Progress { .. }) {
                lane.end_if_complete(at, tasks);
            }
        }
    }

    /// Takes in a doubt; one that a repetition raises again is known.
    fn doubt(&mut self, doubt: &Doubt) {
        let known = |other: &Doubt| (&other.kind, other.lane) == (&doubt.kind, doubt.lane);
        if self.repetition.is_none() || !self.doubts.iter().any(known) {
            self.doubts.push(doubt.clone());
        }
    }

    /// Keeps the figures of the repetition before, and sets all lanes to their beginning.
    fn begin_repetition(&mut self, repetition: &Repetition) {
        // The verdict on a repetition is that on a race which ends with it.
        self.end = Some(End::Finished);
        self.withhold_ratios();
        self.keep_repetition();
        self.end = None;
        self.lanes.iter_mut().for_each(Lane::begin_again);
        self.repetition = Some(repetition.clone());
    }

    /// Keeps the figures of the repetition that has just ended.
    fn keep_repetition(&mut self) {
        let Some(Repetition { number, order }) = self.repetition.clone() else { return };
        let lanes: Vec<LaneRun> = self.lanes.iter().map(|lane| lane_run(self, lane)).collect();
        let fault = verdict::fault(self).or_else(|| self.differs_from_first(&lanes));
        self.runs.push(Run { number, order, lanes, fault });
    }

    /// A lane whose results are not those of the first repetition, in a sentence.
    fn differs_from_first(&self, lanes: &[LaneRun]) -> Option<String> {
        let first = &self.runs.first()?.lanes;
        let differs = |(now, then): (&LaneRun, &LaneRun)| {
            now.digest.as_ref().zip(then.digest.as_ref()).is_some_and(|(now, then)| now != then)
        };
        let lane = self.lanes.get(lanes.iter().zip(first).position(differs)?)?;
        Some(format!("The {} lane reached other results than in the first repetition.", self.name_of(lane)))
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

    /// At the end: a doubt for each figure of a lane that is withheld because it is beyond what is possible. Where the
    /// baseline is doubted, or the figure cannot be at all, that says it.
    fn doubt_headlines(&mut self) {
        let mut found = Vec::new();
        for lane in self.lanes.iter().filter(|lane| lane.outcome.is_some()) {
            let score = Score::of(self, lane);
            let explained = lane.withheld.contains(&Figure::Speedup)
                || self
                    .doubts
                    .iter()
                    .any(|doubt| doubt.kind == "baseline" && doubt.lane == Some(lane.plan.id));
            let speedup = score.speedup_withheld.filter(|_| !explained);
            for beyond in speedup.into_iter().chain(score.cores_busy_withheld) {
                let (name, figure) = (self.name_of(lane), beyond.figure.word());
                let doubt = Suspicion::BeyondPossible { lane: name, figure, bound: beyond.clause() };
                found.push(doubt.into_doubt(Some(lane.plan.id)));
            }
        }
        for doubt in found {
            if !self.doubts.contains(&doubt) {
                self.doubts.push(doubt);
            }
        }
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
}

/// The figures of `lane` in the repetition that has just ended.
fn lane_run(model: &Model, lane: &Lane) -> LaneRun {
    let score = Score::of(model, lane);
    let ran = lane.outcome.is_some() && score.wall > Nanos::ZERO;
    LaneRun {
        wall: ran.then_some(score.wall),
        start: score.start,
        throughput: score.throughput,
        speedup: score.speedup,
        speedup_withheld: score.speedup_withheld,
        efficiency: score.efficiency,
        cores_busy: score.cores_busy,
        cores_busy_withheld: score.cores_busy_withheld,
        capacity: score.capacity,
        possible: score.possible,
        of_capacity: score.of_capacity,
        time: score.time,
        done: lane.done,
        failed: lane.failed,
        digest: lane.outcome.as_ref().map(|outcome| outcome.digest.clone()),
    }
}
