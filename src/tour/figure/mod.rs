//! Figures of the races of a scene: paths into the JSON of their reports.

use std::fmt;

use serde_json::Value;

use crate::report::Report;

/// The word that, before a number, names a race of the scene.
const RUNS: &str = "runs";
/// The word that, before a name, names a lane of a race.
pub(super) const LANES: &str = "lanes";
/// The step that is the length of a list.
pub(super) const COUNT: &str = "count";
/// The step that is the last entry of a list.
pub(super) const LAST: &str = "last";

/// A figure: a path into the JSON of the report of a race.
///
/// `lanes.pool.speedup` in the last race of the scene, `runs.1.lanes.pool.speedup` in the first. Entries of lists are
/// counted from 1: `lanes.pool.deaths.1.cause`, and `lanes.pool.deaths.count` is their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    /// The race, from 1; the last one where none is named.
    pub run: Option<usize>,
    /// The steps into its report.
    pub steps: Vec<String>,
}

impl Figure {
    /// Reads a path. A name with a dot in it stands in single quotes: `lanes.'py-threads 3.11.7'.speedup`.
    ///
    /// # Errors
    /// When a step is missing.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut steps = split(text)?;
        let mut run = None;
        if steps.first().is_some_and(|step| step == RUNS) {
            let number = steps.get(1).and_then(|step| step.parse().ok()).filter(|number| *number >= 1);
            run = Some(number.ok_or_else(|| {
                format!("{text} names no race; accepted: runs.1. and a figure, runs.2. and a figure, …")
            })?);
            steps.drain(..2);
        }
        if steps.is_empty() || steps.iter().any(String::is_empty) {
            return Err(format!("{text:?} is no figure; accepted: a path such as lanes.pool.speedup"));
        }
        Ok(Self { run, steps })
    }

    /// The lane that it names, by its name or its number.
    #[must_use]
    pub(crate) fn lane(&self) -> Option<&str> {
        let [lanes, lane, ..] = self.steps.as_slice() else { return None };
        (lanes == LANES && lane != COUNT).then_some(lane.as_str())
    }

    /// Seconds in one unit of it, by the end of a name in its path: `_us`, `_ms`, `_ns`.
    #[must_use]
    pub(crate) fn seconds(&self) -> f64 {
        let units = [("_us", 1e-6), ("_ms", 1e-3), ("_ns", 1e-9)];
        let unit = units.into_iter().find(|(end, _)| self.steps.iter().any(|step| step.ends_with(end)));
        unit.map_or(1.0, |(_, seconds)| seconds)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(run) = self.run {
            write!(f, "{RUNS}.{run}.")?;
        }
        for (place, step) in self.steps.iter().enumerate() {
            let dot = if place == 0 { "" } else { "." };
            let plain = step.chars().all(|c| c.is_alphanumeric() || "_-:".contains(c));
            if plain { write!(f, "{dot}{step}")? } else { write!(f, "{dot}'{step}'")? }
        }
        Ok(())
    }
}

/// The steps of a path, without the quotes.
fn split(text: &str) -> Result<Vec<String>, String> {
    let (mut steps, mut quoted) = (vec![String::new()], false);
    for c in text.chars() {
        match c {
            '\'' => quoted = !quoted,
            '.' if !quoted => steps.push(String::new()),
            c => {
                if let Some(step) = steps.last_mut() {
                    step.push(c);
                }
            }
        }
    }
    if quoted { Err(format!("the quote in {text} has no end")) } else { Ok(steps) }
}

/// Figures of a scene's races: the JSON of their reports, in the order in which they ran.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Figures {
    runs: Vec<Value>,
}

impl Figures {
    /// The figures of these races; the last may be running still.
    #[must_use]
    pub(crate) fn of<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Self {
        // A report is serialised for scripts in the same way, which cannot fail.
        let json = |report| serde_json::to_value(report).unwrap_or(Value::Null);
        Self { runs: reports.into_iter().map(json).collect() }
    }

    /// The figures of these reports as JSON.
    #[cfg(test)]
    pub(crate) fn of_json(runs: Vec<Value>) -> Self {
        Self { runs }
    }

    /// The value of a figure; `None` where it is not known.
    #[must_use]
    pub(crate) fn value(&self, figure: &Figure) -> Option<Value> {
        let report = match figure.run {
            Some(number) => self.runs.get(number.checked_sub(1)?)?,
            None => self.runs.last()?,
        };
        let mut value = report;
        let last = figure.steps.len().checked_sub(1)?;
        for (place, step) in figure.steps.iter().enumerate() {
            match value {
                Value::Object(fields) => value = fields.get(step)?,
                Value::Array(entries) if step == COUNT => {
                    return (place == last).then(|| entries.len().into());
                }
                Value::Array(entries) => value = entry(entries, step)?,
                _ => return None,
            }
        }
        (!value.is_null()).then(|| value.clone())
    }

    /// A figure that is a number.
    #[must_use]
    pub(crate) fn number(&self, figure: &Figure) -> Option<f64> {
        self.value(figure)?.as_f64().filter(|number| number.is_finite())
    }
}

/// An entry of a list: by its name where entries have one, else by its number from 1.
pub(super) fn entry<'a>(entries: &'a [Value], step: &str) -> Option<&'a Value> {
    let is = |entry: &Value, field: &str| entry.get(field).and_then(Value::as_str) == Some(step);
    let named = |field: &str| entries.iter().find(|entry| is(entry, field));
    let numbered = || match step {
        LAST => entries.last(),
        number => entries.get(number.parse::<usize>().ok()?.checked_sub(1)?),
    };
    // A lane has a name, and its kind is that where a race has one of the kind.
    named("name").or_else(|| named("lane")).or_else(numbered)
}

#[cfg(test)]
mod tests;
