//! The menu while it is open: everything that can be set or done, found by typing.
//!
//! A line is typed; the [entries](Entry) that contain all of its words stay in the list, the best first. When the
//! line is a setting's name and a value (`workers 12`), its meaning heads the list, or the reason why it cannot be
//! set.

mod entry;
mod search;
mod setting_entries;

use std::ops::Range;

pub(crate) use self::entry::{Entry, MenuAction};
pub(crate) use self::search::hits;
use crate::race::setting::Shown;

/// Longest line that can be typed, in characters: enough for the path of a file and for an expression.
const LONGEST: usize = 250;

/// The menu while it is open.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Menu {
    line: String,
    settings: Vec<Shown>,
    /// Reason why nothing can be set, if so.
    note: Option<String>,
    /// All entries, in their order.
    entries: Vec<Entry>,
    /// The line read as a value of a setting: it heads the list.
    typed: Option<Entry>,
    /// Indices of the entries that the line finds, the best first.
    found: Vec<usize>,
    /// Index of the marked entry in the list.
    marked: usize,
    /// First index that is shown, as far as the mark allows.
    first: usize,
    /// Number of rows that the screen has for the list.
    rows: usize,
}

impl Menu {
    /// The menu of all settings, or of the reason why nothing can be set, and of these further entries.
    #[must_use]
    pub(crate) fn new(settings: Result<Vec<Shown>, String>, further: Vec<Entry>) -> Self {
        let (settings, note) = match settings {
            Ok(settings) => (settings, None),
            Err(why) => (Vec::new(), Some(why)),
        };
        let mut entries = setting_entries::all(&settings);
        entries.extend(further);
        let found = (0..entries.len()).collect();
        let line = String::new();
        Self { line, settings, note, entries, typed: None, found, marked: 0, first: 0, rows: 1 }
    }

    /// The typed line.
    #[must_use]
    pub(crate) fn line(&self) -> &str {
        &self.line
    }

    /// Reason why nothing can be set, if so.
    #[must_use]
    pub(crate) fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Number of entries that the line finds.
    #[must_use]
    pub(crate) fn count(&self) -> usize {
        self.found.len() + usize::from(self.typed.is_some())
    }

    /// Number of entries that an empty line finds.
    #[must_use]
    pub(crate) fn total(&self) -> usize {
        self.entries.len()
    }

    /// Index of the marked entry in the list.
    #[must_use]
    pub(crate) fn marked(&self) -> usize {
        self.marked
    }

    /// The entry at an index of the list.
    #[must_use]
    pub(crate) fn entry(&self, place: usize) -> Option<&Entry> {
        let before = usize::from(self.typed.is_some());
        match place.checked_sub(before) {
            None => self.typed.as_ref(),
            Some(place) => self.found.get(place).and_then(|at| self.entries.get(*at)),
        }
    }

    /// The indices shown in a list of this many rows: the marked one is among them.
    #[must_use]
    pub(crate) fn seen(&self, rows: usize) -> Range<usize> {
        let last = self.count().saturating_sub(rows);
        let first = self.first.min(self.marked).max((self.marked + 1).saturating_sub(rows)).min(last);
        first..(first + rows).min(self.count())
    }

    /// Sets the number of rows that the screen has for the list.
    pub(crate) fn fit(&mut self, rows: usize) {
        self.rows = rows.max(1);
        self.first = self.seen(self.rows).start;
    }

    /// Adds a character to the line; one that cannot be seen is ignored.
    pub(crate) fn type_in(&mut self, c: char) {
        let blank = c == ' ' && self.line.is_empty();
        if !c.is_control() && !blank && self.line.chars().nth(LONGEST - 1).is_none() {
            self.line.push(c);
            self.search();
        }
    }

    /// Removes the last character.
    pub(crate) fn erase(&mut self) {
        self.line.pop();
        self.search();
    }

    /// Replaces the line; an empty one finds everything.
    pub(crate) fn begin(&mut self, line: &str) {
        self.line = line.into();
        self.search();
    }

    /// Moves the mark, wrapping around.
    pub(crate) fn step(&mut self, steps: isize) {
        let count = self.count().max(1);
        self.mark((self.marked + count).saturating_add_signed(steps) % count);
    }

    /// Moves the mark by pages, stopping at the ends.
    pub(crate) fn turn(&mut self, pages: isize) {
        let rows = isize::try_from(self.rows).unwrap_or(isize::MAX);
        self.mark(self.marked.saturating_add_signed(rows.saturating_mul(pages)));
    }

    /// Marks the entry at this index, or the last.
    pub(crate) fn mark(&mut self, place: usize) {
        self.marked = place.min(self.count().saturating_sub(1));
        self.first = self.seen(self.rows).start;
    }

    /// The marked entry's action.
    #[must_use]
    pub(crate) fn action(&self) -> Option<MenuAction> {
        self.entry(self.marked).map(|entry| entry.action.clone())
    }

    fn search(&mut self) {
        self.typed = setting_entries::typed(&self.settings, &self.line);
        self.found = search::found(&self.entries, &self.line);
        (self.marked, self.first) = (0, 0);
    }
}
