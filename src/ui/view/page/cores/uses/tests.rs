use super::*;

fn seen(busy: f64, ours: Option<f64>) -> CoreUse {
    CoreUse { busy, ours, stolen: None }
}

#[test]
fn the_middle_of_an_even_number_is_between_two() {
    let of = |busy: &[f64]| spread(busy.iter().map(|busy| seen(*busy, None)));
    assert_eq!(of(&[1.0, 0.0, 0.5, 0.25]), Some([0.0, 37.5, 100.0]));
    assert_eq!(of(&[0.5]), Some([50.0; 3]));
    assert_eq!(of(&[]), None);
}

#[test]
fn what_is_unknown_of_one_is_unknown_of_all() {
    let sum = Sum::of([seen(0.5, Some(0.25)), seen(1.0, Some(0.75))].into_iter()).unwrap();
    assert_eq!((sum.cores, sum.busy, sum.ours, sum.rest()), (2.0, 1.5, Some(1.0), Some(0.5)));
    let unknown = Sum::of([seen(0.5, Some(0.25)), seen(1.0, None)].into_iter()).unwrap();
    assert_eq!((unknown.ours, unknown.rest(), unknown.stolen), (None, None, None));
    assert_eq!(Sum::of(std::iter::empty()), None);
}
