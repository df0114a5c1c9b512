use super::*;

#[test]
fn a_late_tick_is_a_stop_unless_the_thread_waited_for_a_core() {
    let ms = Duration::from_millis;
    let waited = |ms| Some(Nanos::from_millis(ms));
    for (gap, waited, expected) in [
        (ms(100), waited(0), false),
        (ms(590), waited(0), false),
        (ms(700), waited(0), true),
        (ms(5000), waited(4500), false),
        (ms(5000), waited(1000), true),
        (ms(50), waited(900), false),
        (ms(3000), None, false),
        (ms(3200), None, true),
    ] {
        assert_eq!(is_stop(gap, waited), expected, "{gap:?} {waited:?}");
    }
}

#[test]
fn the_first_stop_is_told_and_all_are_counted() {
    let told = Arc::new(AtomicU32::new(0));
    let suspensions = Suspensions::new({
        let told = Arc::clone(&told);
        move || {
            told.fetch_add(1, Ordering::SeqCst);
        }
    });
    let heartbeat = suspensions.detect().expect("a thread");
    assert_eq!((suspensions.count(), told.load(Ordering::SeqCst)), (0, 0));
    suspensions.note();
    suspensions.clone().note();
    assert_eq!((suspensions.count(), told.load(Ordering::SeqCst)), (2, 1));
    drop(heartbeat);
}
