//! The schedule: which lanes run at the same time, and on which cores.

use super::{Adjustable, Choices, Keys, Offer, ScheduleChoice, Setting, Step, StepKey, To};
use crate::event::{Machine, Plan};
use crate::race::plan;
use crate::text::nearest::question;

/// The flag of the setting.
pub(crate) const FLAG: &str = "schedule";

impl ScheduleChoice {
    /// Meaning in a few words, for the help.
    const fn brief(self) -> &'static str {
        match self {
            Self::Auto => "split with at least 4 usable CPUs, else turns",
            Self::Turns => "one after another",
            Self::Together => "at once on the same cores",
            Self::Split => "at once on disjoint cores",
        }
    }

    /// The choice one step away, wrapping around.
    fn next(self, step: Step) -> Self {
        let place = Self::ALL.iter().position(|choice| *choice == self).unwrap_or(0);
        Self::ALL[step.around(place, Self::ALL.len())]
    }
}

/// The schedule.
pub(crate) struct Schedules;

impl Setting for Schedules {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn placeholder(&self) -> &'static str {
        "SCHEDULE"
    }

    fn help(&self) -> String {
        "Lane schedule: split with at least 4 usable CPUs, else turns (auto); one after another (turns); at once on the same \
         cores (together); at once on disjoint cores (split)"
            .into()
    }

    fn example(&self) -> &'static str {
        "together"
    }

    fn words(&self) -> Vec<(&'static str, &'static str)> {
        ScheduleChoice::ALL.map(|choice| (choice.word(), choice.brief())).into()
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let found = ScheduleChoice::ALL.into_iter().find(|choice| choice.word() == text);
        let words = ScheduleChoice::ALL.map(ScheduleChoice::word);
        let accepted = || format!("{}accepted: {}", question(text, words), words.join(", "));
        choices.schedule = found.ok_or_else(accepted)?;
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        vec![choices.schedule.word().into()]
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Schedules {
    fn about(&self) -> &'static str {
        "what runs when"
    }

    fn place(&self) -> u8 {
        5
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let offer = |schedule: ScheduleChoice| Offer {
            value: schedule.word().into(),
            about: schedule.about().into(),
            chosen: schedule == choices.schedule,
        };
        ScheduleChoice::ALL.map(offer).into()
    }

    fn keys(&self) -> Option<Keys> {
        const STEPS: &[StepKey] =
            &[StepKey { key: "s", step: Step::On, help: "the next schedule, and run again" }];
        Some(Keys { steps: STEPS, label: "s", brief: ["schedule", "plan"], place: 2, rank: 10 })
    }

    /// Switches to the next choice that makes a difference here.
    fn step(&self, choices: &mut Choices, machine: &Machine, step: Step) -> Result<(), String> {
        let resolve = |choices: &Choices| plan(choices, machine).map(|plan| plan.schedule).ok();
        let now = resolve(choices);
        for _ in ScheduleChoice::ALL {
            choices.schedule = choices.schedule.next(step);
            if resolve(choices).is_some_and(|schedule| Some(schedule) != now) {
                return Ok(());
            }
        }
        Err("No other schedule is possible on this machine.".into())
    }

    fn sentence(&self, to: &To, choices: &Choices, plan: &Plan) -> String {
        let found = plan.schedule;
        let here = match (to, choices.schedule) {
            (To::Value(_), ScheduleChoice::Auto) => format!("auto, here {}", found.word()),
            _ => found.word().into(),
        };
        format!("Schedule {here}: {}.", found.about())
    }
}

#[cfg(test)]
mod tests;
