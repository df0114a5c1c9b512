//! Moves by lines, pages and to the ends: in the list or text in front, else in the table, the lines or the time of the
//! page. What cannot move answers with a sentence.

use super::time;
use super::workers::{select_row, select_worker};
use crate::model::Model;
use crate::ui::state::{Page, Reach, UiState};

/// The answer where nothing scrolls.
const NOTHING: &str = "Nothing scrolls here.";

/// The answer where the table has no rows yet.
const NO_WORKER: &str = "No worker is there yet.";

/// Moves by this many lines in what is in front: list, printed lines, and where none is open the workers.
pub(super) fn step(state: &mut UiState, model: &Model, reach: Reach, lines: isize) -> Option<String> {
    if state.overlay.marked_fault().is_some() {
        state.overlay.step_fault(lines);
        None
    } else if state.page() == Page::Workers {
        select_row(state, model, reach, lines, false).or_else(|| Some(NO_WORKER.into()))
    } else if reach.page > 0 {
        scroll(state, reach, lines)
    } else {
        select_worker(&mut state.selection, model, lines).or_else(|| Some(NO_WORKER.into()))
    }
}

/// Selects the next worker, or the one before, round and round.
pub(super) fn next_worker(state: &mut UiState, model: &Model, reach: Reach, steps: isize) -> Option<String> {
    let told = if state.page() == Page::Workers {
        select_row(state, model, reach, steps, true)
    } else {
        select_worker(&mut state.selection, model, steps)
    };
    told.or_else(|| Some(NO_WORKER.into()))
}

/// Moves by one page; where nothing scrolls and the page has an axis of time, by as much of that as is shown.
pub(super) fn leaf(state: &mut UiState, model: &Model, reach: Reach, pages: isize) -> Option<String> {
    let lines = pages.saturating_mul(isize::try_from(reach.page).unwrap_or(0));
    if state.overlay.marked_fault().is_some() {
        state.overlay.mark_fault(pages > 0);
        return None;
    }
    match state.page() {
        Page::Workers => select_row(state, model, reach, lines, false).or_else(|| Some(NO_WORKER.into())),
        Page::Race | Page::Cores | Page::Lock if reach.page == 0 => time::leaf(state, model, pages),
        _ => scroll(state, reach, lines),
    }
}

/// Goes to the first line, or to the last. On a page with an axis of time that is the beginning, or the present.
pub(super) fn to_end(state: &mut UiState, model: &Model, reach: Reach, last: bool) -> Option<String> {
    let lines = if last { isize::MAX } else { isize::MIN };
    if state.overlay.marked_fault().is_some() {
        state.overlay.mark_fault(last);
        return None;
    }
    match state.page() {
        Page::Workers => select_row(state, model, reach, lines, false).or_else(|| Some(NO_WORKER.into())),
        Page::Race | Page::Cores | Page::Lock => time::to_end(state, model, last),
        Page::Output | Page::Ranking | Page::Losses | Page::Tasks | Page::Life | Page::Memory => {
            scroll(state, reach, lines)
        }
    }
}

/// Scrolls a page from its first row on, or the printed lines, which follow the newest line once that is reached.
fn scroll(state: &mut UiState, reach: Reach, lines: isize) -> Option<String> {
    if reach.page == 0 {
        return Some(NOTHING.into());
    }
    let from_top = matches!(state.page(), Page::Ranking | Page::Tasks | Page::Life | Page::Memory);
    let from = state.scrolled().unwrap_or(if from_top { 0 } else { reach.last }).min(reach.last);
    let at = from.saturating_add_signed(lines).min(reach.last);
    state.scroll_to((from_top || at < reach.last).then_some(at));
    let end = match (reach.last, lines > 0) {
        (0, _) => "All of it is seen.",
        (_, false) => "This is the first line.",
        (_, true) => "This is the last line.",
    };
    (at == from).then(|| end.into())
}
