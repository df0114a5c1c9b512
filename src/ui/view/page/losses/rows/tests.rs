use super::*;
use proptest::prelude::*;

#[test]
fn the_table_goes_before_the_sentences_and_these_before_lanes() {
    let way = |height, lanes| {
        let rows = Rows::of(height, lanes, false);
        (rows.bar, rows.words, rows.table, rows.lanes(height, lanes))
    };
    assert_eq!(way(53, 2), (9, 1, true, 2));
    assert_eq!(way(32, 2), (6, 1, true, 2));
    assert_eq!(way(22, 2), (3, 1, true, 2));
    assert_eq!(way(16, 2), (1, 1, true, 2));
    assert_eq!(way(15, 2), (2, 1, false, 2));
    assert_eq!(way(6, 2), (1, 1, false, 2));
    assert_eq!(way(4, 2), (1, 0, false, 2));
    assert_eq!(way(4, 9), (1, 0, false, 1));
}

proptest! {
    #[test]
    fn what_is_shown_has_room(height in 0u16..100, lanes in 1usize..20, present: bool) {
        let rows = Rows::of(height, lanes, present);
        let shown = rows.lanes(height, lanes);
        prop_assert!(shown * usize::from(rows.block()) <= usize::from(height));
        prop_assert!(shown == lanes || shown * usize::from(rows.block()) < usize::from(height.max(1)));
    }
}
