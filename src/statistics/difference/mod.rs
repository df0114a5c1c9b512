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
mod tests;
