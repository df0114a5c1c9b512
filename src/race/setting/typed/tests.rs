use super::*;

#[test]
fn durations_carry_their_unit() {
    assert_eq!(duration("5ms"), Ok(Duration::from_millis(5)));
    assert_eq!(duration("0.5ms"), Ok(Duration::from_micros(500)));
    for micro in ["500us", "500\u{b5}s", "500\u{3bc}s"] {
        assert_eq!(duration(micro), Ok(Duration::from_micros(500)), "{micro}");
    }
    assert_eq!(duration("1s"), Ok(Duration::from_secs(1)));
    for wrong in ["5", "ms", "", "-5ms", "5m", "0us", "11s", "NaNs", "infs"] {
        assert!(duration(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn long_times_may_be_told_in_minutes_and_hours() {
    assert_eq!(budget("60s"), Ok(Duration::from_mins(1)));
    assert_eq!((budget("1.5m"), budget("2h")), (Ok(Duration::from_secs(90)), Ok(Duration::from_hours(2))));
    for wrong in ["60", "", "0s", "25h", "-1m", "NaNm", "infh", "1e400m", "5 m", "m"] {
        assert!(budget(wrong).unwrap_err().contains("10m"), "{wrong}");
    }
}

#[test]
fn numbers_of_workers_and_chunks_have_bounds() {
    assert_eq!((workers("1024"), chunk("1000000")), (Ok(1024), Ok(1_000_000)));
    for wrong in ["0", "-1", "x", "", "1.5", "2000000"] {
        assert_eq!(workers(wrong), Err("accepted: 1 to 1024".into()));
        assert_eq!(chunk(wrong), Err("accepted: 1 to 1000000".into()));
    }
}

#[test]
fn whole_numbers_have_a_range() {
    assert_eq!(whole::<u8>("99", 1..=99), Ok(99));
    assert_eq!(whole::<u8>("100", 1..=99), Err("100 is not in 1..=99".into()));
    assert_eq!(whole::<u32>("-1", 1..=5), Err("-1 is not in 1..=5".into()));
    assert_eq!(whole::<u32>("x", 1..=5), Err("invalid digit found in string".into()));
    assert!(whole::<u32>("", 1..=5).unwrap_err().contains("empty"));
    assert!(whole::<u32>("99999999999999999999", 1..=5).unwrap_err().contains("too large"));
}

#[test]
fn sizes_may_carry_a_binary_prefix() {
    assert_eq!(size("20000"), Ok(20_000));
    assert_eq!(size("4KiB"), Ok(4096));
    assert_eq!((size("64MiB"), size("2GiB")), (Ok(64 << 20), Ok(2 << 30)));
    for wrong in
        ["", "0", "0MiB", "MiB", "-1", "1.5MiB", "64MB", "64 MiB", "1mib", "99999999999999GiB", "1\u{b5}"]
    {
        assert!(size(wrong).unwrap_err().contains("64MiB"), "{wrong}");
    }
}
