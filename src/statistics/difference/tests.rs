use super::*;
use proptest::prelude::*;

fn near(a: f64, b: f64, within: f64) {
    assert!((a - b).abs() <= within, "{a} {b}");
}

#[test]
fn few_figures_cannot_prove_much() {
    near(mann_whitney(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).unwrap(), 0.1, 1e-12);
    near(mann_whitney(&[5.0, 6.0, 7.0, 8.0], &[1.0, 2.0, 3.0, 4.0]).unwrap(), 0.0286, 5e-5);
    near(mann_whitney(&[1.0, 2.0, 3.0, 4.0, 5.0], &[6.0, 7.0, 8.0, 9.0, 10.0]).unwrap(), 2.0 / 252.0, 1e-12);
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
        41.0, 36.0, 12.0, 18.0, 28.0, 23.0, 19.0, 8.0, 7.0, 16.0, 11.0, 14.0, 18.0, 14.0, 34.0, 6.0, 30.0,
        11.0, 1.0, 11.0, 4.0, 32.0, 23.0, 45.0, 115.0, 37.0,
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
