use super::*;
use proptest::prelude::*;

const STAT: &str = "cpu  300 0 0 0 0 0 0 30 5 0\n\
                        cpu0 100 1 2 3 4 5 6 10 5 0\n\
                        cpu1 200 0 0 0 0 0 0 20 0 0\n\
                        intr 300638 0 0\nctxt 326251\n";

#[test]
fn only_the_cpus_asked_for_are_summed() {
    assert_eq!(sum(STAT, &[]), Some(CpuTime { total: 351, idle: 7, stolen: 30 }));
    assert_eq!(sum(STAT, &[0]), Some(CpuTime { total: 131, idle: 7, stolen: 10 }));
    assert_eq!(sum(STAT, &[7]), None);
    assert_eq!(sum("", &[]), None);
    // Old kernels had no such column.
    assert_eq!(sum("cpu0 1 2 3 4\n", &[]), Some(CpuTime { total: 10, idle: 4, stolen: 0 }));
}

#[test]
fn the_share_is_of_the_time_between() {
    let (then, now) =
        (CpuTime { total: 100, idle: 50, stolen: 10 }, CpuTime { total: 300, idle: 40, stolen: 20 });
    assert_eq!(now.stolen_since(then), Some(0.05));
    assert_eq!(now.stolen_since(now), None);
    assert_eq!(then.stolen_since(now), None);
    assert_eq!(now.since(then), CpuTime { total: 200, idle: 0, stolen: 10 }, "no counter goes backwards");
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "(cpu[0-9]{0,6}( [0-9]{0,21}){0,12}\n|.{0,20}){0,6}") {
        for (_, time) in cpus(&text).chain(sum(&text, &[]).map(|all| (0, all))) {
            prop_assert!(time.stolen <= time.total && time.idle <= time.total);
        }
    }
}
