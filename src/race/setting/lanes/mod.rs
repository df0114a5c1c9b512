//! The lanes of a race, in the order in which they take turns; each may have its own number of workers.

use super::{Adjustable, Arity, Choices, LaneChoice, Offer, Setting, To};
use crate::event::{Machine, Plan, PythonPlan};
use crate::lane::{self, LANES, Lane, MOST_WORKERS};
use crate::python::{PythonMode, StartMethod};
use crate::race::PlanError;

/// The flag of the setting.
pub(crate) const FLAG: &str = "lanes";

impl LaneChoice {
    /// Reads a lane as it is typed.
    fn read(text: &str) -> Result<Self, String> {
        let (kind, rest) = text.split_once(':').map_or((text, None), |(kind, rest)| (kind, Some(rest)));
        let Some(lane) = lane::by_kind(kind) else {
            return Err(PlanError::UnknownLane(kind.into()).to_string());
        };
        let (method, workers) = match rest
            .map(|rest| rest.split_once(':').map_or((rest, None), |(a, b)| (a, Some(b))))
        {
            Some((word, workers)) if let Some(method) = StartMethod::by_word(word) => (Some(method), workers),
            _ => (None, rest),
        };
        if let Some(method) = method.filter(|_| !lane.python().is_some_and(PythonMode::processes)) {
            return Err(format!(
                "the lane {kind} starts no processes of Python's, so it has no start method {}; accepted are py-pool and \
                 py-executor",
                method.word()
            ));
        }
        let number = |n: &str| {
            let accepted = 1..=MOST_WORKERS;
            n.parse().ok().filter(|n| accepted.contains(n)).ok_or_else(|| {
                format!("{n:?} is no number of workers; accepted is 1 to {MOST_WORKERS}, e.g. {kind}:4")
            })
        };
        Ok(Self { kind: kind.into(), workers: workers.map(number).transpose()?, method })
    }
}

/// The lanes.
pub(crate) struct Lanes;

impl Setting for Lanes {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn placeholder(&self) -> &'static str {
        "LANE,…"
    }

    fn help(&self) -> String {
        let names = lane::names();
        format!("Execution models, separated by commas: {names}; gil:4 gives one its own number of workers")
    }

    fn example(&self) -> &'static str {
        "threads:3"
    }

    fn arity(&self) -> Arity {
        Arity::List
    }

    fn completed(&self) -> Vec<(&'static str, &'static str)> {
        LANES.iter().map(|lane| (lane.kind(), lane.about())).collect()
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.lanes.push(LaneChoice::read(text.trim())?);
        Ok(())
    }

    fn clear(&self, choices: &mut Choices) {
        choices.lanes.clear();
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        let value = |lane: &LaneChoice| {
            let method = lane.method.map_or_else(String::new, |method| format!(":{}", method.word()));
            let workers = lane.workers.map_or_else(String::new, |workers| format!(":{workers}"));
            format!("{}{method}{workers}", lane.kind)
        };
        choices.lanes.iter().map(value).collect()
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Lanes {
    fn about(&self) -> &'static str {
        "the execution models that race"
    }

    fn place(&self) -> u8 {
        0
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let offer = |lane: &&'static dyn Lane| Offer {
            value: lane.kind().into(),
            about: lane.about().into(),
            chosen: races(choices, lane.kind()),
        };
        LANES.iter().map(offer).collect()
    }

    /// Removes the lanes of this kind, or adds one at its place in the list of all lanes.
    fn choose(&self, choices: &mut Choices, kind: &str) -> Result<(), String> {
        let place = |kind: &str| LANES.iter().position(|lane| lane.kind() == kind).unwrap_or(LANES.len());
        let before = choices.racing_lanes().into_owned();
        let mut lanes = before.clone();
        lanes.retain(|choice| choice.kind != kind);
        if lanes.is_empty() {
            return Err(format!("The lane {kind} stays: a race needs at least one."));
        }
        if lanes.len() == before.len() {
            may_join(choices, kind)?;
            let before = lanes.iter().position(|choice| place(&choice.kind) > place(kind));
            lanes.insert(before.unwrap_or(lanes.len()), LaneChoice::of(kind));
        }
        choices.lanes = lanes;
        Ok(())
    }

    fn sentence(&self, to: &To, choices: &Choices, _plan: &Plan) -> String {
        let racing = choices.racing_lanes();
        let names: Vec<&str> = racing.iter().map(|choice| choice.kind.as_str()).collect();
        let names = names.join(", ");
        match to {
            To::Value(kind) if races(choices, kind) => format!("The lane {kind} joins the race: {names}."),
            To::Value(kind) => format!("The lane {kind} leaves the race: {names}."),
            To::Step(_) => format!("The lanes of the race: {names}."),
        }
    }

    fn alters_lanes(&self) -> bool {
        true
    }

    fn outcome(&self, chosen: bool) -> &'static str {
        if chosen {
            "It leaves the race, which starts again."
        } else {
            "It joins the race, which starts again."
        }
    }
}

fn races(choices: &Choices, kind: &str) -> bool {
    choices.racing_lanes().iter().any(|choice| choice.kind == kind)
}

/// Checks that there is such a lane, and an interpreter for it where it needs one.
fn may_join(choices: &Choices, kind: &str) -> Result<(), String> {
    let Some(way) = lane::by_kind(kind).map(Lane::python) else {
        return Err(format!(
            "There is no lane {kind}{}accepted: {}.",
            lane::question_after(kind),
            lane::names()
        ));
    };
    let Some(way) = way else { return Ok(()) };
    let found = [crate::python::on_path()];
    let pythons: &[PythonPlan] = if choices.pythons.is_empty() { &found } else { &choices.pythons };
    let problems: Vec<String> = pythons.iter().filter_map(|python| way.problem(python)).collect();
    match problems.first() {
        Some(problem) if problems.len() == pythons.len() => {
            Err(format!("The lane {kind} cannot join: {problem}."))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
