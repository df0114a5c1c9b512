use super::*;

#[test]
fn known_moments() {
    assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
    assert_eq!(rfc3339(951_782_399), "2000-02-28T23:59:59Z");
    assert_eq!(rfc3339(951_782_400), "2000-02-29T00:00:00Z");
    assert_eq!(rfc3339(1_234_567_890), "2009-02-13T23:31:30Z");
    assert_eq!(rfc3339(4_107_542_400), "2100-03-01T00:00:00Z");
}

#[test]
fn a_time_with_an_offset_is_the_same_in_utc() {
    for (text, utc) in [
        ("2024-08-15T14:00:00+02:00", "2024-08-15T12:00:00Z"),
        ("2024-12-31T20:30:01-05:30", "2025-01-01T02:00:01Z"),
        ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"),
        ("1970-01-01T00:00:00+00:00", "1970-01-01T00:00:00Z"),
    ] {
        assert_eq!(in_utc(text).as_deref(), Some(utc), "{text}");
    }
    for wrong in [
        "",
        "2015/03/17-18:40:25",
        "2024-08-15T14:00:00",
        "2024-13-15T14:00:00Z",
        "2024-08-15T14:00:00+02",
        "1970-01-01T00:00:00+02:00",
        "2024-08-15T14:00:0äZ",
        "ééééééééééé",
    ] {
        assert_eq!(in_utc(wrong), None, "{wrong}");
    }
    for day in 0..80_000 {
        let (year, month, of_month) = civil(day);
        assert_eq!(days(year, month, of_month), day);
    }
}

#[test]
fn every_day_follows_the_day_before() {
    let length = |year: u64, month: u64| match month {
        2 if u64::is_multiple_of(year, 4)
            && (!u64::is_multiple_of(year, 100) || u64::is_multiple_of(year, 400)) =>
        {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (mut year, mut month, mut day) = (1970, 1, 1);
    for number in 0..200_000 {
        assert_eq!(civil(number), (year, month, day));
        day += 1;
        if day > length(year, month) {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
}
