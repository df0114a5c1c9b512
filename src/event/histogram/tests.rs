use super::*;
use proptest::prelude::*;

#[test]
fn quantiles_of_a_known_set() {
    let mut all = Histogram::default();
    assert_eq!((all.quantile(0.5), all.count()), (None, 0));
    (1..=100).for_each(|ms| all.record(Nanos::from_millis(ms)));
    let near = |quantile: f64, ms: f64| {
        let found = all.quantile(quantile).unwrap().secs() * 1e3;
        assert!((found / ms - 1.0).abs() < 0.05, "{found} instead of {ms}");
    };
    near(0.5, 50.0);
    near(0.99, 99.0);
    near(0.0, 1.0);
    near(1.0, 100.0);
}

#[test]
fn it_is_written_as_pairs() {
    let mut histogram = Histogram::default();
    histogram.record(Nanos(1));
    histogram.record_many(Nanos(1024), 3);
    let json = serde_json::to_string(&histogram).unwrap();
    assert_eq!(json, "[[0,1],[160,3]]");
    assert_eq!(serde_json::from_str::<Histogram>(&json).unwrap(), histogram);
    let bytes = postcard::to_stdvec(&histogram).unwrap();
    assert_eq!(postcard::from_bytes::<Histogram>(&bytes).unwrap(), histogram);
}

proptest! {
    #[test]
    fn every_length_is_within_its_bucket(lengths in proptest::collection::vec(any::<u64>(), 1..50)) {
        let mut all = Histogram::default();
        for length in &lengths {
            let mut one = Histogram::default();
            one.record(Nanos(*length));
            let bucket = one.buckets().next().unwrap();
            let (from, until) = (bucket.from.0 as f64, bucket.until.0 as f64);
            let length = (*length).max(1) as f64;
            // Below a microsecond the edges are rounded to whole nanoseconds.
            prop_assert!(from <= length * 1.0001 + 1.0 && length <= until * 1.0001 + 1.0, "{length} in {bucket:?}");
            all.add(&one);
        }
        prop_assert_eq!(all.count(), lengths.len() as u64);
    }
}
