use super::*;
use crate::ui::roster::{count, names};
use crate::ui::script::Script;
use crate::ui::state::UiState;
use crate::ui::state::table::rows;
use proptest::prelude::*;

#[test]
fn a_column_that_is_chosen_again_is_turned_round() {
    let mut sort = Sort::default();
    assert_eq!((sort.describe().as_str(), sort.falls()), ("sorted by lane", false));
    sort.choose(5);
    assert_eq!((sort.describe().as_str(), sort.falls()), ("sorted by CPU, most first", true));
    sort.choose(5);
    assert_eq!((sort.describe().as_str(), sort.falls()), ("sorted by CPU, least first", false));
    sort.step(1);
    assert_eq!((sort.place(), sort.falls()), (6, true), "another column the usual way round");
    sort.choose(99);
    assert_eq!(sort.place(), 6);
    sort.step(-7);
    assert_eq!(sort.place(), COLUMNS.len() - 1);
}

#[test]
fn what_is_not_known_stands_last_both_ways_round() {
    let model = Script::of(&["gil", "pool"]).on(3, 2).model_at(3.0);
    let names = names(&model);
    let mut state = UiState::default();
    state.sort.choose(5);
    for _ in 0..2 {
        let rows = rows(&model, &state, &names);
        assert!(rows[3..].iter().all(|row| row.name == "pool"), "{:?}", state.sort);
        state.sort.invert();
    }
}

proptest! {
    /// Whatever it is sorted by: every worker is there once, in the order of that column, and those that look the
    /// same stand in the order of lanes and workers.
    #[test]
    fn sorting_loses_nobody_and_is_stable(
        column in 0usize..14, inverted: bool, workers in 1u16..20, lanes in 1usize..5, seconds in 0.0f64..9.0,
    ) {
        let kinds = ["gil", "pool", "sequential", "threads"];
        let script = Script { solo: 1.0, ..Script::of(&kinds[..lanes]).on(workers, 4) };
        let model = script.model_at(seconds);
        let names = names(&model);
        let mut state = UiState::default();
        if column != state.sort.place() {
            state.sort.choose(column);
        }
        if inverted {
            state.sort.invert();
        }
        let rows = rows(&model, &state, &names);
        let mut places: Vec<_> = rows.iter().map(|row| (row.place, row.worker)).collect();
        let value = |row: &Row| (COLUMNS[column].value)(row).order();
        for (a, b) in rows.iter().zip(&rows[1..]) {
            let (one, other) = (value(a), value(b));
            prop_assert!(one.is_some() || other.is_none());
            if let (Some(one), Some(other)) = (one, other) {
                let ordered = if state.sort.falls() { one >= other } else { one <= other };
                prop_assert!(ordered);
            }
            if one == other {
                prop_assert!((a.place, a.worker) < (b.place, b.worker));
            }
        }
        places.sort_unstable();
        places.dedup();
        prop_assert_eq!(places.len(), count(&model));
    }
}
