use super::*;

fn list(count: usize) -> RaceList {
    let row = |number| RaceRow { summary: RaceSummary { number, ..RaceSummary::default() }, pictured: true };
    RaceList::new((1..=count).map(row).collect())
}

fn numbers(list: &RaceList) -> Option<[usize; 2]> {
    list.pair().map(|pair| pair.map(|race| race.number))
}

#[test]
fn the_present_race_is_marked_first_and_the_mark_stops_at_the_ends() {
    let mut list = list(3);
    let mut after = |steps| {
        list.step(steps);
        list.marked()
    };
    assert_eq!([after(0), after(1), after(-1), after(-9), after(isize::MAX)], [2, 2, 1, 0, 2]);
}

#[test]
fn of_three_chosen_races_the_last_two_are_compared_the_earlier_first() {
    let mut list = list(4);
    list.toggle();
    assert_eq!((numbers(&list), list.compare()), (None, false));
    list.mark(0);
    list.toggle();
    assert_eq!(numbers(&list), Some([1, 4]));
    list.mark(1);
    list.toggle();
    assert_eq!((numbers(&list), list.compare(), list.compared()), (Some([1, 2]), true, Some(0)));
    assert!(list.close_comparison() && !list.close_comparison());
    list.toggle();
    assert_eq!((numbers(&list), list.count_chosen()), (None, 1));
}

#[test]
fn in_the_comparison_arrows_scroll_as_far_as_there_is_something() {
    let mut list = list(2);
    list.toggle();
    list.mark(0);
    list.toggle();
    list.compare();
    list.fit(5, 3);
    list.step(2);
    assert_eq!(list.compared(), Some(2));
    list.turn(1);
    assert_eq!((list.compared(), list.marked()), (Some(3), 0));
    list.fit(5, 1);
    assert_eq!(list.compared(), Some(1), "the screen has become larger");
}

#[test]
fn the_marked_race_is_among_the_rows_that_are_shown() {
    let mut list = list(30);
    list.fit(10, 0);
    assert_eq!(list.seen(10), 20..30);
    list.step(-15);
    assert_eq!(list.seen(10), 14..24);
    list.turn(-9);
    assert_eq!(list.seen(10), 0..10);
}

#[test]
fn the_present_race_goes_on_while_the_list_is_open() {
    let mut list = list(2);
    list.update(RaceSummary { number: 2, seconds: 7.0, ..RaceSummary::default() });
    list.update(RaceSummary { number: 3, seconds: 9.0, ..RaceSummary::default() });
    let seconds: Vec<f64> = list.rows().iter().map(|row| row.summary.seconds).collect();
    assert_eq!(seconds, [0.0, 7.0]);
}
