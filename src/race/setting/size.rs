//! The size of each task, in the workload's unit; `None`: calibrated.

use super::{Adjustable, Choices, Offer, Setting, To, typed};
use crate::event::{Machine, Plan};

/// The flag of the setting.
pub(crate) const FLAG: &str = "size";

/// The size of a task.
pub(crate) struct Size;

impl Setting for Size {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn placeholder(&self) -> &'static str {
        "S"
    }

    fn help(&self) -> String {
        "Size of each task, in the workload's unit, e.g. 20000 or 64MiB (default: calibrated for --seconds)"
            .into()
    }

    fn example(&self) -> &'static str {
        "20000"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.size = Some(typed::size(text)?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.size.iter().map(ToString::to_string).collect()
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Size {
    fn about(&self) -> &'static str {
        "how large each task is, in the workload's unit, instead of calibrating it"
    }

    fn place(&self) -> u8 {
        7
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let (kind, usual) = (choices.kind(), choices.kind().size());
        vec![Offer {
            value: usual.to_string(),
            about: format!("{} in each task, as {} usually has", kind.unit(), kind.name()),
            chosen: choices.size == Some(usual),
        }]
    }

    fn is_typed(&self) -> bool {
        true
    }

    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        if choices.call.is_some() {
            return Err("A function of yours has no size: its arguments are what they are.".into());
        }
        self.set(choices, text)?;
        choices.seconds.given = false;
        Ok(())
    }

    fn sentence(&self, _to: &To, choices: &Choices, _plan: &Plan) -> String {
        let size = choices.size.unwrap_or(choices.kind().size());
        format!("Each task has a size of {size} {}.", choices.kind().unit())
    }
}
