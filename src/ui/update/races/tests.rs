use super::*;
use crate::report::RaceSummary;
use crate::ui::state::RaceRow;

fn list(count: usize) -> RaceList {
    let row =
        |number| RaceRow { summary: RaceSummary { number, ..RaceSummary::default() }, pictured: number > 1 };
    RaceList::new((1..=count).map(row).collect())
}

#[test]
fn enter_shows_the_marked_race_and_two_chosen_ones_beside_each_other() {
    let mut list = list(3);
    assert_eq!(in_races(&mut list, &Action::Confirm), Outcome::Show(3));
    in_races(&mut list, &Action::Pause);
    in_races(&mut list, &Action::Up);
    assert_eq!(in_races(&mut list, &Action::Confirm), Outcome::Show(2), "one is chosen");
    in_races(&mut list, &Action::Pause);
    assert_eq!(in_races(&mut list, &Action::Confirm), Outcome::Stay(Effect::None));
    assert_eq!(list.compared(), Some(0));
    assert_eq!(in_races(&mut list, &Action::Confirm), Outcome::Stay(Effect::None), "nothing to enter there");
}

#[test]
fn of_a_race_whose_pictures_are_gone_that_is_said() {
    let mut list = list(3);
    in_races(&mut list, &Action::Top);
    let Outcome::Stay(Effect::Say(said)) = in_races(&mut list, &Action::Confirm) else { panic!("an answer") };
    assert_eq!(said, "Of race 1 only its figures are kept.");
    assert!(matches!(in_races(&mut list, &Action::Pick(7)), Outcome::Stay(Effect::Say(_))));
    assert_eq!(in_races(&mut list, &Action::Pick(1)), Outcome::Show(2));
}

#[test]
fn what_has_no_meaning_in_the_list_says_what_has() {
    let mut list = list(2);
    assert!(matches!(in_races(&mut list, &Action::Kill), Outcome::Stay(Effect::Say(_))));
    assert_eq!(in_races(&mut list, &Action::Races), Outcome::Close);
}
