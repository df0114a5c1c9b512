use super::*;

const MS: fn(u64) -> Nanos = Nanos::from_millis;

#[test]
fn silence_about_tasks_ends_a_worker_first_gently() {
    let mut watchdog = Watchdog::default();
    let mut check = |now| {
        watchdog.count(MS(20), false, false);
        watchdog.check(MS(60), MS(now))
    };
    assert_eq!([check(20), check(40), check(60)], [None, None, Some(Signal::TERM)]);
    assert_eq!([check(80), check(559), check(560)], [None, None, Some(Signal::KILL)]);
    assert!(watchdog.has_warned());
}

#[test]
fn neither_idleness_nor_a_pause_is_silence_and_a_message_ends_it() {
    let mut watchdog = Watchdog::default();
    let mut silent = |idle, paused, message| {
        if message {
            watchdog.on_progress();
        }
        watchdog.count(MS(20), idle, paused);
        watchdog.silent
    };
    assert_eq!(silent(false, false, false), MS(20));
    assert_eq!(silent(false, true, false), MS(20), "paused");
    assert_eq!(silent(false, false, false), MS(40));
    assert_eq!(silent(false, false, true), MS(0), "a message");
    assert_eq!(silent(false, false, false), MS(20), "a message counts once");
    assert_eq!(silent(true, false, false), MS(0), "idle");
    assert!(!watchdog.has_warned());
}
