//! The axis of time: the cursor, the part that is shown, its ends.

use crate::event::Nanos;
use crate::model::Model;
use crate::ui::scale;
use crate::ui::state::{Extent, UiState, Window};

/// The answer where the picture follows the present already.
const PRESENT: &str = "This is the end: nothing is known of later.";

/// The extent of time in the picture that is shown.
fn extent(state: &UiState, model: &Model) -> Extent {
    let seen = state.picture(model);
    scale::extent(seen, state.selection.focus_in(seen))
}

/// Puts the cursor at a moment.
pub(super) fn look(state: &mut UiState, model: &Model, at: Nanos) {
    let extent = extent(state, model);
    state.window.look(extent, at);
}

/// Moves the cursor; where it stands at an end already, the sentence that says so.
pub(super) fn scrub(state: &mut UiState, model: &Model, strides: i64) -> Option<String> {
    let (extent, before) = (extent(state, model), state.window.cursor());
    state.window.scrub(extent, strides);
    let stands = before.is_some() && state.window.cursor() == before;
    let end = if strides < 0 { "This is the beginning." } else { "Nothing is known of later." };
    stands.then(|| end.into())
}

/// Moves the cursor by as much as is shown, earlier or later; from the present there is no later.
pub(super) fn leaf(state: &mut UiState, model: &Model, pages: isize) -> Option<String> {
    if pages > 0 && state.window.follows() {
        return Some(PRESENT.into());
    }
    scrub(state, model, if pages > 0 { Window::PAGE } else { -Window::PAGE })
}

/// Stretches the axis, or shrinks it; where it cannot go further, the sentence that says so.
pub(super) fn stretch(state: &mut UiState, model: &Model, larger: bool) -> Option<String> {
    let extent = extent(state, model);
    if state.window.stretch(extent, larger) {
        return None;
    }
    let end = if larger { "The time axis cannot be stretched further." } else { "All of the time is seen." };
    Some(end.into())
}

/// Goes to the beginning of the time, or follows the present again.
pub(super) fn to_end(state: &mut UiState, model: &Model, present: bool) -> Option<String> {
    if !present {
        let before = state.window.cursor();
        look(state, model, Nanos::ZERO);
        return (before == Some(Nanos::ZERO)).then(|| "This is the beginning.".into());
    }
    let followed = state.window.follows();
    state.window.follow();
    followed.then(|| PRESENT.into())
}
