use super::published::{RAY_TRACER, SDM91};
use super::*;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// σ 0.05, κ 0.001, λ 100.
const EXACT: [(f64, f64); 6] = [
    (1.0, 100.0),
    (2.0, 190.114_068),
    (4.0, 344.234_079),
    (8.0, 568.990_043),
    (16.0, 804.020_101),
    (32.0, 903.444_382),
];

/// Asserts equality to `digits` significant digits.
fn digits(found: f64, known: f64, digits: i32) {
    let half = 0.5 * 10f64.powi(1 - digits) * 10f64.powf(known.abs().log10().floor());
    assert!((found - known).abs() <= half, "{found} is not {known}");
}

#[test]
fn the_database_is_fitted_as_published() {
    let fit = usl(&SDM91).unwrap();
    digits(fit.sigma.value, 0.027_728_475_6, 9);
    digits(fit.kappa.value, 1.043_654_84e-4, 9);
    digits(fit.lambda.value, 89.995_233_1, 9);
    digits(fit.sigma.error.unwrap(), 0.009_121_7, 5);
    digits(fit.kappa.error.unwrap(), 1.9875e-5, 5);
    digits(fit.lambda.error.unwrap(), 14.2135, 6);
    digits(fit.residual, 82.8458, 6);
    digits(fit.peak().unwrap(), 96.52, 4);
    digits(formula::limit(fit.lambda.value, fit.sigma.value).unwrap(), 3245.6, 5);
    assert_eq!((fit.freedom, fit.kappa.at_most), (4, None));
    let p = prefers(&SDM91, &amdahl(&SDM91).unwrap(), &fit).unwrap();
    assert!(p < 0.05, "{p}: it falls from 72 on");
}

#[test]
fn the_ray_tracer_never_peaks_and_kappa_has_no_error() {
    let fit = usl(&RAY_TRACER).unwrap();
    digits(fit.sigma.value, 0.057_770_8, 6);
    digits(fit.lambda.value, 21.848_843, 8);
    assert_eq!((fit.kappa.value, fit.kappa.error, fit.peak()), (0.0, None, None));
    digits(fit.throughput(96.0), 323.3, 4);
    digits(fit.throughput(128.0), 335.5, 4);
    assert_eq!(fit.freedom, 9);
    // With κ at its limit the squares have grown by t² residual variances.
    let limit = fit.kappa.at_most.unwrap();
    assert!(limit > 0.0 && limit < 1e-3, "{limit}");
    let two = amdahl(&RAY_TRACER).unwrap();
    digits(two.sigma.value, fit.sigma.value, 9);
    digits(two.sigma.error.unwrap(), fit.sigma.error.unwrap(), 6);
    assert_eq!(two.kappa, Parameter::default());
    assert_eq!(prefers(&RAY_TRACER, &two, &fit), Some(1.0));
}

#[test]
fn six_points_of_the_same_promise_a_peak_that_never_came() {
    let fit = usl(&RAY_TRACER[..6]).unwrap();
    digits(fit.peak().unwrap(), 24.0, 2);
    assert!(RAY_TRACER[6..].windows(2).all(|pair| pair[0].1 < pair[1].1), "it went on to rise");
}

#[test]
fn exact_points_give_back_the_law() {
    let fit = usl(&EXACT).unwrap();
    digits(fit.sigma.value, 0.05, 6);
    digits(fit.kappa.value, 0.001, 6);
    digits(fit.lambda.value, 100.0, 6);
    digits(fit.peak().unwrap(), 30.82207, 6);
    let p = prefers(&EXACT, &amdahl(&EXACT).unwrap(), &fit).unwrap();
    assert!(p < 1e-9, "{p}");
}

#[test]
fn of_an_exact_line_nothing_but_lambda_is_left() {
    let line = [(1.0, 5.0), (2.0, 10.0), (3.0, 15.0), (4.0, 20.0)];
    let (two, three) = (amdahl(&line).unwrap(), usl(&line).unwrap());
    assert_eq!([three.sigma.value, three.kappa.value], [0.0, 0.0]);
    digits(three.lambda.value, 5.0, 12);
    assert_eq!(prefers(&line, &two, &three), Some(1.0));
}

#[test]
fn under_a_lock_sigma_is_one_and_has_a_limit_below() {
    let lock = [(1.0, 10.0), (2.0, 9.8), (3.0, 9.9), (4.0, 9.7)];
    let fit = amdahl(&lock).unwrap();
    assert_eq!((fit.sigma.value, fit.sigma.error, fit.sigma.at_most), (1.0, None, None));
    let least = fit.sigma.at_least.unwrap();
    assert!(least > 0.9 && least < 1.0, "{least}");
}

/// The limit of a parameter on its bound, where the law is straight in it, equals the textbook one for a line: t
/// times the standard error that it would have, beside the other parameters' best.
#[test]
fn the_limit_is_where_the_squares_have_grown_by_t_squared() {
    let fit = usl(&RAY_TRACER).unwrap();
    let limit = fit.kappa.at_most.unwrap();
    // Fitted anew with κ held at its limit, on a grid around the best of the others.
    let squares = |l: f64, s: f64| {
        RAY_TRACER.iter().map(|(n, x)| (x - formula::usl(l, s, limit, *n)).powi(2)).sum::<f64>()
    };
    let mut least = f64::INFINITY;
    for l in 0..=200 {
        for s in 0..=200 {
            least = least.min(squares(19.0 + 0.02 * f64::from(l), 0.03 + 0.0002 * f64::from(s)));
        }
    }
    let t: f64 = 1.833_112_9; // Student's t, 95 %, 9 degrees of freedom, of any table.
    let known = fit.residual.powi(2) * (9.0 + t.powi(2));
    assert!((least / known - 1.0).abs() < 0.002, "{least} {known}");
}

#[test]
fn too_few_points_have_no_fit() {
    assert_eq!((usl(&[]), amdahl(&[(1.0, 3.0)])), (None, None));
    assert_eq!(usl(&[(1.0, 3.0), (2.0, 5.0), (2.0, 5.1)]), None);
    assert_eq!(amdahl(&[(2.0, 3.0), (2.0, 4.0)]), None);
    assert_eq!(amdahl(&[(1.0, 0.0), (2.0, 0.0)]), None);
    let two = amdahl(&[(1.0, 3.0), (2.0, 5.0)]).unwrap();
    assert_eq!((two.freedom, two.residual, two.sigma.error), (0, 0.0, None));
    digits(two.sigma.value, 0.2, 9);
    assert_eq!(prefers(&[(1.0, 3.0), (2.0, 5.0), (3.0, 6.0)], &two, &two), None);
}

/// Points of a law with noise of the given relative size.
fn noisy(random: &mut StdRng, [lambda, sigma, kappa]: [f64; 3], noise: f64) -> Vec<(f64, f64)> {
    let workers = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0];
    let mut normal = || {
        // G. E. P. Box, M. E. Muller 1958.
        let (a, b): (f64, f64) = (random.random(), random.random());
        (-2.0 * (1.0 - a).ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    };
    let scale = formula::usl(lambda, sigma, kappa, 8.0) * noise;
    workers.map(|n| (n, (formula::usl(lambda, sigma, kappa, n) + scale * normal()).max(0.0))).to_vec()
}

/// Standard errors are right: the truth lies within t times the error with the frequency that t promises.
#[test]
fn standard_errors_say_how_far_off_a_parameter_is() {
    let mut random = StdRng::seed_from_u64(7);
    let truth = [250.0, 0.06, 0.002];
    let t = 2.364_624; // 97.5 %, 7 degrees of freedom.
    let (mut held, rounds) = ([0; 3], 400);
    for _ in 0..rounds {
        let fit = usl(&noisy(&mut random, truth, 0.01)).unwrap();
        for (held, (parameter, truth)) in
            held.iter_mut().zip([fit.lambda, fit.sigma, fit.kappa].into_iter().zip(truth))
        {
            let error = parameter.error.expect("far from any bound");
            *held += u32::from((parameter.value - truth).abs() <= t * error);
        }
    }
    for held in held {
        let share = f64::from(held) / f64::from(rounds);
        assert!((0.90..0.99).contains(&share), "{share} instead of 0.95");
    }
}

/// Where the further parameter is zero, the test asks for it once in twenty at most.
#[test]
fn the_test_is_not_fooled_by_noise() {
    let mut random = StdRng::seed_from_u64(11);
    let fooled = (0..400).filter(|_| {
        let points = noisy(&mut random, [250.0, 0.06, 0.0], 0.02);
        prefers(&points, &amdahl(&points).unwrap(), &usl(&points).unwrap()).unwrap() < 0.05
    });
    assert!(fooled.count() < 32);
}

proptest! {
    #[test]
    fn parameters_come_back_from_noise(
        seed in any::<u64>(),
        lambda in prop_oneof![Just(1e-12), 0.1f64..1e6, Just(1e15)],
        sigma in 0.0f64..0.9,
        kappa in 0.0f64..0.02,
    ) {
        let points = noisy(&mut StdRng::seed_from_u64(seed), [lambda, sigma, kappa], 0.002);
        let fit = usl(&points).unwrap();
        for (parameter, truth) in [(fit.lambda, lambda), (fit.sigma, sigma), (fit.kappa, kappa)] {
            // Ten points leave seven degrees of freedom: fewer than one in a million is farther away than this.
            let far = 20.0 * parameter.error.unwrap_or(f64::INFINITY);
            prop_assert!((parameter.value - truth).abs() <= far, "{parameter:?} {truth}");
            prop_assert!(parameter.at_most.is_none_or(|most| most >= parameter.value && most <= 1.0));
            prop_assert!(parameter.at_least.is_none_or(|least| (0.0..=parameter.value).contains(&least)));
        }
        // Never worse than the truth itself, which was one of the choices.
        let squares = |p: [f64; 3]| points.iter().map(|(n, x)| (x - formula::usl(p[0], p[1], p[2], *n)).powi(2)).sum::<f64>();
        let found = squares([fit.lambda.value, fit.sigma.value, fit.kappa.value]);
        prop_assert!(found <= squares([lambda, sigma, kappa]) * (1.0 + 1e-9), "{fit:?}");
    }

    /// Whatever the points: a fit or none, within the bounds, finite, and at once.
    #[test]
    fn silly_points_do_no_harm(points in prop::collection::vec((silly(), silly()), 0..12)) {
        for fit in [usl(&points), amdahl(&points)].into_iter().flatten() {
            prop_assert!(fit.lambda.value.is_finite() && fit.lambda.value > 0.0, "{fit:?}");
            prop_assert!((0.0..=1.0).contains(&fit.sigma.value) && (0.0..=1.0).contains(&fit.kappa.value));
            prop_assert!(fit.residual.is_finite() && fit.throughput(8.0).is_finite());
            let all = [fit.lambda, fit.sigma, fit.kappa];
            prop_assert!(all.iter().all(|p| p.error.is_none_or(|error| error >= 0.0)), "{fit:?}");
        }
        if let (Some(two), Some(three)) = (amdahl(&points), usl(&points)) {
            let p = prefers(&points, &two, &three);
            prop_assert!(p.is_none_or(|p| (0.0..=1.0).contains(&p)), "{p:?}");
        }
    }
}

fn silly() -> impl Strategy<Value = f64> {
    let odd = [0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 5e-324];
    prop_oneof![
        3 => (1u8..9).prop_map(f64::from),
        2 => 0.0f64..1e3,
        1 => prop::sample::select(odd.to_vec()),
        1 => any::<f64>(),
    ]
}
