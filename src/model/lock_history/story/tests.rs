use super::*;
use crate::event::Percentiles;

fn told(threads: u32, interval_us: u64, times: [f64; 2], counts: [u64; 2]) -> String {
    told_of(threads, interval_us, times, counts, [0.0; 2])
}

fn told_of(
    threads: u32,
    interval_us: u64,
    [wait, hold]: [f64; 2],
    [forced, voluntary]: [u64; 2],
    [answer, coreless]: [f64; 2],
) -> String {
    let half = |p50| Percentiles { p50, p99: p50 };
    let all =
        LockAccount { wait_us: half(wait), hold_us: half(hold), forced, voluntary, ..LockAccount::default() };
    super::wait(threads, &LockStats { interval_us, switches: 1, all }, answer, coreless)
}

#[test]
fn waits_under_two_intervals_are_not_explained_by_one() {
    let all = LockAccount { wait_us: Percentiles { p50: 5710.0, p99: 10_600.0 }, ..LockAccount::default() };
    let said = super::mixed(&LockStats { interval_us: 10_000, switches: 1, all });
    assert!(said.starts_with("The switch interval was changed and is 10 ms now"), "{said}");
    assert!(said.ends_with("half took 5.71 ms or less, 1 % more than 10.6 ms."), "{said}");
}

#[test]
fn a_long_hold_has_its_reason() {
    let of = |answer, coreless| told_of(2, 5000, [8100.0, 8000.0], [9, 1], [answer, coreless]);
    assert!(of(2900.0, 0.01).contains("no checkpoint"), "{}", of(2900.0, 0.01));
    assert!(of(10.0, 0.01).contains("woke too late"), "{}", of(10.0, 0.01));
    assert!(of(10.0, 0.5).contains("no core"), "{}", of(10.0, 0.5));
}

#[test]
fn a_wait_is_explained_by_what_it_consists_of() {
    let cases = [
        (told(1, 5000, [0.0, 9e5], [0, 1]), "One thread alone"),
        (told(2, 5000, [0.0, 10.0], [0, 9]), "No thread has had to wait"),
        (told(2, 5000, [5060.0, 5050.0], [9, 1]), "waits 5.06 ms each time: one interval of 5 ms"),
        (told(4, 5000, [15_300.0, 5100.0], [9, 1]), "15.3 ms each time, 3 slices of 5.10 ms"),
        (
            told(2, 1000, [8100.0, 8000.0], [9, 1]),
            "keeps the lock for 8.00 ms, longer than the interval of 1 ms",
        ),
        (told(2, 5000, [40.0, 30.0], [1, 9]), "let go by themselves, before"),
        (told(2, 5000, [5100.0, 30.0], [3, 9]), "waits 5.10 ms to get the lock back"),
    ];
    for (told, part) in cases {
        assert!(told.contains(part), "{part:?} is not in {told:?}");
    }
}
