//! The page that a race ends on.

use crate::event::End;
use crate::model::Model;
use crate::ui::state::{Page, UiState};

/// Least number of lanes whose result has a page of its own: two stand beside each other on the page of the race.
const SEVERAL: usize = 3;

/// Turns to the ranking when the race of the shown picture is over, unless the viewer has chosen a page. The result of
/// two lanes that ran once stays where it came about, except for an audience (`present`).
pub(crate) fn turn_at_the_end(state: &mut UiState, model: &Model, present: bool) {
    let seen = state.picture(model);
    let ranked = present || seen.is_repeated() || seen.lanes.len() >= SEVERAL;
    // What was stopped has no result.
    let ended = seen.end.as_ref().is_some_and(|end| *end != End::Stopped) && !seen.lanes.is_empty();
    state.turn_by_itself_to(if ended && ranked { Page::Ranking } else { Page::Race });
}

#[cfg(test)]
mod tests;
