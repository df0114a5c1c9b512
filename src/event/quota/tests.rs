use super::*;

#[test]
fn one_worker_under_a_quota_is_measured_against_itself() {
    for quota in [None, Some(0.3), Some(0.5), Some(1.0), Some(1.5), Some(64.0)] {
        assert!((possible_speedup(1.0, 2.0, quota) - 1.0).abs() < 1e-12, "{quota:?}");
    }
}

#[test]
fn below_one_core_no_number_of_workers_is_faster() {
    let possible = |quota| possible_speedup(4.0, 2.0, Some(quota));
    for (quota, expected) in [(0.3, 1.0), (0.5, 1.0), (1.0, 1.0), (1.5, 1.5), (2.0, 2.0), (9.0, 2.0)] {
        assert!((possible(quota) - expected).abs() < 1e-12, "{quota}");
    }
    assert!((possible_speedup(4.0, 2.0, None) - 2.0).abs() < 1e-12);
}

#[test]
fn what_is_no_quota_limits_nothing() {
    for quota in [None, Some(0.0), Some(-1.0), Some(f64::NAN), Some(f64::INFINITY)] {
        assert!((share_of_one(quota) - 1.0).abs() < 1e-12 && (allowed(2.0, quota) - 2.0).abs() < 1e-12);
    }
}
