//! All choices of the viewer on the dashboard.

use super::overlay::Overlay;
use super::page::Page;
use super::past::Past;
use super::question::Question;
use super::selection::Selection;
use super::sort::Sort;
use super::window::Window;
use crate::model::Model;

/// The viewer's state.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct UiState {
    /// The page that the viewer chose; `None` until then.
    chosen: Option<Page>,
    /// The page that is shown until then.
    automatic: Page,
    /// The part of the time that is shown, and the moment under the cursor.
    pub window: Window,
    /// The focused lane, and the selected worker in it.
    pub selection: Selection,
    /// Sort order of the table of workers.
    pub sort: Sort,
    /// The part in front of the page.
    pub overlay: Overlay,
    /// The question that the last key has asked.
    pub question: Option<Question>,
    /// Whether the timeline of a recording has the digits: after a seek, until something else is asked for.
    pub timeline: bool,
    zoomed: bool,
    output: Option<bool>,
    scrolled: Option<usize>,
    frozen: Option<Box<Model>>,
    past: Option<Past>,
}

impl UiState {
    /// The initial state, with this page chosen.
    #[must_use]
    pub(crate) fn on(page: Page) -> Self {
        Self { chosen: Some(page), ..Self::default() }
    }

    /// The initial state, with this page first: the page of the race is no choice, since every race begins there.
    #[must_use]
    pub(crate) fn beginning_on(page: Page) -> Self {
        if page == Page::Race { Self::default() } else { Self::on(page) }
    }

    /// The current page.
    #[must_use]
    pub(crate) fn page(&self) -> Page {
        self.chosen.unwrap_or(self.automatic)
    }

    /// Whether the focused lane has the whole page of the race.
    #[must_use]
    pub(crate) const fn is_zoomed(&self) -> bool {
        self.zoomed
    }

    /// Whether the printed lines are shown; `None` until the viewer has chosen: then if there is room.
    #[must_use]
    pub(crate) const fn output(&self) -> Option<bool> {
        self.output
    }

    /// First printed line or first row of the table that is shown; `None` until the viewer scrolls: then the newest
    /// line or the first row.
    #[must_use]
    pub(crate) const fn scrolled(&self) -> Option<usize> {
        self.scrolled
    }

    /// Whether the picture is paused.
    #[must_use]
    pub(crate) const fn paused(&self) -> bool {
        self.frozen.is_some()
    }

    /// Whether the present race leaves the picture as it is: it is paused, or an earlier race is shown.
    #[must_use]
    pub(crate) const fn stands_still(&self) -> bool {
        self.frozen.is_some() || self.past.is_some()
    }

    /// The earlier race that is shown, if one is.
    #[must_use]
    pub(crate) const fn past(&self) -> Option<&Past> {
        self.past.as_ref()
    }

    /// The model that is shown: the present one, the one at the moment of the pause, or that of an earlier race.
    #[must_use]
    pub(crate) fn picture<'a>(&'a self, model: &'a Model) -> &'a Model {
        let past = self.past.as_ref().map(|past| &*past.model);
        past.or(self.frozen.as_deref()).unwrap_or(model)
    }

    /// Shows an earlier race in place of the present one.
    pub(crate) fn show_past(&mut self, past: Past) {
        self.past = Some(past);
        self.forget_moment();
    }

    /// Shows the present race again; `false` where it is shown.
    pub(crate) fn leave_past(&mut self) -> bool {
        let left = self.past.take().is_some();
        if left {
            self.forget_moment();
        }
        left
    }

    /// Resets what belongs to one race alone: its time, its lanes, its lines.
    fn forget_moment(&mut self) {
        self.window = Window::default();
        self.selection.clear();
        self.scrolled = None;
    }

    /// Drops the question; `false` where none was asked.
    pub(crate) fn decline(&mut self) -> bool {
        self.question.take().is_some()
    }

    /// Switches to another page; the scroll position of the previous one is dropped.
    pub(crate) fn turn_to(&mut self, page: Page) {
        (self.chosen, self.scrolled) = (Some(page), None);
    }

    /// Shows this page as long as the viewer chooses none. A zoomed lane is a choice, too.
    pub(crate) fn turn_by_itself_to(&mut self, page: Page) {
        let before = self.page();
        if self.zoomed && self.automatic == Page::Race {
            return;
        }
        self.automatic = page;
        if self.page() != before {
            self.scrolled = None;
        }
    }

    /// Toggles the zoom. It belongs to the race: from another page it switches there.
    pub(crate) fn toggle_zoom(&mut self) {
        let elsewhere = self.page() != Page::Race;
        self.zoomed = elsewhere || !self.zoomed;
        if elsewhere {
            self.turn_to(Page::Race);
        }
        self.scrolled = None;
    }

    /// One step back towards the initial view: gives the digits back to the pages, drops the cursor, then an earlier race,
    /// then the page, then the zoom. `false` where it is the initial view.
    pub(crate) fn step_back(&mut self) -> bool {
        if self.timeline {
            self.timeline = false;
            return true;
        }
        if !self.window.follows() {
            self.window.follow();
            return true;
        }
        if self.leave_past() {
            return true;
        }
        if self.page() != Page::Race {
            self.turn_to(Page::Race);
            return true;
        }
        std::mem::take(&mut self.zoomed)
    }

    /// Shows or hides the printed lines on the page of the race, from the newest line on.
    pub(crate) fn show_output(&mut self, shown: bool) {
        (self.output, self.scrolled) = (Some(shown), None);
    }

    /// Scrolls to this line or row; `None` for the newest line or the first row.
    pub(crate) fn scroll_to(&mut self, first: Option<usize>) {
        self.scrolled = first;
    }

    /// Pauses the picture at this model, or lets it go on.
    pub(crate) fn freeze(&mut self, model: Option<&Model>) {
        self.frozen = model.map(|model| Box::new(model.clone()));
    }

    /// Resets what belongs to the previous run: a race begins on its own page, unless the viewer watches another one
    /// than that of the result.
    pub(crate) fn begin(&mut self) {
        self.automatic = Page::Race;
        self.chosen = self.chosen.filter(|page| ![Page::Race, Page::Ranking].contains(page));
        if self.past.take().is_some() {
            self.selection.clear();
        }
        (self.frozen, self.scrolled, self.question) = (None, None, None);
        if matches!(self.overlay, Overlay::Faults { .. } | Overlay::Races(_)) {
            self.overlay.close();
        }
        self.window = Window::default();
    }
}

#[cfg(test)]
impl UiState {
    /// The same with this lane focused.
    pub(in crate::ui) fn focused(mut self, lane: usize) -> Self {
        self.selection.focus(lane);
        self
    }

    /// The same with this lane on the whole page of the race.
    pub(in crate::ui) fn zoomed(self, lane: usize) -> Self {
        self.focused(lane).zoomed_as_it_is()
    }

    /// The same with the focused lane on the whole page of the race.
    pub(in crate::ui) fn zoomed_as_it_is(self) -> Self {
        Self { zoomed: true, ..self }
    }

    /// The same with this worker of this lane selected.
    pub(in crate::ui) fn selecting(mut self, lane: usize, worker: usize) -> Self {
        self.selection.select(lane, worker);
        self
    }

    /// The same with the printed lines shown or hidden.
    pub(in crate::ui) fn with_output(mut self, shown: bool) -> Self {
        self.show_output(shown);
        self
    }

    /// The same with this in front.
    pub(in crate::ui) fn with_overlay(self, overlay: Overlay) -> Self {
        Self { overlay, ..self }
    }
}

#[cfg(test)]
mod tests;
