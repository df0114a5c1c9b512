//! Subject of a cell of the screen: an entry of the table of explanations.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::explain::{Explanation, by_id, in_words};

/// Subject of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Subject {
    /// Exactly this, whatever the text there says.
    Exact(&'static Explanation),
    /// A part of the page that has this, unless the text there says more.
    Part(&'static Explanation),
}

impl Subject {
    /// Exactly the entry with this name.
    pub(super) fn exact(id: &str) -> Option<Self> {
        by_id(id).map(Self::Exact)
    }

    /// A part that has the entry with this name.
    pub(super) fn part(id: &str) -> Option<Self> {
        by_id(id).map(Self::Part)
    }
}

/// The entry of what a cell shows: by what it belongs to and by the text there.
pub(super) fn explained(
    subject: Option<Subject>,
    buf: &Buffer,
    at: Position,
) -> Option<&'static Explanation> {
    match subject {
        Some(Subject::Exact(entry)) => Some(entry),
        Some(Subject::Part(entry)) => Some(of_text(buf, at).unwrap_or(entry)),
        None => of_text(buf, at),
    }
}

/// The entry of the text at a cell.
pub(super) fn of_text(buf: &Buffer, at: Position) -> Option<&'static Explanation> {
    in_words(&text_at(buf, at))
}

/// The symbol of a cell.
pub(super) fn symbol(buf: &Buffer, at: Position) -> &str {
    buf.cell(at).map_or(" ", |cell| cell.symbol())
}

/// The text at a cell: as far as the next two spaces, rule, dot or filled cell. At the sample of an ink or a mark, the
/// text behind it.
fn text_at(buf: &Buffer, at: Position) -> String {
    let row: Vec<&str> =
        (buf.area.left()..buf.area.right()).map(|x| symbol(buf, Position { x, ..at })).collect();
    let mut place = usize::from(at.x.saturating_sub(buf.area.left()));
    if row.get(place).is_some_and(|symbol| !is_text(symbol)) && row.get(place + 1) == Some(&" ") {
        place += 2;
    }
    let stops = |i: usize| match row.get(i) {
        None => true,
        Some(&" ") => {
            [i.checked_sub(1), Some(i + 1)].into_iter().flatten().any(|beside| row.get(beside) == Some(&" "))
        }
        Some(symbol) => !is_text(symbol),
    };
    if stops(place) {
        return String::new();
    }
    let begin = (0..place).rev().take_while(|i| !stops(*i)).last().unwrap_or(place);
    (begin..).take_while(|i| !stops(*i)).map(|i| row[i]).collect::<String>().trim().to_string()
}

/// Whether a symbol belongs to a text: no rule, no separator, no fill.
fn is_text(symbol: &str) -> bool {
    let Some(c) = symbol.chars().next() else { return false };
    !matches!(c, '\u{2500}'..='\u{259f}' | '·' | '|')
}

#[cfg(test)]
mod tests;
