//! The numbered views: the body of the frame. A view is one file here and one line in [`PAGES`].

mod cores;
mod lock_page;
mod losses;
mod output;
mod race;
mod workers;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub(super) use self::race::{hides_output as race_hides_output, shown as race_shown};
use super::DrawContext;
use crate::ui::action::Action;
use crate::ui::mouse::Mouse;
use crate::ui::update::Reach;

/// A numbered view. It gets the draw context and its area, and paints; it decides nothing.
pub(crate) trait Page: Sync {
    /// Name on its tab, which can also be typed.
    fn name(&self) -> &'static str;

    /// Its purpose, for the help.
    fn about(&self) -> &'static str;

    /// Paints it.
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer);

    /// Sentences of the moment, where this view has a subject of its own; else those of the race stand below it.
    fn sentences(&self, _ctx: &DrawContext) -> Option<Vec<String>> {
        None
    }

    /// Scroll range in this area.
    fn reach(&self, _ctx: &DrawContext, _area: Rect) -> Reach {
        Reach::default()
    }

    /// Action of the mouse here.
    fn touched(&self, _ctx: &DrawContext, _area: Rect, _mouse: Mouse) -> Option<Action> {
        None
    }
}

/// All views, in the order of their numbers.
pub(crate) static PAGES: [&dyn Page; 6] =
    [&race::Race, &cores::Cores, &workers::Workers, &lock_page::LockPage, &losses::Losses, &output::Output];

/// Index of the race, the initial view.
pub(crate) const RACE: usize = 0;
/// Index of the table of workers.
pub(crate) const WORKERS: usize = 2;
/// Index of the lock's panel.
pub(crate) const LOCK: usize = 3;
/// Index of the printed lines.
pub(crate) const OUTPUT: usize = 5;

/// The view at this index, the race where there is none.
pub(crate) fn page(place: usize) -> &'static dyn Page {
    PAGES.get(place).copied().unwrap_or(PAGES[RACE])
}

/// Index of the view with this name.
pub(crate) fn by_name(name: &str) -> Option<usize> {
    PAGES.iter().position(|page| page.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_that_keys_know_are_those_of_the_list() {
        let known = [("race", RACE), ("workers", WORKERS), ("lock", LOCK), ("output", OUTPUT)];
        assert!(known.iter().all(|(name, place)| page(*place).name() == *name));
        assert_eq!(page(99).name(), "race", "there are not so many");
    }
}
