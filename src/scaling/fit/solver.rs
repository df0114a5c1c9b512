//! Levenberg–Marquardt for three parameters with bounds.
//!
//! Every step solves `(JᵀJ + d·diag JᵀJ) δ = Jᵀr`, where r are the residuals and J the law's derivatives. With little
//! damping d it is Gauss and Newton's step, which is the best one near the end; with much it is a short one downhill,
//! which always makes progress. A step that reduces the squares is taken and reduces the damping, any other is tried
//! again with more.
//!
//! Bounds: a parameter that lies on one and would leave it by going downhill is held for that step; a step beyond a
//! bound ends on it. So a parameter that belongs on its bound ends there exactly.
//!
//! K. Levenberg, Quarterly of Applied Mathematics 2 (1944); D. W. Marquardt, Journal of the SIAM 11 (1963); the bounds
//! as in C. Kanzow, N. Yamashita, M. Fukushima, Journal of Computational and Applied Mathematics 172 (2004).

use super::algebra::{Matrix, inverse};

/// λ, σ, κ.
pub(super) type Parameters = [f64; 3];

/// Their bounds. λ is in units of the best throughput per worker: no law that fits at all comes near to its bounds.
pub(super) const BOUNDS: [(f64, f64); 3] = [(1e-12, 1e12), (0.0, 1.0), (0.0, 1.0)];

/// Largest number of steps: far more than it ever takes.
const STEPS: usize = 300;
/// Damping at which a step does not move any more.
const STUCK: f64 = 1e16;

/// Result of the iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Solution {
    pub(super) parameters: Parameters,
    /// Σ (X − X(N))².
    pub(super) squares: f64,
}

/// The law's throughput for `workers` workers, and its derivatives.
pub(super) fn law([lambda, sigma, kappa]: Parameters, workers: f64) -> (f64, Parameters) {
    let others = workers - 1.0;
    let share = workers / (1.0 + (sigma + kappa * workers) * others);
    let value = lambda * share;
    let by_sigma = -value * share * (others / workers);
    (value, [share, by_sigma, by_sigma * workers])
}

/// The parameters with the least squares found from `start`, where those that are `held` stay. `None` when `start` is
/// too far from the points.
pub(super) fn minimise(points: &[(f64, f64)], start: Parameters, held: [bool; 3]) -> Option<Solution> {
    let mut at = Solution { parameters: start, squares: squares(points, start) };
    if !at.squares.is_finite() {
        return None;
    }
    let mut damping = 1e-3;
    for _ in 0..STEPS {
        let (downhill, matrix) = slopes(points, at.parameters);
        let free = std::array::from_fn(|i| {
            let (low, high) = BOUNDS[i];
            let outwards = if downhill[i] < 0.0 { at.parameters[i] <= low } else { at.parameters[i] >= high };
            !held[i] && !outwards && matrix[i][i] > 0.0
        });
        let Some(next) = better(points, &at, &downhill, &matrix, free, &mut damping) else { break };
        let moved = (0..3)
            .map(|i| (next.parameters[i] - at.parameters[i]).abs() / next.parameters[i].abs().max(1e-12));
        let settled = moved.fold(0.0, f64::max) < 1e-13;
        at = next;
        if settled {
            break;
        }
    }
    Some(at)
}

/// The next step that reduces the squares; `None` when none does.
fn better(
    points: &[(f64, f64)],
    at: &Solution,
    downhill: &Parameters,
    matrix: &Matrix,
    free: [bool; 3],
    damping: &mut f64,
) -> Option<Solution> {
    while *damping < STUCK {
        if let Some(inverse) = inverse(matrix, free, *damping) {
            let step = |i: usize| (0..3).map(|j| inverse[i][j] * downhill[j]).sum::<f64>();
            let parameters = std::array::from_fn(|i| {
                let (low, high) = BOUNDS[i];
                if free[i] { (at.parameters[i] + step(i)).clamp(low, high) } else { at.parameters[i] }
            });
            let squares = squares(points, parameters);
            if squares < at.squares {
                *damping = (*damping / 10.0).max(1e-15);
                return Some(Solution { parameters, squares });
            }
        }
        *damping *= 10.0;
    }
    None
}

fn squares(points: &[(f64, f64)], parameters: Parameters) -> f64 {
    points.iter().map(|(n, x)| (x - law(parameters, *n).0).powi(2)).sum()
}

/// `Jᵀr` and `JᵀJ`: gradient and curvature.
pub(super) fn slopes(points: &[(f64, f64)], parameters: Parameters) -> (Parameters, Matrix) {
    let (mut downhill, mut matrix) = ([0.0; 3], [[0.0; 3]; 3]);
    for (n, x) in points {
        let (value, slope) = law(parameters, *n);
        for i in 0..3 {
            downhill[i] += slope[i] * (x - value);
            for j in 0..3 {
                matrix[i][j] += slope[i] * slope[j];
            }
        }
    }
    (downhill, matrix)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "bounds and ones are exact")]
mod tests {
    use super::*;

    #[test]
    fn the_slopes_are_those_of_the_law() {
        let at = [2.0, 0.1, 0.01];
        for n in [1.0, 2.0, 17.0] {
            let (value, slope) = law(at, n);
            for i in 0..3 {
                let mut beside = at;
                beside[i] += 1e-7;
                let measured = (law(beside, n).0 - value) / 1e-7;
                assert!((slope[i] - measured).abs() < 1e-4 * (1.0 + measured.abs()), "{n} {i}");
            }
        }
    }

    #[test]
    fn a_parameter_that_belongs_on_its_bound_ends_there() {
        // More than N times as fast: σ would have to be negative.
        let points = [(1.0, 0.8), (2.0, 1.8), (4.0, 4.0)];
        let found = minimise(&points, [1.0, 0.01, 1e-4], [false; 3]).unwrap();
        assert_eq!(&found.parameters[1..], [0.0, 0.0]);
        // Slower with every worker.
        let points = [(1.0, 1.0), (2.0, 0.3), (4.0, 0.1)];
        let found = minimise(&points, [1.0, 0.01, 0.0], [false, false, true]).unwrap();
        assert_eq!(&found.parameters[1..], [1.0, 0.0]);
    }
}
