//! Faults that are injected into the worker processes of this program.

use super::{Arity, Choices, Setting};
use crate::event::{Fault, UnknownFault};
use crate::text::nearest::question;

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

    fn completed(&self) -> Vec<(&'static str, &'static str)> {
        Fault::ALL.map(|fault| (fault.name(), fault.about())).into()
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let refusal = |unknown: UnknownFault| {
            let name = text.split([':', '@']).next().unwrap_or_default();
            // A name that is right is followed by something that is not.
            let names =
                Fault::ALL.map(Fault::name).into_iter().chain(["poison"]).filter(|other| *other != name);
            format!("{}{unknown}", question(name, names))
        };
        choices.faults.push(text.trim().parse().map_err(refusal)?);
        Ok(())
    }

    fn clear(&self, choices: &mut Choices) {
        choices.faults.clear();
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.faults.iter().map(ToString::to_string).collect()
    }
}
