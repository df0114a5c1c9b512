//! Cores that a doubt says were not there for a measurement, read from its message.
//!
//! A doubt is words and nothing else, in events and in recordings. Their figure is read here, so that the doubts of an
//! earlier version's recording count as those of a race that has just ended.

use crate::event::Doubt;

/// Number of `of` cores that something else kept busy according to `doubt`; `None` for a doubt of another kind, and
/// where its message has no such figure.
#[must_use]
pub(crate) fn taken_cores(doubt: &Doubt, of: f64) -> Option<f64> {
    let cores = match doubt.kind.as_str() {
        // "kept 1.96 of 2 cores busy", "kept 1.3 cores busy".
        "busy-machine" => before(&doubt.message, &["of", "core", "cores"])?,
        "steal" => before(&doubt.message, &["%"])? / 100.0 * of,
        // Each of them computes on one.
        "left-behind" => before(&doubt.message, &["earlier"]).unwrap_or(1.0),
        _ => return None,
    };
    (cores.is_finite() && cores >= 0.0).then_some(cores.min(of))
}

/// The first number that stands before one of these words.
fn before(message: &str, words: &[&str]) -> Option<f64> {
    let parts: Vec<&str> = message.split_whitespace().collect();
    let mut numbers = parts.windows(2).filter(|pair| words.contains(&pair[1]));
    numbers.find_map(|pair| pair[0].parse().ok())
}

#[cfg(test)]
mod tests;
