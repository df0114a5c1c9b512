//! The list of all settings.

use super::contract::{Adjustable, Setting};
use super::offer::Offer;
use super::{
    arg, budget, call, chunk, command, deadline, fault, lanes, python, recycle, reps, schedule, seconds,
    seed, share, size, star, switch_interval, tasks, workers, workload,
};
use crate::event::Machine;
use crate::race::choices::Choices;

/// All settings, in the order of the command line.
pub(crate) static SETTINGS: &[&dyn Setting] = &[
    &lanes::Lanes,
    &workload::Workload,
    &tasks::Tasks,
    &size::Size,
    &share::Share,
    &arg::Text,
    &call::Call,
    &call::Over,
    &star::Star,
    &command::Command,
    &command::Items,
    &command::Shell,
    &command::Warmup,
    &command::Setup,
    &command::Prepare,
    &command::Cleanup,
    &command::IgnoreFailure,
    &command::OutputOf,
    &seconds::Seconds,
    &reps::Reps,
    &budget::Budget,
    &workers::Workers,
    &chunk::Chunk,
    &seed::Seed,
    &schedule::Schedules,
    &switch_interval::SwitchInterval,
    &python::Pythons,
    &fault::Faults,
    &deadline::Deadline,
    &recycle::Recycle,
];

/// The value of a setting that was not set, as it is typed; `None` where it depends on the circumstances.
#[must_use]
pub(crate) fn default_of(setting: &dyn Setting) -> Option<String> {
    let values = setting.values(&Choices::default());
    (!values.is_empty()).then(|| values.join(","))
}

/// Puts all of `values` into `choices`, in place of the present ones. Without any, nothing changes.
///
/// # Errors
/// The values that are accepted, where one is not.
pub(crate) fn set_all(setting: &dyn Setting, choices: &mut Choices, values: &[String]) -> Result<(), String> {
    if !values.is_empty() {
        setting.clear(choices);
    }
    values.iter().try_for_each(|value| setting.set(choices, value))
}

/// A setting with the values that it offers now.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shown {
    /// The setting.
    pub setting: &'static dyn Adjustable,
    /// The values that can be chosen.
    pub offers: Vec<Offer>,
}

/// All settings that can be changed while races are watched, in the order of the menu.
#[must_use]
pub(crate) fn adjustable() -> Vec<&'static dyn Adjustable> {
    let mut all: Vec<_> = SETTINGS.iter().filter_map(|setting| setting.adjustable()).collect();
    all.sort_by_key(|setting| setting.place());
    all
}

/// The adjustable setting with this flag.
#[must_use]
pub(crate) fn by_flag(flag: &str) -> Option<&'static dyn Adjustable> {
    SETTINGS.iter().find(|setting| setting.flag() == flag)?.adjustable()
}

/// The settings that have an effect on races of these choices, in the order of the menu.
#[must_use]
pub(crate) fn shown(choices: &Choices, machine: &Machine) -> Vec<Shown> {
    let show = |setting: &'static dyn Adjustable| Shown { setting, offers: setting.offers(choices, machine) };
    adjustable().into_iter().map(show).collect()
}
