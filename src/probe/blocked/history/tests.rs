use super::*;
use proptest::prelude::*;

const MS: fn(u64) -> Nanos = Nanos::from_millis;
const LOCK: Seen = Seen::Waiting(WaitsFor::Lock);
const IO: Seen = Seen::Waiting(WaitsFor::Io);
const PIPE: Seen = Seen::Waiting(WaitsFor::Pipe);
const UNKNOWN: Seen = Seen::Waiting(WaitsFor::Unknown);

/// The parts of so much blocked time: lock-wait, I/O, blocked, in milliseconds.
fn parts(history: &mut History, blocked: u64, periods: &[(u64, u64)]) -> [u64; 3] {
    let mut mix = ActivityTotals::only(Activity::Blocked, MS(blocked));
    let periods: Vec<_> = periods.iter().map(|(from, until)| (MS(*from), MS(*until))).collect();
    history.mix(&mut mix, &periods);
    [Activity::LockWait, Activity::Io, Activity::Blocked].map(|activity| mix[activity].0 / 1_000_000)
}

fn history(samples: &[(u64, Seen)]) -> History {
    let mut history = History::default();
    for (at, seen) in samples {
        history.add(MS(*at), *seen);
    }
    history
}

#[test]
fn blocked_time_is_what_samples_of_its_period_say() {
    let mut all = history(&[(1, IO), (5, LOCK), (10, Seen::Running), (15, PIPE), (20, UNKNOWN), (25, LOCK)]);
    assert_eq!(parts(&mut all, 12, &[(4, 24)]), [4, 4, 4], "samples on a core do not count");
    assert_eq!(parts(&mut all, 12, &[(24, 30)]), [12, 0, 0]);
}

#[test]
fn a_sample_between_two_tasks_says_nothing_about_them() {
    let mut idle = history(&[(5, PIPE), (10, LOCK), (15, PIPE)]);
    assert_eq!(parts(&mut idle, 4, &[(8, 12)]), [4, 0, 0]);
    let mut idle = history(&[(5, PIPE), (15, PIPE)]);
    assert_eq!(parts(&mut idle, 4, &[(8, 12)]), [0, 0, 4]);
    let mut both = history(&[(5, PIPE), (10, LOCK), (15, IO), (20, LOCK)]);
    assert_eq!(parts(&mut both, 4, &[(8, 12), (14, 18)]), [2, 2, 0]);
}

#[test]
fn a_period_without_a_sample_has_those_of_the_periods_before() {
    let mut short = history(&[(1, LOCK), (9, IO)]);
    assert_eq!(parts(&mut short, 2, &[(0, 2)]), [2, 0, 0]);
    assert_eq!(parts(&mut short, 2, &[(4, 6)]), [2, 0, 0], "and none of the time in between");
    assert_eq!(parts(&mut short, 2, &[(400, 402)]), [0, 0, 2], "but not for ever");
    assert_eq!(parts(&mut History::default(), 7, &[(0, 9)]), [0, 0, 7]);
}

#[test]
fn samples_are_there_however_late_a_slice_arrives() {
    let mut long = History::default();
    // An hour: half of it for the lock, then for a socket.
    for n in 0..720_000 {
        long.add(MS(n * 5), if n < 360_000 { LOCK } else { IO });
        assert!(long.waits.len() <= MOST);
    }
    let [lock, io, blocked] = parts(&mut long, 1_000_000, &[(0, 3_600_000)]);
    assert!((499_000..=501_000).contains(&lock) && (499_000..=501_000).contains(&io), "{lock} {io}");
    assert!(blocked <= 1);
    assert!(long.waits.len() < 3, "what has been asked for is forgotten");
    long.add(MS(3_600_001), LOCK);
    assert_eq!(parts(&mut long, 5, &[(3_600_001, 3_600_006)]), [5, 0, 0]);
}

#[test]
fn what_a_thread_does_now_is_what_most_of_the_newest_samples_say() {
    let mut thread = History::default();
    for n in 0..15 {
        thread.add(MS(n), IO);
        assert_eq!(thread.now(), None);
    }
    thread.add(MS(15), IO);
    assert_eq!(thread.now(), Some((IO, MS(0))));
    (16..24).for_each(|n| thread.add(MS(n), Seen::Running));
    assert_eq!(thread.now(), None, "half and half");
    (24..28).for_each(|n| thread.add(MS(n), Seen::Running));
    assert_eq!(thread.now(), Some((Seen::Running, MS(16))));
    thread.add(MS(28), Seen::Gone);
    assert_eq!(thread.now(), None);
}

fn sample() -> impl Strategy<Value = (u64, Seen)> {
    let seen = prop_oneof![Just(LOCK), Just(IO), Just(PIPE), Just(UNKNOWN), Just(Seen::Running)];
    (0..20_000_000_u64, seen)
}

proptest! {
    #[test]
    fn sums_stay_equal_and_only_blocked_time_moves(
        samples in prop::collection::vec(sample(), 0..200),
        slices in prop::collection::vec((0..9_000_000_u64, 0..u64::MAX / 4, 0..u64::MAX / 4), 1..20),
    ) {
        let mut history = History::default();
        let mut at = 0;
        for (gap, seen) in samples {
            at += gap;
            history.add(Nanos(at), seen);
        }
        let mut from = 0;
        for (length, blocked, compute) in slices {
            let mut mix = ActivityTotals::only(Activity::Blocked, Nanos(blocked));
            mix[Activity::Compute] = Nanos(compute);
            let before = mix;
            history.mix(&mut mix, &[(Nanos(from), Nanos(from + length))]);
            prop_assert_eq!(mix.total(), before.total());
            prop_assert_eq!(mix[Activity::Compute], before[Activity::Compute]);
            let parts = mix[Activity::Blocked] + mix[Activity::LockWait] + mix[Activity::Io];
            prop_assert_eq!(parts, before[Activity::Blocked]);
            from += length;
        }
    }
}
