//! Actions while the list of races is open.

use super::effect::Effect;
use crate::ui::action::Action;
use crate::ui::state::RaceList;

/// Result of an action while the list of races is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The list stays open, with this effect.
    Stay(Effect),
    /// The list closes.
    Close,
    /// The list closes, and the race with this number is shown.
    Show(usize),
}

/// Applies an action to the open list; one that is not listed has no meaning there.
pub(super) fn in_races(list: &mut RaceList, action: &Action) -> Outcome {
    match action {
        Action::Up => list.step(-1),
        Action::Down => list.step(1),
        Action::PageUp => list.turn(-1),
        Action::PageDown => list.turn(1),
        Action::Top => list.step(isize::MIN),
        Action::Bottom => list.step(isize::MAX),
        // The comparison has no entries.
        Action::Pause | Action::Pick(_) | Action::Choose(_) | Action::Confirm
            if list.compared().is_some() => {}
        Action::Pause => list.toggle(),
        Action::Pick(place) | Action::Choose(place) => {
            if *place >= list.rows().len() {
                return say(&format!("There is no race in row {}.", place + 1));
            }
            list.mark(*place);
            return show(list);
        }
        Action::Confirm if list.count_chosen() == 2 => {
            list.compare();
        }
        Action::Confirm => return show(list),
        Action::Races => return Outcome::Close,
        _ => {
            return say(
                "Space chooses a race, enter shows it, or two beside each other; esc closes the list.",
            );
        }
    }
    Outcome::Stay(Effect::None)
}

fn say(words: &str) -> Outcome {
    Outcome::Stay(Effect::Say(words.into()))
}

/// Shows the marked race, if its pictures are kept.
fn show(list: &RaceList) -> Outcome {
    match list.race() {
        Some(race) if race.pictured => Outcome::Show(race.summary.number),
        Some(race) => say(&format!("Of race {} only its figures are kept.", race.summary.number)),
        None => Outcome::Close,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::RaceSummary;
    use crate::ui::state::RaceRow;

    fn list(count: usize) -> RaceList {
        let row = |number| RaceRow {
            summary: RaceSummary { number, ..RaceSummary::default() },
            pictured: number > 1,
        };
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
        assert_eq!(
            in_races(&mut list, &Action::Confirm),
            Outcome::Stay(Effect::None),
            "nothing to enter there"
        );
    }

    #[test]
    fn of_a_race_whose_pictures_are_gone_that_is_said() {
        let mut list = list(3);
        in_races(&mut list, &Action::Top);
        let Outcome::Stay(Effect::Say(said)) = in_races(&mut list, &Action::Confirm) else {
            panic!("an answer")
        };
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
}
