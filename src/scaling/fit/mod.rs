//! Fits of the laws to measured points: the best σ, κ and λ, and their precision.
//!
//! **Best** is least squares: the parameters with the least sum of squared residuals, Σ (X − X(N))², unweighted, in X
//! itself (linearised fits weigh small N by their squares). **Bounds** are part of the law: 0 ≤ σ ≤ 1, 0 ≤ κ ≤ 1,
//! 0 < λ. A fit without them gives negative κ for data that never peak, and with it a law that promises infinite
//! throughput; `solver.rs` explains how they are kept.
//!
//! **Standard errors** come from the law's slopes at the best parameters, C = s²(JᵀJ)⁻¹ with s² = Σ(…)²/(n − p). They
//! hold for parameters that might move both ways. One on its bound may not: then p counts the others only, whose errors
//! are those of a fit without it, and it has a one-sided limit instead, see `limits.rs`.
//!
//! **Which law**: one more parameter always fits better. Whether it does by more than chance is an F-test, [`prefers`].

mod algebra;
mod limits;
#[cfg(test)]
mod published;
mod solver;

use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::formula;
use solver::{BOUNDS, Parameters, Solution};

/// A law X(N) = λN / (1 + σ(N−1) + κN(N−1)), fitted. Of Amdahl's law κ is 0 by definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Throughput of one worker.
    pub lambda: Parameter,
    /// The serial part.
    pub sigma: Parameter,
    /// Coherence: the cost of agreement.
    pub kappa: Parameter,
    /// Standard error of the residuals, in the unit of X; 0 when there are no more points than parameters.
    pub residual: f64,
    /// Degrees of freedom: points less parameters that could move; those on a bound do not count.
    pub freedom: usize,
}

/// A fitted parameter.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Its value.
    pub value: f64,
    /// Its standard error; `None` on a bound and without degrees of freedom.
    pub error: Option<f64>,
    /// Upper limit, with 95 %, of a parameter on its lower bound.
    pub at_most: Option<f64>,
    /// Lower limit, with 95 %, of a parameter on its upper bound.
    pub at_least: Option<f64>,
}

impl Fit {
    /// X(N).
    #[must_use]
    pub fn throughput(&self, workers: f64) -> f64 {
        formula::usl(self.lambda.value, self.sigma.value, self.kappa.value, workers)
    }

    /// X(N)/X(1).
    #[must_use]
    pub fn speedup(&self, workers: f64) -> f64 {
        self.throughput(workers) / self.lambda.value
    }

    /// The number of workers with the highest throughput; `None` when there is none.
    #[must_use]
    pub fn peak(&self) -> Option<f64> {
        formula::peak(self.sigma.value, self.kappa.value)
    }

    /// Σ (X − X(N))².
    fn squares(&self) -> f64 {
        self.residual.powi(2) * self.freedom as f64
    }
}

/// Fits the Universal Scalability Law to points of workers and throughput (in any unit). Points without information
/// (not finite, fewer workers than one, negative throughput) are left out.
///
/// `None` with fewer than three distinct numbers of workers, or when all throughput is zero.
#[must_use]
pub fn usl(points: &[(f64, f64)]) -> Option<Fit> {
    fit(points, [false, false, false])
}

/// Fits Amdahl's law, with the throughput of one worker as its second parameter: the Universal Scalability Law
/// without κ.
///
/// `None` with fewer than two distinct numbers of workers, or when all throughput is zero.
#[must_use]
pub fn amdahl(points: &[(f64, f64)]) -> Option<Fit> {
    fit(points, [false, false, true])
}

/// P-value of the hypothesis that the Universal Scalability Law (`three` parameters) is no better than Amdahl's
/// (`two`) on the same points: F = (SSE₂ − SSE₃) / (SSE₃/(n−3)) with 1 and n − 3 degrees of freedom. `None` with
/// fewer than four points.
#[must_use]
pub fn prefers(points: &[(f64, f64)], two: &Fit, three: &Fit) -> Option<f64> {
    let points = usable(points);
    let freedom = points.len().checked_sub(3).filter(|freedom| *freedom > 0)? as f64;
    let (squares_2, squares_3) = (two.squares(), three.squares());
    // The rounding error of an exact fit does not justify a further parameter.
    let rounding = 1e-20 * points.iter().map(|(_, x)| x * x).sum::<f64>();
    let gained = squares_2 - squares_3;
    if gained.is_nan() || gained <= rounding {
        return Some(1.0);
    }
    let ratio = gained / (squares_3 / freedom);
    let distribution = FisherSnedecor::new(1.0, freedom).ok()?;
    Some(if ratio.is_finite() { distribution.sf(ratio) } else { 0.0 })
}

/// The points with information, unchanged.
fn usable(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    // More workers than there are processes on any machine: their squares are still exact.
    let workers = 1.0..1e9;
    points.iter().copied().filter(|(n, x)| workers.contains(n) && x.is_finite() && *x >= 0.0).collect()
}

/// Range of throughput whose squares are finite and not zero.
const COUNTABLE: std::ops::Range<f64> = 1e-140..1e140;

/// Fits the law with some of its parameters held at 0.
fn fit(points: &[(f64, f64)], held: [bool; 3]) -> Option<Fit> {
    let mut points = usable(points);
    let mut distinct: Vec<f64> = points.iter().map(|(n, _)| *n).collect();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    if distinct.len() < held.iter().filter(|held| !**held).count() {
        return None;
    }
    // In units of the best throughput per worker all parameters are about as large as 1, whatever X counts.
    let unit = points.iter().map(|(n, x)| x / n).fold(0.0, f64::max);
    if !COUNTABLE.contains(&unit) {
        return None;
    }
    for (_, x) in &mut points {
        *x /= unit;
    }
    let best = best(&points, held)?;
    let bound = bounds(&best.parameters, held);
    let free: [bool; 3] = std::array::from_fn(|i| !held[i] && bound[i] == Bound::None);
    let freedom = points.len().saturating_sub(free.iter().filter(|free| **free).count());
    let residual = if freedom > 0 { (best.squares / freedom as f64).sqrt() } else { 0.0 };
    let errors = limits::standard_errors(&points, &best.parameters, free, residual);
    let parameter = |i: usize| {
        let one_sided = |at: Bound| {
            (bound[i] == at && freedom > 0).then(|| limits::one_sided(&points, &best, i, held, freedom))
        };
        Parameter {
            value: best.parameters[i],
            error: if freedom > 0 { errors[i] } else { None },
            at_most: one_sided(Bound::Lower),
            at_least: one_sided(Bound::Upper),
        }
    };
    let [mut lambda, sigma, kappa] = [0, 1, 2].map(parameter);
    lambda = Parameter { value: lambda.value * unit, error: lambda.error.map(|e| e * unit), ..lambda };
    let fit = Fit { lambda, sigma, kappa, residual: residual * unit, freedom };
    (fit.lambda.value.is_finite() && fit.residual.is_finite()).then_some(fit)
}

/// The best of the solutions from several first guesses.
fn best(points: &[(f64, f64)], held: [bool; 3]) -> Option<Solution> {
    let start: Parameters = [1.0, 0.01, 1e-4];
    let start = std::array::from_fn(|i| if held[i] { 0.0 } else { start[i] });
    let first = solver::minimise(points, start, held);
    if held[2] {
        return first;
    }
    // Also from the best without κ: the law with κ then is never worse than the one without.
    let without = solver::minimise(points, [1.0, 0.01, 0.0], [false, false, true])?;
    let second = solver::minimise(points, without.parameters, held);
    [first, second].into_iter().flatten().min_by(|a, b| a.squares.total_cmp(&b.squares))
}

/// Position of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    None,
    Lower,
    Upper,
}

/// Positions of σ and κ; λ has a bound that no data reach.
#[allow(clippy::float_cmp, reason = "the solver puts parameters on a bound exactly")]
fn bounds(parameters: &Parameters, held: [bool; 3]) -> [Bound; 3] {
    std::array::from_fn(|i| match (parameters[i], BOUNDS[i]) {
        _ if i == 0 || held[i] => Bound::None,
        (value, (low, _)) if value == low => Bound::Lower,
        (value, (_, high)) if value == high => Bound::Upper,
        _ => Bound::None,
    })
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "what lies on a bound lies there exactly")]
mod tests;
