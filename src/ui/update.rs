//! What the viewer has chosen to see, and how an action changes it. Pure: no terminal, no stage, no clock.

use super::action::Action;
use super::stage::{Change, StageKind};
use crate::model::Model;

/// The viewer's state.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct View {
    /// The lane that has the focus.
    pub focus: usize,
    /// Whether that lane has the whole screen.
    pub zoom: bool,
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
    /// Change a choice, then run again.
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

impl View {
    /// Whether the picture stands still.
    #[must_use]
    pub fn paused(&self) -> bool {
        self.frozen.is_some()
    }

    /// What an action does to this view, and what else is to be done.
    pub fn update(&mut self, action: Action, model: &Model, kind: StageKind) -> Effect {
        self.message = None;
        let lanes = model.lanes.len().max(1);
        match action {
            Action::Pause => return self.toggle_pause(model),
            Action::Again => return Effect::Restart,
            Action::MoreWorkers => return self.change(Change::MoreWorkers, kind),
            Action::FewerWorkers => return self.change(Change::FewerWorkers, kind),
            Action::NextWorkload => return self.change(Change::NextWorkload, kind),
            Action::NextSchedule => return self.change(Change::NextSchedule, kind),
            Action::FocusNext => self.focus = (self.focus + 1) % lanes,
            Action::FocusBack => self.focus = (self.focus % lanes + lanes - 1) % lanes,
            Action::Zoom => self.zoom = !self.zoom,
            Action::Help => self.help = if self.help.is_some() { None } else { Some(0) },
            Action::ScrollUp => self.help = self.help.map(|lines| lines.saturating_sub(1)),
            Action::ScrollDown => self.help = self.help.map(|lines| lines.saturating_add(1)),
            Action::Close if self.help.is_some() => self.help = None,
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

    fn toggle_pause(&mut self, model: &Model) -> Effect {
        let pause = !self.paused();
        self.frozen = pause.then(|| Box::new(model.clone()));
        Effect::Pause(pause)
    }

    fn change(&mut self, change: Change, kind: StageKind) -> Effect {
        match kind {
            StageKind::Live => Effect::Change(change),
            StageKind::Replay { .. } => {
                self.message =
                    Some("A recording plays as it was recorded; nothing in it can be changed.".into());
                Effect::None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::script::Script;

    fn press(view: &mut View, action: Action) -> Effect {
        view.update(action, &Script::of(&["gil", "pool"]).model_at(3.0), StageKind::Live)
    }

    #[test]
    fn the_focus_goes_round_both_ways() {
        let mut view = View::default();
        press(&mut view, Action::FocusBack);
        assert_eq!(view.focus, 1);
        press(&mut view, Action::FocusNext);
        assert_eq!(view.focus, 0);
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
    fn a_pause_freezes_the_model_as_it_is_and_a_second_lets_go() {
        let mut view = View::default();
        assert_eq!(press(&mut view, Action::Pause), Effect::Pause(true));
        assert_eq!(view.frozen.as_deref(), Some(&Script::of(&["gil", "pool"]).model_at(3.0)));
        assert_eq!(press(&mut view, Action::Pause), Effect::Pause(false));
        assert!(!view.paused());
    }

    #[test]
    fn a_replay_says_why_it_does_not_change() {
        let mut view = View::default();
        let kind = StageKind::Replay { speed: 1.0 };
        assert_eq!(view.update(Action::MoreWorkers, &Model::default(), kind), Effect::None);
        assert!(view.message.as_ref().unwrap().contains("recording"));
        assert_eq!(view.update(Action::Help, &Model::default(), kind), Effect::None);
        assert_eq!(view.message, None);
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
