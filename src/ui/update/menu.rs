//! Actions while the menu is open.

use crate::ui::action::Action;
use crate::ui::state::menu::{Menu, MenuAction};

/// Result of an action while the menu is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The menu stays open.
    Stay,
    /// The menu closes.
    Close,
    /// The menu closes, and this entry is done.
    Do(MenuAction),
}

/// Applies an action to the open menu: actions not listed have no meaning there.
pub(super) fn in_menu(menu: &mut Menu, action: &Action) -> Outcome {
    match action {
        Action::Type(c) => menu.type_in(*c),
        Action::Erase => menu.erase(),
        Action::Clear => menu.begin(""),
        Action::Up => menu.step(-1),
        Action::Down => menu.step(1),
        Action::PageUp => menu.turn(-1),
        Action::PageDown => menu.turn(1),
        Action::Top => menu.mark(0),
        Action::Bottom => menu.mark(usize::MAX),
        Action::Confirm => return do_marked(menu),
        Action::Choose(place) => {
            menu.mark(*place);
            return do_marked(menu);
        }
        Action::Menu => return Outcome::Close,
        _ => {}
    }
    Outcome::Stay
}

/// Does the marked entry. The menu closes, unless something is still to be typed.
fn do_marked(menu: &mut Menu) -> Outcome {
    match menu.action() {
        Some(MenuAction::Ask(line)) => menu.begin(&line),
        // The list shows the reason already.
        Some(MenuAction::Refuse(_)) | None => {}
        Some(chosen) => return Outcome::Do(chosen),
    }
    Outcome::Stay
}
