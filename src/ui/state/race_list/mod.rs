//! The list of races while it is open: a mark, up to two chosen races, and these two beside each other.

use std::ops::Range;

use crate::report::RaceSummary;

/// A row of the list: a race of this session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RaceRow {
    /// Its summary.
    pub summary: RaceSummary,
    /// Whether its pictures are kept, so that it can be shown again.
    pub pictured: bool,
}

/// The list of races while it is open. Never empty: the present race is its last row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RaceList {
    rows: Vec<RaceRow>,
    /// Index of the marked row.
    marked: usize,
    /// Indices of the chosen rows, at most two, in the order of choice.
    chosen: Vec<usize>,
    /// Number of lines scrolled past in the comparison, while it is open.
    compared: Option<usize>,
    /// First row that is shown, as far as the mark allows.
    first: usize,
    /// Number of rows that the screen has for the list.
    room: usize,
    /// Largest number of lines of the comparison that can be scrolled past.
    last: usize,
}

impl RaceList {
    /// The list of these races with the last one marked.
    #[must_use]
    pub(crate) fn new(rows: Vec<RaceRow>) -> Self {
        let marked = rows.len().saturating_sub(1);
        Self { rows, marked, chosen: Vec::new(), compared: None, first: marked, room: 1, last: 0 }
    }

    /// The races, in order.
    #[must_use]
    pub(crate) fn rows(&self) -> &[RaceRow] {
        &self.rows
    }

    /// Index of the marked row.
    #[must_use]
    pub(crate) fn marked(&self) -> usize {
        self.marked
    }

    /// The marked race.
    #[must_use]
    pub(crate) fn race(&self) -> Option<&RaceRow> {
        self.rows.get(self.marked)
    }

    /// Whether the row at this index is chosen.
    #[must_use]
    pub(crate) fn is_chosen(&self, place: usize) -> bool {
        self.chosen.contains(&place)
    }

    /// Number of chosen races.
    #[must_use]
    pub(crate) fn count_chosen(&self) -> usize {
        self.chosen.len()
    }

    /// The two chosen races, the earlier first.
    #[must_use]
    pub(crate) fn pair(&self) -> Option<[&RaceSummary; 2]> {
        let [one, other] = self.chosen[..] else { return None };
        let race = |place: usize| self.rows.get(place).map(|row| &row.summary);
        Some([race(one.min(other))?, race(one.max(other))?])
    }

    /// Number of lines scrolled past in the comparison, while it is open.
    #[must_use]
    pub(crate) fn compared(&self) -> Option<usize> {
        self.compared
    }

    /// The rows shown in a list of this many rows: the marked one is among them.
    #[must_use]
    pub(crate) fn seen(&self, room: usize) -> Range<usize> {
        let last = self.rows.len().saturating_sub(room);
        let first = self.first.min(self.marked).max((self.marked + 1).saturating_sub(room)).min(last);
        first..(first + room).min(self.rows.len())
    }

    /// Sets the number of rows that the screen has for the list, and the largest number of lines of the comparison that
    /// can be scrolled past.
    pub(crate) fn fit(&mut self, room: usize, last: usize) {
        (self.room, self.last) = (room.max(1), last);
        self.first = self.seen(self.room).start;
        self.compared = self.compared.map(|scrolled| scrolled.min(last));
    }

    /// Replaces the summary of the present race, which goes on.
    pub(crate) fn update(&mut self, present: RaceSummary) {
        if let Some(row) = self.rows.last_mut().filter(|row| row.summary.number == present.number) {
            row.summary = present;
        }
    }

    /// Marks the row at this index, or the last.
    pub(crate) fn mark(&mut self, place: usize) {
        self.marked = place.min(self.rows.len().saturating_sub(1));
        self.first = self.seen(self.room).start;
    }

    /// Moves the mark by this many rows, stopping at the ends; in the comparison, scrolls by as many lines.
    pub(crate) fn step(&mut self, lines: isize) {
        match &mut self.compared {
            Some(scrolled) => *scrolled = scrolled.saturating_add_signed(lines).min(self.last),
            None => self.mark(self.marked.saturating_add_signed(lines)),
        }
    }

    /// The same by pages.
    pub(crate) fn turn(&mut self, pages: isize) {
        let room = isize::try_from(self.room).unwrap_or(isize::MAX);
        self.step(room.saturating_mul(pages));
    }

    /// Chooses the marked race, or no longer. Of three the one that was chosen first is dropped.
    pub(crate) fn toggle(&mut self) {
        if self.is_chosen(self.marked) {
            self.chosen.retain(|place| *place != self.marked);
        } else {
            if self.chosen.len() == 2 {
                self.chosen.remove(0);
            }
            self.chosen.push(self.marked);
        }
    }

    /// Opens the comparison of the two chosen races; `false` where there are not two.
    pub(crate) fn compare(&mut self) -> bool {
        let two = self.pair().is_some();
        self.compared = two.then_some(0);
        two
    }

    /// Closes the comparison; `false` where it is not open.
    pub(crate) fn close_comparison(&mut self) -> bool {
        self.compared.take().is_some()
    }
}

#[cfg(test)]
mod tests;
