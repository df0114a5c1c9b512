//! Every figure in the sentences and conditions of the shipped scenes, computed once more from the events of their takes
//! as they are written in a recording: neither the model nor a report takes part.

mod lane;
mod losses;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use self::lane::LaneEvents;
use super::figure::Figure;
use super::takes::Takes;
use super::template::Template;
use super::watched::Watched;
use super::{Figures, Scene, Scenes};
use crate::report::Report;

/// Most that two figures may differ, as a share: rounding errors of sums.
const ROUNDING: f64 = 1e-9;

/// The kinds of figures that the shipped scenes show or ask for and that their takes tell. There is no reason of a failure
/// in them, and no loss that is large enough to be named.
const KNOWN: &[&str] = &[
    "cores_busy",
    "costs.memory_private",
    "costs.round_trip_us",
    "counter.lost",
    "counter.made",
    "counter.memories",
    "counter.parent",
    "deaths.cause",
    "deaths.count",
    "deaths.pid",
    "deaths.replaced_after_s",
    "deaths.replaced_by",
    "efficiency",
    "ipc.bytes_in",
    "ipc.bytes_out",
    "ipc.messages",
    "losses.sentence",
    "machine.usable_cpus",
    "output.count",
    "output.line",
    "output.pid",
    "processes.exit",
    "processes.pid",
    "processes.tasks",
    "replies_us.p50",
    "replies_us.p90",
    "replies_us.p99",
    "results",
    "speedup",
    "start_s",
    "tasks.done",
    "tasks.failed",
    "tasks.retried",
    "tasks.total",
    "wall_s",
    "worker.tasks",
    "workers",
    "workload.tasks",
];

/// The events of a race so far, as a recording has them.
#[derive(Default)]
struct RaceEvents(Vec<Value>);

impl RaceEvents {
    /// The values of all events of this kind, in their order.
    fn of_kind<'e>(&'e self, kind: &'e str) -> impl Iterator<Item = &'e Value> {
        self.0.iter().filter_map(move |event| event.get(kind))
    }

    fn plan(&self) -> &Value {
        self.of_kind("plan").next().expect("the first event is the plan")
    }

    /// Number of tasks of the race.
    fn tasks(&self) -> Option<Value> {
        let calibrated = self.of_kind("calibrated").last().map(|calibrated| &calibrated["tasks"]);
        calibrated.or_else(|| self.plan()["workload"].get("tasks")).cloned()
    }

    /// The value of a figure; `None` where the events do not tell it.
    fn value(&self, steps: &[&str]) -> Option<Value> {
        match steps {
            ["workload", "tasks"] => self.tasks(),
            ["machine", "usable_cpus"] => Some(self.plan()["machine"]["usable_cpus"].clone()),
            ["lanes", lane, rest @ ..] => LaneEvents::of(self, lane).value(rest),
            other => panic!("no test recomputes the figure {other:?}"),
        }
        .filter(|value| !value.is_null())
    }
}

/// The value of a figure in the last of these races, or in the one that it names.
fn recomputed(races: &[RaceEvents], figure: &Figure) -> Option<Value> {
    let race = figure.run.unwrap_or(races.len());
    let steps: Vec<&str> = figure.steps.iter().map(String::as_str).collect();
    races[race - 1].value(&steps)
}

/// The sentence with recomputed figures.
fn filled(template: &Template, races: &[RaceEvents]) -> Option<String> {
    let mut reports = vec![Value::Object(Map::new()); races.len()];
    for figure in template.figures() {
        let mut place = &mut reports[figure.run.unwrap_or(races.len()) - 1];
        for step in &figure.steps {
            place = &mut place[step];
        }
        *place = recomputed(races, figure).unwrap_or_default();
    }
    template.fill(&Figures::of_json(reports))
}

/// Whether two values are the same, but for rounding.
fn same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64(), one, other) {
        (Some(one), Some(other), ..) => (one - other).abs() <= ROUNDING * one.abs().max(other.abs()),
        (_, _, Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        _ => one == other,
    }
}

/// The kind of a figure: its path without the race, the lane, and numbers of entries.
fn kind_of(figure: &Figure) -> String {
    let place = usize::from(figure.lane().is_some()) * 2;
    let steps = figure.steps[place..].iter().filter(|step| step.parse::<usize>().is_err());
    steps.map(String::as_str).collect::<Vec<_>>().join(".")
}

/// Compares these figures with the recomputed ones; adds the kinds of those that are known.
fn compare(
    figures: &[&Figure],
    (shown, races): (&Figures, &[RaceEvents]),
    kinds: &mut BTreeSet<String>,
    name: &str,
) {
    for figure in figures {
        let (one, other) = (shown.value(figure), recomputed(races, figure));
        let is_same = match (&one, &other) {
            (Some(one), Some(other)) => same(one, other),
            (one, other) => one == other,
        };
        assert!(is_same, "{name}: {figure} is shown as {one:?} and recomputed as {other:?}");
        if one.is_some() {
            kinds.insert(kind_of(figure));
        }
    }
}

/// Compares every sentence of a scene as it appears, then its verdict and all its conditions.
fn check(scene: &Scene, kinds: &mut BTreeSet<String>) {
    let take = Takes::of(None).shipped(scene).expect("every shipped scene has a take");
    let (mut races, mut reports) = (Vec::new(), Vec::<Report>::new());
    for (run, recording) in scene.runs.iter().zip(take.runs()) {
        races.push(RaceEvents::default());
        let mut watched = Watched::new(&run.captions, &[], &reports);
        let mut waiting: Vec<&Template> = run.captions.iter().map(|caption| &caption.text).collect();
        for event in &recording.events {
            watched.apply(event);
            let json = serde_json::to_value(event).expect("it was read from JSON");
            races.last_mut().expect("it began").0.push(json);
            let told = watched.captions();
            if told.is_empty() {
                continue;
            }
            let report = watched.report();
            let shown = Figures::of(reports.iter().chain([&report]));
            for text in told {
                let fills = |template: &&Template| filled(template, &races).as_ref() == Some(&text);
                let Some(place) = waiting.iter().position(fills) else {
                    panic!("{}: no sentence is {text:?} with recomputed figures", scene.name)
                };
                compare(&waiting.remove(place).figures(), (&shown, &races), kinds, &scene.name);
            }
        }
        assert!(waiting.is_empty(), "{}: sentences that did not appear: {waiting:?}", scene.name);
        let report = watched.report();
        reports.push(report);
    }
    let shown = Figures::of(&reports);
    for rule in &scene.verdicts {
        let conditions = rule.when.iter().flat_map(|condition| condition.figures());
        let figures: Vec<&Figure> = rule.text.figures().into_iter().chain(conditions).collect();
        compare(&figures, (&shown, &races), kinds, &scene.name);
    }
    let verdict = scene.verdict(&shown).expect("a verdict");
    let expected = filled(&scene.verdicts[verdict.rule].text, &races);
    assert_eq!(Some(verdict.text), expected, "{}", scene.name);
}

#[test]
fn every_figure_of_every_scene_is_that_of_its_take() {
    let mut kinds = BTreeSet::new();
    for scene in Scenes::shipped().list {
        check(&scene, &mut kinds);
    }
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    assert_eq!(kinds, KNOWN);
}
