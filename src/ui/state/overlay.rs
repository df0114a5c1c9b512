//! The part that lies in front of the page. There is one at a time, so what is opened replaces what was open.
//!
//! The help is not among them: it belongs to the application shell, which lays it over any screen.

use super::menu::Menu;
use super::race_list::RaceList;
use crate::event::Fault;
use crate::explain::Explanation;

/// The part in front of the page.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) enum Overlay {
    /// Nothing: the page itself is in front.
    #[default]
    None,
    /// The list of faults for the selected worker.
    Faults {
        /// Index of the marked fault.
        marked: usize,
    },
    /// Explanation of the thing under the mouse or the cursor.
    Explanation(&'static Explanation),
    /// The menu.
    Menu(Box<Menu>),
    /// The list of races, or two of them beside each other.
    Races(Box<RaceList>),
}

impl Overlay {
    /// The list of faults with its first entry marked.
    pub(crate) const FAULTS: Self = Self::Faults { marked: 0 };

    /// The open menu.
    #[must_use]
    pub(crate) fn menu(&self) -> Option<&Menu> {
        if let Self::Menu(menu) = self { Some(menu) } else { None }
    }

    /// The open menu, to be changed.
    pub(crate) fn menu_mut(&mut self) -> Option<&mut Menu> {
        if let Self::Menu(menu) = self { Some(menu) } else { None }
    }

    /// The open list of races, to be changed.
    pub(crate) fn races_mut(&mut self) -> Option<&mut RaceList> {
        if let Self::Races(races) = self { Some(races) } else { None }
    }

    /// Index of the marked fault of the open list.
    #[must_use]
    pub(crate) fn marked_fault(&self) -> Option<usize> {
        if let Self::Faults { marked } = self { Some(*marked) } else { None }
    }

    /// Whether an explanation is open.
    #[must_use]
    pub(crate) const fn explains(&self) -> bool {
        matches!(self, Self::Explanation(_))
    }

    /// Moves the mark of the open list of faults by this many entries, wrapping around.
    pub(crate) fn step_fault(&mut self, steps: isize) {
        if let Self::Faults { marked } = self {
            let count = Fault::ALL.len();
            *marked = (*marked + count).saturating_add_signed(steps) % count;
        }
    }

    /// Marks the first fault of the open list, or the last.
    pub(crate) fn mark_fault(&mut self, last: bool) {
        if let Self::Faults { marked } = self {
            *marked = if last { Fault::ALL.len() - 1 } else { 0 };
        }
    }

    /// Closes what is open; `false` where nothing is.
    pub(crate) fn close(&mut self) -> bool {
        std::mem::take(self) != Self::None
    }

    /// Closes the innermost of what is open: a comparison of races leaves their list. `false` where nothing is.
    pub(crate) fn step_back(&mut self) -> bool {
        self.races_mut().is_some_and(RaceList::close_comparison) || self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_replaces_what_was_open() {
        let mut overlay = Overlay::FAULTS;
        assert_eq!((overlay.marked_fault(), overlay.menu()), (Some(0), None));
        overlay.step_fault(-1);
        assert_eq!(overlay.marked_fault(), Some(Fault::ALL.len() - 1), "round and round");
        overlay = Overlay::Menu(Box::new(Menu::new(Err("nothing".into()), Vec::new())));
        assert!(overlay.marked_fault().is_none() && overlay.menu_mut().is_some());
        assert!(overlay.close() && overlay == Overlay::None);
        assert!(!overlay.close(), "nothing is open");
    }
}
