use super::*;

#[test]
fn the_bar_is_as_full_as_the_work_is_done() {
    assert_eq!(bar("x, 0 %", Some(0.0), 80), "[--------------------] x, 0 %");
    assert_eq!(bar("x, 50 %", Some(0.5), 80), "[##########----------] x, 50 %");
    assert_eq!(bar("x, 100 %", Some(9.0), 22), "[##########] x, 100 %");
    assert_eq!(bar("x, 100 %", Some(1.0), 15), "x, 100 %");
    assert_eq!(bar("unknown", None, 80), "unknown");
}

#[test]
fn lines_come_once_a_second_and_when_something_else_begins() {
    let mut ticker = Ticker::new(Vec::new(), None);
    for (ms, what) in [(0, "a"), (500, "a"), (1000, "a"), (1001, "b"), (1500, "b")] {
        ticker.show(Nanos::from_millis(ms), what, &format!("{what} at {ms}"), None);
    }
    ticker.finish();
    assert_eq!(String::from_utf8(ticker.into_inner()).unwrap(), "a at 0\na at 1000\nb at 1001\n");
}
