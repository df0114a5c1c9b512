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
mod tests;
