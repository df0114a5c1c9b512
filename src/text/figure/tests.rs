use super::*;

#[test]
fn figures_have_the_decimals_they_deserve() {
    let figures: Vec<_> = [0.0, 0.984, 10.49, 195.08, 1_234_567.8].map(figure).into();
    assert_eq!(figures, ["0", "0.98", "10.5", "195.1", "1234568"]);
    assert_eq!([decimal(2.0), decimal(10.0), decimal(1.05), decimal(0.999)], ["2", "10", "1.05", "1"]);
    assert_eq!([known(None, figure), known(Some(1.0), figure)], ["-", "1.00"]);
}

#[test]
fn counts_take_five_characters_at_most() {
    let counts = [64, 99_999, 871_234, 1_000_000, 29_121_449, 512_000_000, 7_000_000_000, 70 << 40, u64::MAX];
    let told: Vec<_> = counts.map(count).into();
    assert_eq!(told, ["64", "99999", "871k", "1.00M", "29.1M", "512M", "7.0G", "8e13", "2e19"]);
    assert!((0..64).map(|bits| count(u64::MAX >> bits)).all(|count| count.len() <= 5));
}
