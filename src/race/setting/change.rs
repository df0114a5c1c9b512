//! A change of one setting, requested by a key or the menu: the new choices, plan and answer.

use std::fmt;

use super::contract::Adjustable;
use super::list::by_flag;
use super::offer::{Step, To};
use crate::event::Machine;
use crate::race::choices::Choices;
use crate::race::plan::{RacePlan, plan};

/// A change of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// Flag of the setting.
    pub setting: &'static str,
    /// Its new value.
    pub to: To,
}

impl Change {
    /// A step.
    #[must_use]
    pub(crate) const fn step(setting: &'static str, step: Step) -> Self {
        Self { setting, to: To::Step(step) }
    }

    /// Another value.
    #[must_use]
    pub(crate) fn value(setting: &'static str, text: &str) -> Self {
        Self { setting, to: To::Value(text.into()) }
    }

    /// Whether the race has to start again.
    #[must_use]
    pub(crate) fn restarts(&self) -> bool {
        by_flag(self.setting).is_none_or(Adjustable::restarts)
    }

    /// Whether it changes the list of lanes.
    #[must_use]
    pub(crate) fn alters_lanes(&self) -> bool {
        by_flag(self.setting).is_some_and(Adjustable::alters_lanes)
    }
}

/// `workers +1`, `workers 12`.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = match &self.to {
            To::Step(Step::Back) => "-1",
            To::Step(Step::On) => "+1",
            To::Value(text) => text,
        };
        write!(f, "{} {to}", self.setting)
    }
}

/// Result of a change.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Changed {
    /// The choices.
    pub choices: Choices,
    /// The plan of these choices: the race that starts next runs it.
    pub plan: RacePlan,
    /// Sentence on the new value.
    pub said: String,
}

/// Changes `choices` and plans the resulting race.
///
/// # Errors
/// The reason why it cannot be changed, as a sentence.
pub(crate) fn change(choices: &Choices, machine: &Machine, change: &Change) -> Result<Changed, String> {
    let Some(setting) = by_flag(change.setting) else {
        return Err(format!("There is no setting {} that can be changed here.", change.setting));
    };
    let mut choices = choices.clone();
    match &change.to {
        To::Step(step) => setting.step(&mut choices, machine, *step)?,
        To::Value(text) => setting.choose(&mut choices, text)?,
    }
    let plan = plan(&choices, machine).map_err(|error| format!("Not possible: {error}."))?;
    if let Some(why) = setting.idle(&plan.lanes.iter().collect::<Vec<_>>()) {
        return Err(why.into());
    }
    let said = setting.sentence(&change.to, &choices, &plan);
    Ok(Changed { choices, plan, said })
}
