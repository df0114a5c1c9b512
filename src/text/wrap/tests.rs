use super::*;
use crate::text::escape::tests::any_text;
use proptest::prelude::*;

#[test]
fn text_breaks_at_spaces_and_in_words_where_it_must() {
    assert_eq!(paragraph("one two three", 8usize), ["one two", "three"]);
    assert_eq!(paragraph("", 8usize), Vec::<String>::new());
    assert_eq!(wrap("", 8usize, "", ""), [""]);
    assert_eq!(paragraph("unbreakable", 3usize), ["unb", "rea", "kab", "le"]);
    assert_eq!(wrap("one two three four", 14usize, "a: ", "  "), ["a: one two", "  three four"]);
}

#[test]
fn wide_characters_and_marks_are_counted() {
    assert_eq!(paragraph("日本語 の テスト", 6usize), ["日本語", "の", "テスト"]);
    assert_eq!(paragraph("日本語", 5usize), ["日本", "語"]);
    assert_eq!(paragraph("日本", 1usize), ["日", "本"]);
    assert_eq!(paragraph("e\u{301}e\u{301}e\u{301}", 2usize), ["e\u{301}e\u{301}", "e\u{301}"]);
    assert_eq!(wrap("a\tb\u{7}", 80usize, "\u{202e}: ", ""), [r"\u{202e}: a\tb\u{7}"]);
}

#[test]
fn a_prefix_without_room_becomes_words() {
    assert_eq!(wrap("four five", 12usize, "a long name: ", "    "), ["a long name:", "four five"]);
}

#[test]
fn what_is_quoted_keeps_its_spaces() {
    assert_eq!(quote("  a  b", 100, "x | "), ["x |   a  b"]);
    assert_eq!(quote("", 100, "x | "), ["x |"]);
    assert_eq!(quote(&"y".repeat(100), 100, "x | "), [format!("x | {}", "y".repeat(96)), "x | yyyy".into()]);
    assert_eq!(quote("日本語", 15, "日 |"), ["日 |日本語"]);
    assert_eq!(quote("a\u{9b}b", 40, "x\0| "), [r"x\u{0}| a\u{9b}b"]);
    assert_eq!(quote("a  b", 12, "py-threads worker 1 | "), ["py-threads", "worker 1 |", "a  b"]);
}

fn written(text: &str) -> String {
    visible(text).chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn no_line_is_wider_than_asked_and_nothing_is_lost(
        text in any_text(), columns in 1usize..120, first in "[a-z]{0,12}: ", rest in " {0,6}"
    ) {
        let lines = wrap(&text, columns, &first, &rest);
        prop_assert_eq!(written(&lines.concat()), written(&first) + &written(&text));
        for line in lines.iter().chain(&quote(&text, columns, &first)).chain(&paragraph(&text, columns)) {
            prop_assert!(width(line) <= columns.max(2), "{line:?}");
        }
    }

    #[test]
    fn words_that_fit_stay_whole(text in "([a-z日]{1,10} ){0,60}", columns in 20usize..120) {
        let lines = paragraph(&text, columns);
        let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
        prop_assert_eq!(words(&lines.join(" ")), words(&text));
    }
}

#[test]
fn lines_beyond_the_room_are_marked_as_cut_within_the_width() {
    let lines = || vec!["one two".to_string(), "three".into(), "four".into()];
    assert_eq!(shortened(lines(), 3, 7usize, "…"), lines());
    assert_eq!(shortened(lines(), 2, 7usize, "…"), ["one two", "three …"]);
    assert_eq!(shortened(lines(), 1, 7usize, "…"), ["one tw…"]);
    assert_eq!(shortened(lines(), 0, 7usize, "…"), [""; 0]);
}
