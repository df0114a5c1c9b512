//! Settings that can be changed while races are watched: what a menu offers and what a key does.

use std::fmt;

use super::change::To;
use super::{Choices, SETTINGS, Setting};
use crate::event::{LanePlan, Machine, Plan};
use crate::race::Race;

/// The place of a setting in the menu that does not ask for one.
const LAST: u8 = 99;

/// A setting that can be changed while races are watched.
pub trait Adjustable: Setting {
    /// Word that stands before its values in a menu, and before one that is typed there: `workers 12`.
    fn name(&self) -> &'static str {
        self.flag()
    }

    /// Meaning, in half a sentence.
    fn about(&self) -> &'static str;

    /// Place in the menu: the smallest first, equal ones in the order of the list.
    fn place(&self) -> u8 {
        LAST
    }

    /// Values to choose from.
    fn offers(&self, choices: &Choices, machine: &Machine) -> Vec<Offer>;

    /// Whether other values than those that are offered can be typed.
    fn is_typed(&self) -> bool {
        false
    }

    /// Keys by which it is stepped through.
    fn keys(&self) -> Option<Keys> {
        None
    }

    /// Chooses a value in place of what is chosen: what it excludes is chosen no longer.
    ///
    /// # Errors
    /// Why it cannot be chosen, as a sentence.
    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        self.set(choices, text)
    }

    /// Goes a step on or back from the value that is chosen.
    ///
    /// # Errors
    /// Why there is no such step, as a sentence.
    fn step(&self, _choices: &mut Choices, _machine: &Machine, _step: Step) -> Result<(), String> {
        Err(format!("The setting {} has no steps.", self.name()))
    }

    /// Sentence that says what was chosen; `plan` is what comes of it.
    fn sentence(&self, to: &To, choices: &Choices, plan: &Plan) -> String;

    /// Why it means nothing to a race of these lanes, as a sentence.
    fn idle(&self, _lanes: &[&LanePlan]) -> Option<&'static str> {
        None
    }

    /// Whether a race cannot go on with another value and has to start again.
    fn restarts(&self) -> bool {
        true
    }

    /// Turns it in a race that goes on with another value.
    fn apply(&self, _choices: &Choices, _race: &Race) {}

    /// Whether another value changes which lanes there are.
    fn alters_lanes(&self) -> bool {
        false
    }

    /// Sentence that says what comes of choosing a value; `chosen`: one that is chosen already.
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
    /// To less, or to the value before.
    Back,
    /// To more, or to the next value.
    On,
}

impl Step {
    /// The place a step away from `place` among `count`, round and round.
    #[must_use]
    pub fn around(self, place: usize, count: usize) -> usize {
        let count = count.max(1);
        match self {
            Self::Back => (place + count - 1) % count,
            Self::On => (place + 1) % count,
        }
    }
}

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The value, as it is typed.
    pub value: String,
    /// Meaning, in half a sentence; empty where the value says it all.
    pub about: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

/// The keys of a setting.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// The keys, the one that stands for all of them first.
    pub steps: &'static [StepKey],
    /// All of them, as they are printed together.
    pub label: &'static str,
    /// Word for it in a line of keys, and a shorter one.
    pub brief: [&'static str; 2],
    /// Place among the keys of settings, the smallest first.
    pub place: u8,
    /// Which keys stay where there is not room for all: those of the smallest rank.
    pub rank: u8,
}

/// A key and its step.
#[derive(Debug, Clone, Copy)]
pub struct StepKey {
    /// The character.
    pub key: &'static str,
    /// What it does.
    pub step: Step,
    /// What it does, in half a sentence.
    pub help: &'static str,
}

/// A setting with the values that are offered now.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The setting.
    pub setting: &'static dyn Adjustable,
    /// The values to choose from.
    pub offers: Vec<Offer>,
}

/// All settings that can be changed while races are watched, in the order of the menu.
#[must_use]
pub fn adjustable() -> Vec<&'static dyn Adjustable> {
    let mut all: Vec<_> = SETTINGS.iter().filter_map(|setting| setting.adjustable()).collect();
    all.sort_by_key(|setting| setting.place());
    all
}

/// The one of them with this flag.
#[must_use]
pub fn by_flag(flag: &str) -> Option<&'static dyn Adjustable> {
    SETTINGS.iter().find(|setting| setting.flag() == flag)?.adjustable()
}

/// What can be set about races of these choices, in the order of the menu.
#[must_use]
pub fn shown(choices: &Choices, machine: &Machine) -> Vec<Shown> {
    let show = |setting: &'static dyn Adjustable| Shown { setting, offers: setting.offers(choices, machine) };
    adjustable().into_iter().map(show).collect()
}
