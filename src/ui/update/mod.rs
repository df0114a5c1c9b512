//! How an action changes the viewer's state. Pure: no terminal, no stage, no clock, no drawing.

mod ask;
mod details;
mod effect;
mod ending;
mod menu;
mod moves;
mod races;
mod time;
mod workers;

use self::ask::{is_running, next_run, question};
pub(crate) use self::effect::Effect;
pub(crate) use self::ending::turn_at_the_end;
use self::menu::in_menu;
use self::races::in_races;
use self::workers::{keep_rows, mark, sort_by};
use crate::event::Fault;
use crate::model::Model;
use crate::ui::action::Action;
use crate::ui::key::Key;
use crate::ui::keys::{action_of, label_of};
use crate::ui::state::menu::MenuAction;
use crate::ui::state::{FaultTarget, Page, Reach, UiState};

/// Applies an action to the state; returns its further effect. `reach` is the scroll range of the last frame.
///
/// An action that would end a running race is [asked](Effect::Ask) first, and done when the same is asked for once more.
pub(crate) fn update(state: &mut UiState, action: Action, model: &Model, reach: Reach) -> Effect {
    let asked = state.question.take();
    let chooses = matches!(action, Action::Confirm | Action::Choose(_));
    let pressed = if let Action::Choose(place) = action { Some(place) } else { None };
    let menu = (chooses && state.overlay.menu().is_some()).then(|| state.overlay.clone());
    // The menu's entries are chosen by one key; everything else has its own.
    let key = if menu.is_some() { Key::Enter.to_string() } else { label_of(&action) };
    // An earlier race that is shown has lanes of its own.
    let past = state.past().map(|past| past.model.clone());
    let effect = apply(state, action, past.as_deref().unwrap_or(model), reach);
    let Some(next) = next_run(&effect).filter(|_| is_running(model)) else { return effect };
    if asked.is_some_and(|asked| asked.next == next) {
        return effect;
    }
    if let Some(menu) = menu {
        state.overlay = menu;
        // The entry that was pressed is the one that is done at a yes.
        if let (Some(menu), Some(place)) = (state.overlay.menu_mut(), pressed) {
            menu.mark(place);
        }
    }
    state.question = Some(question(next.clone(), &key, model));
    Effect::Ask(next)
}

/// Applies an action to what is in front: the menu, the list of races, else the page.
fn apply(state: &mut UiState, action: Action, model: &Model, reach: Reach) -> Effect {
    // The shell's commands mean the same everywhere.
    if let Action::Shell(command) = action {
        if state.overlay.explains() {
            state.overlay.close();
        }
        return Effect::Shell(command);
    }
    if let Some(list) = state.overlay.races_mut() {
        return match in_races(list, &action) {
            races::Outcome::Stay(effect) => effect,
            races::Outcome::Close => {
                state.overlay.close();
                Effect::None
            }
            races::Outcome::Show(number) => {
                state.overlay.close();
                Effect::ShowRace(number)
            }
        };
    }
    let Some(menu) = state.overlay.menu_mut() else { return on_page(state, action, model, reach) };
    let outcome = in_menu(menu, &action);
    if outcome != menu::Outcome::Stay {
        state.overlay.close();
    }
    let menu::Outcome::Do(chosen) = outcome else { return Effect::None };
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
        Action::FocusNext | Action::FocusBack if model.lanes.len() < 2 => {
            return Effect::Say("There is no other lane.".into());
        }
        Action::FocusNext => state.selection.move_focus(model, 1),
        Action::FocusBack => state.selection.move_focus(model, model.lanes.len().max(1) - 1),
        Action::Focus(lane) => state.selection.focus(lane),
        Action::Zoom => state.toggle_zoom(),
        // In the list of faults digits are its entries.
        Action::Page(_) if in_list => {}
        Action::Page(page) => state.turn_to(page),
        Action::Scrub(strides) => return Effect::answer(time::scrub(state, model, strides.into())),
        Action::Look(at) => time::look(state, model, at),
        Action::Visit(lane, at) => {
            state.selection.focus(lane);
            time::look(state, model, at);
        }
        Action::Stretch => return Effect::answer(time::stretch(state, model, true)),
        Action::Shrink => return Effect::answer(time::stretch(state, model, false)),
        Action::Mark(lane, worker) => {
            keep_rows(state, model, reach);
            return Effect::answer(mark(&mut state.selection, model, lane, worker));
        }
        Action::Sort(_) | Action::SortNext | Action::SortBefore | Action::Invert => {
            return Effect::answer(sort_by(state, &action));
        }
        Action::Up => return Effect::answer(moves::step(state, model, reach, -1)),
        Action::Down => return Effect::answer(moves::step(state, model, reach, 1)),
        Action::PageUp => return Effect::answer(moves::leaf(state, model, reach, -1)),
        Action::PageDown => return Effect::answer(moves::leaf(state, model, reach, 1)),
        Action::Top => return Effect::answer(moves::to_end(state, model, reach, false)),
        Action::Bottom => return Effect::answer(moves::to_end(state, model, reach, true)),
        Action::NextWorker => return Effect::answer(moves::next_worker(state, model, reach, 1)),
        Action::WorkerBefore => return Effect::answer(moves::next_worker(state, model, reach, -1)),
        Action::Kill => return inject(state, model, Fault::Kill),
        Action::Faults if in_list => {
            state.overlay.close();
        }
        Action::Faults => {
            return FaultTarget::of(&state.selection, model)
                .map_or_else(Effect::Say, |_| Effect::OfferFaults);
        }
        Action::Pick(place) if in_list => return pick(state, model, place),
        Action::Pick(place) => match Page::by_number(place + 1) {
            Some(page) => state.turn_to(page),
            None => return Effect::Say(format!("There is no view {}.", place + 1)),
        },
        Action::Confirm => {
            return match state.overlay.marked_fault() {
                Some(marked) => pick(state, model, marked),
                None => Effect::answer(details::show(state, model)),
            };
        }
        Action::Races => return Effect::OpenRaces,
        Action::Undo => return Effect::Undo,
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

/// A finished run cannot be paused, but a paused picture can always be continued. From an earlier race it goes on to
/// the present one.
fn toggle_pause(state: &mut UiState, model: &Model) -> Effect {
    if state.leave_past() {
        return Effect::None;
    }
    let pause = !state.paused();
    if pause && model.is_over() {
        return Effect::Say("It is over; r runs it again.".into());
    }
    state.freeze(pause.then_some(model));
    Effect::Pause(pause)
}

#[cfg(test)]
mod tests;
