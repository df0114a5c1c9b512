//! The viewer's state, and how an action changes it. Pure: no terminal, no stage, no clock.

mod menu;

use super::action::Action;
use super::command::Command;
use super::fault_target::FaultTarget;
use super::menu::Menu;
use super::roster::Sort;
use super::scale;
use super::view::page::{OUTPUT, PAGES, RACE, WORKERS};
use super::window::{Extent, Window};
use crate::event::{Fault, LaneId};
use crate::model::Model;
use crate::model::verdict::Verdict;
use crate::race::setting::Change;

/// The viewer's state.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct UiState {
    /// Index of the current view.
    pub page: usize,
    /// The part of the time that is shown, and the moment under the cursor.
    pub window: Window,
    /// The lane that the viewer focused; `None` while the focus follows the race.
    pub focus: Option<usize>,
    /// The worker that the viewer has selected in that lane.
    pub worker: Option<usize>,
    /// Whether that lane has the whole screen.
    pub zoom: bool,
    /// Whether the list of faults is open, and which of them is marked.
    pub faults: Option<usize>,
    /// The menu, while it is open.
    pub menu: Option<Menu>,
    /// Whether the printed lines are shown; `None` until the viewer has chosen: then if there is room.
    pub output: Option<bool>,
    /// First printed line or first row of the table that is shown; `None` until the viewer scrolls: then the newest
    /// line or the first row.
    pub scrolled: Option<usize>,
    /// Sort order of the table of workers.
    pub sort: Sort,
    /// The model as it was when the viewer paused the picture.
    pub frozen: Option<Box<Model>>,
}

/// An effect of an action beyond the viewer's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Run again with the same settings.
    Restart,
    /// Change a setting, then run again if it needs that.
    Change(Change),
    /// Pause the stage, or continue it.
    Pause(bool),
    /// Open the list of faults, if the stage has workers that accept them.
    OfferFaults,
    /// Open the menu of the stage's settings.
    OpenMenu,
    /// Inject this fault into that worker.
    Inject(FaultTarget, Fault),
    /// Answer the key with this sentence.
    Say(String),
    /// Pass this command to the application shell.
    Shell(Command),
}

impl Effect {
    /// The answer to a key, if there is one.
    fn answer(sentence: Option<String>) -> Self {
        sentence.map_or(Self::None, Self::Say)
    }
}

/// Scroll range of help and printed lines on the current screen.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Number of lines that are shown at a time; 0 when nothing scrolls.
    pub page: u16,
    /// Largest number of lines that can be scrolled past.
    pub last: usize,
}

impl UiState {
    /// The focused lane. Until the viewer chooses one it is the lane that runs, then the one that ran last, and at
    /// the end the first in the verdict.
    #[must_use]
    pub fn focus_in(&self, model: &Model) -> usize {
        let lanes = model.lanes.len().max(1);
        if let Some(chosen) = self.focus {
            return chosen % lanes;
        }
        let spoken = spoken_of(model).first().copied();
        let live = || model.lanes.iter().position(crate::model::lane::Lane::is_live);
        let latest = || (0..model.lanes.len()).max_by_key(|i| (model.lanes[*i].started, usize::MAX - i));
        spoken.or_else(live).or_else(latest).unwrap_or(0)
    }

    /// The lanes that should be shown together when not all fit: those of the verdict.
    #[must_use]
    pub fn together(&self, model: &Model) -> Vec<usize> {
        if self.focus.is_some() { Vec::new() } else { spoken_of(model) }
    }

    /// The lane whose lock is shown: the focused one if it has a lock, else the first that has one.
    #[must_use]
    pub fn lock_in(&self, model: &Model) -> Option<usize> {
        let locked = |lane: &usize| model.lanes.get(*lane).is_some_and(|lane| lane.plan.locked);
        let focus = Some(self.focus_in(model)).filter(locked);
        focus.or_else(|| (0..model.lanes.len()).find(locked))
    }

    /// Whether the picture is paused.
    #[must_use]
    pub fn paused(&self) -> bool {
        self.frozen.is_some()
    }

    /// Applies an action to this state; returns its further effect.
    pub fn update(&mut self, action: Action, model: &Model, reach: Reach) -> Effect {
        if self.menu.is_some() {
            return self.in_menu(&action, model, reach);
        }
        match action {
            Action::Pause => return self.toggle_pause(model),
            Action::Again => return Effect::Restart,
            Action::Change(change) => return Effect::Change(change),
            Action::FocusNext => self.move_focus(model, 1),
            Action::FocusBack => self.move_focus(model, model.lanes.len().max(1) - 1),
            Action::Focus(lane) => self.focus_on(lane),
            Action::Zoom => self.toggle_zoom(),
            Action::Page(place) => self.turn_to(place),
            Action::Scrub(strides) => self.window.scrub(self.extent(model), strides.into()),
            Action::Look(at) => self.window.look(self.extent(model), at),
            Action::Visit(lane, at) => {
                self.focus_on(lane);
                self.window.look(self.extent(model), at);
            }
            Action::Follow => self.window.follow(),
            Action::Stretch => return self.stretch(model, true),
            Action::Shrink => return self.stretch(model, false),
            Action::Mark(lane, worker) => {
                self.keep_rows(model, reach);
                return Effect::answer(self.mark(model, lane, worker));
            }
            Action::Sort(_) | Action::SortNext | Action::SortBefore | Action::Invert => {
                return Effect::answer(self.sort_by(&action));
            }
            Action::Up => return Effect::answer(self.step(model, reach, -1)),
            Action::Down => return Effect::answer(self.step(model, reach, 1)),
            Action::PageUp => return Effect::answer(self.leaf(model, reach, -1)),
            Action::PageDown => return Effect::answer(self.leaf(model, reach, 1)),
            Action::NextWorker => return Effect::answer(self.next_worker(model, reach, 1)),
            Action::WorkerBefore => return Effect::answer(self.next_worker(model, reach, -1)),
            Action::Kill => return self.inject(model, Fault::Kill),
            Action::Faults if self.faults.is_some() => self.faults = None,
            Action::Faults => return self.offer_faults(model),
            Action::Pick(place) if self.faults.is_some() => return self.pick(model, place),
            Action::Pick(place) if place < PAGES.len() => self.turn_to(place),
            Action::Confirm => return self.faults.map_or(Effect::None, |marked| self.pick(model, marked)),
            Action::Output => return Effect::answer(self.toggle_output(model, reach)),
            Action::Menu => return Effect::OpenMenu,
            // There are not so many views; the others belong to the menu alone.
            Action::Pick(_) | Action::Type(_) | Action::Erase | Action::Clear | Action::Choose(_) => {}
            Action::Shell(command) => return Effect::Shell(command),
        }
        Effect::None
    }

    /// Closes the menu, or else the list of faults; `false` where neither is open.
    pub fn close(&mut self) -> bool {
        self.menu.take().is_some() || self.faults.take().is_some()
    }

    /// Resets what belongs to the previous run.
    pub fn begin(&mut self) {
        self.frozen = None;
        (self.faults, self.scrolled) = (None, None);
        self.window = Window::default();
    }

    fn move_focus(&mut self, model: &Model, steps: usize) {
        self.focus = Some((self.focus_in(model) + steps) % model.lanes.len().max(1));
        self.worker = None;
    }

    /// The extent of time in the picture that is shown.
    fn extent(&self, model: &Model) -> Extent {
        let seen = self.frozen.as_deref().unwrap_or(model);
        scale::extent(seen, self.focus_in(seen))
    }

    /// Toggles the zoom. It belongs to the race: from another view it switches there.
    fn toggle_zoom(&mut self) {
        let zoom = self.page != RACE || !self.zoom;
        self.turn_to(RACE);
        self.zoom = zoom;
    }

    fn focus_on(&mut self, lane: usize) {
        if self.focus != Some(lane) {
            (self.focus, self.worker) = (Some(lane), None);
        }
    }

    /// Switches to another view; the scroll position of the previous one is dropped.
    fn turn_to(&mut self, place: usize) {
        (self.page, self.scrolled) = (place, None);
    }

    /// One step back towards the initial view: drops the cursor, then the view, then the zoom.
    pub fn step_back(&mut self) {
        if !self.window.follows() {
            self.window.follow();
        } else if self.page != RACE {
            self.turn_to(RACE);
        } else {
            self.zoom = false;
        }
    }

    fn stretch(&mut self, model: &Model, larger: bool) -> Effect {
        if self.window.stretch(self.extent(model), larger) {
            return Effect::None;
        }
        let end =
            if larger { "The time axis cannot be stretched further." } else { "All of the time is seen." };
        Effect::Say(end.into())
    }

    /// Moves in what is in front: list, printed lines, and where none is open the workers.
    fn step(&mut self, model: &Model, reach: Reach, lines: isize) -> Option<String> {
        match self.faults {
            Some(marked) => {
                let count = Fault::ALL.len();
                self.faults = Some((marked + count).saturating_add_signed(lines) % count);
                None
            }
            None if self.page == WORKERS => self.select_row(model, reach, lines, false),
            None if reach.page > 0 => self.scroll(reach, lines),
            None => self.select_worker(model, lines),
        }
    }

    fn next_worker(&mut self, model: &Model, reach: Reach, steps: isize) -> Option<String> {
        if self.page == WORKERS {
            self.select_row(model, reach, steps, true)
        } else {
            self.select_worker(model, steps)
        }
    }

    /// Moves by one page.
    fn leaf(&mut self, model: &Model, reach: Reach, pages: isize) -> Option<String> {
        let lines = pages * isize::try_from(reach.page).unwrap_or(0);
        if self.page == WORKERS && self.faults.is_none() {
            self.select_row(model, reach, lines, false)
        } else {
            self.scroll(reach, lines)
        }
    }

    /// Scrolls the printed lines, which follow the newest line once that is reached.
    fn scroll(&mut self, reach: Reach, lines: isize) -> Option<String> {
        if reach.page > 0 {
            let from = self.scrolled.unwrap_or(reach.last);
            let at = from.saturating_add_signed(lines).min(reach.last);
            self.scrolled = (at < reach.last).then_some(at);
        }
        None
    }

    /// Hides the printed lines when they are shown, and shows them when they are not.
    fn toggle_output(&mut self, model: &Model, reach: Reach) -> Option<String> {
        if self.page != RACE {
            self.turn_to(if self.page == OUTPUT { RACE } else { OUTPUT });
            return None;
        }
        let shown = reach.page > 0;
        (self.output, self.scrolled) = (Some(!shown), None);
        let nothing = !shown && model.lanes.iter().all(|lane| lane.output.is_empty());
        nothing.then(|| "No worker has printed anything so far.".into())
    }

    fn offer_faults(&mut self, model: &Model) -> Effect {
        self.fault_target(model).map_or_else(Effect::Say, |_| Effect::OfferFaults)
    }

    /// Does the entry at this index of the list, if that is open.
    fn pick(&mut self, model: &Model, place: usize) -> Effect {
        match (self.faults, Fault::ALL.get(place)) {
            (Some(_), Some(fault)) => self.inject(model, *fault),
            _ => Effect::None,
        }
    }

    /// Injects a fault into the selected worker, which is marked from now on.
    fn inject(&mut self, model: &Model, fault: Fault) -> Effect {
        self.faults = None;
        match self.fault_target(model) {
            Ok(fault_target) => {
                self.focus = Some(usize::from(fault_target.lane.0));
                self.worker = Some(usize::from(fault_target.worker.0));
                Effect::Inject(fault_target, fault)
            }
            Err(why) => Effect::Say(why),
        }
    }

    /// A finished run cannot be paused, but a paused picture can always be continued.
    fn toggle_pause(&mut self, model: &Model) -> Effect {
        let pause = !self.paused();
        if pause && model.is_over() {
            return Effect::Say("It is over; r runs it again.".into());
        }
        self.frozen = pause.then(|| Box::new(model.clone()));
        Effect::Pause(pause)
    }
}

fn spoken_of(model: &Model) -> Vec<usize> {
    Verdict::of(model).map_or_else(Vec::new, |v| v.lanes.into_iter().map(|LaneId(id)| id.into()).collect())
}

#[cfg(test)]
mod tests;
