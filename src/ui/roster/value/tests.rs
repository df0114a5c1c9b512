use super::*;
use proptest::prelude::*;

#[test]
fn values_are_short() {
    let cases = [
        (Value::Label('P', 12), "P12"),
        (Value::Core(127), "c127"),
        (Value::share(0.985), "99%"),
        (Value::share(0.001), "<1%"),
        (Value::share(0.0), "0%"),
        (Value::share(f64::NAN), "0%"),
        (Value::Count(99_999), "99999"),
        (Value::Count(871_234), "871k"),
        (Value::Count(29_121_449), "29.1M"),
        (Value::Bytes(1_153_434), "1.1 MiB"),
        (Value::Bytes(3 << 30), "3.0 GiB"),
    ];
    for (value, words) in cases {
        assert_eq!(value.to_string(), words);
    }
    assert!(Value::Unknown.is_nothing() && !Value::Core(0).is_nothing());
}

proptest! {
    #[test]
    fn no_count_is_longer_than_its_column(n: u64) {
        prop_assert!(Value::Count(n).to_string().len() <= 5, "{}", Value::Count(n));
    }

    #[test]
    fn no_amount_of_memory_is_longer_than_its_column(bytes in 0u64..999 << 30) {
        prop_assert!(Value::Bytes(bytes).to_string().len() <= 7, "{}", Value::Bytes(bytes));
    }
}
