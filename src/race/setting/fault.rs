//! Faults that are injected into the worker processes of this program.

use super::{Arity, Choices, Setting};
use crate::event::{Fault, UnknownFault};

/// The faults.
pub(crate) struct Faults;

impl Setting for Faults {
    fn flag(&self) -> &'static str {
        "fault"
    }

    fn placeholder(&self) -> &'static str {
        "FAULT"
    }

    fn help(&self) -> String {
        let names = Fault::ALL.map(Fault::name).join(", ");
        format!(
            "Something that goes wrong with a worker process of the lanes pool and processes, really: {names}, each also \
             with a worker and a time from the first task, e.g. kill@2s, kill:1@500ms; poison:17 is a task that kills \
             every worker. May be given several times"
        )
    }

    fn example(&self) -> &'static str {
        "kill:1@500ms"
    }

    fn arity(&self) -> Arity {
        Arity::Repeated
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.faults.push(text.parse().map_err(|unknown: UnknownFault| unknown.to_string())?);
        Ok(())
    }

    fn clear(&self, choices: &mut Choices) {
        choices.faults.clear();
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.faults.iter().map(ToString::to_string).collect()
    }
}
