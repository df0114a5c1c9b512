use super::*;

fn playback(at_ms: u64, length_ms: u64) -> Playback {
    let [at, length] = [at_ms, length_ms].map(Nanos::from_millis);
    Playback { speed: 1.0, looped: false, at, length }
}

#[test]
fn a_stride_suits_the_length() {
    for (length, stride) in [(4000, 200), (20_000, 1000), (40_000, 1000), (60_000, 1000), (600_000, 10_000)] {
        assert_eq!(playback(0, length).stride(), Nanos::from_millis(stride), "{length} ms");
    }
    assert_eq!(playback(0, 0).stride(), Nanos(1));
}

#[test]
fn every_move_stays_within_the_recording() {
    let here = playback(5000, 30_000);
    for (play, to) in [
        (Play::Move(1), 6000),
        (Play::Move(-1), 4000),
        (Play::Move(-10), 0),
        (Play::Move(i16::MAX), 30_000),
        (Play::Tenth(0), 0),
        (Play::Tenth(3), 9000),
        (Play::Tenth(9), 27_000),
        (Play::To(Nanos::from_millis(12_345)), 12_345),
        (Play::To(Nanos(u64::MAX)), 30_000),
    ] {
        assert_eq!(here.target(play), Some(Nanos::from_millis(to)), "{play:?}");
        assert!(play.seeks());
    }
    assert_eq!(here.target(Play::Step(3)), Some(Nanos(5_000_000_000 + 3 * FRAME.0)));
    assert_eq!(here.target(Play::Step(-300)), Some(Nanos::ZERO));
    for play in [Play::Slower, Play::Faster, Play::Loop] {
        assert_eq!((here.target(play), play.seeks()), (None, false));
    }
}

#[test]
fn keys_halve_and_double_the_speed_within_limits() {
    let at = |speed| Playback { speed, ..playback(0, 1000) };
    assert_eq!(at(1.0).speed_after(Play::Faster), Some(2.0));
    assert_eq!(at(1.0).speed_after(Play::Slower), Some(0.5));
    assert_eq!((at(64.0).speed_after(Play::Faster), at(SLOWEST).speed_after(Play::Slower)), (None, None));
    assert_eq!(at(1000.0).speed_after(Play::Slower), Some(500.0), "a faster one can be typed");
    assert_eq!(at(1.0).speed_after(Play::Loop), None);
}
