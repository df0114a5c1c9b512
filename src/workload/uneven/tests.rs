use super::*;
use crate::workload::{Kind, Spec};
use proptest::prelude::*;

/// The lengths of all tasks in thousandths of a unit.
fn lengths(tasks: u32, seed: u64) -> Vec<u64> {
    let spec = Spec { seed, ..Spec::of(Kind::Uneven, tasks, 1000) };
    let length = |task| match spec.argument(task) {
        Value::Pair(_, count) => count,
        other => panic!("{other:?}"),
    };
    (0..tasks).map(length).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn lengths_follow_the_law_and_the_seed(seed: u64) {
        let tasks = 20_000;
        let mut drawn = lengths(tasks, seed);
        prop_assert_eq!(&drawn, &lengths(tasks, seed));
        prop_assert_ne!(&drawn, &lengths(tasks, seed ^ 1));
        drawn.sort_unstable();
        prop_assert!(drawn[0] >= 1000 && drawn[drawn.len() - 1] <= 400_000);
        let longer = |than: f64| {
            drawn.iter().filter(|length| **length as f64 > than).count() as f64 / f64::from(tasks)
        };
        // x to the power of −1.2, within five standard deviations of so many draws.
        for units in [1.782, 5.0, 17.82, 100.0] {
            let law = f64::powf(units, -EXPONENT);
            let deviation = (law * (1.0 - law) / f64::from(tasks)).sqrt();
            let seen = longer(units * THOUSAND);
            prop_assert!((seen - law).abs() < 5.0 * deviation, "{units} units: {seen} instead of {law}");
        }
    }
}

/// If two workers take the next task whenever they have done one, they end at about the same time with the
/// default list: an imbalance is the fault of the dispatch, not of the list.
#[test]
fn the_usual_list_can_be_balanced() {
    let mut busy = [0u64; 2];
    for length in lengths(Uneven::TASKS, 1) {
        *busy.iter_mut().min().unwrap() += length;
    }
    let [one, other] = busy.map(|time| time as f64);
    assert!((one / other - 1.0).abs() < 0.01, "{busy:?}");
}

#[test]
fn a_task_is_never_empty_and_never_endless() {
    let extreme = |size| Spec::of(Kind::Uneven, 1, size);
    assert!(matches!(extreme(0).argument(0), Value::Pair(_, 1)));
    assert!(matches!(extreme(u64::MAX).argument(0), Value::Pair(_, u64::MAX)));
    assert_eq!(thousandths(0.0), 1000);
    assert_eq!(thousandths(1.0), 400_000);
}
