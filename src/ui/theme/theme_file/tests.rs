use super::super::built_in;
use super::*;
use proptest::prelude::*;

use crate::text::generated::matching;
use ratatui::style::Color;

fn read(text: &str) -> Result<ThemeFile, Vec<Diagnostic>> {
    ThemeFile::read("mine", "mine.toml", text, built_in::theme_files())
}

#[test]
fn what_a_theme_does_not_say_is_as_in_the_one_it_is_like() {
    let theme_file = read("about = \"mine\"\nlike = \"dark\"\ncompute = \"#102030\"\n").unwrap();
    let fg = |part, depth| theme_file.looks(part, depth).first().and_then(|style| style.fg);
    let compute = Part::Activity(Activity::Compute);
    assert_eq!(fg(compute, Depth::True), Some(Color::Rgb(16, 32, 48)));
    assert_eq!(fg(compute, Depth::Sixteen), Some(Color::Black), "the nearest, not that of dark");
    assert_eq!(fg(Part::Activity(Activity::Io), Depth::Sixteen), Some(Color::LightBlue));
    assert_eq!(theme_file.about, "mine");
    let usual = read("").unwrap();
    assert_eq!(usual.looks(compute, Depth::True), [Style::new().fg(Color::LightCyan)]);
}

#[test]
fn a_mistake_is_named_with_its_line_and_what_is_accepted() {
    let cases = [
        ("compute = \"cyam\"", 1, "#rrggbb"),
        ("\ncompute = \"bold cyan\"", 2, "or none"),
        ("compute = [\"cyan\", \"red\"]", 1, "no list"),
        ("holders = []", 1, "one look or more"),
        ("colour = \"red\"", 1, "lock-wait"),
        ("like = \"drak\"", 1, "high-contrast"),
        ("[eight]\ncompute = \"red\"", 1, "[sixteen]"),
        ("[sixteen]\nabout = \"x\"", 2, "core-wait"),
        ("text = \"bold\ncompute = \"red\"", 1, "accepted"),
        ("heat = \"none\"", 1, "dark-gray"),
    ];
    for (text, line, accepted) in cases {
        let diagnostics = read(text).unwrap_err();
        let first = &diagnostics[0];
        assert_eq!(first.line, Some(line), "{text}: {diagnostics:?}");
        assert!(first.to_string().starts_with(&format!("mine.toml:{line}: ")), "{first}");
        assert!(first.message.contains(accepted), "{text}: {first}");
    }
}

#[test]
fn every_mistake_is_named_at_once() {
    let lines: Vec<_> = read("io = \"x\"\ntext = \"bold\"\nnonsense = 1\nquiet = \"loudly\"\n").unwrap_err();
    assert_eq!(lines.iter().filter_map(|c| c.line).collect::<Vec<_>>(), [1, 3, 4]);
}

proptest! {
    #[test]
    fn no_text_panics(text in matching("((about|like|compute|heat|ground|\\[sixteen\\])?[= \"\\[\\]a-z#0-9,]{0,12}\n?){0,6}|\\PC{0,60}")) {
        if let Err(diagnostics) = read(&text) {
            prop_assert!(!diagnostics.is_empty());
            prop_assert!(diagnostics.iter().all(|c| c.message.contains("accepted") && c.line.is_some()));
        }
    }
}
