//! The report of a tour: of each scene its question, its figures and its verdict, for people and for scripts.
//!
//! The JSON (`coreograph.tour/1`) is the report itself; its fields have the names and units of `coreograph.race/1`.

use serde::Serialize;

use super::performance::Performed;
use super::{Scene, SceneRun};
use crate::event::{Machine, Tool};
use crate::report::{DoubtReport, Format, LaneReport, MachineReport, Named, Report};
use crate::text::look::Look;
use crate::text::words::counted;
use crate::text::wrap::block;

/// The name and version of the JSON of a tour.
pub(crate) const SCHEMA: &str = "coreograph.tour/1";

/// Indent of what belongs to a scene.
const INDENT: &str = "  ";

/// Report of a tour.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TourReport {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The program that ran it.
    pub tool: Tool,
    /// The machine of the live scenes.
    pub machine: MachineReport,
    /// The scenes, in their order.
    pub scenes: Vec<SceneReport>,
}

/// Report of a scene.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SceneReport {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The question to the room.
    pub question: String,
    /// The predictions to choose from.
    pub choices: Vec<String>,
    /// Whether its figures were measured now; else they were recorded.
    pub live: bool,
    /// The machine on which they were recorded; `null` where they were measured now.
    pub recorded_on: Option<String>,
    /// Reason why the scene fell back on its recording, as part of a sentence; `null` where it did not.
    pub fell_back: Option<String>,
    /// The time it took, s.
    pub seconds: f64,
    /// Reasons not to trust its figures.
    pub doubts: Vec<DoubtReport>,
    /// Its races.
    pub runs: Vec<RunFigures>,
    /// Its verdict, in a sentence; `null` where it could neither run nor be shown from a recording.
    pub verdict: Option<String>,
    /// The choice that was right, from 1; `null` where the measurement does not decide that.
    pub choice: Option<usize>,
}

/// The key figures of a race of a scene.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct RunFigures {
    /// Label that distinguishes it from the other races of the scene; `null` where there is none.
    pub label: Option<String>,
    /// The name of its workload.
    pub workload: String,
    /// Its number of tasks.
    pub tasks: Option<u32>,
    /// The size of a task.
    pub size: Option<u64>,
    /// The seed of the tasks' arguments.
    pub seed: u64,
    /// Its lanes.
    pub lanes: Vec<LaneFigures>,
    /// The race in one sentence.
    pub verdict: Option<String>,
}

/// The key figures of a lane.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LaneFigures {
    /// The execution model.
    pub lane: String,
    /// Its name where a race has several of one kind.
    pub name: String,
    /// Number of workers.
    pub workers: u32,
    /// Time from the first task sent to the last result, s.
    pub wall_s: Option<f64>,
    /// Tasks done per second.
    pub throughput: Option<f64>,
    /// Speed-up over one worker without a lock.
    pub speedup: Option<f64>,
    /// Cores busy.
    pub cores_busy: Option<f64>,
}

impl TourReport {
    /// The report of these scenes as they were performed on `machine`.
    #[must_use]
    pub(crate) fn of(scenes: &[Scene], performed: &[Performed], machine: &Machine) -> Self {
        let scene = |performed: &Performed| Some(SceneReport::of(scenes.get(performed.scene)?, performed));
        Self {
            schema: SCHEMA,
            tool: Tool::this(),
            machine: MachineReport::of(machine),
            scenes: performed.iter().filter_map(scene).collect(),
        }
    }
}

impl SceneReport {
    fn of(scene: &Scene, performed: &Performed) -> Self {
        let recorded_on = performed.provenance.recorded_on().map(str::to_string);
        let mut doubts: Vec<DoubtReport> = Vec::new();
        for doubt in performed.reports.iter().flat_map(|report| &report.doubts) {
            if !doubts.contains(doubt) {
                doubts.push(doubt.clone());
            }
        }
        let verdict = performed.verdict.as_ref();
        Self {
            name: scene.name.clone(),
            title: scene.title.clone(),
            question: scene.question.clone(),
            choices: scene.choices.iter().map(|choice| choice.text.clone()).collect(),
            live: recorded_on.is_none(),
            recorded_on,
            fell_back: performed.obstacle.clone(),
            seconds: performed.seconds,
            doubts,
            runs: scene
                .runs
                .iter()
                .zip(&performed.reports)
                .map(|(run, of)| RunFigures::of(run, of))
                .collect(),
            verdict: verdict.map(|verdict| verdict.text.clone()),
            choice: verdict.and_then(|verdict| verdict.choice).map(|choice| choice + 1),
        }
    }
}

impl RunFigures {
    fn of(run: &SceneRun, report: &Report) -> Self {
        let workload = &report.workload;
        Self {
            label: run.label.clone(),
            workload: workload.name.clone(),
            tasks: workload.tasks,
            size: workload.size,
            seed: workload.seed,
            lanes: report.lanes.iter().map(LaneFigures::of).collect(),
            verdict: report.verdict.clone(),
        }
    }
}

impl LaneFigures {
    fn of(lane: &LaneReport) -> Self {
        Self {
            lane: lane.lane.clone(),
            name: lane.name.clone(),
            workers: lane.workers,
            wall_s: lane.wall_s,
            throughput: lane.throughput,
            speedup: lane.speedup,
            cores_busy: lane.cores_busy,
        }
    }
}

/// Text for people: a paragraph for each scene.
#[derive(Debug)]
pub(crate) struct Text;

impl Named for Text {
    fn name(&self) -> &'static str {
        "text"
    }
}

impl Format<TourReport> for Text {
    fn render(&self, tour: &TourReport, look: Look) -> String {
        let scenes = tour.scenes.iter().map(|scene| scene_text(scene, look.columns));
        scenes.collect::<Vec<_>>().join("\n")
    }
}

fn scene_text(scene: &SceneReport, columns: usize) -> String {
    let mut lines = vec![format!("Question: {}", scene.question)];
    for (number, choice) in (1..).zip(&scene.choices) {
        let right = if scene.choice == Some(number) { "  (right)" } else { "" };
        lines.push(format!("{number} {choice}{right}"));
    }
    lines.push("Prediction: none".into());
    if let Some(machine) = &scene.recorded_on {
        lines.push(format!("Recorded on {machine}."));
    }
    let verdict = scene.verdict.as_deref().unwrap_or("none here; this scene has no recording yet");
    lines.push(format!("Verdict: {verdict}"));
    if !scene.doubts.is_empty() {
        let mut kinds: Vec<&str> = scene.doubts.iter().map(|doubt| doubt.kind.as_str()).collect();
        kinds.dedup();
        lines.push(format!("{}: {}", counted(scene.doubts.len(), "doubt"), kinds.join(", ")));
    }
    let further = format!("{INDENT}{INDENT}");
    let body = lines.iter().map(|line| block(line, columns, INDENT, &further));
    block(&format!("{}: {}", scene.name, scene.title), columns, "", INDENT) + &body.collect::<String>()
}

#[cfg(test)]
mod tests;
