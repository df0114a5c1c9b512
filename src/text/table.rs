//! Tables for people: a column of names and columns of figures, as wide as the terminal lets them be.

use super::escape::visible;
use super::width::{pad_end, pad_start, width};
use super::wrap::{paragraph, wrap};

/// Gap between two columns.
const GAP: &str = "  ";

/// Indent of the further lines of a name.
const INDENT: &str = "  ";

/// Least columns for names before a table is continued below itself.
const NAMES: usize = 12;

/// A table whose first column is text and whose others are figures. Hidden characters in a cell are shown escaped.
///
/// Its heads take one line each where the table fits so; else they are broken at spaces, into as few lines as make it
/// fit. No word of a head is ever broken. Where that is not narrow enough the table is continued below itself: the
/// columns that have no room there, after the names again. So only a figure or a word of a head that is too wide by
/// itself makes a line too wide.
#[derive(Debug, Default)]
pub(crate) struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these heads.
    pub(crate) fn new<T: Into<String>>(heads: impl IntoIterator<Item = T>) -> Self {
        Self { heads: shown(heads), rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(shown(cells));
    }

    /// The table in lines of at most `columns` columns, each line with its end. The first column is aligned left, the
    /// figures right, and a name that is wider than the column of names continues below; one with too wide a word has
    /// lines of its own.
    #[must_use]
    pub(crate) fn render(&self, columns: usize) -> String {
        let count = self.rows.iter().map(Vec::len).chain([self.heads.len()]).max().unwrap_or(0);
        let layout = self.layout(count, columns);
        let parts = layout.parts(columns);
        parts.iter().map(|part| self.render_part(part, &layout, columns)).collect::<Vec<_>>().join("\n")
    }

    /// The widths with the fewest lines of heads that let the whole table fit, or else the narrowest.
    fn layout(&self, count: usize, columns: usize) -> Layout {
        let most = self.heads.iter().map(|head| head.split_whitespace().count()).max().unwrap_or(0).max(1);
        let mut layouts = (1..=most).map(|lines| self.layout_of(count, lines));
        let narrowest = self.layout_of(count, most);
        layouts.find(|layout| layout.names.min(NAMES) + layout.of_figures() <= columns).unwrap_or(narrowest)
    }

    /// The widths where no head takes more than `lines` lines.
    fn layout_of(&self, count: usize, lines: usize) -> Layout {
        let width_of = |place: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(place)).map(|cell| width(cell)).max();
            let head = self.heads.get(place).map_or(0, |head| head_width(head, lines));
            cells.unwrap_or(0).max(head)
        };
        Layout { names: width_of(0), figures: (1..count).map(width_of).collect() }
    }

    fn render_part(&self, part: &Part, layout: &Layout, columns: usize) -> String {
        let mut text = String::new();
        for line in self.head_lines(part, layout) {
            text += &part.line(&line, layout, columns);
        }
        for row in &self.rows {
            text += &part.line(row, layout, columns);
        }
        text
    }

    /// The heads as rows of cells, the last words of all in the last row.
    fn head_lines(&self, part: &Part, layout: &Layout) -> Vec<Vec<String>> {
        let broken = |(place, head): (usize, &String)| match place {
            0 => paragraph(head, part.names.max(head_width(head, usize::MAX))),
            place => paragraph(head, layout.figures[place - 1]),
        };
        let broken: Vec<Vec<String>> = self.heads.iter().enumerate().map(broken).collect();
        // Heads of columns that are not in this part take no lines of it.
        let here = |place: &usize| *place == 0 || part.figures.contains(&(place - 1));
        let lines = (0..broken.len()).filter(here).map(|place| broken[place].len()).max().unwrap_or(0);
        let cell = |head: &Vec<String>, line: usize| {
            (line + head.len()).checked_sub(lines).and_then(|at| head.get(at)).cloned().unwrap_or_default()
        };
        (0..lines).map(|line| broken.iter().map(|head| cell(head, line)).collect()).collect()
    }
}

fn shown<T: Into<String>>(cells: impl IntoIterator<Item = T>) -> Vec<String> {
    cells.into_iter().map(|cell| visible(&cell.into()).into_owned()).collect()
}

/// The least width in which a head takes at most `lines` lines.
fn head_width(head: &str, lines: usize) -> usize {
    let word = head.split_whitespace().map(width).max().unwrap_or(0);
    (word..width(head)).find(|room| paragraph(head, *room).len() <= lines).unwrap_or(width(head))
}

/// Widths of the columns.
struct Layout {
    names: usize,
    figures: Vec<usize>,
}

impl Layout {
    /// Columns of all figures, with the gaps before them.
    fn of_figures(&self) -> usize {
        self.figures.iter().map(|figure| figure + GAP.len()).sum()
    }

    /// The parts of the table in lines of `columns` columns.
    fn parts(&self, columns: usize) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut from = 0;
        loop {
            let (mut until, mut used) = (from, 0);
            while let Some(figure) = self.figures.get(until) {
                let wider = used + GAP.len() + figure;
                if until > from && self.names.min(NAMES) + wider > columns {
                    break;
                }
                (until, used) = (until + 1, wider);
            }
            parts.push(Part { names: self.names.min(columns.saturating_sub(used)), figures: from..until });
            from = until;
            if from == self.figures.len() {
                return parts;
            }
        }
    }
}

/// Some columns of figures, beside the names.
struct Part {
    /// Columns of the names here.
    names: usize,
    figures: std::ops::Range<usize>,
}

impl Part {
    fn line(&self, row: &[String], layout: &Layout, columns: usize) -> String {
        let (name, figures) = row.split_first().map_or(("", row), |(name, figures)| (name.as_str(), figures));
        let (mut line, below) = self.name(name, columns);
        for place in self.figures.clone() {
            let figure = figures.get(place).map_or("", String::as_str);
            line += GAP;
            line += &pad_start(figure, layout.figures[place]);
        }
        let lines = std::iter::once(line.trim_end()).chain(below.iter().map(String::as_str));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// A name's line before its figures, and its lines below them where it takes several.
    fn name(&self, name: &str, columns: usize) -> (String, Vec<String>) {
        if width(name) <= self.names {
            return (pad_end(name, self.names), Vec::new());
        }
        let word = name.split_whitespace().map(width).max().unwrap_or(0);
        if word + INDENT.len() > self.names {
            let above = wrap(name, columns, "", INDENT).join("\n");
            return (format!("{above}\n{}", " ".repeat(self.names)), Vec::new());
        }
        let mut lines = wrap(name, self.names, "", INDENT);
        let below = lines.split_off(1);
        (pad_end(&lines.concat(), self.names), below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(heads: &[&str], rows: &[&[&str]]) -> Table {
        let mut table = Table::new(heads.iter().copied());
        for row in rows {
            table.row(row.iter().copied());
        }
        table
    }

    #[test]
    fn figures_stand_under_each_other() {
        let table = table(&["lane", "wall"], &[&["gil", "6.10 s"], &["worker processes", "12 s"]]);
        let told = "lane                wall\ngil               6.10 s\nworker processes    12 s\n";
        assert_eq!(table.render(100), told);
        assert_eq!(Table::default().render(100), "");
    }

    #[test]
    fn wide_characters_and_escapes_are_counted_as_they_are_shown() {
        let told = table(&["a\u{1b}b", "日本"], &[&["日", "2"], &["e\u{301}", "\u{7}"]]).render(100);
        assert_eq!(told, "a\\u{1b}b   日本\n日            2\ne\u{301}         \\u{7}\n");
    }

    #[test]
    fn a_name_without_room_has_a_line_of_its_own() {
        let (long, figure) = ("x".repeat(60), "9".repeat(50));
        let told = table(&[], &[&[&long, &figure]]).render(100);
        assert_eq!(told, format!("{long}\n{}  {figure}\n", " ".repeat(48)));
        let told = table(&[], &[&["threads, simulated GIL", "6.10 s"], &["pool", "3 s"]]).render(28);
        assert_eq!(told, "threads, simulated    6.10 s\n  GIL\npool                     3 s\n");
    }

    #[test]
    fn heads_take_as_few_lines_as_fit_and_keep_their_words() {
        let table =
            table(&["cost of processes", "start of a worker", "speed-up"], &[&["pool", "1 ms", "1.9"]]);
        insta::assert_snapshot!(table.render(60), @r"
        cost of processes  start of a worker  speed-up
        pool                            1 ms       1.9
        ");
        insta::assert_snapshot!(table.render(32), @r"
        cost of    start of
        processes  a worker  speed-up
        pool           1 ms       1.9
        ");
        insta::assert_snapshot!(table.render(20), @r"
                    start
        cost of      of a
        processes  worker
        pool         1 ms

        cost of
        processes  speed-up
        pool            1.9
        ");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_every_word_of_a_head_is_whole(
            heads in prop::collection::vec("[a-z]{1,8}( [a-z日]{1,8}){0,3}", 1..12),
            name in "[a-z日]{0,60}",
            columns in 22usize..150
        ) {
            let mut table = Table::new(heads.iter().map(String::as_str));
            table.row(std::iter::once(name.clone()).chain(heads.iter().skip(1).map(|_| "12.3 ms".into())));
            let told = table.render(columns);
            for line in told.lines() {
                prop_assert!(width(line) <= columns, "{}", told);
            }
            for word in heads.iter().flat_map(|head| head.split_whitespace()) {
                prop_assert!(told.split_whitespace().any(|told| told == word), "{word} in\n{}", told);
            }
            prop_assert_eq!(told.matches("12.3 ms").count(), heads.len() - 1);
        }
    }
}
