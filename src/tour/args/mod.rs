//! The words of a race in a scene: what they stand for on a machine, and the choices that they make.

use crate::lane::{self, Lane};
use crate::race::Choices;
use crate::race::setting::{Arity, SETTINGS, Setting, set_all};
use crate::text::nearest::question_after;

/// Most workers that `{workers}` stands for: a screen has room for their rows.
const MOST_WORKERS: u32 = 12;

/// The word for the number of usable CPUs.
const CPUS: &str = "{cpus}";
/// The word for a number of workers to watch.
const WORKERS: &str = "{workers}";
/// The word for the powers of two up to the number of usable CPUs, and that number.
const UP_TO_CPUS: &str = "{1..cpus}";

/// Properties of the machine on which the words of a scene depend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Here {
    /// Number of usable CPUs.
    pub cpus: u32,
    /// Whether there is a Python for lanes that may be left out: `py-threads?`.
    pub python: bool,
}

/// An error in the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ArgError {
    /// The word at fault, from 0.
    pub word: usize,
    /// The error, and what is accepted.
    pub message: String,
}

/// The words as they are typed on this machine.
#[must_use]
pub(crate) fn expand(words: &[String], here: Here) -> Vec<String> {
    words.iter().map(|word| expand_word(word, here)).collect()
}

fn expand_word(word: &str, here: Here) -> String {
    let cpus = here.cpus.max(1);
    let mut items = Vec::new();
    for item in word.split(',') {
        match item.strip_suffix('?').filter(|kind| lane::by_kind(kind).is_some_and(may_be_left_out)) {
            Some(kind) if here.python => items.push(kind.to_string()),
            Some(_) => {}
            None if item.contains(UP_TO_CPUS) => {
                items.extend(doubling(cpus).map(|n| item.replace(UP_TO_CPUS, &n.to_string())));
            }
            None => items.push(item.to_string()),
        }
    }
    let workers = cpus.clamp(2, MOST_WORKERS);
    items.join(",").replace(CPUS, &cpus.to_string()).replace(WORKERS, &workers.to_string())
}

fn may_be_left_out(lane: &dyn Lane) -> bool {
    lane.python().is_some()
}

/// The powers of two below `most`, and `most`.
fn doubling(most: u32) -> impl Iterator<Item = u32> {
    let powers = std::iter::successors(Some(1_u32), |n| n.checked_mul(2));
    powers.take_while(move |n| *n < most).chain([most])
}

/// The choices that these words make: of a setting each, `--workload primes` or `--workload=primes`.
///
/// # Errors
/// The word that is no setting, or no value of it.
pub(crate) fn choices(words: &[String]) -> Result<Choices, ArgError> {
    let mut given: Vec<(&'static dyn Setting, usize, Vec<String>)> = Vec::new();
    let mut place = 0;
    while let Some(word) = words.get(place) {
        let wrong = |word: usize, message: String| ArgError { word, message };
        let (flag, value) = match word.split_once('=') {
            Some((flag, value)) => (flag, Some((place, value))),
            None => (word.as_str(), words.get(place + 1).map(|value| (place + 1, value.as_str()))),
        };
        let setting = setting(flag).map_err(|message| wrong(place, message))?;
        let Some((at, value)) = value else {
            let example = format!("{flag} {}", setting.example());
            return Err(wrong(place, format!("a value is missing after {flag}; accepted: e.g. {example}")));
        };
        let values: Vec<String> = match setting.arity() {
            Arity::List => value.split(',').map(str::to_string).collect(),
            Arity::One | Arity::Flag | Arity::Repeated => vec![value.to_string()],
        };
        for value in &values {
            let refuse = |message| wrong(at, format!("{flag} {value}: {message}"));
            setting.check(value).map_err(refuse)?;
        }
        match given.iter_mut().find(|(other, ..)| other.flag() == setting.flag()) {
            Some((.., all)) if !matches!(setting.arity(), Arity::One | Arity::Flag) => all.extend(values),
            Some(_) => return Err(wrong(place, format!("{flag} stands there twice; accepted: once"))),
            None => given.push((setting, place, values)),
        }
        place = at + 1;
    }
    let mut choices = Choices::default();
    for (setting, place, values) in &given {
        let excluded = setting.excludes().filter(|other| given.iter().any(|(one, ..)| one.flag() == *other));
        if let Some(other) = excluded {
            let message = format!("--{} excludes --{other}; accepted: one of them", setting.flag());
            return Err(ArgError { word: *place, message });
        }
        set_all(*setting, &mut choices, values).map_err(|message| ArgError { word: *place, message })?;
    }
    Ok(choices)
}

/// The setting with this option.
fn setting(option: &str) -> Result<&'static dyn Setting, String> {
    let flags = || SETTINGS.iter().map(|setting| setting.flag());
    let flag = option.strip_prefix("--");
    let found = flag.and_then(|flag| SETTINGS.iter().copied().find(|setting| setting.flag() == flag));
    found.ok_or_else(|| {
        let question = question_after(flag.unwrap_or(option), flags());
        let accepted = flags().map(|flag| format!("--{flag}")).collect::<Vec<_>>().join(", ");
        format!("there is no option {option} of a race in a scene{question}accepted: {accepted}")
    })
}

#[cfg(test)]
mod tests;
