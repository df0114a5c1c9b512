//! The text of a snapshot: each step as text, and below it a sign for the styles of each cell in all themes.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::screens::{Screen, THEMES};

/// Signs for styles; a space is the style of the first cell, which is empty.
const SIGNS: &str = " abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!$%&*+-/<=>?@^_~";

/// The style of a cell in each theme.
type Styles = Vec<(Color, Color, Modifier)>;

/// The steps one after another, and the styles of all of them at the end.
pub(super) fn dump(steps: &[&Screen]) -> String {
    let (mut known, mut text) = (Vec::new(), String::new());
    for screen in steps {
        let (rows, styles) = (screen.text(), grid(&screen.themes, &mut known));
        // Writing to a string cannot fail.
        let _ = write!(text, "=== {}\n{}--- styles\n{}", screen.step, trimmed(&rows), trimmed(&styles));
    }
    let _ = writeln!(text, "=== styles: {}", THEMES.join(", "));
    for (sign, styles) in SIGNS.chars().zip(&known) {
        let words = styles.iter().map(|(fg, bg, modifier)| format!("{fg} on {bg} {modifier:?}"));
        let _ = writeln!(text, "{sign}: {}", words.collect::<Vec<_>>().join(", "));
    }
    text
}

/// A sign for each cell; new styles are added to those that are known.
fn grid(themes: &[Buffer], known: &mut Vec<Styles>) -> String {
    let width = usize::from(themes[0].area.width);
    let mut signs = String::new();
    for place in 0..themes[0].content().len() {
        let styles: Styles = themes.iter().map(|theme| style(&theme.content()[place])).collect();
        let number = known.iter().position(|other| *other == styles).unwrap_or_else(|| {
            known.push(styles);
            known.len() - 1
        });
        signs.push(SIGNS.chars().nth(number).expect("there are signs enough"));
        if (place + 1) % width == 0 {
            signs.push('\n');
        }
    }
    signs
}

fn style(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn trimmed(rows: &str) -> String {
    rows.lines().map(|row| row.trim_end().to_string() + "\n").collect()
}
