//! The ranking of all lanes: best first, with what cost each of them most.
//!
//! Lanes are ranked within their family, since the seconds of two languages are not compared, and the families follow
//! each other as the verdict speaks of them. A lane whose difference from the one above it is open (within the noise,
//! not settled by the repetitions, or contradicted by a doubt) shares its rank. A lane with a fault has none, and stands
//! behind those without; lanes without a result stand at the end with their state.
//!
//! While a repeated race runs, the figures are the medians of the completed repetitions.

use super::Model;
use super::headline::Beyond;
use super::lane::{Lane, LaneState};
use super::losses::{Cause, Losses, NoBudget};
use super::repeated::{Difference, Repeated, differences};
use super::repetition::LaneRun;
use super::score::Score;
use super::verdict::{Verdict, by_role_first, families_of, is_open};
use crate::event::{Activity, LaneId, quota};
use crate::text::words::{clause, counted};

/// All lanes of a race, best first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranking<'m> {
    /// The families, each with its name where there are several; at the end the lanes without a result.
    pub groups: Vec<Group<'m>>,
    /// Number of completed repetitions that the figures are medians of; 0 where the lanes run once.
    pub runs: usize,
}

/// Lanes that are ranked among each other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group<'m> {
    /// Heading, where there are several groups.
    pub heading: Option<String>,
    /// The lanes, best first.
    pub lanes: Vec<Standing<'m>>,
}

/// A lane in the ranking.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Standing<'m> {
    /// The lane.
    pub lane: &'m Lane,
    /// Its rank, from 1; `None` for a lane with a fault or without a result, and for work that is not timed.
    pub rank: Option<usize>,
    /// Whether its difference from the lane above is open.
    pub tied: bool,
    /// Its figures; medians where it ran several times. `None` without a result.
    pub score: Option<Score>,
    /// The intervals of those figures, where it ran several times.
    pub repeated: Option<Repeated>,
    /// The largest speed-up that was possible for it, where that is known.
    pub possible: Option<f64>,
    /// Largest loss of the lane, or its state.
    pub remark: Remark,
}

/// Remark on a lane in the ranking.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Remark {
    /// Its fault, in words.
    Fault(String),
    /// The one cause that cost it most, in multiples of one worker.
    Lost(Cause, f64),
    /// It lost next to nothing.
    Nothing,
    /// The number of tasks that it did: its work is not timed.
    Done(u32),
    /// Its losses are unknown, in a few words.
    Unknown(&'static str),
    /// It has no result so far, or runs again.
    State(&'static str),
}

impl<'m> Ranking<'m> {
    /// The ranking at this time.
    #[must_use]
    pub(crate) fn of(model: &'m Model) -> Self {
        let faults = Verdict::of_faults(model);
        let mut without: Vec<Standing> = Vec::new();
        let mut entries = Vec::new();
        for lane in &model.lanes {
            match figures(model, lane) {
                Some(score) => entries.push((lane, score)),
                None => without.push(Standing {
                    lane,
                    rank: None,
                    tied: false,
                    score: None,
                    repeated: None,
                    possible: None,
                    remark: remark(model, lane, faults.as_ref()),
                }),
            }
        }
        let differences = differences(model);
        let families = by_role_first(&families_of(entries));
        let several = families.len() > 1;
        let mut groups: Vec<Group> = families
            .iter()
            .map(|family| {
                let name = family.first().map(|(lane, _)| heading(lane)).filter(|_| several);
                let stand = |entry: &(&'m Lane, Score)| standing(model, entry, faults.as_ref());
                let mut lanes: Vec<_> = family.iter().map(|entry| (entry, stand(entry))).collect();
                if model.is_timed() {
                    // Sorting is stable: those without a fault stay by speed.
                    lanes.sort_by_key(|(_, standing)| matches!(standing.remark, Remark::Fault(_)));
                    rank(model, &differences, &mut lanes);
                } else {
                    lanes.sort_by_key(|(_, standing)| standing.lane.plan.id);
                }
                Group { heading: name, lanes: lanes.into_iter().map(|(_, standing)| standing).collect() }
            })
            .collect();
        if !without.is_empty() {
            let heading = several.then(|| "without a result".to_string());
            groups.push(Group { heading, lanes: without });
        }
        Self { groups, runs: if model.is_repeated() { model.runs.len() } else { 0 } }
    }

    /// All lanes, in order.
    pub(crate) fn lanes(&self) -> impl Iterator<Item = &Standing<'m>> {
        self.groups.iter().flat_map(|group| &group.lanes)
    }

    /// The largest speed-up that was possible for one of the lanes, and at least as much as was measured or is the
    /// bound of a withheld one; 0 where nothing is known.
    #[must_use]
    pub(crate) fn scale(&self) -> f64 {
        let of = |lane: &Standing| {
            let measured = lane.score.as_ref().and_then(|score| score.speedup);
            let bound = lane.withheld().map(|beyond| beyond.most);
            [lane.possible, measured, bound].into_iter().flatten().fold(0.0, f64::max)
        };
        self.lanes().map(of).fold(0.0, f64::max)
    }

    /// Whether the work of the lanes waits more than it computes: then it is not cores that it keeps busy.
    #[must_use]
    pub(crate) fn waits(&self) -> bool {
        self.lanes().any(Standing::waits)
    }
}

impl Standing<'_> {
    /// The bound that its speed-up exceeded, where it is withheld.
    #[must_use]
    pub(crate) fn withheld(&self) -> Option<Beyond> {
        self.score.as_ref()?.speedup_withheld
    }

    /// Whether its work waits more than it computes.
    #[must_use]
    pub(crate) fn waits(&self) -> bool {
        self.score.as_ref().is_some_and(|score| score.time[Activity::Io] > score.time[Activity::Compute])
    }
}

/// The figures of a lane: medians of the completed repetitions, those of the first, or those of its only run. `None`
/// without a result.
fn figures(model: &Model, lane: &Lane) -> Option<Score> {
    let score = || Repeated::score(model, lane);
    match (last_run(model, lane), &lane.outcome) {
        // Between two repetitions it has the times of the one before.
        (Some(run), None) if model.runs.len() > 1 => Some(Score { time: run.time, ..score() }),
        (Some(run), None) => Some(Score {
            wall: run.wall?,
            start: run.start,
            throughput: run.throughput,
            speedup: run.speedup,
            speedup_withheld: run.speedup_withheld,
            efficiency: run.efficiency,
            cores_busy: run.cores_busy,
            cores_busy_withheld: run.cores_busy_withheld,
            capacity: run.capacity,
            of_capacity: run.of_capacity,
            time: run.time,
            ..Score::default()
        }),
        (_, Some(_)) => Some(score()),
        (None, None) => None,
    }
}

/// The last completed repetition in which a lane ran.
fn last_run<'m>(model: &'m Model, lane: &Lane) -> Option<&'m LaneRun> {
    let id = usize::from(lane.plan.id.0);
    model.runs.iter().rev().filter_map(|run| run.lanes.get(id)).find(|run| run.wall.is_some())
}

fn standing<'m>(model: &Model, (lane, score): &(&'m Lane, Score), faults: Option<&Verdict>) -> Standing<'m> {
    let standing = Standing {
        lane,
        rank: None,
        tied: false,
        score: Some(score.clone()),
        repeated: Repeated::of(model, lane),
        possible: None,
        remark: remark(model, lane, faults),
    };
    let possible = score.possible.or_else(|| {
        // Of the repetition before, while its next one runs.
        let cores = last_run(model, lane)?.capacity.filter(|cores| *cores > 0.0)?;
        let workers = f64::from(lane.plan.workers.max(1));
        Some(cores.min(workers) / quota::share_of_one(model.quota()))
    });
    let possible = possible.filter(|_| model.is_timed() && !standing.waits());
    Standing { possible, ..standing }
}

/// Ranks lanes that stand by speed: those with a fault have none; where the difference from the lane above is open, it is
/// the same.
fn rank(model: &Model, differences: &[Difference], lanes: &mut [(&(&Lane, Score), Standing)]) {
    let mut above: Option<(&(&Lane, Score), usize)> = None;
    for (place, (entry, standing)) in (1..).zip(lanes) {
        if matches!(standing.remark, Remark::Fault(_)) {
            break;
        }
        let open = |other| is_open(model, differences, [other, *entry]);
        let shared = above.filter(|(other, _)| open(*other)).map(|(_, rank)| rank);
        let rank = shared.unwrap_or(place);
        (standing.rank, standing.tied) = (Some(rank), shared.is_some());
        above = Some((*entry, rank));
    }
}

/// Heading of a family.
fn heading(lane: &Lane) -> String {
    let family = lane.plan.family();
    if family.is_empty() { "this program's own lanes".into() } else { family }
}

fn remark(model: &Model, lane: &Lane, faults: Option<&Verdict>) -> Remark {
    if let Some(fault) = fault(model, lane, faults) {
        return Remark::Fault(fault);
    }
    if lane.outcome.is_none() {
        return Remark::State(state(model, lane));
    }
    if !model.is_timed() {
        return Remark::Done(lane.done);
    }
    match Losses::of(model, lane) {
        Ok(losses) => losses.largest().map_or(Remark::Nothing, |loss| Remark::Lost(loss.cause, loss.times)),
        Err(NoBudget::Waits | NoBudget::InFlight) => Remark::Unknown("waits, needs no core"),
        Err(NoBudget::NoBaseline) => Remark::Unknown("one worker alone is unknown"),
        Err(NoBudget::TooEarly) => Remark::Unknown("no task was done"),
        Err(NoBudget::Withheld | NoBudget::BeyondPossible) => Remark::Unknown("losses are unknown"),
    }
}

/// The state of a lane without a result of its own in this run.
fn state(model: &Model, lane: &Lane) -> &'static str {
    match lane.state {
        LaneState::Waiting if model.is_over() => "did not run",
        LaneState::Waiting => "waiting",
        LaneState::Starting => "starting",
        LaneState::Running | LaneState::Ending if model.is_over() => "stopped",
        LaneState::Running => "racing",
        LaneState::Ending => "ending",
        LaneState::Finished => "finished",
        LaneState::Failed(_) => "failed",
    }
}

/// The fault of a lane in a few words.
fn fault(model: &Model, lane: &Lane, faults: Option<&Verdict>) -> Option<String> {
    if let LaneState::Failed(reason) = &lane.state {
        return Some(format!("failed: {}", clause(reason)));
    }
    if let Some(outcome) = &lane.outcome {
        let lost = outcome.failed.max(u32::try_from(outcome.failures.len()).unwrap_or(u32::MAX));
        if lost > 0 {
            return Some(format!("lost {}", counted(lost, "task")));
        }
        let astray = lane.reference.as_ref().is_some_and(|expected| *expected != outcome.digest);
        if astray && model.is_complete(lane) {
            return Some("wrong results".into());
        }
    }
    let id: LaneId = lane.plan.id;
    let named = faults.is_some_and(|verdict| verdict.lanes.contains(&id));
    named.then(|| if lane.outcome.is_some() { "results differ" } else { "did not finish" }.to_string())
}

#[cfg(test)]
mod tests;
