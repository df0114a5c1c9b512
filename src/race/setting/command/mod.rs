//! The user's command, in place of a workload, and what belongs to it.

mod flags;
mod items;
mod output_of;
mod steps;
mod warmup;

pub(crate) use flags::{IgnoreFailure, Shell};
pub(crate) use items::Items;
pub(crate) use output_of::OutputOf;
pub(crate) use steps::{Cleanup, Prepare, Setup};
pub(crate) use warmup::Warmup;

use super::{Adjustable, Choices, Offer, Setting, To};
use crate::event::{Machine, Plan};
use crate::race::choices::CommandChoice;
use crate::text::escape::visible;

/// The flag of the setting.
pub(crate) const FLAG: &str = "command";

/// The command.
#[derive(Default)]
pub(crate) struct Command;

impl Setting for Command {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn placeholder(&self) -> &'static str {
        "'WORDS {task}'"
    }

    fn help(&self) -> String {
        "Race runs of a command of yours: each task is one run, {task} its number, {item} a line of --items; the lane's \
         workers are how many run at once"
            .into()
    }

    fn example(&self) -> &'static str {
        "gzip -kc {item}"
    }

    fn excludes(&self) -> Option<&'static str> {
        Some(super::workload::FLAG)
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        if text.trim().is_empty() {
            return Err(format!("accepted: a program and its arguments, e.g. {}", self.example()));
        }
        choices.command.get_or_insert_default().text = text.into();
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        let texts = choices.command.iter().map(|command| command.text.clone());
        texts.filter(|text| !text.is_empty()).collect()
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Command {
    fn about(&self) -> &'static str {
        "a command of yours that the lane processes runs"
    }

    fn place(&self) -> u8 {
        10
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let offer = |value| Offer { value, about: "the command that races now".into(), chosen: true };
        self.values(choices).into_iter().map(offer).collect()
    }

    fn is_typed(&self) -> bool {
        true
    }

    /// In place of a workload or a function: without what belongs to those, and without lanes that run no command.
    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        if choices.command.is_none() {
            let usual = Choices::default();
            (choices.tasks, choices.size, choices.share, choices.arg) = (None, None, None, None);
            (choices.call, choices.chunk, choices.recycle) = (None, None, None);
            (choices.pythons, choices.faults) = (Vec::new(), Vec::new());
            choices.seconds.given = false;
            choices.lanes.retain(|choice| choice.kind == CommandChoice::LANE);
            if choices.lanes.is_empty() {
                choices.lanes = usual.lanes;
            }
        }
        self.set(choices, text)
    }

    fn sentence(&self, _to: &To, _choices: &Choices, plan: &Plan) -> String {
        match &plan.workload.command {
            Some(command) => format!("Each task runs {}.", visible(&command.text)),
            None => "No command of yours is in the race.".into(),
        }
    }
}

#[cfg(test)]
mod tests;
