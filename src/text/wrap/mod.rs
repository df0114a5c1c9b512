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
mod tests;
