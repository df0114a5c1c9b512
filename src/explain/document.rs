//! The table of explanations as a page of documentation: `docs/figures.md`.

use std::fmt::Write as _;

use super::table::SECTIONS;
use crate::documents::page::hold;

const HEAD: &str = "\
# Figures

What every figure, row, mark and column of the dashboard is, and how it is measured. The key `?` says the same about the one
under the mouse or the cursor. This page is made from the table in `src/explain`; a test holds the two equal.
";

/// The text of the page.
fn document() -> String {
    let mut out = HEAD.to_string();
    for section in &SECTIONS {
        // Writing into a String cannot fail.
        let _ = write!(
            out,
            "\n## {}\n\n| figure | what it is | how it is measured |\n| --- | --- | --- |\n",
            section.title
        );
        for entry in section.entries {
            let _ = writeln!(out, "| {} | {} | {} |", entry.title, entry.what, entry.how);
        }
    }
    out
}

/// The page is renewed by `COREOGRAPH_RENEW_DOCS=1 cargo test --lib document`.
#[test]
fn the_page_in_docs_is_the_table() {
    hold("docs/figures.md", &document());
}

#[test]
fn every_entry_has_its_own_name_and_two_sentences() {
    let mut ids: Vec<&str> =
        SECTIONS.iter().flat_map(|section| section.entries).map(|entry| entry.id).collect();
    for entry in SECTIONS.iter().flat_map(|section| section.entries) {
        assert!(!entry.title.is_empty(), "{entry:?}");
        for sentence in [entry.what, entry.how] {
            assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
            assert!(!sentence.contains('|') && !sentence[..sentence.len() - 1].contains(". "), "{sentence}");
        }
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "two entries have one name");
}

#[test]
fn no_two_entries_have_the_same_words() {
    let words: Vec<&str> =
        SECTIONS.iter().flat_map(|section| section.entries).flat_map(|entry| entry.words).copied().collect();
    for (place, word) in words.iter().enumerate() {
        assert!(!words[..place].contains(word), "{word}");
    }
}
