//! The workload: what is computed.

use super::{Adjustable, Choices, Keys, Offer, Setting, Step, StepKey, To};
use crate::event::{Machine, Plan};
use crate::lane::{self, Lane};
use crate::workload::{Kind, UnknownWorkload};

/// The flag of the setting.
pub(crate) const FLAG: &str = "workload";

/// The workload.
pub(crate) struct Workload;

impl Setting for Workload {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn placeholder(&self) -> &'static str {
        "WORKLOAD"
    }

    fn help(&self) -> String {
        format!("What is computed: {}", Kind::names())
    }

    fn example(&self) -> &'static str {
        "mixed"
    }

    fn completed(&self) -> Vec<(&'static str, &'static str)> {
        Kind::ALL.iter().map(|kind| (kind.name(), kind.about())).collect()
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.workload = text.trim().parse().map_err(|unknown: UnknownWorkload| unknown.to_string())?;
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        vec![choices.workload.name().into()]
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Workload {
    fn about(&self) -> &'static str {
        "what is computed"
    }

    fn place(&self) -> u8 {
        1
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let offer = |kind: &Kind| Offer {
            value: kind.name().into(),
            about: kind.about().into(),
            chosen: *kind == choices.kind(),
        };
        Kind::ALL.iter().map(offer).collect()
    }

    fn keys(&self) -> Option<Keys> {
        const STEPS: &[StepKey] =
            &[StepKey { key: "w", step: Step::On, help: "the next workload, and run again" }];
        Some(Keys { steps: STEPS, label: "w", brief: ["workload", "work"], place: 1, rank: 6 })
    }

    /// Resets number and size of tasks as well: they have another meaning in each workload.
    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        self.set(choices, text)?;
        (choices.tasks, choices.size, choices.share, choices.arg) = (None, None, None, None);
        if choices.call.take().is_some() {
            leave_to_calls(choices);
        }
        choices.command = None;
        Ok(())
    }

    fn step(&self, choices: &mut Choices, _machine: &Machine, step: Step) -> Result<(), String> {
        // After a function of the user's the workload that was raced before it comes back.
        let place = Kind::ALL.iter().position(|kind| *kind == choices.workload).unwrap_or(0);
        let next = match choices.kind() {
            Kind::Call | Kind::Command => choices.workload,
            _ => Kind::ALL[step.around(place, Kind::ALL.len())],
        };
        self.choose(choices, next.name())
    }

    fn sentence(&self, _to: &To, choices: &Choices, _plan: &Plan) -> String {
        format!("Workload {}: {}.", choices.workload.name(), choices.workload.about())
    }
}

/// Removes from the lanes what is for a function of the user's alone.
fn leave_to_calls(choices: &mut Choices) {
    choices.lanes.retain(|choice| {
        lane::by_kind(&choice.kind).and_then(Lane::python).is_none_or(|way| !way.is_for_calls())
    });
    for choice in &mut choices.lanes {
        choice.method = None;
    }
    if choices.lanes.is_empty() {
        choices.lanes = Choices::default().lanes;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::step;
    use super::*;

    #[test]
    fn the_workload_goes_round_all() {
        let mut choices = Choices { size: Some(3), arg: Some("text".into()), ..Choices::default() };
        for _ in Kind::ALL {
            choices = step(&choices, 2, FLAG, Step::On).unwrap().0;
        }
        assert_eq!(choices.workload, Choices::default().workload);
        assert_eq!(choices.size, None, "a size means something else to each workload");
        assert_eq!(choices.arg, None, "and a text is for one of them");
    }
}
