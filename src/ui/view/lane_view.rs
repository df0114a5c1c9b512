//! A lane with its layout, and the time that its columns stand for.

use ratatui::layout::Rect;

use crate::event::Nanos;
use crate::model::lane::Lane;
use crate::ui::layout::LaneLayout;
use crate::ui::state::Seen;
use crate::ui::view::context::DrawContext;

/// A lane with its layout.
pub(super) struct LaneView<'a> {
    pub(super) ctx: &'a DrawContext<'a>,
    pub(super) lane: &'a Lane,
    pub(super) place: &'a LaneLayout,
    /// The part of the lane's time that a plot's width stands for.
    pub(super) seen: Seen,
    /// Begin and end of every plot's columns, up to the present.
    pub(super) columns: Vec<(Nanos, Nanos)>,
}

impl<'a> LaneView<'a> {
    pub(super) fn new(ctx: &'a DrawContext<'a>, lane: &'a Lane, place: &'a LaneLayout, seen: Seen) -> Self {
        let end = lane.end(ctx.model.now);
        let width = width(place);
        let edge = |i: u16| {
            let share = f64::from(i) / f64::from(width);
            lane.started.unwrap_or_default() + seen.from + Nanos::from_secs_f64(seen.length.secs() * share)
        };
        let edges =
            (0..if lane.started.is_some() { width } else { 0 }).map(|i| (edge(i), edge(i + 1).min(end)));
        let columns = edges.take_while(|(from, until)| from < until).collect();
        Self { ctx, lane, place, seen, columns }
    }

    /// Last moment of this lane that has anything to show.
    pub(super) fn end(&self) -> Nanos {
        self.lane.end(self.ctx.model.now)
    }

    /// The column of a plot at the cursor.
    pub(super) fn cursor_column(&self, plot: Rect) -> Option<u16> {
        self.seen.column(self.ctx.state.window.cursor()?, plot.width)
    }

    /// The part of this lane's time at the cursor's column, if the lane got that far.
    pub(super) fn read_out(&self) -> Option<(Nanos, Nanos)> {
        let column = self.seen.column(self.ctx.state.window.cursor()?, width(self.place))?;
        self.columns.get(usize::from(column)).copied()
    }
}

/// Width of every plot of a lane: its rows are equally wide.
fn width(place: &LaneLayout) -> u16 {
    let rows = [place.workers.area, place.cores.area, place.axis];
    rows.into_iter().find(|rows| rows.width > 0).map_or(0, |rows| place.plot(rows).width)
}
