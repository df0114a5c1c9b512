use super::*;
use crate::event::Nanos;

#[test]
fn the_third_death_to_blame_is_the_last() {
    let mut losses = Losses::default();
    let death = PendingReplacement { dead: 40, at: Nanos(9) };
    let outcomes = [true, false, true, false, true].map(|blame| losses.record(5, blame, death));
    assert_eq!(outcomes, [true, true, true, true, false]);
    assert_eq!((losses.retried(), losses.quarantined()), (4, &[5][..]));
    assert_eq!((losses.take(5), losses.take(5)), (Some(death), None));
}

#[test]
fn the_next_list_begins_afresh_and_the_totals_go_on() {
    let mut losses = Losses::default();
    let death = PendingReplacement { dead: 40, at: Nanos(9) };
    (0..ATTEMPTS - 1).for_each(|_| _ = losses.record(5, true, death));
    losses.next_list();
    assert!(!losses.has_lost());
    assert!(losses.record(5, true, death), "another task with the same number");
    assert!(losses.has_lost());
    assert_eq!(losses.retried(), 3);
}
