use super::*;

fn took(wall: u64, cpu: u64, waited: u64) -> Took {
    let [wall, cpu, waited] = [wall, cpu, waited].map(Nanos::from_millis);
    Took { wall, cpu, waited }
}

#[test]
fn a_run_that_escaped_the_quota_takes_as_long_as_one_that_did_not() {
    for (quota, expected) in [(0.3, 100), (0.5, 60)] {
        let expected = Nanos::from_millis(expected);
        for run in [took(30, 30, 0), took(60, 30, 30), took(45, 30, 15)] {
            assert_eq!(run.under(Some(quota)), expected, "{run:?} under {quota}");
        }
    }
}

#[test]
fn a_core_or_more_changes_nothing() {
    for quota in [None, Some(1.0), Some(1.5)] {
        assert_eq!(took(45, 30, 15).under(quota), Nanos::from_millis(45), "{quota:?}");
    }
    assert_eq!(took(45, 0, 0).under(Some(0.5)), Nanos::from_millis(45), "CPU time that nobody tells");
}

#[test]
fn who_waits_anyway_is_not_stretched() {
    assert_eq!(took(100, 10, 0).under(Some(0.5)), Nanos::from_millis(100), "a sleeper");
    assert_eq!(took(1, 8, 0).under(Some(0.5)), Nanos::from_millis(2), "no run computes longer than it takes");
}
