use super::*;

#[test]
fn the_interval_decides() {
    let table = [
        ((0.95, 1.05), Verdict::Agree, "0.95 to 1.05 is within 0.91 to 1.10"),
        ((0.50, 0.80), Verdict::Differ, "0.50 to 0.80 is below 0.91 to 1.10"),
        ((1.20, 1.30), Verdict::Differ, "1.20 to 1.30 is above 0.91 to 1.10"),
        ((0.90, 1.05), Verdict::Unclear, "0.90 to 1.05 reaches beyond 0.91 to 1.10"),
        ((1.00, 1.30), Verdict::Unclear, "1.00 to 1.30 reaches beyond 0.91 to 1.10"),
        ((0.10, 9.00), Verdict::Unclear, "0.10 to 9.00 reaches beyond 0.91 to 1.10"),
    ];
    for ((low, high), verdict, why) in table {
        let ratio = Estimate { value: f64::midpoint(low, high), low, high, coverage: 0.94 };
        assert_eq!(Verdict::of(Some(&ratio), 1.1), (verdict, why.into()));
    }
}

#[test]
fn without_an_interval_nothing_is_told() {
    assert_eq!(Verdict::of(None, 1.1).0, Verdict::Unclear);
    let once = Estimate { value: 1.0, low: 1.0, high: 1.0, coverage: 0.0 };
    let (verdict, why) = Verdict::of(Some(&once), 1.1);
    assert_eq!(verdict, Verdict::Unclear);
    assert!(why.contains("too few") && why.contains("within 0.91 to 1.10"), "{why}");
}
