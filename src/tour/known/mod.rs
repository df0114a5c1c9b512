//! Races of a scene on made-up machines, and the figures that their reports have.

use serde_json::{Map, Value};

use super::args::{ArgError, Here, choices, expand};
use super::figure::{COUNT, Figure, LANES, LAST, entry};
use super::samples::sample;
use crate::event::{Event, EventKind, Machine, Nanos};
use crate::model::Model;
use crate::race;
use crate::report::Report;
use crate::text::nearest::question_after;

/// Numbers of CPUs of the machines that a scene is checked for: the least, the usual of a shared machine, many.
const CPUS: [u16; 3] = [1, 2, 64];

/// A race on the made-up machines: its report before it has begun.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KnownRun {
    reports: Vec<Value>,
    /// Lanes that take part only where there is a Python.
    absent: Vec<String>,
}

impl KnownRun {
    /// The race of these words.
    ///
    /// # Errors
    /// The first word that is wrong, or why the race cannot be made.
    pub(super) fn of(words: &[String]) -> Result<Self, ArgError> {
        let report = |cpus: u16| {
            let choices = choices(&expand(words, Here { cpus: cpus.into(), python: false }))?;
            let plan = race::plan_unasked(&choices, &Machine::with_cpus(cpus)).map_err(|error| {
                let message = format!("with {cpus} CPUs: {error}");
                ArgError { word: 0, message }
            })?;
            let mut model = Model::default();
            model.apply(&Event { at: Nanos::ZERO, fact: EventKind::Plan(Box::new(plan.announced)) });
            // A report is serialised for scripts in the same way, which cannot fail.
            Ok(serde_json::to_value(Report::of(&model)).unwrap_or(Value::Null))
        };
        let reports = CPUS.into_iter().map(report).collect::<Result<_, _>>()?;
        let absent = words.iter().flat_map(|word| word.split(','));
        let absent = absent.filter_map(|item| item.strip_suffix('?')).map(str::to_string).collect();
        Ok(Self { reports, absent })
    }

    /// Whether the race has a lane of this name on one of the machines.
    ///
    /// # Errors
    /// The lanes that it has.
    pub(super) fn check_lane(&self, lane: &str) -> Result<(), String> {
        let mut names: Vec<String> = self.absent.clone();
        for report in &self.reports {
            let lanes = report.get(LANES).and_then(Value::as_array).into_iter().flatten();
            if lanes.clone().any(|one| one.get("lane").and_then(Value::as_str) == Some(lane)) {
                return Ok(());
            }
            names.extend(lanes.filter_map(|lane| Some(lane.get("name")?.as_str()?.to_string())));
        }
        if names.iter().any(|name| name == lane) {
            return Ok(());
        }
        names.sort();
        names.dedup();
        let question = question_after(lane, names.iter().map(String::as_str));
        Err(format!("the race has no lane {lane}{question}accepted: {}", names.join(", ")))
    }

    /// Whether a report of the race has this figure, and whether that is known before it runs.
    fn check(&self, figure: &Figure) -> Result<bool, String> {
        if figure.lane().is_some_and(|lane| self.absent.iter().any(|absent| absent == lane)) {
            return Ok(false);
        }
        let found: Vec<_> = self.reports.iter().map(|report| walk(report, figure)).collect();
        // A lane that is there on large machines only is known on those only.
        match found.iter().find(|found| found.is_ok()) {
            Some(_) => Ok(found.iter().all(|found| found == &Ok(true))),
            None => found.into_iter().next_back().unwrap_or(Ok(false)),
        }
    }
}

/// Checks a figure in a sentence or a condition that is read when these races have run; returns whether it is known in any
/// case.
///
/// # Errors
/// The step of its path that no report has, and what is accepted.
pub(super) fn check(figure: &Figure, runs: &[&KnownRun]) -> Result<bool, String> {
    let run = match figure.run {
        Some(number) => number.checked_sub(1).and_then(|place| runs.get(place)),
        None => runs.last(),
    };
    run.map_or_else(
        || {
            Err(format!(
                "{figure} is of a race that has not run then; accepted: runs.1 to runs.{}",
                runs.len()
            ))
        },
        |run| run.check(figure),
    )
}

/// Follows a path; whether its value is known already.
fn walk(report: &Value, figure: &Figure) -> Result<bool, String> {
    follow(report, figure, 0)
}

/// Follows a path from the step at `place` on.
fn follow(from: &Value, figure: &Figure, from_place: usize) -> Result<bool, String> {
    let mut value = from;
    for (place, step) in figure.steps.iter().enumerate().skip(from_place) {
        let is_last = place + 1 == figure.steps.len();
        match value {
            Value::Object(fields) => {
                value = fields.get(step).ok_or_else(|| no_figure(figure, step, fields))?;
            }
            Value::Array(_) if step == COUNT && is_last => return Ok(true),
            Value::Array(entries) => match entry(entries, step) {
                Some(entry) => value = entry,
                None if place == 1 && figure.lane().is_some() => return Err(no_lane(entries, step)),
                None if step == LAST || step.parse().is_ok_and(|number: usize| number >= 1) => {
                    return beyond(figure, place, place + 1);
                }
                None => {
                    return Err(format!(
                        "{figure}: {step} is no entry of a list; accepted: 1, 2, …, last, count"
                    ));
                }
            },
            Value::Null => return beyond(figure, place, place),
            _ => return Err(format!("{figure}: there is nothing below {}", figure.steps[..place].join("."))),
        }
    }
    Ok(value.is_number() || value.is_string() || value.is_boolean())
}

/// Follows a path into a part of a lane's report that is empty before the race, the one before `place`.
fn beyond(figure: &Figure, place: usize, next: usize) -> Result<bool, String> {
    let of_lane = figure.lane().is_some() && place == 3;
    let part = figure.steps.get(place.wrapping_sub(1)).filter(|_| of_lane);
    match part.and_then(|part| sample(part)) {
        Some(sample) => follow(&sample, figure, next).map(|_| false),
        None => Ok(false),
    }
}

fn no_figure(figure: &Figure, step: &str, fields: &Map<String, Value>) -> String {
    let question = question_after(step, fields.keys().map(String::as_str));
    let accepted = fields.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    format!("a report has no figure {figure}: no {step}{question}accepted: {accepted}")
}

fn no_lane(lanes: &[Value], step: &str) -> String {
    let names: Vec<&str> = lanes.iter().filter_map(|lane| lane.get("name")?.as_str()).collect();
    let question = question_after(step, names.iter().copied());
    format!("the race has no lane {step}{question}accepted: {}, or a number from 1", names.join(", "))
}

#[cfg(test)]
mod tests;
