//! Figures in few characters.

/// A figure with a fitting number of decimals.
#[must_use]
pub(crate) fn figure(value: f64) -> String {
    match value {
        0.0 => "0".into(),
        v if v < 10.0 => format!("{v:.2}"),
        v if v < 1000.0 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

/// At most two decimals, without trailing zeros: 1.05, 1.5, 2.
#[must_use]
pub(crate) fn decimal(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// `show` of a known figure, a dash otherwise.
pub(crate) fn known(value: Option<f64>, show: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| "-".into(), show)
}

/// A count in at most five characters: `64`, `20000`, `1.00M`, `29.1M`.
#[must_use]
pub(crate) fn count(n: u64) -> String {
    match n as f64 {
        v if v < 99_999.5 => n.to_string(),
        v if v < 999_500.0 => format!("{:.0}k", v / 1e3),
        v if v < 9_995_000.0 => format!("{:.2}M", v / 1e6),
        v if v < 99_950_000.0 => format!("{:.1}M", v / 1e6),
        v if v < 999.5e6 => format!("{:.0}M", v / 1e6),
        v if v < 99.95e9 => format!("{:.1}G", v / 1e9),
        v if v < 9_999.5e9 => format!("{:.0}G", v / 1e9),
        v => format!("{v:.0e}"),
    }
}

#[cfg(test)]
mod tests {
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
        let counts =
            [64, 99_999, 871_234, 1_000_000, 29_121_449, 512_000_000, 7_000_000_000, 70 << 40, u64::MAX];
        let told: Vec<_> = counts.map(count).into();
        assert_eq!(told, ["64", "99999", "871k", "1.00M", "29.1M", "512M", "7.0G", "8e13", "2e19"]);
        assert!((0..64).map(|bits| count(u64::MAX >> bits)).all(|count| count.len() <= 5));
    }
}
