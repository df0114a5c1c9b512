//! The settings of a race: one file per setting, and one line for each in the list below.
//!
//! ```text
//! command line ──────┐
//! configuration file ├─▶ set ──────────┐
//! environment ───────┘                 ├─▶ Choices ─▶ plan ─▶ Race
//! menu, keys ──────────▶ choose, step ─┘
//! ```
//!
//! A file defines a setting's name and meaning, how a value is read, and, where it can be changed while races are
//! watched, its offered values, its steps and the answer to a change. The command line makes an option of each (and
//! from the options the file, the environment, the completions and the man page follow), the menu a group, the table
//! of keys a line. None of them knows any setting by name.
//!
//! A new setting is one new file here, its `mod` line, and one line in `settings!`.

pub mod adjustable;
pub mod arg;
pub mod change;
pub mod chunk;
pub mod deadline;
pub mod fault;
pub mod lanes;
pub mod python;
pub mod recycle;
pub mod schedule;
pub mod seconds;
pub mod seed;
pub mod share;
pub mod size;
pub mod switch_interval;
pub mod tasks;
pub mod typed;
pub mod workers;
pub mod workload;

pub use adjustable::{Adjustable, Keys, Offer, Shown, Step, StepKey, adjustable, by_flag, shown};
pub use change::{Change, Changed, To, change};
pub use lanes::LaneChoice;
pub use schedule::ScheduleChoice;

/// A setting of a race.
pub trait Setting: Sync {
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
pub enum Arity {
    /// One.
    One,
    /// Several, separated by commas.
    List,
    /// Several, each after the option once more.
    Repeated,
}

/// Storage of a setting's value.
pub trait Stored {
    /// Type of its value.
    type Value: std::fmt::Debug + Clone + PartialEq;

    /// Value of a race for which it was not set.
    fn initial() -> Self::Value;
}

/// Builds [`Choices`] and [`SETTINGS`] from the list of fields and settings.
macro_rules! settings {
    ($($field:ident: $file:ident::$setting:ident),+ $(,)?) => {
        /// All choices for a race: the value of each setting.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Choices {
            $(
                #[doc = concat!("The value of [`", stringify!($file), "`].")]
                pub $field: <$file::$setting as Stored>::Value,
            )+
        }

        impl Default for Choices {
            fn default() -> Self {
                Self { $($field: $file::$setting::initial()),+ }
            }
        }

        /// All settings, in the order of the command line.
        pub static SETTINGS: &[&dyn Setting] = &[$(&$file::$setting),+];
    };
}

settings! {
    lanes: lanes::Lanes,
    workload: workload::Workload,
    tasks: tasks::Tasks,
    size: size::Size,
    share: share::Share,
    arg: arg::Text,
    seconds: seconds::Seconds,
    workers: workers::Workers,
    chunk: chunk::Chunk,
    seed: seed::Seed,
    schedule: schedule::Schedules,
    interval: switch_interval::SwitchInterval,
    pythons: python::Pythons,
    faults: fault::Faults,
    deadline: deadline::Deadline,
    recycle: recycle::Recycle,
}

/// The value of a setting that was not set, as it is typed; `None` where it depends on the circumstances.
#[must_use]
pub fn default_of(setting: &dyn Setting) -> Option<String> {
    let values = setting.values(&Choices::default());
    (!values.is_empty()).then(|| values.join(","))
}

/// Puts all of `values` into `choices`, in place of the present ones. Without any, nothing changes.
///
/// # Errors
/// The values that are accepted, where one is not.
pub fn set_all(setting: &dyn Setting, choices: &mut Choices, values: &[String]) -> Result<(), String> {
    if !values.is_empty() {
        setting.clear(choices);
    }
    values.iter().try_for_each(|value| setting.set(choices, value))
}

#[cfg(test)]
mod tests;
