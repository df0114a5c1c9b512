//! State of a session: everything known about it at one time, and what follows at once.

use super::calibration::Calibration;
use super::cores::CoreHistory;
use super::lane::{Lane, LaneState};
use super::repetition::Run;
use super::worker::Worker;
use crate::event::{Doubt, End, LaneId, LanePlan, Nanos, Phase, Plan, Repetition};
use crate::workload::{Kind, Scales};

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
    /// The lanes, by id; where they run several times, in the repetition that runs or was the last.
    pub lanes: Vec<Lane>,
    /// The repetition that runs, or was the last; `None` where the lanes run once.
    pub repetition: Option<Repetition>,
    /// The completed repetitions, in order; empty where the lanes run once.
    pub runs: Vec<Run>,
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

    /// Whether the lanes may run more than once.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| plan.repetitions.are_several())
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

    /// Whether a process of `worker` that has ended in order will be followed by another one, and has not been for long
    /// enough to be seen. One that has left for good is not restarting: its lane has as many workers as tasks left.
    #[must_use]
    pub fn is_restarting(&self, lane: &Lane, worker: &Worker) -> bool {
        if !worker.has_left(self.now) || self.is_over() || lane.state != LaneState::Running {
            return false;
        }
        let there = lane.workers.iter().filter(|worker| !worker.life.is_over()).count();
        let ended = lane.done.saturating_add(lane.failed);
        self.tasks_of(lane).is_none_or(|tasks| tasks.saturating_sub(ended) as usize > there)
    }

    /// Name of `lane` where a race has several of its kind: `gil:2`, `gil:4`, `py-threads 3.11.7`; of lanes that are the
    /// same in all of that `pool:2 #1`, `pool:2 #2`.
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
    let kin: Vec<&&LanePlan> = twins.iter().filter(|twin| twin.python == plan.python).collect();
    if kin.len() > 1 {
        name = format!("{name}:{}", plan.workers);
    }
    let same: Vec<&&&LanePlan> = kin.iter().filter(|twin| twin.workers == plan.workers).collect();
    match same.iter().position(|twin| twin.id == plan.id) {
        Some(place) if same.len() > 1 => format!("{name} #{}", place + 1),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::fixture::Script;

    fn names(lanes: &[(&str, u32)]) -> Vec<String> {
        let model = Script::calibrated(lanes).model();
        model.lanes.iter().map(|lane| model.name_of(lane)).collect()
    }

    #[test]
    fn a_name_has_what_distinguishes_a_lane_from_those_of_its_kind() {
        assert_eq!(names(&[("gil", 2), ("pool", 2)]), ["gil", "pool"]);
        assert_eq!(names(&[("gil", 2), ("gil", 4), ("pool", 2)]), ["gil:2", "gil:4", "pool"]);
        assert_eq!(names(&[("pool", 2), ("pool", 2), ("pool", 4)]), ["pool:2 #1", "pool:2 #2", "pool:4"]);
        assert_eq!(names(&[("py-pool", 2), ("py-pool", 2)]), ["py-pool:2 #1", "py-pool:2 #2"]);
    }
}
