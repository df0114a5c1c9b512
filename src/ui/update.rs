//! What the viewer has chosen to see, and how an action changes it. Pure: no terminal, no stage, no clock.

use super::action::Action;
use super::stage::Change;
use crate::event::LaneId;
use crate::model::Model;
use crate::model::verdict::Verdict;

/// The viewer's state.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct View {
    /// The lane that the viewer gave the focus; `None` while it follows what happens.
    pub focus: Option<usize>,
    /// Whether that lane has the whole screen.
    pub zoom: bool,
    /// Whether the lock has the whole screen.
    pub lock: bool,
    /// Whether the help is open, and how many lines of it are scrolled away.
    pub help: Option<u16>,
    /// The picture that stands while everything goes on.
    pub frozen: Option<Box<Model>>,
    /// The answer to the last key, if it needed one.
    pub message: Option<String>,
}

/// What is to be done besides drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// Run again with the same choices.
    Restart,
    /// Change a choice, then run again if it needs that.
    Change(Change),
    /// Pause the stage, or let it go on.
    Pause(bool),
    /// Leave because the viewer wants to.
    Quit,
    /// Leave as SIGINT would.
    Interrupt,
    /// Stop the process group until the shell continues it.
    Suspend,
}

/// How far the help scrolls on the screen as it is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Lines that are seen at a time.
    pub page: u16,
    /// The most lines that can be scrolled away.
    pub last: u16,
}

impl View {
    /// The lane that has the focus. Until the viewer chooses one it follows the lane that runs, stays with
    /// the one that ran last, and at the end goes to the first that the verdict speaks of.
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

    /// The lanes that should be seen together when not all find room: those that the verdict speaks of.
    #[must_use]
    pub fn together(&self, model: &Model) -> Vec<usize> {
        if self.focus.is_some() { Vec::new() } else { spoken_of(model) }
    }

    /// The lane whose lock has the whole screen: the one with the focus if it has a lock, else the first that
    /// has one.
    #[must_use]
    pub fn lock_in(&self, model: &Model) -> Option<usize> {
        let locked = |lane: &usize| model.lanes.get(*lane).is_some_and(|lane| lane.plan.locked);
        let focus = Some(self.focus_in(model)).filter(locked);
        self.lock.then(|| focus.or_else(|| (0..model.lanes.len()).find(locked))).flatten()
    }

    /// Whether the picture stands still.
    #[must_use]
    pub fn paused(&self) -> bool {
        self.frozen.is_some()
    }

    /// What an action does to this view, and what else is to be done.
    pub fn update(&mut self, action: Action, model: &Model, reach: Reach) -> Effect {
        self.message = None;
        match action {
            Action::Pause => return self.toggle_pause(model),
            Action::Again => return Effect::Restart,
            Action::MoreWorkers => return Effect::Change(Change::MoreWorkers),
            Action::FewerWorkers => return Effect::Change(Change::FewerWorkers),
            Action::NextWorkload => return Effect::Change(Change::NextWorkload),
            Action::NextSchedule => return Effect::Change(Change::NextSchedule),
            Action::ShorterInterval => return Effect::Change(Change::ShorterInterval),
            Action::LongerInterval => return Effect::Change(Change::LongerInterval),
            Action::FocusNext => self.move_focus(model, 1),
            Action::FocusBack => self.move_focus(model, model.lanes.len().max(1) - 1),
            Action::Zoom if self.lock => (self.lock, self.zoom) = (false, true),
            Action::Zoom => self.zoom = !self.zoom,
            Action::Lock => self.toggle_lock(model),
            Action::Help => self.help = if self.help.is_some() { None } else { Some(0) },
            Action::ScrollUp => self.scroll(reach, -1),
            Action::ScrollDown => self.scroll(reach, 1),
            Action::PageUp => self.scroll(reach, -i32::from(reach.page)),
            Action::PageDown => self.scroll(reach, i32::from(reach.page)),
            Action::Close | Action::Quit if self.help.is_some() => self.help = None,
            Action::Close if self.lock => self.lock = false,
            Action::Close => self.zoom = false,
            Action::Quit => return Effect::Quit,
            Action::Interrupt => return Effect::Interrupt,
            Action::Suspend => return Effect::Suspend,
        }
        Effect::None
    }

    /// A new run begins: nothing of the old picture stays.
    pub fn begin(&mut self, message: Option<String>) {
        self.frozen = None;
        self.message = message;
    }

    fn move_focus(&mut self, model: &Model, steps: usize) {
        self.focus = Some((self.focus_in(model) + steps) % model.lanes.len().max(1));
    }

    fn toggle_lock(&mut self, model: &Model) {
        if !self.lock && !model.lanes.iter().any(|lane| lane.plan.locked) {
            self.message = Some("No lane here has a lock.".into());
        } else {
            self.lock = !self.lock;
        }
    }

    fn scroll(&mut self, reach: Reach, lines: i32) {
        let last = i32::from(reach.last);
        self.help = self.help.map(|at| u16::try_from((i32::from(at) + lines).clamp(0, last)).unwrap_or(0));
    }

    /// What is over cannot be paused, but a picture that stands can always be let go.
    fn toggle_pause(&mut self, model: &Model) -> Effect {
        let pause = !self.paused();
        if pause && model.is_over() {
            self.message = Some("It is over; r runs it again.".into());
            return Effect::None;
        }
        self.frozen = pause.then(|| Box::new(model.clone()));
        Effect::Pause(pause)
    }
}

fn spoken_of(model: &Model) -> Vec<usize> {
    Verdict::of(model).map_or_else(Vec::new, |v| v.lanes.into_iter().map(|LaneId(id)| id.into()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::script::Script;

    const REACH: Reach = Reach { page: 10, last: 25 };

    fn press(view: &mut View, action: Action) -> Effect {
        view.update(action, &Script::of(&["gil", "pool"]).model_at(3.0), REACH)
    }

    #[test]
    fn the_focus_goes_round_both_ways() {
        let mut view = View::default();
        press(&mut view, Action::FocusBack);
        assert_eq!(view.focus, Some(1));
        press(&mut view, Action::FocusNext);
        assert_eq!(view.focus, Some(0));
    }

    #[test]
    fn the_focus_follows_the_race_until_it_is_chosen() {
        let script = Script::of(&["sequential", "gil", "pool"]);
        let focus = |view: &View, seconds: f64| view.focus_in(&script.model_at(seconds));
        let view = View::default();
        assert_eq!((focus(&view, 0.1), focus(&view, 3.0), focus(&view, 9.0)), (0, 0, 1));
        assert_eq!(focus(&view, 1000.0), 2, "the fastest of those that the verdict compares");
        assert_eq!(view.together(&script.finished()), [2, 1]);
        let chosen = View { focus: Some(0), ..View::default() };
        assert_eq!((focus(&chosen, 9.0), chosen.together(&script.finished())), (0, vec![]));
    }

    #[test]
    fn escape_closes_the_help_before_the_zoom() {
        let mut view = View { zoom: true, help: Some(3), ..View::default() };
        press(&mut view, Action::Close);
        assert!(view.help.is_none() && view.zoom);
        press(&mut view, Action::Close);
        assert!(!view.zoom);
    }

    #[test]
    fn l_shows_the_lock_of_the_focused_lane_or_of_the_first_that_has_one() {
        let model = Script::of(&["pool", "gil", "gil"]).model_at(3.0);
        let mut view = View { focus: Some(2), ..View::default() };
        assert_eq!(view.lock_in(&model), None);
        view.update(Action::Lock, &model, REACH);
        assert_eq!(view.lock_in(&model), Some(2));
        view.update(Action::FocusNext, &model, REACH);
        assert_eq!((view.focus, view.lock_in(&model)), (Some(0), Some(1)), "the pool has none");
        view.update(Action::Lock, &model, REACH);
        assert_eq!(view.lock_in(&model), None);
        let pools = Script::of(&["pool"]).model_at(3.0);
        view.update(Action::Lock, &pools, REACH);
        assert!(!view.lock && view.message.is_some());
    }

    #[test]
    fn escape_and_the_zoom_leave_the_lock() {
        let mut view = View { lock: true, ..View::default() };
        press(&mut view, Action::Close);
        assert!(!view.lock);
        view.lock = true;
        press(&mut view, Action::Zoom);
        assert!(!view.lock && view.zoom);
    }

    #[test]
    fn brackets_change_the_interval_and_the_race_goes_on() {
        let mut view = View::default();
        for (action, change) in [
            (Action::ShorterInterval, Change::ShorterInterval),
            (Action::LongerInterval, Change::LongerInterval),
        ] {
            assert_eq!(press(&mut view, action), Effect::Change(change));
            assert!(!change.starts_again());
        }
    }

    #[test]
    fn a_pause_freezes_the_model_as_it_is_and_a_second_lets_go() {
        let mut view = View::default();
        assert_eq!(press(&mut view, Action::Pause), Effect::Pause(true));
        assert_eq!(view.frozen.as_deref(), Some(&Script::of(&["gil", "pool"]).model_at(3.0)));
        assert_eq!(press(&mut view, Action::Pause), Effect::Pause(false));
        assert!(!view.paused());
    }

    #[test]
    fn what_is_over_is_not_paused() {
        let mut view = View::default();
        let over = Script::of(&["gil", "pool"]).finished();
        assert_eq!(view.update(Action::Pause, &over, REACH), Effect::None);
        assert!(!view.paused() && view.message.is_some());
        press(&mut view, Action::Pause);
        assert_eq!(view.update(Action::Pause, &over, REACH), Effect::Pause(false), "it ended meanwhile");
        assert!(!view.paused());
    }

    #[test]
    fn the_help_scrolls_by_lines_and_pages_as_far_as_there_is_something() {
        let mut view = View { help: Some(0), ..View::default() };
        for (action, line) in [
            (Action::ScrollUp, 0),
            (Action::PageDown, 10),
            (Action::ScrollDown, 11),
            (Action::PageDown, 21),
            (Action::PageDown, 25),
            (Action::ScrollDown, 25),
            (Action::PageUp, 15),
        ] {
            press(&mut view, action);
            assert_eq!(view.help, Some(line), "{action:?}");
        }
    }

    #[test]
    fn q_closes_the_help_before_it_leaves() {
        let mut view = View { help: Some(0), ..View::default() };
        assert_eq!((press(&mut view, Action::Quit), view.help), (Effect::None, None));
        assert_eq!(press(&mut view, Action::Quit), Effect::Quit);
    }

    #[test]
    fn the_help_scrolls_only_while_it_is_open() {
        let mut view = View::default();
        press(&mut view, Action::ScrollDown);
        assert_eq!(view.help, None);
        press(&mut view, Action::Help);
        press(&mut view, Action::ScrollDown);
        assert_eq!(view.help, Some(1));
    }
}
