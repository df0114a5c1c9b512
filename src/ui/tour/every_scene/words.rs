//! Whether a sentence stands whole on a screen, in letters of either size.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width::columns;
use crate::ui::widget::{letters, put};

/// Whether all words of `text` stand on the screen, in their order, from column `left` on. Each is written in a row of
/// its own or behind the one before, in words or in large letters.
pub(super) fn stand(text: &str, buf: &Buffer, left: u16) -> bool {
    let mut from = (0, left);
    text.split_whitespace().all(|word| {
        let Some((row, end)) = place_of(word, buf, left, from) else { return false };
        from = (row, end);
        true
    })
}

/// The first place of a word after `from`, a row and a column: its row, and the column behind it.
fn place_of(word: &str, buf: &Buffer, left: u16, from: (u16, u16)) -> Option<(u16, u16)> {
    let shapes = [Some(small(word)), letters::has_all(word).then(|| large(word))];
    let area = buf.area;
    for y in from.0..area.bottom() {
        let first = if y == from.0 { from.1 } else { left };
        for x in first..area.right() {
            let found = shapes.iter().flatten().find(|shape| is_at(shape, buf, (x, y)));
            if let Some(shape) = found {
                return Some((y, x + shape.area.width));
            }
        }
    }
    None
}

/// Whether a shape stands at this place, with nothing beside it.
fn is_at(shape: &Buffer, buf: &Buffer, (x, y): (u16, u16)) -> bool {
    let Rect { width, height, .. } = shape.area;
    let symbol = |x: u16, y: u16| buf.cell((x, y)).map_or(" ", |cell| cell.symbol());
    if x + width > buf.area.right() || y + height > buf.area.bottom() {
        return false;
    }
    let is_free = |x: Option<u16>| x.is_none_or(|x| (y..y + height).all(|y| symbol(x, y) == " "));
    shape.area.positions().all(|at| shape[at].symbol() == symbol(x + at.x, y + at.y))
        && is_free(x.checked_sub(1))
        && is_free(Some(x + width))
}

/// A word as it is written.
fn small(word: &str) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, columns(word), 1));
    put::text(&mut buf, (0, 0), word, columns(word), Style::new());
    buf
}

/// A word in large letters.
fn large(word: &str) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, letters::width(word), letters::LINE));
    let area = buf.area;
    letters::draw(&mut buf, area, word, Style::new());
    buf
}

#[test]
fn a_sentence_that_is_cut_or_in_another_order_does_not_stand() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 20, 6));
    put::text(&mut buf, (1, 0), "How many", 19u16, Style::new());
    put::text(&mut buf, (1, 1), "cores", 19u16, Style::new());
    let area = Rect::new(1, 2, 19, letters::LINE);
    letters::draw(&mut buf, area, "are", Style::new());
    for (text, stands) in [
        ("How many cores are", true),
        ("How many cores", true),
        ("many How", false),
        ("How many core", false),
        ("How many cores are busy", false),
        ("ores", false),
    ] {
        assert_eq!(stand(text, &buf, 0), stands, "{text}");
    }
    assert!(!stand("How", &buf, 2));
}
