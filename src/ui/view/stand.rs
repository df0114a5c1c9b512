//! One lane in its place, and the time that its columns stand for.

use ratatui::layout::Rect;

use super::Scene;
use crate::event::Nanos;
use crate::model::lane::Lane;
use crate::ui::layout::LaneLayout;
use crate::ui::window::Seen;

/// One lane in its place.
pub(super) struct Stand<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) lane: &'a Lane,
    pub(super) place: &'a LaneLayout,
    /// The part of the lane's time that a plot's width stands for.
    pub(super) seen: Seen,
}

impl Stand<'_> {
    /// The moments that the columns of a plot `width` wide begin and end at, up to what has happened.
    pub(super) fn buckets(&self, width: u16) -> impl Iterator<Item = (Nanos, Nanos)> {
        let (started, end, seen) = (self.lane.started, self.end(), self.seen);
        let edge = move |i: u16| {
            let share = f64::from(i) / f64::from(width);
            started.unwrap_or_default() + seen.from + Nanos::from_secs_f64(seen.length.secs() * share)
        };
        let columns = if started.is_some() { width } else { 0 };
        (0..columns).map(move |i| (edge(i), edge(i + 1).min(end))).take_while(|(from, until)| from < until)
    }

    /// The last moment of this lane that there is something to see of.
    pub(super) fn end(&self) -> Nanos {
        self.lane.finished.unwrap_or(self.scene.model.now)
    }

    /// The column of a plot in which the cursor stands.
    pub(super) fn cursor_column(&self, plot: Rect) -> Option<u16> {
        self.seen.column(self.scene.view.window.cursor()?, plot.width)
    }

    /// The part of this lane's time that the cursor's column stands for, if the lane got that far.
    pub(super) fn read_out(&self) -> Option<(Nanos, Nanos)> {
        let width = self.place.plot(self.place.axis).width;
        let column = self.seen.column(self.scene.view.window.cursor()?, width)?;
        self.buckets(width).nth(usize::from(column))
    }
}
