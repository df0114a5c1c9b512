//! Shares of time in 1/1000.

use crate::event::Nanos;

/// `part / whole` in 1/1000, at most `u16::MAX`; 0 when `whole` is no time at all.
pub(super) fn permille(part: Nanos, whole: Nanos) -> u16 {
    let share = u128::from(part.0) * 1000 / u128::from(whole.0.max(1));
    if whole == Nanos::ZERO { 0 } else { u16::try_from(share).unwrap_or(u16::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permille_neither_divides_by_zero_nor_wraps() {
        assert_eq!(permille(Nanos(1), Nanos(4)), 250);
        assert_eq!(permille(Nanos(5), Nanos::ZERO), 0);
        assert_eq!(permille(Nanos(u64::MAX), Nanos(1)), u16::MAX);
    }
}
