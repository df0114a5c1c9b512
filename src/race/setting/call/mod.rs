//! The user's Python function, in place of a workload.

use super::{Adjustable, Choices, Offer, Setting, To};
use crate::event::{Machine, Plan};
use crate::lane;
use crate::text::escape::visible;

/// The flag of the setting.
pub(crate) const FLAG: &str = "call";

/// The function.
#[derive(Default)]
pub(crate) struct Call;

impl Setting for Call {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn placeholder(&self) -> &'static str {
        "FILE.py:FUNCTION"
    }

    fn help(&self) -> String {
        "Race a Python function of yours: FILE.py:FUNCTION or MODULE:FUNCTION; its arguments come from --over, else it is \
         given the task's number"
            .into()
    }

    fn example(&self) -> &'static str {
        "crunch.py:resize"
    }

    fn excludes(&self) -> Option<&'static str> {
        Some(super::workload::FLAG)
    }

    fn names_a_file(&self) -> bool {
        true
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let is_named =
            text.rsplit_once(':').is_some_and(|(module, name)| !module.is_empty() && !name.is_empty());
        if !is_named {
            return Err(format!(
                "accepted: FILE.py:FUNCTION or MODULE:FUNCTION, e.g. {}; {text:?} names no function",
                self.example()
            ));
        }
        choices.call.get_or_insert_default().function = text.into();
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        let functions = choices.call.iter().map(|call| call.function.clone());
        functions.filter(|function| !function.is_empty()).collect()
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Call {
    fn about(&self) -> &'static str {
        "a Python function of yours that the lanes of real CPython execute"
    }

    fn place(&self) -> u8 {
        9
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let offer = |value| Offer { value, about: "the function that races now".into(), chosen: true };
        self.values(choices).into_iter().map(offer).collect()
    }

    fn is_typed(&self) -> bool {
        true
    }

    /// In place of a workload: without what belongs to that, and without lanes that execute no Python.
    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.command = None;
        if choices.call.is_none() {
            (choices.tasks, choices.size, choices.share, choices.arg) = (None, None, None, None);
            choices.seconds.given = false;
        }
        self.set(choices, text)?;
        choices
            .lanes
            .retain(|choice| lane::by_kind(&choice.kind).is_some_and(|lane| lane.python().is_some()));
        if choices.lanes.is_empty() {
            choices.lanes = Choices::default().lanes;
        }
        Ok(())
    }

    fn sentence(&self, _to: &To, _choices: &Choices, plan: &Plan) -> String {
        said(plan)
    }
}

/// The list of its arguments.
#[derive(Default)]
pub(crate) struct Over;

impl Setting for Over {
    fn flag(&self) -> &'static str {
        "over"
    }

    fn placeholder(&self) -> &'static str {
        "EXPR"
    }

    fn help(&self) -> String {
        "A Python expression that gives the list of arguments of --call, one a task, as of Pool.map: range(64), \
         glob.glob(\"data/*.json\")"
            .into()
    }

    fn example(&self) -> &'static str {
        "range(64)"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        if text.trim().is_empty() {
            return Err("accepted: a Python expression, e.g. range(64)".into());
        }
        choices.call.get_or_insert_default().over = Some(text.into());
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.call.iter().filter_map(|call| call.over.clone()).collect()
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Over {
    fn about(&self) -> &'static str {
        "the list of arguments of your function, a Python expression"
    }

    fn place(&self) -> u8 {
        9
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let offer = |value| Offer { value, about: "the list that is there now".into(), chosen: true };
        self.values(choices).into_iter().map(offer).collect()
    }

    fn is_typed(&self) -> bool {
        true
    }

    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        if choices.call.is_none() {
            let example = Call.example();
            return Err(format!(
                "No function of yours is in the race; choose one before its arguments: call {example}."
            ));
        }
        choices.tasks = None;
        self.set(choices, text)
    }

    fn sentence(&self, _to: &To, _choices: &Choices, plan: &Plan) -> String {
        said(plan)
    }
}

/// The call in a sentence.
fn said(plan: &Plan) -> String {
    match &plan.workload.call {
        Some(call) => format!("The race calls {}.", visible(&call.sentence())),
        None => "No function of yours is in the race.".into(),
    }
}

#[cfg(test)]
mod tests;
