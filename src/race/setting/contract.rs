//! The contracts of a setting: one that can be typed, and one that can be changed while races are watched.

use std::fmt;

use super::offer::{Keys, Offer, Step, To};
use crate::event::{LanePlan, Machine, Plan};
use crate::race::Race;
use crate::race::choices::Choices;

/// A setting of a race.
pub(crate) trait Setting: Sync {
    /// Long option on the command line, without its dashes: also the key in the configuration file, and in capitals the
    /// end of the variable's name.
    fn flag(&self) -> &'static str;

    /// Placeholder of a value in help texts.
    fn placeholder(&self) -> &'static str {
        "N"
    }

    /// Explanation, in half a sentence, with the default where that depends on the circumstances.
    fn help(&self) -> String;

    /// Example of a value, other than the default.
    fn example(&self) -> &'static str;

    /// Number of values it takes.
    fn arity(&self) -> Arity {
        Arity::One
    }

    /// All values there are, each with its meaning in half a sentence; empty where any value can be [read](Self::set).
    fn words(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// Words to complete where other values can be [read](Self::set) as well, each with its meaning.
    fn completed(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// Whether a value begins with the name of a file, which a shell can complete.
    fn names_a_file(&self) -> bool {
        false
    }

    /// Flag of a setting that cannot be given beside this one.
    fn excludes(&self) -> Option<&'static str> {
        None
    }

    /// Reads one value and puts it into `choices`; of a setting with several values, adds it.
    ///
    /// # Errors
    /// The values that are accepted.
    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String>;

    /// Removes all values of a setting with several, before others are set.
    fn clear(&self, _choices: &mut Choices) {}

    /// The values in `choices`, as they are typed; none where the value depends on the circumstances.
    fn values(&self, choices: &Choices) -> Vec<String>;

    /// The same setting as an adjustable one, where it can be changed while races are watched.
    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        None
    }

    /// Whether `text` is a value.
    ///
    /// # Errors
    /// The values that are accepted.
    fn check(&self, text: &str) -> Result<(), String> {
        self.set(&mut Choices::default(), text)
    }
}

/// Number of values that a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arity {
    /// One.
    One,
    /// None, or `yes` or `no` behind an equals sign.
    Flag,
    /// Several, separated by commas.
    List,
    /// Several, each after the option once more.
    Repeated,
}

/// Default place of a setting in the menu.
const LAST: u8 = 99;

/// A setting that can be changed while races are watched.
pub(crate) trait Adjustable: Setting {
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
