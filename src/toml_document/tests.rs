use super::*;
use proptest::prelude::*;

use crate::text::generated::matching;

#[test]
fn entries_know_their_lines() {
    let text =
        "# a comment\ntheme = \"dark\"\nascii = true\n\n[race]\nworkers = 0x10\nlanes = [\"gil\", 4]\n";
    let written = TomlDocument::read("f", text);
    let entry = |section: Option<&str>, key: &str, values: &[&str], line| TomlEntry {
        section: section.map(String::from),
        key: key.into(),
        values: values.iter().map(ToString::to_string).collect(),
        line,
    };
    assert_eq!(
        written.entries,
        [
            entry(None, "theme", &["dark"], 2),
            entry(None, "ascii", &["true"], 3),
            entry(Some("race"), "workers", &["16"], 6),
            entry(Some("race"), "lanes", &["gil", "4"], 7),
        ]
    );
    assert_eq!(
        (written.diagnostics.as_slice(), written.sections.as_slice()),
        (&[][..], &[("race".into(), 5)][..])
    );
}

#[test]
fn a_broken_line_does_not_hide_the_others() {
    let written = TomlDocument::read("config.toml", "tasks = 4\nsize = = 3\nseed = 7\n[a]\nb.c = 1\n");
    let keys: Vec<&str> = written.entries.iter().map(|e| e.key.as_str()).collect();
    assert!(keys.contains(&"tasks") && keys.contains(&"seed"), "{written:?}");
    let told: Vec<String> = written.diagnostics.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|t| t.starts_with("config.toml:2: ") && t.contains("key = value")), "{told:?}");
    assert!(told.iter().any(|t| t.starts_with("config.toml:5: ") && t.contains("accepted")), "{told:?}");
}

#[test]
fn a_place_within_a_text_has_line_and_column() {
    let told = |offset| Diagnostic::within("f", "ab\nä = 1\n", offset, "m").to_string();
    assert_eq!([0, 3, 6, 99].map(told), ["f:1:1: m", "f:2:1: m", "f:2:3: m", "f:3:1: m"]);
}

proptest! {
    #[test]
    fn no_text_panics_and_lines_are_lines_of_the_text(text in matching("([a-z=\\[\\]{}\"'#.,0-9 \n]|\\PC|\r\n){0,80}")) {
        let written = TomlDocument::read("f", &text);
        let lines = text.split('\n').count();
        prop_assert!(written.entries.iter().all(|e| (1..=lines).contains(&e.line)));
        prop_assert!(written.diagnostics.iter().all(|c| c.line.is_some_and(|l| (1..=lines).contains(&l))));
    }
}
