use super::*;

#[test]
fn what_will_happen_is_announced() {
    let experiments = crate::fidelity::check::choose(&["native".into()], false).unwrap();
    let plan = Plan { experiments, repetitions: 5, seed: 1 };
    assert_eq!(
        announcement(&plan, &["simulated GIL", "CPython 3.11.7"], Duration::from_secs(65)),
        "simulated GIL beside CPython 3.11.7: one scenario, 5 times, about 1:05 min. Ctrl-C reports what is there."
    );
}

#[test]
fn progress_neither_runs_over_nor_back() {
    let second = Duration::from_secs(1);
    let mut progress =
        Progress { all: 4 * second, done: Duration::ZERO, current: None, begun: Instant::now() };
    let mut last = 0.0;
    for _ in 0..6 {
        progress.begin(second);
        let share = progress.share();
        assert!((last..=1.0).contains(&share), "{share}");
        progress.end();
        last = progress.share();
    }
    assert!((last - 1.0).abs() < 1e-9 && progress.left().is_zero());
}
