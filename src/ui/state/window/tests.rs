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
