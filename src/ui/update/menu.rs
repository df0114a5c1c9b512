//! Actions while the menu is open.

use super::{Effect, Reach, UiState};
use crate::model::Model;
use crate::ui::action::Action;
use crate::ui::menu::{Menu, MenuAction};

impl UiState {
    /// Opens the menu; closes what was open before.
    pub fn open(&mut self, menu: Menu) {
        self.faults = None;
        self.menu = Some(menu);
    }

    /// Effect of an action while the menu is open: actions not listed have no meaning there.
    pub(super) fn in_menu(&mut self, action: &Action, model: &Model, reach: Reach) -> Effect {
        let Some(menu) = &mut self.menu else { return Effect::None };
        match action {
            Action::Type(c) => menu.type_in(*c),
            Action::Erase => menu.erase(),
            Action::Clear => menu.begin(""),
            Action::Up => menu.step(-1),
            Action::Down => menu.step(1),
            Action::PageUp => menu.turn(-1),
            Action::PageDown => menu.turn(1),
            Action::Confirm => return self.do_marked(model, reach),
            Action::Choose(place) => {
                menu.mark(*place);
                return self.do_marked(model, reach);
            }
            Action::Menu => self.menu = None,
            Action::Shell(command) => return Effect::Shell(*command),
            _ => {}
        }
        Effect::None
    }

    /// Does the marked entry. The menu closes, unless something is still to be typed.
    fn do_marked(&mut self, model: &Model, reach: Reach) -> Effect {
        let Some(menu) = &mut self.menu else { return Effect::None };
        match menu.action() {
            Some(MenuAction::Ask(line)) => menu.begin(&line),
            Some(MenuAction::Change(change)) => {
                self.menu = None;
                return Effect::Change(change);
            }
            Some(MenuAction::Act(action)) => {
                self.menu = None;
                return self.update(action, model, reach);
            }
            // The list shows the reason already.
            Some(MenuAction::Refuse(_)) | None => {}
        }
        Effect::None
    }
}
