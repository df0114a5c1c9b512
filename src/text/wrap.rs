//! Wraps text into lines of limited width.

use super::cut::{cut, start};
use super::escape::visible;
use super::width::width;

/// Columns that a prefix leaves to the text of its line at least: a word of usual length.
const ROOM: usize = 10;

/// `text` in lines of at most `columns` columns, broken between words; a word that is wider than a line is broken
/// where necessary. `first` begins the first line, `rest` the others. Hidden characters are shown escaped. There is
/// always a line.
///
/// A `first` that leaves no room for words becomes words itself, a `rest` that leaves none is left out. Only a character
/// of two columns may be wider than a line of one.
#[must_use]
pub(crate) fn wrap(text: &str, columns: impl Into<usize>, first: &str, rest: &str) -> Vec<String> {
    let columns = columns.into().max(1);
    let fits = |prefix: &str| prefix.is_empty() || width(prefix) + ROOM <= columns;
    let [text, first, rest] = [text, first, rest].map(visible);
    let (first, words) = if fits(&first) { (first.as_ref(), "") } else { ("", first.as_ref()) };
    let rest = if fits(&rest) { rest.as_ref() } else { "" };
    let mut lines =
        Lines { columns, rest, done: Vec::new(), line: first.into(), used: width(first), empty: true };
    words.split_whitespace().chain(text.split_whitespace()).for_each(|word| lines.take_in(word));
    lines.done.push(lines.line.trim_end().into());
    lines.done
}

/// The same as one block of text: each line with its end.
#[must_use]
pub(crate) fn block(text: &str, columns: usize, first: &str, rest: &str) -> String {
    wrap(text, columns, first, rest).join("\n") + "\n"
}

/// The same without prefixes, as lines: none for a text without words.
#[must_use]
pub(crate) fn paragraph(text: &str, columns: impl Into<usize>) -> Vec<String> {
    let mut lines = wrap(text, columns, "", "");
    lines.retain(|line| !line.is_empty());
    lines
}

/// The first `rows` of these lines of at most `columns` columns; where there were more, the last of them ends with
/// `ellipsis`.
#[must_use]
pub(crate) fn shortened(
    mut lines: Vec<String>,
    rows: usize,
    columns: impl Into<usize>,
    ellipsis: &str,
) -> Vec<String> {
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last} {ellipsis}"), columns, ellipsis);
        }
    }
    lines
}

/// `text` with its spaces, in lines of at most `columns` columns that all begin with `prefix`. Hidden characters are
/// shown escaped. A prefix that leaves no room is left out after it has had lines of its own.
#[must_use]
pub(crate) fn quote(text: &str, columns: usize, prefix: &str) -> Vec<String> {
    let [text, prefix] = [text, prefix].map(visible);
    let mut lines = Vec::new();
    let mut prefix = prefix.as_ref();
    if width(prefix) + ROOM > columns {
        lines = paragraph(prefix, columns);
        prefix = "";
    }
    if text.is_empty() {
        lines.push(prefix.trim_end().into());
        return lines;
    }
    let room = columns.saturating_sub(width(prefix)).max(1);
    let mut left = text.as_ref();
    while !left.is_empty() {
        let part = some(left, room);
        lines.push(format!("{prefix}{part}"));
        left = &left[part.len()..];
    }
    lines
}

/// Builder of lines, word by word.
struct Lines<'a> {
    columns: usize,
    /// The prefix of all lines but the first.
    rest: &'a str,
    done: Vec<String>,
    line: String,
    /// Columns used in `line`.
    used: usize,
    /// Whether `line` has no word yet.
    empty: bool,
}

impl Lines<'_> {
    fn take_in(&mut self, mut word: &str) {
        if !self.empty && self.used + 1 + width(word) > self.columns {
            self.end_line();
        }
        if !self.empty {
            self.append(" ");
        }
        while self.used + width(word) > self.columns {
            let part = some(word, self.columns - self.used.min(self.columns));
            self.append(part);
            word = &word[part.len()..];
            if word.is_empty() {
                return;
            }
            self.end_line();
        }
        self.append(word);
    }

    fn append(&mut self, text: &str) {
        self.line.push_str(text);
        self.used += width(text);
        self.empty = false;
    }

    fn end_line(&mut self) {
        let line = std::mem::replace(&mut self.line, self.rest.into());
        self.done.push(line.trim_end().into());
        self.used = width(self.rest);
        self.empty = true;
    }
}

/// The beginning that fits into `room`, or else the first character with the marks on it, so that each line has one.
fn some(text: &str, room: usize) -> &str {
    let fitting = start(text, room);
    if !fitting.is_empty() {
        return fitting;
    }
    let first = text.chars().next().map_or("", |c| &text[..c.len_utf8()]);
    start(text, width(first))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            quote(&"y".repeat(100), 100, "x | "),
            [format!("x | {}", "y".repeat(96)), "x | yyyy".into()]
        );
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
}
