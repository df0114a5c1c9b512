//! Texts for property tests.

use proptest::string::{RegexGeneratorStrategy, string_regex};

/// Texts that match `expression`.
///
/// A literal in a property test is parsed anew for each of its cases, which takes tens of milliseconds for a class as
/// large as `\PC`; this strategy is parsed once.
pub(crate) fn matching(expression: &str) -> RegexGeneratorStrategy<String> {
    string_regex(expression).expect("the expression of a test")
}
