use super::*;
use std::collections::BTreeSet;

fn checks() -> Vec<Check> {
    all().into_iter().flat_map(|e| e.checks).collect()
}

#[test]
fn names_are_unique_plain_and_grouped_by_known_families() {
    let checks = checks();
    let names: BTreeSet<&str> = checks.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names.len(), checks.len());
    for check in &checks {
        assert!(check.name.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)), "{}", check.name);
        assert!(FAMILIES.contains(&check.family));
        assert!(check.factor > 1.0 && (1..=9).contains(&check.row));
    }
    assert!(FAMILIES.iter().all(|family| checks.iter().any(|c| c.family == *family)));
}

#[test]
fn what_is_asked_for_is_there() {
    let names: BTreeSet<String> = checks().into_iter().map(|c| c.name).collect();
    let wanted = "slice-20ms-2 slice-5ms-2 slice-5ms-4 slice-1ms-2 slice-0.5ms-4 switches-5ms-2 switches-0.5ms-4 \
                      fairness-1ms-4 throughput-2 throughput-4 throughput-8 wake-1-p50 wake-2-p90 wake-4-p99 \
                      calls-2-p99 freeze-50ms echo-0 echo-1 echo-2 echo-4 native-2 tiny-1us tiny-100us";
    for name in wanted.split_whitespace() {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
}

#[test]
fn checks_are_chosen_by_family_or_name() {
    let chosen = |names: &[&str], quick| {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        choose(&names, quick)
            .map(|all| all.into_iter().flat_map(|e| e.checks).map(|c| c.name).collect::<Vec<_>>())
    };
    assert_eq!(
        chosen(&["tiny", "slice-5ms-2"], true).unwrap(),
        ["slice-5ms-2", "tiny-1ms", "tiny-100us", "tiny-1us"]
    );
    assert_eq!(chosen(&[], false).unwrap().len(), checks().len());
    let quick = chosen(&[], true).unwrap();
    assert!(quick.iter().any(|name| name == "wake-2-p50") && !quick.iter().any(|name| name == "wake-4-p50"));
    let error = chosen(&["slices", "slick"], false).unwrap_err().to_string();
    assert!(error.starts_with("there is no check \"slick\"; accepted: slices, throughput,"), "{error}");
}

/// A quick run of five repetitions beside one CPython stays well below 30 s.
#[test]
fn a_quick_look_is_quick() {
    let once: std::time::Duration = choose(&[], true).unwrap().iter().map(|e| e.scenario.estimate()).sum();
    assert!(once.as_secs_f64() * 10.0 < 25.0, "{once:?}");
}

#[test]
fn bounds_are_those_agreed_upon() {
    let factor = |name: &str| checks().into_iter().find(|c| c.name == name).unwrap().factor;
    for (name, expected) in [
        ("slice-20ms-2", CLOSE),
        ("switches-5ms-4", CLOSE),
        ("slice-1ms-2", FAIR),
        ("throughput-8", CLOSE),
        ("wake-2-p50", FAIR),
        ("wake-4-p99", LOOSE),
        ("echo-1", FAIR),
        ("reply-p99-1", LOOSE),
    ] {
        assert!((factor(name) - expected).abs() < 1e-9, "{name}");
    }
}
