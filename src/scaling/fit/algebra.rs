//! Algebra of 3 × 3 matrices.

/// A symmetric matrix.
pub(super) type Matrix = [[f64; 3]; 3];

/// Inverse of the rows and columns of a symmetric positive definite `matrix` that are `free`, 0 elsewhere. Its
/// diagonal is scaled to 1 first, so that parameters of different magnitude do no harm; then each element of the
/// diagonal is increased by `damping` of itself. `None` when it has no inverse.
pub(super) fn inverse(matrix: &Matrix, free: [bool; 3], damping: f64) -> Option<Matrix> {
    let scale: [f64; 3] = std::array::from_fn(|i| if free[i] { matrix[i][i].sqrt() } else { 1.0 });
    if scale.iter().any(|s| !s.is_normal()) {
        return None;
    }
    let scaled = |i: usize, j: usize| match (i == j, free[i] && free[j]) {
        (true, true) => 1.0 + damping,
        (true, false) => 1.0,
        (false, true) => matrix[i][j] / (scale[i] * scale[j]),
        (false, false) => 0.0,
    };
    // The rule of Sarrus and the adjugate: every cofactor is a 2 × 2 determinant.
    let cofactor = |i: usize, j: usize| {
        let (i1, i2, j1, j2) = ((i + 1) % 3, (i + 2) % 3, (j + 1) % 3, (j + 2) % 3);
        scaled(i1, j1) * scaled(i2, j2) - scaled(i1, j2) * scaled(i2, j1)
    };
    let determinant = (0..3).map(|j| scaled(0, j) * cofactor(0, j)).sum::<f64>();
    // Of a matrix with ones on its diagonal this is at most 1; below this limit it is rounding.
    if determinant.is_nan() || determinant < 1e-14 {
        return None;
    }
    let element = |i: usize, j: usize| {
        if free[i] && free[j] { cofactor(j, i) / determinant / (scale[i] * scale[j]) } else { 0.0 }
    };
    Some(std::array::from_fn(|i| std::array::from_fn(|j| element(i, j))))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "what is not there is exactly nothing")]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        let matrix = [[4.0, 1.0, 200.0], [1.0, 3.0, 100.0], [200.0, 100.0, 50_000.0]];
        let inverse = inverse(&matrix, [true; 3], 0.0).unwrap();
        for (i, row) in matrix.iter().enumerate() {
            let product = |j: usize| row.iter().zip(&inverse).map(|(a, b)| a * b[j]).sum::<f64>();
            let off = |j: usize| (product(j) - f64::from(u8::from(i == j))).abs();
            assert!((0..3).all(|j| off(j) < 1e-12), "{inverse:?}");
        }
    }

    #[test]
    fn what_is_not_free_is_not_there() {
        let matrix = [[2.0, 9.0, 0.0], [9.0, f64::INFINITY, 9.0], [0.0, 9.0, 5.0]];
        let inverse = inverse(&matrix, [true, false, true], 0.0).unwrap();
        assert!((inverse[0][0] - 0.5).abs() < 1e-15 && (inverse[2][2] - 0.2).abs() < 1e-15);
        assert_eq!(inverse[1], [0.0; 3]);
    }

    #[test]
    fn without_an_inverse_there_is_none_until_it_is_damped() {
        let flat = [[1.0, 1.0, 1.0]; 3];
        assert_eq!(inverse(&flat, [true; 3], 0.0), None);
        assert!(inverse(&flat, [true; 3], 0.1).is_some());
        assert_eq!(inverse(&[[0.0; 3]; 3], [true; 3], 0.1), None);
        assert_eq!(inverse(&[[f64::NAN; 3]; 3], [true; 3], 0.1), None);
    }
}
