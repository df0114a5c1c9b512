//! A race in a few figures: what is kept of every race of a session, however many there were.

use super::LaneReport;
use crate::event::{End, Plan};
use crate::model::Model;
use crate::model::verdict::Verdict;
use crate::model::words::repetition;
use crate::text::duration::{duration, interval};
use crate::text::words::{capital, counted};
use crate::text::wrap::wrap;

/// Heading above the races of a session.
const HEADING: &str = "The races of this session:";

/// A race in a few figures.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct RaceSummary {
    /// Its number in the session, from 1.
    pub number: usize,
    /// The name of its workload; empty where it has not been planned.
    pub workload: String,
    /// Its settings, each with its name, in the order of the menu.
    pub settings: Vec<(&'static str, String)>,
    /// Its lanes, in their order.
    pub lanes: Vec<LaneSummary>,
    /// Its state: `racing`, `finished`, `stopped`, `failed`.
    pub state: &'static str,
    /// Time from its start to its end, or to now, in seconds.
    pub seconds: f64,
    /// The headline figure of its verdict, where it has one.
    pub ratio: Option<f64>,
    /// The sentences of its verdict, or how far it has come.
    pub verdict: Vec<String>,
}

/// A lane in a few figures; medians where it ran several times.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct LaneSummary {
    /// Its name in its race: `gil`, `gil:4`, `py-threads 3.11.7`.
    pub name: String,
    /// Number of workers.
    pub workers: u32,
    /// Its figures, each with its name; the same names in the same order for every lane, `None` where unknown.
    pub figures: [(&'static str, Option<String>); 6],
}

impl RaceSummary {
    /// The summary of a race that is over or goes on, the race with this number.
    #[must_use]
    pub(crate) fn of(number: usize, model: &Model) -> Self {
        let verdict = Verdict::of(model);
        let ratio = verdict.as_ref().and_then(|verdict| verdict.ratio);
        let stopped = model.end == Some(End::Stopped);
        let sentences = verdict.filter(|_| !stopped).map(|verdict| verdict.sentences);
        let so_far = || vec![format!("{} {}.", if stopped { "Stopped" } else { "Now" }, progress(model))];
        Self {
            number,
            workload: model.plan.as_ref().map_or_else(String::new, |plan| plan.workload.title()),
            settings: model.plan.as_ref().map_or_else(Vec::new, |plan| settings(model, plan)),
            lanes: model.lanes.iter().map(|lane| LaneSummary::of(&LaneReport::of(lane, model))).collect(),
            state: match &model.end {
                None => "racing",
                Some(End::Finished) => "finished",
                Some(End::Stopped) => "stopped",
                Some(End::Failed(_)) => "failed",
            },
            seconds: model.now.secs(),
            ratio,
            verdict: sentences.unwrap_or_else(so_far),
        }
    }

    /// Its lanes with their workers: `gil 2, pool 2`, or `gil:2, gil:4`.
    #[must_use]
    pub(crate) fn lanes(&self) -> String {
        let names = self.lanes.iter().map(LaneSummary::title);
        names.collect::<Vec<_>>().join(", ")
    }

    /// The lane with this name.
    #[must_use]
    pub(crate) fn lane(&self, name: &str) -> Option<&LaneSummary> {
        self.lanes.iter().find(|lane| lane.name == name)
    }

    /// It in a line, with the first sentence of its verdict.
    fn line(&self) -> String {
        let verdict = self.verdict.first().map_or("", String::as_str);
        format!("race {}: {}; {}: {verdict}", self.number, self.workload, self.lanes())
    }
}

impl LaneSummary {
    fn of(lane: &LaneReport) -> Self {
        let percent = |share: f64| format!("{:.0} %", share * 100.0);
        let times = |factor: f64| format!("{factor:.2} ×");
        let tasks = match lane.tasks.total {
            Some(total) => format!("{} of {total}", lane.tasks.done),
            None => lane.tasks.done.to_string(),
        };
        let ran = lane.ran();
        Self {
            name: lane.name.clone(),
            workers: lane.workers,
            figures: [
                ("tasks", Some(tasks)),
                ("time", lane.wall_s.filter(|_| ran).map(duration)),
                ("speed-up", lane.speedup.map(times)),
                ("efficiency", lane.efficiency.map(percent)),
                ("tasks/s", lane.throughput.filter(|_| ran).map(|rate| format!("{rate:.1}"))),
                ("cores busy", lane.cores_busy.map(|cores| format!("{cores:.2}"))),
            ],
        }
    }

    /// Its name with its workers, once.
    fn title(&self) -> String {
        if self.name.contains(':') { self.name.clone() } else { format!("{} {}", self.name, self.workers) }
    }
}

/// How far a race has come: `at 34 of 128 tasks`, all lanes together; where it is repeated, the repetition.
#[must_use]
pub(crate) fn progress(model: &Model) -> String {
    if let Some(repetition) = repetition(model) {
        return format!("in {repetition}");
    }
    let done: u32 = model.lanes.iter().map(|lane| lane.done).sum();
    let total: Option<u32> = model.lanes.iter().map(|lane| model.tasks_of(lane)).sum();
    match total.filter(|total| *total > 0) {
        Some(total) => format!("at {done} of {}", counted(total, "task")),
        None => "before its first task".into(),
    }
}

fn settings(model: &Model, plan: &Plan) -> Vec<(&'static str, String)> {
    let work = &plan.workload;
    let size = model.calibration.map(|calibration| calibration.size).or(work.size);
    let known = |number: Option<String>| number.unwrap_or_else(|| "-".into());
    let mut settings =
        vec![("workload", work.title()), ("tasks", known(model.tasks().map(|tasks| tasks.to_string())))];
    settings.push(match (&work.call, &work.command) {
        (_, Some(command)) => ("command", command.text.clone()),
        (Some(call), None) => ("function", call.function.clone()),
        (None, None) => ("size", known(size.map(|size| format!("{size} {}", work.unit)))),
    });
    settings.extend([("chunk", work.chunk.to_string()), ("schedule", plan.schedule.word().into())]);
    if plan.lanes.iter().any(|lane| lane.locked) {
        settings.push(("interval", interval(plan.interval_us)));
    }
    settings
}

/// The races of a session, each in a line of at most `columns` columns that is continued below where it has no room;
/// nothing where there was one race alone.
#[must_use]
pub(crate) fn session_text(races: &[RaceSummary], columns: usize) -> String {
    let [first, _, ..] = races else { return String::new() };
    let lines = races.iter().flat_map(|race| wrap(&capital(&race.line()), columns, "", "  "));
    let dropped = first.number.saturating_sub(1);
    let missing = (dropped > 0).then(|| format!("({} before these.)", counted(dropped, "race")));
    let all = std::iter::once(HEADING.to_string()).chain(missing).chain(lines);
    all.map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests;
