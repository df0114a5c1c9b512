//! The laws of scaling themselves: pure formulas, with their sources.
//!
//! N is a number of workers, T(N) their time, X(N) their throughput, S(N) their speed-up over one worker. Numbers of
//! workers are `f64`, since laws are drawn and solved between whole numbers, too.

/// Speed-up, S(N) = T(1)/T(N).
#[must_use]
pub fn speedup(one: f64, many: f64) -> f64 {
    one / many
}

/// Efficiency, E(N) = S(N)/N: speed-up per worker.
#[must_use]
pub fn efficiency(speedup: f64, workers: f64) -> f64 {
    speedup / workers
}

/// Amdahl's law, S(N) = 1/(s + (1−s)/N): of work that takes one worker a second, `serial` seconds cannot be shared.
/// Its limit for ever more workers is 1/s.
///
/// G. M. Amdahl, *Validity of the single processor approach to achieving large scale computing capabilities*, AFIPS
/// 1967. He stated it in words; as a formula it is usually written as here.
#[must_use]
pub fn amdahl(serial: f64, workers: f64) -> f64 {
    1.0 / (serial + (1.0 - serial) / workers)
}

/// Gustafson's law, S(N) = N + (1−N)s′, of work that grows with the workers. `serial` is the share of the time *with N
/// workers* in which only one of them works: it is not Amdahl's s, which is a share of the time of one worker.
///
/// J. L. Gustafson, *Reevaluating Amdahl's law*, Communications of the ACM 31 (1988).
#[must_use]
pub fn gustafson(serial: f64, workers: f64) -> f64 {
    workers + (1.0 - workers) * serial
}

/// The Universal Scalability Law, X(N) = λN / (1 + σ(N−1) + κN(N−1)): `lambda` is the throughput of one worker,
/// `sigma` the cost of contention, `kappa` that of coherence, which every pair of workers pays. Without κ it is
/// Amdahl's law times λ, with σ for s.
///
/// N. J. Gunther, *Guerrilla Capacity Planning*, Springer 2007, chapters 4 to 6.
#[must_use]
pub fn usl(lambda: f64, sigma: f64, kappa: f64, workers: f64) -> f64 {
    lambda * workers / (1.0 + (sigma + kappa * workers) * (workers - 1.0))
}

/// N* = √((1−σ)/κ): the number of workers with the highest throughput under the Universal Scalability Law, beyond which
/// more of them do less. `None` when κ is 0: more never do less.
#[must_use]
pub fn peak(sigma: f64, kappa: f64) -> Option<f64> {
    (kappa > 0.0).then(|| ((1.0 - sigma).max(0.0) / kappa).sqrt())
}

/// Limit of throughput for ever more workers without coherence costs (κ = 0), λ/σ. With κ it is never reached. `None`
/// when σ is 0: there is no limit.
#[must_use]
pub fn limit(lambda: f64, sigma: f64) -> Option<f64> {
    (sigma > 0.0).then(|| lambda / sigma)
}

/// Karp–Flatt metric: the apparent serial part of a measured speed-up, e(N) = (1/S − 1/N)/(1 − 1/N). It needs no fit
/// and works on two cores. Where it stays the same as N grows, work is serial (Amdahl's s); where it rises, every
/// further worker costs: under the Universal Scalability Law it is σ + κN exactly. Negative where S > N. `None` for
/// one worker, which has no speed-up, and for no throughput.
///
/// A. H. Karp, H. P. Flatt, *Measuring parallel processor performance*, Communications of the ACM 33 (1990).
#[must_use]
pub fn karp_flatt(speedup: f64, workers: f64) -> Option<f64> {
    (workers > 1.0 && speedup > 0.0).then(|| (1.0 / speedup - 1.0 / workers) / (1.0 - 1.0 / workers))
}

/// Balance: mean over the longest time that workers were busy, 1 when all had as much to do. `None` when none was
/// busy.
#[must_use]
pub fn balance(mean: f64, most: f64) -> Option<f64> {
    (most > 0.0).then(|| mean / most)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "bounds and ones are exact")]
mod tests {
    use super::*;

    fn near(a: f64, b: f64, within: f64) {
        assert!((a - b).abs() <= within, "{a} {b}");
    }

    #[test]
    fn amdahl_and_gustafson() {
        near(amdahl(0.05, 20.0), 10.25641, 5e-6);
        near(amdahl(0.05, 1e12), 20.0, 1e-6);
        // Gustafson's own example: 0.4 % of the time on 1024 processors, 1020 times as fast.
        near(gustafson(0.004, 1024.0), 1019.9, 0.01);
        assert_eq!([amdahl(0.3, 1.0), gustafson(0.3, 1.0)], [1.0, 1.0]);
    }

    #[test]
    fn both_rows_of_karp_and_flatt() {
        let serial = [1.82, 2.50, 3.08, 3.57, 4.00, 4.38, 4.71];
        let overhead = [1.87, 2.61, 3.23, 3.73, 4.14, 4.46, 4.71];
        let e = |row: [f64; 7]| {
            let of = |(n, s): (u8, f64)| karp_flatt(s, f64::from(n)).unwrap();
            (2..).zip(row).map(of).collect::<Vec<_>>()
        };
        // To the digits of speed-ups with three digits.
        for e in e(serial) {
            near(e, 0.10, 2e-3);
        }
        let rising = e(overhead);
        near(rising[0], 0.070, 5e-4);
        near(rising[6], 0.100, 5e-4);
        assert!(rising.windows(2).all(|pair| pair[0] < pair[1]), "{rising:?}");
        assert_eq!([karp_flatt(1.0, 1.0), karp_flatt(0.0, 2.0)], [None, None]);
    }

    #[test]
    fn karp_flatt_under_the_universal_law_is_sigma_and_kappa_times_n() {
        for n in [2.0, 8.0, 96.0] {
            let speedup = usl(1.0, 0.05, 0.001, n);
            near(karp_flatt(speedup, n).unwrap(), 0.05 + 0.001 * n, 1e-12);
        }
    }

    #[test]
    fn the_exact_row_and_its_peak() {
        let row = [
            (1.0, 100.0),
            (2.0, 190.114_068),
            (4.0, 344.234_079),
            (8.0, 568.990_043),
            (16.0, 804.020_101),
            (32.0, 903.444_382),
        ];
        for (n, x) in row {
            near(usl(100.0, 0.05, 0.001, n), x, 5e-7);
        }
        near(peak(0.05, 0.001).unwrap(), 30.82207, 5e-6);
        assert_eq!((peak(0.05, 0.0), peak(1.0, 0.5)), (None, Some(0.0)));
        near(limit(89.995_233_1, 0.027_728_475_6).unwrap(), 3245.6, 0.05);
        assert_eq!(limit(1.0, 0.0), None);
    }

    #[test]
    fn without_kappa_the_universal_law_is_amdahls() {
        near(usl(3.0, 0.2, 0.0, 7.0), 3.0 * amdahl(0.2, 7.0), 1e-12);
    }

    #[test]
    fn shares() {
        assert_eq!(efficiency(speedup(6.0, 2.0), 4.0), 0.75);
        assert_eq!((balance(1.0, 2.0), balance(0.0, 0.0)), (Some(0.5), None));
    }
}
