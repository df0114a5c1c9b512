//! The table of explanations, section by section.

use super::explanation::Explanation;
use super::{activities, columns, cores, figures, lanes, lock, losses, marks, pages};

/// A section of the table.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its heading.
    pub title: &'static str,
    /// Its entries.
    pub entries: &'static [Explanation],
}

/// All sections, in the order of the document. Where a text has the words of several entries, the first one counts.
pub(crate) static SECTIONS: [Section; 9] = [
    Section { title: "Pages", entries: pages::ALL },
    Section { title: "Lanes", entries: lanes::ALL },
    Section { title: "Cores", entries: cores::ALL },
    Section { title: "Figures", entries: figures::ALL },
    Section { title: "Activities", entries: activities::ALL },
    Section { title: "Marks", entries: marks::ALL },
    Section { title: "Columns of the table of workers", entries: columns::ALL },
    Section { title: "The lock", entries: lock::ALL },
    Section { title: "Losses", entries: losses::ALL },
];

/// All entries.
fn all() -> impl Iterator<Item = &'static Explanation> {
    SECTIONS.iter().flat_map(|section| section.entries)
}

/// The entry with this name in the code.
#[must_use]
pub(crate) fn by_id(id: &str) -> Option<&'static Explanation> {
    all().find(|entry| entry.id == id)
}

/// The entry of a text on the screen: the first that has a word of it. A word stands there whole, not in another one.
#[must_use]
pub(crate) fn in_words(text: &str) -> Option<&'static Explanation> {
    all().find(|entry| entry.words.iter().any(|word| has_word(text, word)))
}

fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        let begins = !word.starts_with(char::is_alphanumeric) || !before.is_some_and(is_part);
        begins && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests;
