//! A number line: where a value lies between its ends, and where its ticks stand.

use crate::ui::widget::axis::round_up;

/// How values are spread along a ruler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// Equal steps.
    Linear,
    /// Equal doublings; ticks are powers of two.
    Doubling,
    /// Equal ratios; ticks are 1, 2 and 5 times powers of ten.
    Decades,
}

/// A number line from one value to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ruler {
    from: f64,
    to: f64,
    spacing: Spacing,
}

/// A hair of tolerance, so that what stands at an end is not taken for outside.
const HAIR: f64 = 1e-9;
/// The smallest value on a ruler of ratios, and the largest on any: beyond it differences overflow.
const BOUNDS: (f64, f64) = (1e-9, 1e15);

impl Ruler {
    /// Equal steps are equally long.
    #[must_use]
    pub fn linear(from: f64, to: f64) -> Self {
        Self::new(from, to, Spacing::Linear)
    }

    /// Each doubling is equally long. Values start above 0.
    #[must_use]
    pub fn doubling(from: f64, to: f64) -> Self {
        Self::new(from, to, Spacing::Doubling)
    }

    /// Equal ratios are equally long, and ticks are decimal. Values start above 0.
    #[must_use]
    pub fn decades(from: f64, to: f64) -> Self {
        Self::new(from, to, Spacing::Decades)
    }

    /// Ends that make no ruler become ones that do.
    fn new(from: f64, to: f64, spacing: Spacing) -> Self {
        let (least, most) = BOUNDS;
        let least = if spacing == Spacing::Linear { -most } else { least };
        let clamped = |v: f64| if v.is_finite() { v.clamp(least, most / 2.0) } else { 1.0 };
        let (from, to) = (clamped(from), clamped(to));
        let room = (from.abs() * 1e-6).max(1e-12);
        let to = if to - from > room { to } else { from + from.abs().max(1.0) };
        Self { from, to, spacing }
    }

    /// Where a value lies: 0 at the beginning, 1 at the end, beyond both outside. `None` for what has no place, like 0
    /// on a ruler of ratios.
    #[must_use]
    pub fn share(&self, value: f64) -> Option<f64> {
        let share = if self.spacing == Spacing::Linear {
            (value - self.from) / (self.to - self.from)
        } else {
            (value / self.from).ln() / (self.to / self.from).ln()
        };
        share.is_finite().then_some(share)
    }

    /// The same for values between the ends, these included.
    #[must_use]
    pub fn inside(&self, value: f64) -> Option<f64> {
        let share = self.share(value).filter(|share| (-HAIR..=1.0 + HAIR).contains(share))?;
        Some(share.clamp(0.0, 1.0))
    }

    /// The value at a share of the length.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        if self.spacing == Spacing::Linear {
            self.from + (self.to - self.from) * share
        } else {
            self.from * (self.to / self.from).powf(share)
        }
    }

    /// At most `most` round values between the ends, ascending.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        let ticks = match self.spacing {
            Spacing::Linear => self.steps(most),
            Spacing::Doubling => self.powers(most),
            Spacing::Decades => self.decimals(most),
        };
        // Less than two ratios are no scale: round steps are.
        if ticks.len() < 2 { self.steps(most) } else { ticks }
    }

    fn steps(&self, most: usize) -> Vec<f64> {
        let most = most.max(1);
        let first = |step: f64| (self.from / step - HAIR).ceil();
        let count = |step: f64| (self.to / step + HAIR).floor() - first(step) + 1.0;
        let mut step = round_up((self.to - self.from) / most as f64);
        while count(step) > most as f64 {
            step = round_up(step * 1.5);
        }
        let at = |i: usize| (first(step) + i as f64) * step;
        (0..most).map(at).filter(|value| self.inside(*value).is_some()).collect()
    }

    /// Every power of two, or every second, third … until there are few enough.
    fn powers(&self, most: usize) -> Vec<f64> {
        let first = (self.from.log2() - HAIR).ceil();
        let all: Vec<f64> = (0..128)
            .map(|i| (first + f64::from(i)).exp2())
            .take_while(|value| self.inside(*value).is_some())
            .collect();
        all.iter().copied().step_by(all.len().div_ceil(most.max(1)).max(1)).collect()
    }

    /// 1, 2 and 5 times powers of ten; where these are too many, powers of ten.
    fn decimals(&self, most: usize) -> Vec<f64> {
        let first = self.from.log10().floor();
        let decades = || (0..32).map(|i| 10f64.powf(first + f64::from(i)));
        let inside = |value: &f64| self.inside(*value).is_some();
        let fine: Vec<f64> =
            decades().flat_map(|ten| [1.0, 2.0, 5.0].map(|digit| digit * ten)).filter(inside).collect();
        if fine.len() <= most {
            return fine;
        }
        let coarse: Vec<f64> = decades().filter(inside).collect();
        coarse.iter().copied().step_by(coarse.len().div_ceil(most.max(1)).max(1)).collect()
    }
}

/// A tick's value in the fewest digits that tell it from its neighbour.
#[must_use]
pub fn label(value: f64, ticks: &[f64]) -> String {
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let exact = |decimals: &i32| {
        let scaled = step * 10f64.powi(*decimals);
        (scaled - scaled.round()).abs() < 1e-6 * scaled
    };
    let decimals = if step.is_finite() { (0..6).find(exact).unwrap_or(6) } else { 0 };
    match value {
        v if v.abs() >= 1e6 => format!("{:.0}M", v / 1e6),
        v if v.abs() >= 1e4 && decimals == 0 => format!("{:.0}k", v / 1e3),
        v => format!("{v:.0$}", usize::try_from(decimals).unwrap_or(0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_and_ratios_are_equally_long() {
        assert_eq!(Ruler::linear(0.0, 8.0).share(2.0), Some(0.25));
        assert_eq!(Ruler::doubling(1.0, 16.0).share(4.0), Some(0.5));
        assert_eq!(Ruler::doubling(1.0, 16.0).inside(17.0), None);
        assert_eq!(Ruler::doubling(1.0, 16.0).share(0.0), None);
        assert!((Ruler::decades(1.0, 100.0).at(0.5) - 10.0).abs() < 1e-9);
    }

    #[test]
    fn ticks_are_round_and_few_enough() {
        assert_eq!(Ruler::linear(0.0, 66.0).ticks(8), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0]);
        assert_eq!(Ruler::linear(0.0, 2.08).ticks(2), [0.0, 2.0]);
        assert_eq!(Ruler::doubling(0.5, 64.0).ticks(9), [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]);
        assert_eq!(Ruler::doubling(1.0, 64.0).ticks(4), [1.0, 4.0, 16.0, 64.0]);
        assert_eq!(Ruler::decades(8.0, 300.0).ticks(6), [10.0, 20.0, 50.0, 100.0, 200.0]);
        assert_eq!(Ruler::doubling(5.0, 7.0).ticks(4), [5.0, 6.0, 7.0], "no power of two in between");
    }

    #[test]
    fn labels_have_no_idle_digits() {
        assert_eq!(label(0.5, &[0.0, 0.5, 1.0]), "0.5");
        assert_eq!(label(2.0, &[0.0, 2.0]), "2");
        assert_eq!(label(25_000.0, &[0.0, 25_000.0]), "25k");
        assert_eq!(label(2e9, &[0.0, 2e9]), "2000M");
    }

    proptest! {
        #[test]
        fn any_ends_make_a_ruler(from: f64, to: f64, value: f64, most in 0usize..40) {
            for ruler in [Ruler::linear(from, to), Ruler::doubling(from, to), Ruler::decades(from, to)] {
                let ticks = ruler.ticks(most);
                prop_assert!(ticks.len() <= most.max(1), "{:?} {:?}", ruler, ticks);
                prop_assert!(ticks.is_sorted_by(|a, b| a < b), "{:?} {:?}", ruler, ticks);
                prop_assert!(ticks.iter().all(|tick| ruler.inside(*tick).is_some()));
                prop_assert!(ruler.inside(value).is_none_or(|share| (0.0..=1.0).contains(&share)));
                prop_assert!(ruler.inside(ruler.at(0.5)).is_some_and(|share| (share - 0.5).abs() < 1e-3));
            }
        }
    }
}
