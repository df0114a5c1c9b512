//! Layout by the size of the screen.

use ratatui::layout::Rect;

use super::context::DrawContext;
use super::notes::question_rows;
use crate::ui::layout::{cut_bottom, cut_top, inner};
use crate::ui::tour_notes::followed::Now;

/// Areas of the screen; empty where there is no room.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rooms {
    pub(super) header: Rect,
    pub(super) question: Rect,
    /// Clocks and votes in one row, where there is no room for them beside the notes.
    pub(super) row: Rect,
    pub(super) notes: Rect,
    /// Clocks and votes beside the notes.
    pub(super) aside: Rect,
    pub(super) next: Rect,
    pub(super) footer: Rect,
}

/// Least width and height for clocks and votes beside the notes.
const WIDE: (u16, u16) = (64, 14);
/// Width that they take there: a clock of `1:23:45`.
const ASIDE: u16 = 26;

pub(super) fn rooms(ctx: &DrawContext, area: Rect) -> Rooms {
    let mut rest = area;
    let mut rooms = Rooms { header: cut_top(&mut rest, 1), ..Rooms::default() };
    rooms.footer = cut_bottom(&mut rest, u16::from(area.height >= 6));
    rooms.next = cut_bottom(&mut rest, u16::from(area.height >= 5));
    let Now::Talk(talk) = ctx.now else {
        rooms.notes = rest;
        return rooms;
    };
    let spacious = area.height >= 12;
    if spacious {
        cut_top(&mut rest, 1);
        cut_bottom(&mut rest, 1);
    }
    if area.height >= 8 {
        rooms.question = cut_top(&mut rest, question_rows(talk, area.width).min(area.height / 4));
    }
    if area.width >= WIDE.0 && area.height >= WIDE.1 {
        cut_top(&mut rest, 1);
        let width = rest.width - ASIDE;
        rooms.aside = inner(Rect { x: rest.x + width, width: ASIDE, ..rest });
        rest.width = width;
    } else {
        rooms.row = cut_top(&mut rest, u16::from(area.height >= 3));
        cut_top(&mut rest, u16::from(spacious));
    }
    rooms.notes = rest;
    rooms
}
