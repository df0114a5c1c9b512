//! The user's Python function, in place of a workload.

use super::{Choices, Setting};
use crate::race::LANES_OF_CALLS;
use crate::race::choices::LaneChoice;
use crate::workload::Kind;

/// The function.
pub(crate) struct Call;

impl Setting for Call {
    fn flag(&self) -> &'static str {
        "call"
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

    /// The lanes of the usual race execute no Python; where no others were chosen, those of real CPython race.
    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let is_named =
            text.rsplit_once(':').is_some_and(|(module, name)| !module.is_empty() && !name.is_empty());
        if !is_named {
            return Err(format!(
                "{text:?} names no function; accepted: FILE.py:FUNCTION or MODULE:FUNCTION, e.g. crunch.py:resize"
            ));
        }
        choices.call.get_or_insert_default().function = text.into();
        choices.workload = Kind::Call;
        if choices.lanes == Choices::default().lanes {
            choices.lanes = LANES_OF_CALLS.map(LaneChoice::of).into();
        }
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices
            .call
            .iter()
            .map(|call| call.function.clone())
            .filter(|function| !function.is_empty())
            .collect()
    }
}

/// The list of its arguments.
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
            return Err("it is empty; accepted: a Python expression, e.g. range(64)".into());
        }
        choices.call.get_or_insert_default().over = Some(text.into());
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.call.iter().filter_map(|call| call.over.clone()).collect()
    }
}
