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
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EXTENT: Extent = Extent {
        span: Nanos::from_millis(10_000),
        newest: Nanos::from_millis(6000),
        present: Nanos::from_millis(6000),
    };

    fn ms(n: u64) -> Nanos {
        Nanos::from_millis(n)
    }

    #[test]
    fn untouched_it_shows_everything_and_follows() {
        let mut window = Window::default();
        assert_eq!(window.seen(EXTENT), Seen { from: ms(0), length: ms(10_000) });
        assert!(window.follows());
        assert!(window.stretch(EXTENT, true) && window.stretch(EXTENT, true));
        assert_eq!(window.seen(EXTENT), Seen { from: ms(4500), length: ms(2000) });
        let later = Extent { newest: ms(7000), present: ms(7000), ..EXTENT };
        assert_eq!(window.seen(later).from, ms(5500), "the newest moment stays in sight");
    }

    #[test]
    fn a_shorter_lane_is_followed_though_another_went_further() {
        let mut window = Window::default();
        let extent = Extent { present: ms(1000), ..EXTENT };
        window.stretch(extent, true);
        assert_eq!(window.seen(extent), Seen { from: ms(0), length: ms(5000) });
        window.scrub(extent, 0);
        assert_eq!(window.cursor(), Some(ms(1000)));
    }

    #[test]
    fn the_cursor_takes_the_window_along_and_home_lets_go() {
        let mut window = Window::default();
        window.stretch(EXTENT, true);
        window.scrub(EXTENT, -1);
        assert_eq!(window.cursor(), Some(ms(5950)));
        window.scrub(EXTENT, -100);
        assert_eq!((window.cursor(), window.seen(EXTENT).from), (Some(ms(950)), ms(950)));
        window.scrub(EXTENT, -1000);
        assert_eq!(window.cursor(), Some(ms(0)));
        window.scrub(EXTENT, 1000);
        assert_eq!(window.cursor(), Some(ms(6000)), "nothing is known of later");
        assert!(!window.follows());
        window.follow();
        assert!(window.follows() && window.factor() == 2);
    }

    #[test]
    fn stretching_keeps_the_moment_that_is_read_out_in_its_place() {
        let mut window = Window::default();
        window.look(EXTENT, ms(3000));
        let column = |window: &Window| window.seen(EXTENT).column(ms(3000), 100).unwrap();
        assert_eq!(column(&window), 30);
        window.stretch(EXTENT, true);
        assert!(column(&window).abs_diff(30) <= 1, "{}", column(&window));
        assert!(window.stretch(EXTENT, false) && !window.stretch(EXTENT, false), "all is seen");
    }

    #[test]
    fn columns_and_moments_are_each_others() {
        let seen = Seen { from: ms(1000), length: ms(2000) };
        assert_eq!((seen.column(ms(999), 50), seen.column(ms(3000), 50)), (None, None));
        for column in 0..50 {
            assert_eq!(seen.column(seen.moment(column, 50), 50), Some(column));
        }
        assert_eq!(seen.column(ms(1000), 0), None);
    }

    proptest! {
        /// Whatever is pressed in whatever order: the window lies within the extent, and the cursor is visible.
        #[test]
        fn the_window_never_leaves_the_time_there_is(
            span in 1u64..100_000_000_000,
            newest in 0u64..100_000_000_000,
            present in 0u64..100_000_000_000,
            presses in proptest::collection::vec((0u8..5, -500i64..500), 0..40),
        ) {
            let newest = newest.min(span);
            let mut extent = Extent { span: Nanos(span), newest: Nanos(newest), present: Nanos(present.min(newest)) };
            let mut window = Window::default();
            for (what, amount) in presses {
                match what {
                    0 => window.scrub(extent, amount),
                    1 => { window.stretch(extent, amount > 0); }
                    2 => window.look(extent, Nanos(amount.unsigned_abs() * span / 500)),
                    // When the race is over the axis fits what was recorded.
                    3 => extent.span = extent.newest.max(Nanos(1)),
                    _ => window.follow(),
                }
                let seen = window.seen(extent);
                prop_assert!(seen.length.0 >= 1 && seen.from + seen.length <= extent.span.max(Nanos(1)));
                if let Some(cursor) = window.cursor() {
                    prop_assert!(cursor <= extent.newest);
                    prop_assert!(cursor >= seen.from && cursor <= seen.from + seen.length, "{cursor:?} {seen:?}");
                }
            }
        }
    }
}
