//! The accepted word that a mistyped one was probably meant to be: `gill` for `gil`.

use strsim::damerau_levenshtein;

/// Least length of a beginning that stands for the whole word.
const BEGINNING: usize = 3;

/// The accepted word that is nearest to `typed`; `None` where none is near: at most one letter in three may be wrong,
/// missing, additional or exchanged with its neighbour, or the end is left out. Capitals make no difference.
#[must_use]
pub(crate) fn nearest<'a>(typed: &str, accepted: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.trim().to_lowercase();
    let length = typed.chars().count();
    if length < 2 {
        return None;
    }
    let distance = |word: &str| {
        let begins = length >= BEGINNING && word.starts_with(&typed);
        if begins { 1 } else { damerau_levenshtein(&typed, &word.to_lowercase()) }
    };
    let near = accepted.into_iter().map(|word| (distance(word), word));
    near.filter(|(distance, _)| *distance <= (length / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// A question to begin a message with, and a space: `did you mean gil? `. Empty where no accepted word is near.
#[must_use]
pub(crate) fn question<'a>(typed: &str, accepted: impl IntoIterator<Item = &'a str>) -> String {
    nearest(typed, accepted).map_or_else(String::new, |word| format!("did you mean {word}? "))
}

/// The same between a statement and the accepted words: `: did you mean gil? `, else `; `.
#[must_use]
pub(crate) fn question_after<'a>(typed: &str, accepted: impl IntoIterator<Item = &'a str>) -> String {
    nearest(typed, accepted).map_or_else(|| "; ".into(), |word| format!(": did you mean {word}? "))
}

#[cfg(test)]
mod tests;
