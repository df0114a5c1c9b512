//! Search: which entries a line finds, and in which order.
//!
//! A line is words; an entry is found when it contains each of them. The nearer they stand to the beginning of its
//! name, the better; equally good entries keep their order.

use std::ops::Range;

use super::entry::Entry;

/// Worst score of a word, lower is better: in the explanation, within a word.
const WORST: u32 = 8;

/// Indices of the entries that `line` finds, the best first.
pub(super) fn found(entries: &[Entry], line: &str) -> Vec<usize> {
    let words: Vec<String> = words(line).collect();
    let scored = entries.iter().enumerate().filter_map(|(place, entry)| Some((score(entry, &words)?, place)));
    let mut scored: Vec<(u32, usize)> = scored.collect();
    scored.sort_unstable();
    scored.into_iter().map(|(_, place)| place).collect()
}

/// The parts of `text` that the words of `line` match, in order and apart, as ranges of bytes.
#[must_use]
pub(crate) fn hits(text: &str, line: &str) -> Vec<Range<usize>> {
    let mut hits: Vec<Range<usize>> = words(line).filter_map(|word| hit(text, &word)).collect();
    hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for hit in hits {
        match apart.last_mut() {
            Some(last) if hit.start <= last.end => last.end = last.end.max(hit.end),
            _ => apart.push(hit),
        }
    }
    apart
}

fn words(line: &str) -> impl Iterator<Item = String> {
    line.split_whitespace().map(str::to_ascii_lowercase)
}

/// Score of all words together; `None` when one of them does not match.
fn score(entry: &Entry, words: &[String]) -> Option<u32> {
    words.iter().map(|word| score_of(entry, word)).sum()
}

fn score_of(entry: &Entry, word: &str) -> Option<u32> {
    let in_name = hit(&entry.name, word).map(|hit| match (hit.start, hit.end == entry.name.len()) {
        (0, true) => 0,
        (0, false) => 1,
        _ => 3,
    });
    let begins = |text: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let in_group = begins(entry.group).then(|| u32::from(entry.group.len() > word.len()));
    let also = (begins(entry.also) || entry.key.eq_ignore_ascii_case(word)).then_some(4);
    let in_about = hit(&entry.about, word).map(|hit| match entry.about[..hit.start].chars().last() {
        Some(before) if before.is_alphanumeric() => WORST,
        _ => 6,
    });
    [in_name, in_group, also, in_about].into_iter().flatten().min()
}

/// Where `word` occurs in `text`, ignoring case: at the beginning of a word, else anywhere.
fn hit(text: &str, word: &str) -> Option<Range<usize>> {
    // Only ASCII letters change their case, so every byte position stays valid.
    let lower = text.to_ascii_lowercase();
    let begins = |at: usize| !lower[..at].ends_with(char::is_alphanumeric);
    let mut places = lower.match_indices(word).map(|(at, _)| at);
    let first = places.next()?;
    let at = if begins(first) { first } else { places.find(|at| begins(*at)).unwrap_or(first) };
    Some(at..at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_in_order_and_apart() {
        assert_eq!(hits("one worker more", "more work"), [4..8, 11..15]);
        assert_eq!(hits("workers", "work worker"), vec![Range { start: 0, end: 6 }]);
        assert_eq!(hits("let go", "o"), vec![Range { start: 5, end: 6 }]);
        assert_eq!(hits("Größe", "größe"), vec![Range { start: 0, end: 7 }]);
        assert!(hits("anything", "").is_empty());
    }
}
