//! Axes: where a number lies, and which numbers have a tick.

/// How an axis grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Evenly, from 0.
    Linear,
    /// By doubling, from 1: few workers are as legible as many.
    Doubling,
}

impl Scale {
    /// The scale for so many workers: up to eight lie far enough apart on an even axis.
    #[must_use]
    pub const fn for_workers(most: u32) -> Self {
        if most <= 8 { Self::Linear } else { Self::Doubling }
    }

    /// Where `value` lies between the axis' ends, from 0 to 1, when the far end is at `end`; what lies beyond an end is
    /// put there.
    #[must_use]
    pub fn place(self, value: f64, end: f64) -> f64 {
        let place = match self {
            Self::Linear => value / end,
            // A little room before 1.
            Self::Doubling => (value.max(HALF).log2() - HALF.log2()) / (end.log2() - HALF.log2()),
        };
        if place.is_finite() { place.clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Where a doubling axis begins.
const HALF: f64 = 0.7;

/// Round numbers from 0 to `end`, at most `most` of them besides 0: steps of 1, 2 or 5 times a power of ten.
#[must_use]
pub fn ticks(end: f64, most: usize) -> Vec<f64> {
    if !(end.is_finite() && end > 0.0) || most == 0 {
        return Vec::new();
    }
    let least = end / most as f64;
    let power = 10_f64.powf(least.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= least * (1.0 - 1e-9));
    let Some(step) = step.filter(|step| *step > 0.0 && step.is_finite()) else { return Vec::new() };
    (0..=most).map(|n| n as f64 * step).take_while(|tick| *tick <= end * (1.0 + 1e-9)).collect()
}

/// Powers of two up to `end`.
#[must_use]
pub fn doublings(end: f64) -> Vec<f64> {
    (0..64).map(|n| 2_f64.powi(n)).take_while(|tick| *tick <= end * (1.0 + 1e-9)).collect()
}

/// A tick's number in the fewest digits.
#[must_use]
pub fn label(value: f64) -> String {
    match value {
        v if v >= 1e6 => format!("{}M", trimmed(v / 1e6)),
        v if v >= 1e4 => format!("{}k", trimmed(v / 1e3)),
        v => trimmed(v),
    }
}

fn trimmed(value: f64) -> String {
    let digits = format!("{value:.2}");
    digits.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(
            ticks(1.1, 6).into_iter().map(label).collect::<Vec<_>>(),
            ["0", "0.2", "0.4", "0.6", "0.8", "1"]
        );
        assert_eq!(ticks(950.0, 5), [0.0, 200.0, 400.0, 600.0, 800.0]);
        assert_eq!(ticks(2.0, 4), [0.0, 0.5, 1.0, 1.5, 2.0]);
        assert_eq!(doublings(9.0), [1.0, 2.0, 4.0, 8.0]);
        assert_eq!([0.5, 2.0, 12_500.0, 3e6].map(label), ["0.5", "2", "12.5k", "3M"]);
    }

    #[test]
    fn a_doubling_axis_gives_each_doubling_as_much_room() {
        let at = |n| Scale::Doubling.place(n, 64.0);
        assert!((at(4.0) - at(2.0) - (at(64.0) - at(32.0))).abs() < 1e-9);
        assert!(at(1.0) > 0.0 && (at(64.0) - 1.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn whatever_is_asked_lies_on_the_axis(value in any::<f64>(), end in any::<f64>(), most in 0_usize..20) {
            for scale in [Scale::Linear, Scale::Doubling] {
                prop_assert!((0.0..=1.0).contains(&scale.place(value, end)));
            }
            prop_assert!(ticks(end, most).len() <= most + 1);
            prop_assert!(doublings(end).len() <= 64);
        }
    }
}
