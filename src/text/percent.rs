//! Shares as percentages, of a share from 0 to 1.

/// A share in whole per cent, e.g. `49 %`.
#[must_use]
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A share of some time, e.g. `49 %`: whole per cent everywhere, so that one quantity has one figure. What rounds to
/// nothing without being nothing is `<1 %`.
#[must_use]
pub(crate) fn share(share: f64) -> String {
    let whole = (share.max(0.0) * 100.0).round();
    if whole == 0.0 && share > 0.0 { "<1 %".into() } else { format!("{whole:.0} %") }
}

/// The same with the name of what took the time before it: `lock-wait 49 %`.
#[must_use]
pub(crate) fn named_share(name: &str, of_time: f64) -> String {
    format!("{name} {}", share(of_time))
}

/// The same for a cell of a table, without a space: `49%`.
#[must_use]
pub(crate) fn share_cell(of_time: f64) -> String {
    share(of_time).replace(' ', "")
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
        assert_eq!([0.0, 0.492, 0.996].map(share), ["0 %", "49 %", "100 %"]);
        assert_eq!([0.0, 0.496, 0.999, 1.0].map(percent_done), ["0 %", "49 %", "99 %", "100 %"]);
    }

    #[test]
    fn a_share_of_time_that_rounds_to_nothing_is_not_nothing() {
        assert_eq!([0.0001, 0.0049, 0.0051, 0.015].map(share), ["<1 %", "<1 %", "1 %", "2 %"]);
        assert_eq!([-0.0, -0.3, f64::NAN].map(share), ["0 %", "0 %", "0 %"]);
        assert_eq!(named_share("lock-wait", 0.496), "lock-wait 50 %");
        assert_eq!([0.004, 0.5].map(share_cell), ["<1%", "50%"]);
    }
}
