//! Settings that can be changed between races: menu values and steps of keys.

use std::fmt;

use super::change::To;
use super::{Choices, SETTINGS, Setting};
use crate::event::{LanePlan, Machine, Plan};
use crate::race::Race;

/// Default place of a setting in the menu.
const LAST: u8 = 99;

/// A setting that can be changed while races are watched.
pub trait Adjustable: Setting {
    /// Word that stands before its values in a menu, and before one that is typed there: `workers 12`.
    fn name(&self) -> &'static str {
        self.flag()
    }

    /// Meaning, in half a sentence.
    fn about(&self) -> &'static str;

    /// Place in the menu: the lowest first, equal ones in the order of the list.
    fn place(&self) -> u8 {
        LAST
    }

    /// Values to choose from.
    fn offers(&self, choices: &Choices, machine: &Machine) -> Vec<Offer>;

    /// Whether other values than the offered ones can be typed.
    fn is_typed(&self) -> bool {
        false
    }

    /// Keys that step through its values.
    fn keys(&self) -> Option<Keys> {
        None
    }

    /// Chooses a value in place of the current one; clears the settings it excludes.
    ///
    /// # Errors
    /// The reason why it cannot be chosen, as a sentence.
    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        self.set(choices, text)
    }

    /// Goes a step on or back from the current value.
    ///
    /// # Errors
    /// The reason why there is no such step, as a sentence.
    fn step(&self, _choices: &mut Choices, _machine: &Machine, _step: Step) -> Result<(), String> {
        Err(format!("The setting {} has no steps.", self.name()))
    }

    /// Sentence on the new value; `plan` is the resulting plan.
    fn sentence(&self, to: &To, choices: &Choices, plan: &Plan) -> String;

    /// Reason why it has no effect on a race of these lanes, as a sentence.
    fn idle(&self, _lanes: &[&LanePlan]) -> Option<&'static str> {
        None
    }

    /// Whether a new value requires the race to start again.
    fn restarts(&self) -> bool {
        true
    }

    /// Applies the new value to a running race.
    fn apply(&self, _choices: &Choices, _race: &Race) {}

    /// Whether a new value changes the list of lanes.
    fn alters_lanes(&self) -> bool {
        false
    }

    /// Sentence on the consequence of choosing a value; `chosen`: one that is the current value already.
    fn outcome(&self, _chosen: bool) -> &'static str {
        if self.restarts() { "The race starts again." } else { "The race goes on." }
    }
}

impl fmt::Debug for dyn Adjustable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.flag())
    }
}

impl PartialEq for dyn Adjustable {
    fn eq(&self, other: &Self) -> bool {
        self.flag() == other.flag()
    }
}

/// Direction of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To less, or to the previous value.
    Back,
    /// To more, or to the next value.
    On,
}

impl Step {
    /// The place one step away from `place` among `count`, wrapping around.
    #[must_use]
    pub fn around(self, place: usize, count: usize) -> usize {
        let count = count.max(1);
        match self {
            Self::Back => (place + count - 1) % count,
            Self::On => (place + 1) % count,
        }
    }
}

/// A value that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The value, as it is typed.
    pub value: String,
    /// Meaning, in half a sentence; empty where the value explains itself.
    pub about: String,
    /// Whether it is the current value.
    pub chosen: bool,
}

/// The keys of a setting.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// The keys, the representative one first.
    pub steps: &'static [StepKey],
    /// All of them, as they are printed together.
    pub label: &'static str,
    /// Word for it in a line of keys, and a shorter one.
    pub brief: [&'static str; 2],
    /// Place among the keys of settings, the lowest first.
    pub place: u8,
    /// Rank: where there is not room for all keys, the lowest ranks stay.
    pub rank: u8,
}

/// A key and its step.
#[derive(Debug, Clone, Copy)]
pub struct StepKey {
    /// The character.
    pub key: &'static str,
    /// Its step.
    pub step: Step,
    /// Its effect, in half a sentence.
    pub help: &'static str,
}

/// A setting with the values that it offers now.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The setting.
    pub setting: &'static dyn Adjustable,
    /// The values that can be chosen.
    pub offers: Vec<Offer>,
}

/// All settings that can be changed while races are watched, in the order of the menu.
#[must_use]
pub fn adjustable() -> Vec<&'static dyn Adjustable> {
    let mut all: Vec<_> = SETTINGS.iter().filter_map(|setting| setting.adjustable()).collect();
    all.sort_by_key(|setting| setting.place());
    all
}

/// The adjustable setting with this flag.
#[must_use]
pub fn by_flag(flag: &str) -> Option<&'static dyn Adjustable> {
    SETTINGS.iter().find(|setting| setting.flag() == flag)?.adjustable()
}

/// The settings that have an effect on races of these choices, in the order of the menu.
#[must_use]
pub fn shown(choices: &Choices, machine: &Machine) -> Vec<Shown> {
    let show = |setting: &'static dyn Adjustable| Shown { setting, offers: setting.offers(choices, machine) };
    adjustable().into_iter().map(show).collect()
}
