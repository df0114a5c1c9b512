//! Precision of fitted parameters: standard errors for those within their bounds, one-sided limits for those on them.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::algebra::inverse;
use super::solver::{BOUNDS, Parameters, Solution, minimise, slopes};

/// Confidence of a one-sided limit.
const SURE: f64 = 0.95;
/// Number of bisections of an interval: to a millionth of a millionth.
const HALVINGS: usize = 40;

/// Standard errors of the parameters that are `free`: the roots of the diagonal of s²(JᵀJ)⁻¹, where s is the standard
/// error of the residuals. `None` for the others, and where two parameters are not identifiable.
pub(super) fn standard_errors(
    points: &[(f64, f64)],
    parameters: &Parameters,
    free: [bool; 3],
    residual: f64,
) -> [Option<f64>; 3] {
    let (_, matrix) = slopes(points, *parameters);
    let Some(inverse) = inverse(&matrix, free, 0.0) else { return [None; 3] };
    std::array::from_fn(|i| free[i].then(|| residual * inverse[i][i].max(0.0).sqrt()))
}

/// Largest distance of the parameter at this index from its bound, with 95 %: where the squares, when the others are
/// fitted anew with it held there, have grown by t² residual variances (t of Student's distribution, one-sided). That
/// is the profile likelihood; for a law that is straight near its best parameters it equals the limit from a standard
/// error.
///
/// D. M. Bates, D. G. Watts, *Nonlinear Regression Analysis and Its Applications*, Wiley 1988, section 6.1.
pub(super) fn one_sided(
    points: &[(f64, f64)],
    best: &Solution,
    place: usize,
    held: [bool; 3],
    freedom: usize,
) -> f64 {
    let (low, high) = BOUNDS[place];
    let upwards = best.parameters[place] <= low;
    let freedom = freedom as f64;
    let Ok(student) = StudentsT::new(0.0, 1.0, freedom) else { return if upwards { high } else { low } };
    let allowed = best.squares * (1.0 + student.inverse_cdf(SURE).powi(2) / freedom);
    let held = std::array::from_fn(|i| held[i] || i == place);
    let value = |away: f64| if upwards { low + away } else { high - away };
    let allows = |away: f64| {
        let mut start = best.parameters;
        start[place] = value(away);
        minimise(points, start, held).is_some_and(|found| found.squares <= allowed)
    };
    if allows(high - low) {
        return value(high - low);
    }
    // Bisection of the exponent: κ may be as little as a millionth.
    let (mut within, mut beyond) = (1e-12, high - low);
    for _ in 0..HALVINGS {
        let middle = (within * beyond).sqrt();
        if allows(middle) { within = middle } else { beyond = middle }
    }
    value(beyond)
}
