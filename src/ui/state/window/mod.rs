//! The part of the lanes' time that is shown, and the moment under the cursor.
//!
//! The time of a lane begins at its start; all lanes are drawn on the same scale, so one window is enough for all.
//! Until the viewer changes it, it shows everything and follows the present.

use crate::event::Nanos;

/// Factors by which the time axis can be stretched.
const STEPS: [u64; 12] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
/// Shortest window: a lock is passed on every few milliseconds, and the past is stored no finer.
const SHORTEST: Nanos = Nanos::from_millis(20);
/// The cursor moves by this fraction of the window: a hundredth.
const STRIDE: u64 = 100;

/// A part of the lanes' time, and a moment in it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    /// Index in the list of stretch factors.
    zoom: usize,
    /// Its beginning; `None` while it follows the newest moment.
    from: Option<Nanos>,
    /// The moment under the cursor.
    cursor: Option<Nanos>,
}

/// Extent of time: the length of the whole axis, and how far the lanes have come on it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Time that the width of a plot stands for when nothing is stretched.
    pub span: Nanos,
    /// The newest moment of any lane, from its start.
    pub newest: Nanos,
    /// The newest moment of the focused lane: the end of the window that follows, and the start of looking back.
    pub present: Nanos,
}

/// The part of it that is shown.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The first moment, from the lane's start.
    pub from: Nanos,
    /// Time that the width of a plot stands for; never zero.
    pub length: Nanos,
}

impl Seen {
    /// Column of a moment on a plot of this width, if it is shown.
    #[must_use]
    pub(crate) fn column(self, at: Nanos, width: u16) -> Option<u16> {
        let along = (at.0.checked_sub(self.from.0)? as f64) / self.length.0.max(1) as f64 * f64::from(width);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the plot")]
        (along < f64::from(width)).then_some(along as u16)
    }

    /// Moment in the middle of a column of a plot of this width.
    #[must_use]
    pub(crate) fn moment(self, column: u16, width: u16) -> Nanos {
        let share = (f64::from(column) + 0.5) / f64::from(width.max(1));
        self.from + Nanos::from_secs_f64(self.length.secs() * share)
    }
}

impl Window {
    /// Number of steps of the cursor through the part that is shown.
    pub(crate) const PAGE: i64 = STRIDE.cast_signed();

    /// The part that is shown.
    #[must_use]
    pub(crate) fn seen(&self, extent: Extent) -> Seen {
        let span = extent.span.max(Nanos(1));
        let length = length(span, self.zoom);
        let last = span - length;
        // The newest moment stands at three quarters, leaving room for what comes next.
        let following = extent.present - Nanos(length.0 / 4 * 3);
        let from = match (self.from, self.cursor) {
            // The axis may have become shorter since: the cursor stays visible.
            (Some(from), Some(cursor)) => from.min(cursor).max((cursor + Nanos(1)) - length),
            (from, _) => from.unwrap_or(following),
        };
        Seen { from: from.min(last), length }
    }

    /// The moment under the cursor, if there is one.
    #[must_use]
    pub(crate) fn cursor(&self) -> Option<Nanos> {
        self.cursor
    }

    /// Whether it follows the present.
    #[must_use]
    pub(crate) fn follows(&self) -> bool {
        self.from.is_none() && self.cursor.is_none()
    }

    /// Factor by which the axis is stretched.
    #[must_use]
    pub(crate) fn factor(&self) -> u64 {
        STEPS[self.zoom]
    }

    /// Moves the cursor by this many steps, from the present when there was none; the window moves with it.
    pub(crate) fn scrub(&mut self, extent: Extent, strides: i64) {
        let seen = self.seen(extent);
        let stride = i64::try_from(seen.length.0 / STRIDE).unwrap_or(i64::MAX).max(1);
        let start = self.cursor.unwrap_or(extent.present);
        let moved = start.0.saturating_add_signed(stride.saturating_mul(strides));
        self.look(extent, Nanos(moved));
    }

    /// Puts the cursor at a moment, as far as lanes have come; the window moves with it.
    pub(crate) fn look(&mut self, extent: Extent, at: Nanos) {
        let at = at.min(extent.newest);
        let seen = self.seen(extent);
        let from = if at < seen.from { at } else { seen.from.max((at + Nanos(1)) - seen.length) };
        (self.cursor, self.from) = (Some(at), Some(from));
    }

    /// Stretches the axis by a step, or shrinks it, around the cursor or else the newest moment. False when it cannot
    /// go further.
    pub(crate) fn stretch(&mut self, extent: Extent, longer: bool) -> bool {
        let zoom = if longer { self.zoom + 1 } else { self.zoom.wrapping_sub(1) };
        let possible = STEPS.get(zoom).is_some()
            && (!longer || extent.span.0 / STEPS.get(zoom).copied().unwrap_or(u64::MAX) >= SHORTEST.0);
        if !possible {
            return false;
        }
        let before = self.seen(extent);
        self.zoom = zoom;
        if let (Some(cursor), Some(_)) = (self.cursor, self.from) {
            // The moment under the cursor stays where it is on the screen.
            let length = length(extent.span, zoom);
            let share = (cursor - before.from).share_of(before.length).clamp(0.0, 1.0);
            self.from = Some(cursor - Nanos::from_secs_f64(length.secs() * share));
        }
        true
    }

    /// Follows the present again; the stretch factor stays.
    pub(crate) fn follow(&mut self) {
        (self.from, self.cursor) = (None, None);
    }
}

fn length(span: Nanos, zoom: usize) -> Nanos {
    Nanos((span.0 / STEPS[zoom]).max(1))
}

#[cfg(test)]
mod tests;
