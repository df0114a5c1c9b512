//! Significance of the difference between two sets of figures, and of many such differences.

use statrs::function::erf::erfc;

/// Most figures for the exact distribution; beyond them a bell curve is as good.
const EXACT: usize = 50;

/// Two-sided p-value of Mann and Whitney's test: the probability that two sets from one distribution would differ by
/// at least as much as these do. It uses ranks alone, and assumes no bell curve. 3 figures against 3 cannot reach
/// less than 0.1, 4 against 4 not less than 0.0286. `None` when one of the two is empty.
///
/// Exact for few figures without ties; else by the bell curve, with corrections for ties and continuity.
///
/// H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18 (1947).
#[must_use]
pub fn mann_whitney(first: &[f64], second: &[f64]) -> Option<f64> {
    let mut all: Vec<(f64, bool)> = first.iter().map(|x| (*x, true)).collect();
    all.extend(second.iter().map(|x| (*x, false)));
    all.retain(|(x, _)| !x.is_nan());
    let n = all.iter().filter(|(_, first)| *first).count();
    let m = all.len() - n;
    if n == 0 || m == 0 {
        return None;
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Equal figures share the mean of their ranks.
    let (mut ranks, mut ties, mut before) = (0.0, 0.0, 0);
    #[allow(clippy::float_cmp, reason = "a tie is the very same figure")]
    for equal in all.chunk_by(|a, b| a.0 == b.0) {
        let size = equal.len();
        let rank = before as f64 + f64::midpoint(size as f64, 1.0);
        ranks += rank * equal.iter().filter(|(_, first)| *first).count() as f64;
        ties += (size as f64).powi(3) - size as f64;
        before += size;
    }
    let (n_f, m_f) = (n as f64, m as f64);
    let u = ranks - n_f * (n_f + 1.0) / 2.0;
    let least = u.min(n_f * m_f - u);
    Some(if ties == 0.0 && n + m <= EXACT {
        exact(n, m, least)
    } else {
        by_bell_curve(n_f, m_f, least, ties)
    })
}

/// 2·P(U ≤ u), when all orders of n and m figures are equally likely: the number of orders with each U is counted by
/// adding one figure of the first set after another (the coefficients of Gauss's binomial).
fn exact(n: usize, m: usize, u: f64) -> f64 {
    let most = n * m;
    let mut orders = vec![0.0; most + 1];
    orders[0] = 1.0;
    for i in 1..=n {
        // Times (1 − q^(m+i)), then divided by (1 − q^i).
        for k in (m + i..=most).rev() {
            orders[k] -= orders[k - m - i];
        }
        for k in i..=most {
            orders[k] += orders[k - i];
        }
    }
    let all: f64 = orders.iter().sum();
    let as_low: f64 =
        orders.iter().zip(0u32..).filter(|(_, k)| f64::from(*k) <= u).map(|(count, _)| count).sum();
    (2.0 * as_low / all).min(1.0)
}

/// 2·P(U ≤ u) by the bell curve, where `ties` is Σ(t³ − t) over all groups of t equal figures.
fn by_bell_curve(n: f64, m: f64, u: f64, ties: f64) -> f64 {
    let all = n + m;
    let variance = n * m / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)));
    if variance <= 0.0 {
        // All figures are equal.
        return 1.0;
    }
    let away = (n * m / 2.0 - u - 0.5).max(0.0) / variance.sqrt();
    erfc(away / std::f64::consts::SQRT_2).min(1.0)
}

/// Findings accepted when at most the share `rate` of the accepted ones may be due to chance: those with the k
/// smallest p-values, for the largest k with p₍ₖ₎ ≤ k/m·rate. A reader who looks at a hundred differences finds five
/// with p < 0.05 where there are none; by this rule there are none, nineteen times of twenty.
///
/// Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995).
#[must_use]
pub fn discoveries(p: &[f64], rate: f64) -> Vec<bool> {
    let mut sorted: Vec<f64> = p.iter().copied().filter(|p| !p.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    let allowed = |k: usize| (k + 1) as f64 / sorted.len() as f64 * rate;
    let last = sorted.iter().enumerate().rev().find(|(k, p)| **p <= allowed(*k)).map(|(_, p)| *p);
    p.iter().map(|p| last.is_some_and(|last| *p <= last)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() <= within, "{a} {b}");
    }

    #[test]
    fn few_figures_cannot_prove_much() {
        near(mann_whitney(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).unwrap(), 0.1, 1e-12);
        near(mann_whitney(&[5.0, 6.0, 7.0, 8.0], &[1.0, 2.0, 3.0, 4.0]).unwrap(), 0.0286, 5e-5);
        near(
            mann_whitney(&[1.0, 2.0, 3.0, 4.0, 5.0], &[6.0, 7.0, 8.0, 9.0, 10.0]).unwrap(),
            2.0 / 252.0,
            1e-12,
        );
        assert_eq!(mann_whitney(&[1.0], &[2.0]), Some(1.0));
        assert_eq!((mann_whitney(&[], &[1.0]), mann_whitney(&[f64::NAN], &[1.0])), (None, None));
    }

    /// The first example of R's `wilcox.test` (M. Hollander, D. A. Wolfe 1973, page 69f): exact, there one-sided 0.1272.
    #[test]
    fn permeability_constants() {
        let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
        let early = [1.15, 0.88, 0.90, 0.74, 1.21];
        near(mann_whitney(&term, &early).unwrap(), 2.0 * 0.1272, 1e-4);
    }

    /// Its second one: ozone in New York, May against August 1973, with ties: W = 127.5, p = 0.0001208.
    #[test]
    fn ozone_in_may_and_august() {
        let may = [
            41.0, 36.0, 12.0, 18.0, 28.0, 23.0, 19.0, 8.0, 7.0, 16.0, 11.0, 14.0, 18.0, 14.0, 34.0, 6.0,
            30.0, 11.0, 1.0, 11.0, 4.0, 32.0, 23.0, 45.0, 115.0, 37.0,
        ];
        let august = [
            39.0, 9.0, 16.0, 78.0, 35.0, 66.0, 122.0, 89.0, 110.0, 44.0, 28.0, 65.0, 22.0, 59.0, 23.0, 31.0,
            44.0, 21.0, 9.0, 45.0, 168.0, 73.0, 76.0, 118.0, 84.0, 85.0,
        ];
        near(mann_whitney(&may, &august).unwrap(), 0.000_120_8, 5e-8);
    }

    #[test]
    fn equal_figures_do_not_differ() {
        assert_eq!(mann_whitney(&[2.0; 5], &[2.0; 5]), Some(1.0));
        assert_eq!(mann_whitney(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]), Some(1.0));
    }

    /// The example of the paper itself, section 3.2: of 15 the four smallest, where Bonferroni would accept three.
    #[test]
    fn benjamini_and_hochbergs_own_example() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        let found = discoveries(&p, 0.05);
        assert_eq!(found.iter().filter(|found| **found).count(), 4);
        assert!(found[..4].iter().all(|found| *found));
        assert_eq!(discoveries(&[], 0.05), Vec::<bool>::new());
        assert_eq!(discoveries(&[0.04, f64::NAN, 0.03], 0.05), [true, false, true]);
    }

    proptest! {
        #[test]
        fn a_p_value_is_a_probability(a in prop::collection::vec(-9i8..9, 0..40), b in prop::collection::vec(-9i8..9, 0..40)) {
            let of = |set: &[i8]| set.iter().map(|x| f64::from(*x)).collect::<Vec<_>>();
            let (a, b) = (of(&a), of(&b));
            let p = mann_whitney(&a, &b);
            prop_assert_eq!(p.is_none(), a.is_empty() || b.is_empty());
            prop_assert!(p.is_none_or(|p| (0.0..=1.0).contains(&p)), "{:?}", p);
            let swapped = mann_whitney(&b, &a);
            prop_assert!(p.zip(swapped).is_none_or(|(p, q)| (p - q).abs() < 1e-12));
        }

        /// Where nothing differs, a p-value below 0.05 comes once in twenty at most.
        #[test]
        fn chance_is_found_as_rarely_as_it_says(seed in any::<u64>()) {
            use rand::{RngExt, SeedableRng, rngs::StdRng};
            let mut random = StdRng::seed_from_u64(seed);
            let mut set = |n: usize| (0..n).map(|_| random.random::<f64>()).collect::<Vec<_>>();
            let found = (0..400).filter(|_| mann_whitney(&set(6), &set(8)).unwrap() < 0.05);
            prop_assert!(found.count() < 48);
        }
    }
}
