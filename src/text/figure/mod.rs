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
mod tests;
