use super::*;

#[test]
fn the_key_cycles() {
    let [first, second, third] = Metric::ALL;
    assert_eq!([first, second, third].map(Metric::next), [second, third, first]);
}

#[test]
fn each_has_a_word_on_the_command_line() {
    assert!(Metric::ALL.iter().all(|metric| Metric::by_word(metric.word()) == Some(*metric)));
    assert_eq!(Metric::by_word("tasks per second"), None);
}

#[test]
fn a_speed_up_has_three_values() {
    for (metric, value) in Metric::ALL.into_iter().zip([6.0, 0.75, 60.0]) {
        assert!((metric.of_speedup(6.0, 8.0, 10.0) - value).abs() < 1e-9, "{metric:?}");
    }
}
