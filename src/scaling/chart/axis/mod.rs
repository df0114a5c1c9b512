//! Axes: range, position of values, ticks, and labels.

/// Spacing of values along a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// Equal steps.
    Linear,
    /// Equal doublings; ticks are powers of two.
    Doubling,
    /// Equal ratios; ticks are 1, 2 and 5 times powers of ten.
    Decades,
}

/// Range of an axis, and the spacing of values on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: f64,
    to: f64,
    spacing: Spacing,
}

/// Small tolerance, so that a value at an end counts as inside.
const HAIR: f64 = 1e-9;
/// Smallest value on a scale of ratios, and largest on any: beyond it differences overflow.
const BOUNDS: (f64, f64) = (1e-9, 1e15);

impl Scale {
    /// A scale with equal lengths for equal steps.
    #[must_use]
    pub fn linear(from: f64, to: f64) -> Self {
        Self::new(from, to, Spacing::Linear)
    }

    /// A scale with equal lengths for doublings. Values start above 0.
    #[must_use]
    pub fn doubling(from: f64, to: f64) -> Self {
        Self::new(from, to, Spacing::Doubling)
    }

    /// A scale with equal lengths for equal ratios, and decimal ticks. Values start above 0.
    #[must_use]
    pub fn decades(from: f64, to: f64) -> Self {
        Self::new(from, to, Spacing::Decades)
    }

    /// Corrects ends that make no scale.
    fn new(from: f64, to: f64, spacing: Spacing) -> Self {
        let (least, most) = BOUNDS;
        let least = if spacing == Spacing::Linear { -most } else { least };
        let clamped = |v: f64| if v.is_finite() { v.clamp(least, most / 2.0) } else { 1.0 };
        let (from, to) = (clamped(from), clamped(to));
        let room = (from.abs() * 1e-6).max(1e-12);
        let to = if to - from > room { to } else { from + from.abs().max(1.0) };
        Self { from, to, spacing }
    }

    /// Position of a value: 0 at the beginning, 1 at the end, beyond both outside. `None` for a value without a
    /// position, like 0 on a scale of ratios.
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

    /// The value halfway between two as the scale measures it: their arithmetic mean, or on a scale of ratios their
    /// geometric one.
    #[must_use]
    pub fn midpoint(&self, a: f64, b: f64) -> f64 {
        if self.spacing == Spacing::Linear { f64::midpoint(a, b) } else { (a * b).sqrt() }
    }

    /// At most `most` round values between the ends, ascending.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        let ticks = match self.spacing {
            Spacing::Linear => self.steps(most),
            Spacing::Doubling => self.powers(most),
            Spacing::Decades => self.decimals(most),
        };
        // Less than two ratios make no scale: use round steps.
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

    /// Every power of two, or every second, third … so that there are few enough.
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

/// An axis: title, range, and ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Title, e.g. `workers`.
    pub title: &'static str,
    /// Its range.
    pub scale: Scale,
    /// Fixed tick values, ascending; empty where round ones are chosen by the space available.
    fixed: Vec<f64>,
    /// Factor from a value to the number at its tick: 100 for a share in percent.
    factor: f64,
}

impl Axis {
    /// An axis with ticks at these values.
    #[must_use]
    pub fn with_ticks(title: &'static str, scale: Scale, ticks: Vec<f64>) -> Self {
        Self { title, scale, fixed: ticks, factor: 1.0 }
    }

    /// An axis with ticks at round values, whose labels are `factor` times the value.
    #[must_use]
    pub fn round(title: &'static str, scale: Scale, factor: f64) -> Self {
        Self { title, scale, fixed: Vec::new(), factor }
    }

    /// The ticks within the range, each with its label: the fixed ones, or at most `most` round ones.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<(f64, String)> {
        let fixed = || self.fixed.iter().copied().filter(|value| self.scale.inside(*value).is_some());
        let values: Vec<f64> = if self.fixed.is_empty() { self.scale.ticks(most) } else { fixed().collect() };
        let numbers: Vec<f64> = values.iter().map(|value| value * self.factor).collect();
        // Labels of equal steps have as many digits as a step needs; others each as many as it needs itself.
        let steps = numbers.windows(2).map(|pair| pair[1] - pair[0]);
        let step = steps.clone().fold(f64::INFINITY, f64::min);
        let even = steps.clone().all(|other| (other - step).abs() < 1e-6 * step);
        let label = |number: &f64| label(*number, if even && step.is_finite() { step } else { *number });
        values.iter().copied().zip(numbers.iter().map(label)).collect()
    }
}

/// Text of a number with the digits that a multiple of `unit` needs.
fn label(number: f64, unit: f64) -> String {
    let (size, suffix) = match number.abs() {
        n if n >= 1e6 => (1e6, "M"),
        n if n >= 1e4 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let exact = |decimals: &i32| {
        let scaled = unit.abs() / size * 10f64.powi(*decimals);
        (scaled - scaled.round()).abs() <= 1e-6 * scaled
    };
    let decimals = (0..6).find(exact).unwrap_or(6);
    format!("{:.*}{suffix}", usize::try_from(decimals).unwrap_or(0), number / size)
}

/// Whether each label is written, given the begin and end of each, ascending: the first, the last, and between them
/// from the first on each that touches no other.
#[must_use]
pub(crate) fn legible(extents: &[(f64, f64)]) -> Vec<bool> {
    let mut legible = vec![false; extents.len()];
    let last = extents.len().saturating_sub(1);
    for place in [0, last].into_iter().chain(1..last) {
        let Some((from, to)) = extents.get(place) else { continue };
        let taken = extents.iter().zip(&legible).filter(|(_, written)| **written).map(|(extent, _)| extent);
        let free = taken.into_iter().all(|(begin, end)| to < begin || end < from);
        legible[place] |= free;
    }
    legible
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `least`; 1 where `least` is no positive number.
#[must_use]
pub(crate) fn round_up(least: f64) -> f64 {
    if !least.is_finite() || least <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    // Small tolerance, so that 0.2 is not taken for more than 2 × 0.1.
    steps.into_iter().map(|s| s * power).find(|s| *s >= least * (1.0 - 1e-9)).unwrap_or(least)
}

#[cfg(test)]
mod tests;
