//! How an action changes the viewer's state. Pure: no terminal, no stage, no clock, no drawing.

mod effect;
mod ending;
mod menu;
mod workers;

pub(crate) use self::effect::Effect;
pub(crate) use self::ending::turn_at_the_end;
use self::menu::{Outcome, in_menu};
use self::workers::{keep_rows, mark, select_row, select_worker, sort_by};
use crate::event::{Fault, Nanos};
use crate::model::Model;
use crate::ui::action::Action;
use crate::ui::keys::action_of;
use crate::ui::scale;
use crate::ui::state::menu::MenuAction;
use crate::ui::state::{Extent, FaultTarget, Page, Reach, UiState};

/// Applies an action to the state; returns its further effect. `reach` is the scroll range of the last frame.
pub(crate) fn update(state: &mut UiState, action: Action, model: &Model, reach: Reach) -> Effect {
    let Some(menu) = state.overlay.menu_mut() else { return on_page(state, action, model, reach) };
    // The shell's commands mean the same everywhere.
    if let Action::Shell(command) = action {
        return Effect::Shell(command);
    }
    let outcome = in_menu(menu, &action);
    if outcome != Outcome::Stay {
        state.overlay.close();
    }
    let Outcome::Do(chosen) = outcome else { return Effect::None };
    match chosen {
        MenuAction::Change(change) => Effect::Change(change),
        MenuAction::Play(play) => on_page(state, Action::Play(play), model, reach),
        MenuAction::Page(page) => on_page(state, Action::Page(page), model, reach),
        MenuAction::Command(command) => Effect::Shell(command),
        MenuAction::Press(key) => {
            action_of(key).map_or(Effect::None, |action| on_page(state, action, model, reach))
        }
        MenuAction::Ask(_) | MenuAction::Refuse(_) => Effect::None,
    }
}

/// Applies an action while the page or the list of faults is in front.
fn on_page(state: &mut UiState, action: Action, model: &Model, reach: Reach) -> Effect {
    let in_list = state.overlay.marked_fault().is_some();
    if state.overlay.explains() {
        // It was read; what is asked for now is done at once.
        state.overlay.close();
    }
    state.timeline = keeps_timeline(&action, state.timeline);
    match action {
        Action::Pause => return toggle_pause(state, model),
        Action::Again => return Effect::Restart,
        Action::Play(play) => return Effect::Play(play),
        Action::Change(change) => return Effect::Change(change),
        Action::FocusNext => state.selection.move_focus(model, 1),
        Action::FocusBack => state.selection.move_focus(model, model.lanes.len().max(1) - 1),
        Action::Focus(lane) => state.selection.focus(lane),
        Action::Zoom => state.toggle_zoom(),
        // In the list of faults digits are its entries.
        Action::Page(_) if in_list => {}
        Action::Page(page) => state.turn_to(page),
        Action::Scrub(strides) => {
            let extent = extent(state, model);
            state.window.scrub(extent, strides.into());
        }
        Action::Look(at) => look(state, model, at),
        Action::Visit(lane, at) => {
            state.selection.focus(lane);
            look(state, model, at);
        }
        Action::Follow => state.window.follow(),
        Action::Stretch => return stretch(state, model, true),
        Action::Shrink => return stretch(state, model, false),
        Action::Mark(lane, worker) => {
            keep_rows(state, model, reach);
            return Effect::answer(mark(&mut state.selection, model, lane, worker));
        }
        Action::Sort(_) | Action::SortNext | Action::SortBefore | Action::Invert => {
            return Effect::answer(sort_by(state, &action));
        }
        Action::Up => return Effect::answer(step(state, model, reach, -1)),
        Action::Down => return Effect::answer(step(state, model, reach, 1)),
        Action::PageUp => return Effect::answer(leaf(state, model, reach, -1)),
        Action::PageDown => return Effect::answer(leaf(state, model, reach, 1)),
        Action::NextWorker => return Effect::answer(next_worker(state, model, reach, 1)),
        Action::WorkerBefore => return Effect::answer(next_worker(state, model, reach, -1)),
        Action::Kill => return inject(state, model, Fault::Kill),
        Action::Faults if in_list => {
            state.overlay.close();
        }
        Action::Faults => {
            return FaultTarget::of(&state.selection, model)
                .map_or_else(Effect::Say, |_| Effect::OfferFaults);
        }
        Action::Pick(place) if in_list => return pick(state, model, place),
        Action::Pick(place) => {
            // There are not so many pages as digits.
            if let Some(page) = Page::by_number(place + 1) {
                state.turn_to(page);
            }
        }
        Action::Confirm => {
            let marked = state.overlay.marked_fault();
            return marked.map_or(Effect::None, |marked| pick(state, model, marked));
        }
        Action::Output => return Effect::answer(toggle_output(state, model, reach)),
        Action::Menu => return Effect::OpenMenu,
        // These belong to the menu alone.
        Action::Type(_) | Action::Erase | Action::Clear | Action::Choose(_) => {}
        Action::Shell(command) => return Effect::Shell(command),
    }
    Effect::None
}

/// Whether the timeline of a recording has the digits after this action: what seeks gives them to it, and all that has to
/// do with something else takes them away.
fn keeps_timeline(action: &Action, before: bool) -> bool {
    match action {
        Action::Play(play) => before || play.seeks(),
        Action::Pause => before,
        _ => false,
    }
}

/// The extent of time in the picture that is shown.
fn extent(state: &UiState, model: &Model) -> Extent {
    let seen = state.picture(model);
    scale::extent(seen, state.selection.focus_in(seen))
}

fn look(state: &mut UiState, model: &Model, at: Nanos) {
    let extent = extent(state, model);
    state.window.look(extent, at);
}

fn stretch(state: &mut UiState, model: &Model, larger: bool) -> Effect {
    let extent = extent(state, model);
    if state.window.stretch(extent, larger) {
        return Effect::None;
    }
    let end = if larger { "The time axis cannot be stretched further." } else { "All of the time is seen." };
    Effect::Say(end.into())
}

/// Moves in what is in front: list, printed lines, and where none is open the workers.
fn step(state: &mut UiState, model: &Model, reach: Reach, lines: isize) -> Option<String> {
    if state.overlay.marked_fault().is_some() {
        state.overlay.step_fault(lines);
        None
    } else if state.page() == Page::Workers {
        select_row(state, model, reach, lines, false)
    } else if reach.page > 0 {
        scroll(state, reach, lines);
        None
    } else {
        select_worker(&mut state.selection, model, lines)
    }
}

fn next_worker(state: &mut UiState, model: &Model, reach: Reach, steps: isize) -> Option<String> {
    if state.page() == Page::Workers {
        select_row(state, model, reach, steps, true)
    } else {
        select_worker(&mut state.selection, model, steps)
    }
}

/// Moves by one page.
fn leaf(state: &mut UiState, model: &Model, reach: Reach, pages: isize) -> Option<String> {
    let lines = pages * isize::try_from(reach.page).unwrap_or(0);
    if state.page() == Page::Workers && state.overlay.marked_fault().is_none() {
        select_row(state, model, reach, lines, false)
    } else {
        scroll(state, reach, lines);
        None
    }
}

/// Scrolls the ranking, or the printed lines, which follow the newest line once that is reached.
fn scroll(state: &mut UiState, reach: Reach, lines: isize) {
    if reach.page > 0 {
        let from_top = state.page() == Page::Ranking;
        let from = state.scrolled().unwrap_or(if from_top { 0 } else { reach.last });
        let at = from.saturating_add_signed(lines).min(reach.last);
        state.scroll_to((from_top || at < reach.last).then_some(at));
    }
}

/// Hides the printed lines when they are shown, and shows them when they are not.
fn toggle_output(state: &mut UiState, model: &Model, reach: Reach) -> Option<String> {
    if state.page() != Page::Race {
        state.turn_to(if state.page() == Page::Output { Page::Race } else { Page::Output });
        return None;
    }
    let shown = reach.page > 0;
    state.show_output(!shown);
    let nothing = !shown && model.lanes.iter().all(|lane| lane.output.is_empty());
    nothing.then(|| "No worker has printed anything so far.".into())
}

/// Does the entry at this index of the list of faults.
fn pick(state: &mut UiState, model: &Model, place: usize) -> Effect {
    Fault::ALL.get(place).map_or(Effect::None, |fault| inject(state, model, *fault))
}

/// Injects a fault into the selected worker, which is marked from now on.
fn inject(state: &mut UiState, model: &Model, fault: Fault) -> Effect {
    state.overlay.close();
    match FaultTarget::of(&state.selection, model) {
        Ok(target) => {
            state.selection.select(target.lane.0.into(), target.worker.0.into());
            Effect::Inject(target, fault)
        }
        Err(why) => Effect::Say(why),
    }
}

/// A finished run cannot be paused, but a paused picture can always be continued.
fn toggle_pause(state: &mut UiState, model: &Model) -> Effect {
    let pause = !state.paused();
    if pause && model.is_over() {
        return Effect::Say("It is over; r runs it again.".into());
    }
    state.freeze(pause.then_some(model));
    Effect::Pause(pause)
}

#[cfg(test)]
mod tests;
