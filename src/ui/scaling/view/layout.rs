//! Layout by the size of the screen.

use ratatui::layout::Rect;

use super::context::DrawContext;
use super::table;
use super::table::NARROW;
use crate::ui::layout::{cut_bottom, cut_top, inner};

/// Areas of a screen; empty where there is no room.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rooms {
    pub(super) header: Rect,
    pub(super) tabs: Rect,
    pub(super) present: Rect,
    pub(super) chart: Rect,
    pub(super) table: Rect,
    pub(super) words: Rect,
    pub(super) busy: Rect,
    pub(super) footer: Rect,
}

/// Least width and height for table and sentences beside the chart.
const WIDE: (u16, u16) = (150, 30);
/// Width that they take there.
const ASIDE: u16 = 68;
/// Least width of sentences beside a table.
const WORDS: u16 = 24;
/// Least height of the chart, where the screen has as many rows.
const CHART: u16 = 11;

pub(super) fn rooms(ctx: &DrawContext, area: Rect) -> Rooms {
    let mut rest = area;
    let mut rooms = Rooms { header: cut_top(&mut rest, 1), ..Rooms::default() };
    if area.height >= 14 {
        rooms.tabs = cut_top(&mut rest, 1);
    }
    rooms.footer = cut_bottom(&mut rest, u16::from(area.height >= 9));
    rooms.busy = cut_bottom(&mut rest, u16::from(ctx.sweep.is_some() && area.height >= 7));
    if ctx.present {
        presented(&mut rooms, rest);
    } else if area.width >= WIDE.0 && area.height >= WIDE.1 {
        beside(ctx, &mut rooms, rest);
    } else {
        below(ctx, &mut rooms, rest);
    }
    rooms
}

/// Large figures above the chart.
fn presented(rooms: &mut Rooms, mut rest: Rect) {
    let rows = match rest.height {
        26.. => 6,
        19.. => 5,
        _ => 4,
    };
    if rest.height >= 12 {
        cut_top(&mut rest, 1);
        rooms.present = inner(cut_top(&mut rest, rows));
    } else {
        let rows = u16::from(rest.height > 6);
        rooms.words = inner(cut_bottom(&mut rest, rows));
    }
    rooms.chart = inner(rest);
}

fn beside(ctx: &DrawContext, rooms: &mut Rooms, rest: Rect) {
    let chart = Rect { width: rest.width - ASIDE, ..rest };
    let mut aside = inner(Rect { x: chart.right(), width: ASIDE, ..rest });
    rooms.chart = inner(chart);
    rooms.table = cut_top(&mut aside, table::rows(ctx).min(rest.height / 2));
    cut_top(&mut aside, 1);
    rooms.words = aside;
}

/// Table and sentences below the chart, side by side; on a narrow screen the sentences alone.
fn below(ctx: &DrawContext, rooms: &mut Rooms, mut rest: Rect) {
    let spare = rest.height.saturating_sub(CHART);
    let wanted = table::rows(ctx).max(if rest.height >= 28 { 10 } else { 7 });
    let room = inner(rest);
    let both = room.width >= NARROW + WORDS + 2 && spare >= 4;
    let rows = if both { wanted.min(spare) } else { (rest.height / 4).min(6) };
    let low = inner(cut_bottom(&mut rest, rows));
    rooms.chart = inner(rest);
    if both {
        let width = table::width(ctx, low.width, WORDS + 2);
        rooms.table = Rect { width, ..low };
        let x = low.x + width + 2;
        rooms.words = Rect { x, width: low.right() - x, ..low };
    } else {
        rooms.words = low;
    }
}
