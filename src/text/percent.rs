//! Shares as percentages, of a share from 0 to 1.

/// A share in whole per cent, e.g. `49 %`.
#[must_use]
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A share in tenths of a per cent, e.g. `49.2 %`; zero is `0 %`.
#[must_use]
pub(crate) fn percent_tenths(share: f64) -> String {
    if share == 0.0 { "0 %".into() } else { format!("{:.1} %", share * 100.0) }
}

/// The done share of some work, in whole per cent: `100 %` only when all of it is done.
#[must_use]
pub(crate) fn percent_done(share: f64) -> String {
    format!("{:.0} %", (share * 100.0).floor())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_but_for_those_of_what_is_done() {
        assert_eq!([0.0, 0.492, 0.996, 1.5].map(percent), ["0 %", "49 %", "100 %", "150 %"]);
        assert_eq!([0.0, 0.492, 0.0001].map(percent_tenths), ["0 %", "49.2 %", "0.0 %"]);
        assert_eq!([0.0, 0.496, 0.999, 1.0].map(percent_done), ["0 %", "49 %", "99 %", "100 %"]);
    }
}
