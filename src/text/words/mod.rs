//! Helpers for sentences: nouns after their count, a capital at the beginning, no full stop twice.

use std::fmt::Display;

use super::traceback;

/// `noun` in singular or plural after `count`.
#[must_use]
pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.into() } else { format!("{noun}s") }
}

/// A count with its noun. The noun is singular only after `1`: `1.00 cores` are several.
#[must_use]
pub(crate) fn counted(count: impl Display, noun: &str) -> String {
    counted_as(count, noun, &format!("{noun}s"))
}

/// The same for a noun with an irregular plural.
#[must_use]
pub(crate) fn counted_as(count: impl Display, one: &str, many: &str) -> String {
    match count.to_string() {
        count if count == "1" => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// `phrase` as the beginning of a sentence.
#[must_use]
pub(crate) fn capital(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// A lane's label as a heading. Its mark of simulation is in other letters than the rest.
#[must_use]
pub(crate) fn heading(label: &str) -> String {
    label.to_uppercase().replace("SIMULATED", "simulated")
}

/// Name of a lane by itself: one whose label says that it is simulated is marked as such.
#[must_use]
pub(crate) fn lane_alone(name: &str, label: &str) -> String {
    if label.contains("simulated") { format!("{name} (simulated)") } else { name.into() }
}

/// A reason as part of a sentence that has its own full stop; without the traceback below it.
#[must_use]
pub(crate) fn clause(reason: &str) -> &str {
    traceback::sentence(reason).trim().trim_end_matches('.')
}

#[cfg(test)]
mod tests;
