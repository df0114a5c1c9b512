use super::*;

#[test]
fn rates_come_in_the_order_of_the_places() {
    let rates = spin(&[Place::Among(&[]); 3], Beat::of(None), &|| false).unwrap();
    assert!(rates.iter().map(|(place, _)| *place).eq(0..3), "{rates:?}");
    assert!(rates.iter().any(|(_, rate)| rate.wall > 0.0 && rate.on_core > 0.0), "{rates:?}");
    assert_eq!(spin(&[], Beat::of(None), &|| false), Some(vec![]));
}

#[test]
fn under_a_quota_whole_periods_count() {
    let ms = Duration::from_millis;
    let beat = |period| Beat::of(Some(ms(period)));
    assert_eq!(Beat::of(None), Beat { lead: ms(3), spin: ms(100) });
    assert_eq!(beat(0), Beat::of(None));
    assert_eq!(beat(100), Beat { lead: ms(103), spin: ms(100) });
    assert_eq!(beat(30), Beat { lead: ms(33), spin: ms(120) });
    assert_eq!(beat(1000), Beat { lead: ms(1003), spin: ms(1000) });
}

#[test]
fn the_arithmetic_goes_on_for_ever() {
    let mut state = [1, 2, 3, 4];
    let before = state;
    chunk(&mut state);
    assert!(state.iter().zip(before).all(|(a, b)| *a != b && *a != 0));
}
