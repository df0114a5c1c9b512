//! Figures of lanes that ran several times: medians with intervals, and which differences are settled.
//!
//! The intervals are those of [`statistics`]: they lie between two observed values and assume no
//! distribution. A figure that a repetition withholds counts as the most that is possible: all that is known of it is
//! that it came out above that. Where that is the median itself, the median is withheld as well.
//!
//! A difference is settled when the Mann-Whitney test finds it, among all pairs of lanes (the rate of
//! false discoveries is bounded by Benjamini and Hochberg), and the interval of the ratio leaves out 1.

use super::headline::Beyond;
use super::lane::Lane;
use super::repetition::LaneRun;
use super::score::Score;
use super::state::Model;
use crate::event::{LaneId, Nanos};
use crate::statistics::{self, Estimate, LEVEL_OF_EACH, discoveries, mann_whitney};

/// Share of false discoveries among the settled differences.
const RATE: f64 = 0.05;

/// The figures of a lane over all repetitions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Repeated {
    /// Number of repetitions in which it ran.
    pub runs: usize,
    /// Time from handing out the first task to the last result, s.
    pub wall: Estimate,
    /// Time until all workers were ready, s.
    pub start: Estimate,
    /// Tasks per second.
    pub throughput: Estimate,
    /// Speed over that of one worker without a lock.
    pub speedup: Option<Estimate>,
    /// The bound that its median exceeded, where that is withheld.
    pub speedup_withheld: Option<Beyond>,
    /// Speed-up per worker.
    pub efficiency: Option<Estimate>,
    /// CPU time of the workers over wall time.
    pub cores_busy: Option<Estimate>,
    /// The bound that its median exceeded, where that is withheld.
    pub cores_busy_withheld: Option<Beyond>,
    /// Speed-up over the possible one.
    pub of_capacity: Option<Estimate>,
}

impl Repeated {
    /// The figures of `lane`; `None` where it ran less than twice.
    #[must_use]
    pub(crate) fn of(model: &Model, lane: &Lane) -> Option<Self> {
        let runs: Vec<&LaneRun> = runs_of(model, lane.plan.id).collect();
        if runs.len() < 2 {
            return None;
        }
        let median = |figure: &dyn Fn(&LaneRun) -> Option<f64>| {
            let values: Option<Vec<f64>> = runs.iter().map(|run| figure(run)).collect();
            Estimate::of_median(values?)
        };
        let speedup = bounded(&runs, |run| (run.speedup, run.speedup_withheld));
        let cores_busy = bounded(&runs, |run| (run.cores_busy, run.cores_busy_withheld));
        // What follows from the speed-up is withheld with it.
        let follows = |figure: &dyn Fn(&LaneRun) -> Option<f64>| {
            let values = runs.iter().filter_map(|run| figure(run));
            speedup.0.and_then(|_| Estimate::of_median(values))
        };
        Some(Self {
            runs: runs.len(),
            wall: median(&|run| Some(run.wall?.secs()))?,
            start: median(&|run| Some(run.start.secs()))?,
            throughput: median(&|run| Some(run.throughput))?,
            efficiency: follows(&|run| run.efficiency),
            of_capacity: follows(&|run| run.of_capacity),
            speedup: speedup.0,
            speedup_withheld: speedup.1,
            cores_busy: cores_busy.0,
            cores_busy_withheld: cores_busy.1,
        })
    }

    /// The figures of `lane` by which it is compared: those of its run, or the medians of all repetitions.
    #[must_use]
    pub(crate) fn score(model: &Model, lane: &Lane) -> Score {
        let score = Score::of(model, lane);
        let Some(all) = Self::of(model, lane) else { return score };
        let median = |estimate: Option<Estimate>| estimate.map(|estimate| estimate.value);
        let known = |figure: &dyn Fn(&LaneRun) -> Option<f64>| {
            statistics::median(runs_of(model, lane.plan.id).filter_map(figure))
        };
        Score {
            wall: Nanos::from_secs_f64(all.wall.value),
            start: Nanos::from_secs_f64(all.start.value),
            throughput: all.throughput.value,
            speedup: median(all.speedup),
            speedup_withheld: all.speedup_withheld,
            efficiency: median(all.efficiency),
            cores_busy: median(all.cores_busy),
            cores_busy_withheld: all.cores_busy_withheld,
            of_capacity: median(all.of_capacity),
            capacity: known(&|run| run.capacity),
            possible: known(&|run| run.possible),
            ..score
        }
    }
}

/// The median of a figure that some repetitions may withhold, or the bound that it exceeded.
fn bounded(
    runs: &[&LaneRun],
    figure: impl Fn(&LaneRun) -> (Option<f64>, Option<Beyond>),
) -> (Option<Estimate>, Option<Beyond>) {
    let figures: Vec<_> = runs.iter().map(|run| figure(run)).collect();
    let withheld: Vec<Beyond> = figures.iter().filter_map(|(_, beyond)| *beyond).collect();
    if withheld.len() * 2 > figures.len() {
        return (None, withheld.first().copied());
    }
    let values = figures.iter().map(|(measured, beyond)| measured.or(beyond.map(|beyond| beyond.most)));
    (values.collect::<Option<Vec<f64>>>().and_then(Estimate::of_median), None)
}

/// Two lanes that ran several times, compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// The lane with the larger median throughput, and the other.
    pub lanes: [LaneId; 2],
    /// Number of times as fast as the other that the first one was.
    pub ratio: Estimate,
    /// Probability of such a difference by chance.
    pub p: Option<f64>,
    /// Whether it is settled.
    pub settled: bool,
}

impl Difference {
    /// Whether it is that of these two lanes.
    pub(crate) fn is_of(&self, [one, other]: [LaneId; 2]) -> bool {
        self.lanes == [one, other] || self.lanes == [other, one]
    }
}

/// The differences between the lanes of one family, each pair once; none where they ran less than twice.
#[must_use]
pub(crate) fn differences(model: &Model) -> Vec<Difference> {
    if !model.is_timed() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (place, one) in model.lanes.iter().enumerate() {
        let kin = |other: &&Lane| other.plan.family() == one.plan.family();
        found.extend(
            model.lanes[place + 1..].iter().filter(kin).filter_map(|other| difference(model, one, other)),
        );
    }
    let p: Vec<f64> = found.iter().map(|difference| difference.p.unwrap_or(1.0)).collect();
    for (difference, discovered) in found.iter_mut().zip(discoveries(&p, RATE)) {
        difference.settled = discovered && difference.ratio.low > 1.0;
    }
    found
}

/// The difference between two lanes of the same family, judged among all of them.
#[must_use]
pub(crate) fn between(model: &Model, [one, other]: [LaneId; 2]) -> Option<Difference> {
    differences(model).into_iter().find(|difference| difference.is_of([one, other]))
}

fn difference(model: &Model, one: &Lane, other: &Lane) -> Option<Difference> {
    let rates =
        |lane: &Lane| -> Vec<f64> { runs_of(model, lane.plan.id).map(|run| run.throughput).collect() };
    let each = |rates: &[f64]| {
        Estimate::of_quantile(rates.iter().copied(), 0.5, LEVEL_OF_EACH).filter(|_| rates.len() > 1)
    };
    let (a, b) = (rates(one), rates(other));
    let (first, second) = (each(&a)?, each(&b)?);
    let (lanes, ratio) = if first.value >= second.value {
        ([one.plan.id, other.plan.id], first.over(&second)?)
    } else {
        ([other.plan.id, one.plan.id], second.over(&first)?)
    };
    Some(Difference { lanes, ratio, p: mann_whitney(&a, &b), settled: false })
}

/// The repetitions in which a lane ran.
fn runs_of(model: &Model, LaneId(id): LaneId) -> impl Iterator<Item = &LaneRun> {
    let of_lane = model.runs.iter().filter_map(move |run| run.lanes.get(usize::from(id)));
    of_lane.filter(|run| run.wall.is_some() && run.throughput > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{End, Outcome};
    use crate::model::fixture::{self, Script};
    use crate::model::fixture_repeated::{repeated, repeated_with};
    use crate::model::verdict::{Verdict, fault, winner};

    const GIL: &[u64] = &[6000, 6100, 5900, 6050, 5950];
    const POOL: &[u64] = &[3000, 3100, 2900, 3050, 2950];

    fn ended(script: Script) -> Model {
        fixture::model(&script.end(900_000, End::Finished))
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn figures_are_medians_and_their_intervals_lie_between_observed_values() {
        let model = ended(repeated(&["gil", "pool"], &[GIL, POOL]));
        assert_eq!(model.runs.len(), 5);
        let pool = Repeated::of(&model, &model.lanes[1]).unwrap();
        assert!(close(pool.wall.value, 3.0) && close(pool.wall.low, 2.9) && close(pool.wall.high, 3.1));
        let speedup = pool.speedup.unwrap();
        assert!(close(speedup.value, 2.0) && close(speedup.low, 6.0 / 3.1), "{speedup:?}");
        assert!(close(Repeated::score(&model, &model.lanes[1]).wall.secs(), 3.0));
    }

    #[test]
    fn a_lane_that_ran_once_has_no_interval() {
        let once = ended(Script::calibrated(&[("pool", 2)]).lane(0, fixture::pool_outcome()));
        assert_eq!((Repeated::of(&once, &once.lanes[0]), once.runs.len()), (None, 0));
        let single = ended(repeated(&["pool"], &[&[3000]]));
        assert_eq!((Repeated::of(&single, &single.lanes[0]), single.runs.len()), (None, 1));
    }

    #[test]
    fn a_clear_difference_is_settled_and_told_with_its_interval() {
        let model = ended(repeated(&["gil", "pool"], &[GIL, POOL]));
        let found = between(&model, [LaneId(0), LaneId(1)]).unwrap();
        assert!(found.settled && found.lanes == [LaneId(1), LaneId(0)], "{found:?}");
        assert!(found.p.unwrap() < 0.01 && close(found.ratio.value, 2.0), "{found:?}");
        let said = Verdict::of(&model).unwrap().to_string();
        assert!(
            said.starts_with("2 worker processes were 1.9 to 2.1 times as fast as 2 threads under"),
            "{said}"
        );
        assert_eq!((Verdict::of(&model).unwrap().ratio, winner(&model)), (Some(2.0), Some(LaneId(1))));
    }

    #[test]
    fn equal_lanes_are_not_told_apart() {
        let other = &[3020, 2960, 3080, 2910, 3000];
        let model = ended(repeated(&["pool", "threads"], &[POOL, other]));
        let found = between(&model, [LaneId(1), LaneId(0)]).unwrap();
        assert!(!found.settled && found.ratio.low < 1.0 && found.ratio.high > 1.0, "{found:?}");
        let said = Verdict::of(&model).unwrap().to_string();
        assert!(said.starts_with("No difference between ") && said.contains("is settled (~): 0.9"), "{said}");
        assert_eq!((Verdict::of(&model).unwrap().ratio, winner(&model)), (None, None));
    }

    #[test]
    fn three_repetitions_settle_nothing() {
        let model = ended(repeated(&["gil", "pool"], &[&GIL[..3], &POOL[..3]]));
        assert!(!between(&model, [LaneId(0), LaneId(1)]).unwrap().settled);
    }

    #[test]
    fn a_repetition_begins_with_lanes_that_have_not_run() {
        let script = repeated(&["gil", "pool"], &[&GIL[..2], &POOL[..2]]);
        let begun =
            script.0.iter().rposition(|event| matches!(event.fact, crate::event::EventKind::Repetition(_)));
        let model = fixture::model(&script.0[..=begun.unwrap()]);
        assert!(model.lanes.iter().all(|lane| lane.outcome.is_none() && lane.started.is_none()));
        assert_eq!((model.runs.len(), model.end.clone()), (1, None));
        assert_eq!(model.repetition.as_ref().map(|repetition| repetition.number), Some(2));
        let stopped = fixture::model(&script.end(900_000, End::Stopped));
        assert_eq!(stopped.runs.len(), 1, "the last one was not completed");
    }

    #[test]
    fn every_repetition_is_checked_for_equal_results() {
        let wrong = |number: usize, lane: u16| {
            let change = move |n: usize, id: u16, outcome: Outcome| {
                let digest = if (n, id) == (number, lane) { "0".into() } else { outcome.digest.clone() };
                Outcome { digest, ..outcome }
            };
            fault(&ended(repeated_with(&["gil", "pool"], &[&GIL[..3], &POOL[..3]], change)))
        };
        let disagree = "The lanes disagree: gil and pool reached different results for the same tasks.";
        assert_eq!(wrong(2, 1), Some(format!("In repetition 2: {disagree}")));
        assert_eq!(wrong(9, 0), None);
        let all = |n: usize, _: u16, outcome: Outcome| Outcome { digest: n.to_string(), ..outcome };
        let model = ended(repeated_with(&["gil", "pool"], &[&GIL[..2], &POOL[..2]], all));
        let said = "In repetition 2: The gil lane reached other results than in the first repetition.";
        assert_eq!(fault(&model).as_deref(), Some(said));
    }

    #[test]
    fn a_lost_task_of_an_early_repetition_is_told() {
        let lost = |n: usize, id: u16, outcome: Outcome| {
            if (n, id) == (1, 1) { Outcome { done: 63, failed: 1, ..outcome } } else { outcome }
        };
        let model = ended(repeated_with(&["gil", "pool"], &[&GIL[..2], &POOL[..2]], lost));
        assert_eq!(fault(&model).as_deref(), Some("In repetition 1: The pool lane lost 1 of its tasks."));
    }

    #[test]
    fn a_figure_beyond_what_is_possible_counts_as_a_bound() {
        let one = ended(repeated(&["pool"], &[&[2000, 3000, 3000, 3000, 3000]]));
        let speedup = Repeated::of(&one, &one.lanes[0]).unwrap().speedup.unwrap();
        assert!(close(speedup.value, 2.0) && speedup.high <= 2.0 + 1e-9, "{speedup:?}");
        let most = ended(repeated(&["pool"], &[&[2000, 2000, 2000, 3000, 3000]]));
        let pool = Repeated::of(&most, &most.lanes[0]).unwrap();
        assert!(pool.speedup.is_none() && pool.speedup_withheld.is_some(), "{pool:?}");
    }

    #[test]
    fn a_doubt_is_told_once_however_often_it_comes() {
        let script = repeated(&["gil", "pool"], &[&GIL[..2], &POOL[..2]]);
        let model = ended(script.doubt(30_000, "capacity", "a", "", Some(1)).doubt(
            60_000,
            "capacity",
            "b",
            "",
            Some(1),
        ));
        assert_eq!(model.doubts.iter().filter(|doubt| doubt.kind == "capacity").count(), 1);
    }
}
