use super::*;
use proptest::prelude::*;

fn ms(n: u64) -> Nanos {
    Nanos::from_millis(n)
}

/// A pace at recorded length 10 s, and a function from milliseconds to made-up moments.
fn pace(speed: f64) -> (Pace, impl Fn(u64) -> Instant) {
    let base = Instant::now();
    (Pace::new(ms(10_000), speed, base), move |n| base + Duration::from_millis(n))
}

#[test]
fn time_runs_at_its_speed_and_stops_at_the_end() {
    let (pace, after) = pace(2.0);
    assert_eq!(pace.at(after(0)), ms(0));
    assert_eq!(pace.at(after(1500)), ms(3000));
    assert_eq!(pace.at(after(60_000)), ms(10_000));
}

#[test]
fn an_event_is_due_when_its_time_has_come() {
    let (pace, after) = pace(0.5);
    assert_eq!(pace.due(ms(0), after(0)), Due::Now);
    assert_eq!(pace.due(ms(100), after(0)), Due::In(Duration::from_millis(200)));
    assert_eq!(pace.due(ms(100), after(150)), Due::In(Duration::from_millis(50)));
    assert_eq!(pace.due(ms(100), after(200)), Due::Now);
    assert_eq!(pace.due(ms(40), after(200)), Due::Now, "a late one follows at once");
}

#[test]
fn a_pause_takes_no_time() {
    let (mut pace, after) = pace(1.0);
    pace.set_paused(true, after(1000));
    assert_eq!(pace.at(after(9000)), ms(1000));
    assert_eq!(pace.due(ms(1001), after(9000)), Due::Paused);
    assert_eq!(pace.due(ms(1000), after(9000)), Due::Now, "what was due before the pause still is");
    pace.set_paused(true, after(9500));
    pace.set_paused(false, after(10_000));
    assert_eq!(pace.at(after(10_500)), ms(1500));
}

#[test]
fn a_new_speed_holds_from_now_on() {
    let (mut pace, after) = pace(1.0);
    pace.set_speed(4.0, after(1000));
    assert_eq!(pace.at(after(2000)), ms(5000));
    pace.set_paused(true, after(2000));
    pace.set_speed(0.5, after(3000));
    assert_eq!(pace.at(after(3000)), ms(5000), "also during a pause");
    pace.set_paused(false, after(4000));
    assert_eq!(pace.at(after(6000)), ms(6000));
    pace.seek(ms(0), after(7000));
    assert_eq!(pace.at(after(8000)), ms(500));
}

#[test]
fn a_seek_keeps_speed_and_pause_and_ends_at_the_end() {
    let (mut pace, after) = pace(2.0);
    pace.seek(ms(4000), after(1000));
    assert_eq!(pace.at(after(1500)), ms(5000));
    pace.set_paused(true, after(1500));
    pace.seek(ms(1000), after(2000));
    assert_eq!((pace.at(after(9000)), pace.is_paused()), (ms(1000), true));
    pace.seek(ms(99_000), after(9000));
    assert_eq!(pace.at(after(9000)), pace.end());
}

#[test]
fn the_time_since_the_end_is_real_time() {
    let (mut pace, after) = pace(2.0);
    assert_eq!(pace.since_end(after(4999)), None);
    assert_eq!(pace.since_end(after(6000)), Some(Duration::from_secs(1)));
    pace.set_paused(true, after(6000));
    assert_eq!(pace.since_end(after(7000)), None);
}

#[test]
fn nonsense_speeds_are_brought_within_reason() {
    for (asked, got) in [(0.0, 0.01), (-3.0, 0.01), (f64::NAN, 1.0), (f64::INFINITY, 1000.0), (2.5, 2.5)] {
        let (mut pace, after) = pace(asked);
        assert!((pace.speed() - got).abs() < f64::EPSILON, "{asked}: {}", pace.speed());
        pace.set_speed(asked, after(0));
        assert!((pace.speed() - got).abs() < f64::EPSILON, "{asked}: {}", pace.speed());
    }
}

proptest! {
    /// Whatever is done to it, recorded time never runs backwards, and what is due comes to pass.
    #[test]
    fn never_backwards(steps in proptest::collection::vec((0u64..5000, 0u8..4, 0.001f64..2000.0), 1..40)) {
        let (mut pace, after) = pace(1.0);
        let (mut real, mut last) = (0, ms(0));
        for (step, act, speed) in steps {
            real += step;
            let now = after(real);
            prop_assert!(pace.at(now) >= last);
            last = pace.at(now);
            match act {
                0 => pace.set_paused(true, now),
                1 => pace.set_paused(false, now),
                2 => pace.set_speed(speed, now),
                _ => {}
            }
            prop_assert_eq!(pace.at(now), last, "a change of pace is no jump");
            if let Due::In(wait) = pace.due(ms(10_000), now) {
                let then = pace.at(now + wait);
                prop_assert!(ms(10_000) - then < Nanos::from_micros(1), "{:?}", then);
            }
        }
    }
}
