//! Words and figures for people: aligned columns, wrapped lines, rounded numbers.

use crate::text::escape::visible;

pub(crate) use crate::model::words::duration;

/// No line of a report for people is longer.
pub(super) const WIDTH: usize = 100;

/// Between two columns.
const GAP: &str = "  ";

/// A table whose first column is text and whose others are figures. What is not seen in a cell is shown escaped.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Adds a row; the rows of the header come first.
    pub(crate) fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(|cell| visible(&cell.into()).into_owned()).collect());
    }

    /// The table, each line with its end. The first column stands left, the figures right, and where the
    /// first column leaves no room for the figures it has a line of its own.
    pub(crate) fn render(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| columns_of(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (1..columns).map(width).collect();
        let figures: usize = widths.iter().map(|w| w + GAP.len()).sum();
        let first = width(0).min(WIDTH.saturating_sub(figures));
        self.rows.iter().map(|row| line_of(row, first, &widths)).collect()
    }
}

fn line_of(row: &[String], first: usize, widths: &[usize]) -> String {
    let (label, figures) = row.split_first().map_or(("", row), |(label, figures)| (label.as_str(), figures));
    let mut line = label.to_string();
    if columns_of(label) > first {
        line = wrap(label, "", "  ") + "\n" + &" ".repeat(first);
    } else {
        line += &" ".repeat(first - columns_of(label));
    }
    for (figure, width) in figures.iter().zip(widths) {
        line += GAP;
        line += &" ".repeat(width - columns_of(figure));
        line += figure;
    }
    line.trim_end().to_string() + "\n"
}

/// The columns a text takes on a terminal, one a character: names and figures of ours have no wide ones.
fn columns_of(text: &str) -> usize {
    text.chars().count()
}

/// `text` in lines of at most [`WIDTH`] columns, broken between words; a word that is longer than a line is
/// broken where it must. `first` begins the first line, `rest` the others. What is not seen is shown escaped.
pub(crate) fn wrap(text: &str, first: &str, rest: &str) -> String {
    wrap_to(WIDTH, text, first, rest).join("\n")
}

/// The same to any width. A prefix that leaves no room gets a character a line all the same.
pub(crate) fn wrap_to(width: usize, text: &str, first: &str, rest: &str) -> Vec<String> {
    let [text, first, rest] = [text, first, rest].map(visible);
    let (first, rest) = (first.as_ref(), rest.as_ref());
    let width = width.max(columns_of(first).max(columns_of(rest)) + 1);
    let mut lines = Vec::new();
    let mut line = first.to_string();
    let mut empty = true;
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if !empty && columns_of(&line) + 1 + word.len() > width {
            lines.push(std::mem::replace(&mut line, rest.into()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        while columns_of(&line) + word.len() > width {
            let tail = word.split_off(width - columns_of(&line));
            line.extend(std::mem::replace(&mut word, tail));
            lines.push(std::mem::replace(&mut line, rest.into()));
        }
        line.extend(word);
        empty = false;
    }
    lines.push(line.trim_end().to_string());
    lines
}

/// `text` as it stands, spaces and all, in lines of at most [`WIDTH`] columns that all begin with `prefix`. What is not
/// seen is shown escaped.
pub(super) fn break_hard(text: &str, prefix: &str) -> String {
    let [text, prefix] = [text, prefix].map(visible);
    let room = WIDTH.saturating_sub(columns_of(&prefix)).max(1);
    let chars: Vec<char> = text.chars().collect();
    let lines = chars.chunks(room).map(|part| prefix.clone().into_owned() + &part.iter().collect::<String>());
    if chars.is_empty() { prefix.trim_end().into() } else { lines.collect::<Vec<_>>().join("\n") }
}

/// A size with a fitting unit, e.g. `4.1 kB`.
pub(crate) fn bytes(bytes: u64) -> String {
    match bytes as f64 {
        b if b < 1e3 => format!("{b:.0} B"),
        b if b < 1e6 => format!("{:.1} kB", b / 1e3),
        b if b < 1e9 => format!("{:.1} MB", b / 1e6),
        b => format!("{:.1} GB", b / 1e9),
    }
}

/// A figure with as many decimals as it deserves.
pub(crate) fn figure(value: f64) -> String {
    match value {
        0.0 => "0".into(),
        v if v < 10.0 => format!("{v:.2}"),
        v if v < 1000.0 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

/// A share as a percentage, e.g. `49.2 %`.
pub(super) fn percent(share: f64) -> String {
    if share == 0.0 { "0 %".into() } else { format!("{:.1} %", share * 100.0) }
}

/// What `show` makes of a figure that is known, a dash otherwise.
pub(super) fn known(value: Option<f64>, show: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| "-".into(), show)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_stand_under_each_other() {
        let mut table = Table::default();
        table.row(["lane", "wall"]);
        table.row(["gil", "6.10 s"]);
        table.row(["worker processes", "12 s"]);
        assert_eq!(
            table.render(),
            "lane                wall\ngil               6.10 s\nworker processes    12 s\n"
        );
    }

    #[test]
    fn a_label_without_room_has_a_line_of_its_own() {
        let (long, figure) = ("x".repeat(60), "9".repeat(50));
        let mut table = Table::default();
        table.row([long.as_str(), figure.as_str()]);
        assert_eq!(table.render(), format!("{long}\n{}  {figure}\n", " ".repeat(48)));
    }

    #[test]
    fn what_is_quoted_keeps_its_spaces() {
        assert_eq!(break_hard("  a  b", "x | "), "x |   a  b");
        assert_eq!(break_hard("", "x | "), "x |");
        let wide = break_hard(&"y".repeat(WIDTH), "x | ");
        assert_eq!(wide, format!("x | {}\nx | yyyy", "y".repeat(WIDTH - 4)));
    }

    #[test]
    fn what_is_not_seen_is_shown_in_every_layout_and_counted_as_it_is_shown() {
        let mut table = Table::default();
        table.row(["a\u{1b}b", "1"]);
        table.row(["lane", "2"]);
        assert_eq!(table.render(), "a\\u{1b}b  1\nlane      2\n");
        assert_eq!(wrap("a\u{7}\nb c", "\u{202e}: ", ""), r"\u{202e}: a\u{7}\nb c");
        assert_eq!(break_hard("a\u{9b}b", "x\0| "), r"x\u{0}| a\u{9b}b");
    }

    #[test]
    fn numbers_have_the_decimals_they_deserve() {
        let times: Vec<_> = [0.0, 4e-7, 41e-6, 0.0015, 0.012, 0.25, 6.1, 1234.5].map(duration).into();
        assert_eq!(times, ["0 s", "0.4 µs", "41 µs", "1.50 ms", "12.0 ms", "0.25 s", "6.10 s", "1234 s"]);
        let sizes: Vec<_> = [7, 4096, 2_500_000, 3_000_000_000].map(bytes).into();
        assert_eq!(sizes, ["7 B", "4.1 kB", "2.5 MB", "3.0 GB"]);
        let figures: Vec<_> = [0.0, 0.984, 10.49, 195.08, 1_234_567.8].map(figure).into();
        assert_eq!(figures, ["0", "0.98", "10.5", "195.1", "1234568"]);
    }

    proptest! {
        /// No word is lost and no line is too long.
        #[test]
        fn wrapped_text_is_the_same_text(text in "([a-z]{1,12} ){0,60}[a-z]{0,250}") {
            let wrapped = wrap(&text, "- ", "  ");
            let letters = |s: &str| s.chars().filter(char::is_ascii_lowercase).collect::<String>();
            prop_assert_eq!(letters(&wrapped), letters(&text));
            prop_assert!(wrapped.lines().all(|l| l.chars().count() <= WIDTH), "{}", wrapped);
        }
    }
}
