//! The columns of the ranking: which are shown, in which wording, and how wide. They are the same for all lanes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cells::Cells;
use crate::model::ranking::{Ranking, Remark};
use crate::text::width::columns as text_columns;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// Space between columns.
const GAP: u16 = 2;
/// Least and largest width of a bar.
const BAR: [u16; 2] = [8, 72];
/// Largest width of a fault beside other columns; where there is more room it gets more.
const FAULT: u16 = 24;

/// Columns that are shown, and their wordings.
#[derive(Clone, Copy)]
struct Way {
    /// Wording of the name, and its largest width.
    name: (usize, u16),
    /// Wording of the time.
    time: usize,
    /// Wording of the remark, if it is shown.
    remark: Option<usize>,
    busy: bool,
    bar: bool,
    figure: bool,
}

/// The roomiest: everything, at length.
const ALL: Way = Way { name: (0, u16::MAX), time: 0, remark: Some(0), busy: true, bar: true, figure: true };
/// Names without their descriptions.
const ALONE: Way = Way { name: (1, 32), ..ALL };
/// Remarks in a word, and names that may be cut.
const BRIEF: Way = Way { name: (1, 16), remark: Some(1), ..ALL };
/// Times without their intervals.
const POINT: Way = Way { time: 1, ..BRIEF };
/// No remarks.
const BARE: Way = Way { remark: None, busy: false, ..POINT };
/// Columns on the narrowest screen.
const LEAST: Way = Way { name: (1, 8), bar: false, figure: false, ..BARE };

/// From roomy to tight.
const WAYS: [Way; 10] = [
    ALL,
    ALONE,
    BRIEF,
    Way { busy: false, ..BRIEF },
    POINT,
    Way { busy: false, ..POINT },
    Way { busy: true, ..BARE },
    BARE,
    Way { bar: false, ..BARE },
    LEAST,
];
/// The roomiest for a projector: no column that the audience does not need.
const PRESENTED: usize = 1;

/// The columns of the ranking. One of width 0 is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) rank: u16,
    pub(super) name: u16,
    pub(super) time: u16,
    pub(super) bar: u16,
    pub(super) figure: u16,
    pub(super) busy: u16,
    pub(super) remark: u16,
    /// Wordings of name, time and remark.
    pub(super) wording: [usize; 3],
    /// Whether the work waits: then the tasks in flight are shown instead of the cores.
    pub(super) waits: bool,
}

impl Columns {
    /// The columns for all lanes of `ranking` in this width.
    pub(super) fn of(ctx: &DrawContext, ranking: &Ranking, width: u16) -> Self {
        let waits = ranking.waits();
        let cells: Vec<_> = ranking
            .lanes()
            .map(|standing| (Cells::of(ctx, standing, waits), matches!(standing.remark, Remark::Fault(_))))
            .collect();
        let ranked: Vec<_> =
            ranking.lanes().zip(&cells).filter(|(standing, _)| standing.score.is_some()).collect();
        let widest = |of: &dyn Fn(&Cells) -> &str| {
            cells.iter().map(|(cells, _)| text_columns(of(cells))).max().unwrap_or(0)
        };
        let barred = ranking.scale() > 0.0;
        let rank = widest(&|cells| &cells.rank);
        let figure = widest(&|cells| &cells.figure);
        let first = if ctx.present { PRESENTED } else { 0 };
        let of_way = |way: &Way| {
            let Way { name: (name, longest), time, remark, busy, bar, figure: figures } = *way;
            let remarks = ranked.iter().map(|(_, (cells, fault))| {
                let words = remark.map_or(0, |wording| text_columns(&cells.remark[wording]));
                if *fault { words.min(FAULT) } else { words }
            });
            Self {
                rank,
                name: widest(&|cells| &cells.name[name]).min(longest),
                time: widest(&|cells| &cells.time[time]),
                bar: if bar && barred { BAR[0] } else { 0 },
                figure: if figures { figure } else { 0 },
                busy: if busy && !ctx.present && widest(&|cells| &cells.busy) > 0 {
                    widest(&|cells| &cells.busy).max(text_columns(head_of_busy(waits)))
                } else {
                    0
                },
                remark: remarks.max().unwrap_or(0),
                wording: [name, time, remark.unwrap_or(1)],
                waits,
            }
        };
        let mut ways = WAYS[first..].iter().map(of_way);
        let mut columns = ways.find(|columns| columns.needed() <= width).unwrap_or_else(|| of_way(&LEAST));
        columns.spread(width);
        columns
    }

    fn parts(&self) -> [u16; 7] {
        [self.rank, self.name, self.time, self.bar, self.figure, self.busy, self.remark]
    }

    /// Width of all columns with the space between them.
    fn needed(&self) -> u16 {
        let shown = self.parts().into_iter().filter(|part| *part > 0);
        shown.fold(0, |sum: u16, part| sum.saturating_add(part + GAP)).saturating_sub(GAP)
    }

    /// Gives the rest of `width` to the bar, then to the remark; takes from the name what is missing.
    fn spread(&mut self, width: u16) {
        let spare = width.saturating_sub(self.needed());
        let more = if self.bar > 0 { spare.min(BAR[1].saturating_sub(self.bar)) } else { 0 };
        self.bar += more;
        if self.remark > 0 {
            self.remark += spare - more;
        }
        let missing = self.needed().saturating_sub(width);
        self.name = self.name.saturating_sub(missing).max(1);
    }

    /// Areas of the columns in a row: rank, name, time, bar, figure, cores busy, remark.
    pub(super) fn places(&self, row: Rect) -> [Rect; 7] {
        let mut x = row.x;
        self.parts().map(|width| {
            let place = Rect { x, width, ..row }.intersection(row);
            if width > 0 {
                x = x.saturating_add(width + GAP);
            }
            place
        })
    }

    /// Draws the heads of the columns.
    pub(super) fn draw_head(&self, ctx: &DrawContext, ranking: &Ranking, row: Rect, buf: &mut Buffer) {
        if row.is_empty() {
            return;
        }
        let style = ctx.theme.quiet();
        let [_, name, time, bar, figure, busy, remark] = self.places(row);
        let median = if ranking.runs > 1 { "median" } else { "time" };
        let speed = Rect { width: (figure.right().max(bar.x) - bar.x).min(row.width), ..bar };
        let possible = if ranking.scale() > 0.0 && !self.waits {
            format!("speed-up, of {:.1} possible", ranking.scale())
        } else {
            String::new()
        };
        let cause = if ctx.model.is_timed() { "lost most to" } else { "" };
        let speeds = [possible, "speed-up".into()].into_iter().filter(|words| !words.is_empty());
        let speeds: Vec<String> =
            if self.figure > 0 && ctx.model.is_timed() { speeds.collect() } else { Vec::new() };
        let speed = if bar.is_empty() { figure } else { speed };
        for (place, wordings) in [
            (name, vec!["lane".to_string()]),
            (time, vec![median.to_string()]),
            (speed, speeds),
            (busy, vec![head_of_busy(self.waits).to_string()]),
            (remark, vec![cause.to_string(), "lost to".into()]),
        ] {
            if let Some(words) = paint::fitting(&wordings, place.width).filter(|_| !place.is_empty()) {
                paint::left(buf, place, words, style);
            }
        }
    }
}

/// Head of the column for cores busy.
fn head_of_busy(waits: bool) -> &'static str {
    if waits { "in flight" } else { "busy" }
}
