//! Words as sentences need them: with a capital, in the plural.

use super::Model;
use super::lane::Lane;

/// `phrase` as the beginning of a sentence.
#[must_use]
pub fn capital(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// `noun` as it stands after `count`: 1 core, 0 cores, 2 cores.
#[must_use]
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.into() } else { format!("{noun}s") }
}

/// That a lane has tasks of a size for its own language; `None` where they are the race's.
#[must_use]
pub fn size_of_its_own(model: &Model, lane: &Lane) -> Option<String> {
    let calibration = lane.calibration?;
    let unit = &model.plan.as_ref()?.workload.unit;
    Some(if Some(calibration.tasks) == model.tasks() {
        format!("tasks calibrated for Python ({} {unit} each)", calibration.size)
    } else {
        format!("tasks calibrated for Python ({} of them)", calibration.tasks)
    })
}

/// A reason as part of our sentence, which brings its own full stop.
#[must_use]
pub fn clause(reason: &str) -> &str {
    reason.trim().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_none_is_not() {
        let counted = |n| format!("{n} {}", plural(n, "core"));
        assert_eq!([0, 1, 2].map(counted), ["0 cores", "1 core", "2 cores"]);
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(["2 threads", "one thread", ""].map(capital), ["2 threads", "One thread", ""]);
    }
}
