//! The legend of a page: what its inks and marks mean, of those that are on it now. The most needed comes first, and what
//! does not fit is left out whole.

use std::collections::BTreeSet;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::marks::{Mark, of_workers};
use crate::event::Nanos;
use crate::model::Model;
use crate::model::cores::CoreUse;
use crate::model::lane::Lane;
use crate::ui::layout::inner;
use crate::ui::theme::Theme;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Ink, paint};

/// Columns of a rule that a legend leaves.
const RULE_LEFT: u16 = 8;

/// Least load of a core that is drawn.
const SEEN: f64 = 0.002;

/// Draws as many entries as fit, and an ellipsis if there are more.
pub(super) fn draw(theme: &Theme, entries: &[Line], area: Rect, buf: &mut Buffer) {
    let more = Line::styled(theme.glyphs.ellipsis, theme.quiet());
    paint::parts_or_more(buf, inner(area), entries, more);
}

/// Draws them at the beginning of a rule.
pub(super) fn draw_in_rule(theme: &Theme, entries: &[Line], rule: Rect, buf: &mut Buffer) {
    if entries.is_empty() {
        return;
    }
    paint::fill(buf, rule, " ", theme.text());
    // The rule goes on behind them, if only for a few columns.
    let area = Rect { width: rule.width.saturating_sub(RULE_LEFT), ..rule };
    draw(theme, entries, area, buf);
    let is_drawn = |x: &u16| buf[(*x, rule.y)].symbol() != " ";
    let end = (rule.left()..rule.right()).rev().find(is_drawn).map_or(rule.left(), |x| x + 2);
    let rest = Rect { x: end, width: rule.right().saturating_sub(end), ..rule };
    paint::fill(buf, rest, theme.glyphs.horizontal, theme.quiet());
}

/// The entry of an ink.
pub(super) fn ink(theme: &Theme, ink: Ink, word: &'static str) -> Line<'static> {
    let (glyph, style) = sample(ink, &theme.glyphs);
    Line::from(vec![Span::styled(glyph, style), Span::styled(format!(" {word}"), theme.quiet())])
}

/// An entry in words: a name on the page and its meaning.
pub(super) fn word(theme: &Theme, name: &'static str, meaning: &'static str) -> Line<'static> {
    Line::from(vec![Span::styled(name, theme.text()), Span::styled(format!(" {meaning}"), theme.quiet())])
}

/// The marks on the rows of some workers.
pub(super) fn marks(lane: &Lane, workers: &Range<usize>) -> BTreeSet<Mark> {
    of_workers(lane, workers).into_iter().map(|(_, mark)| mark).collect()
}

/// The entries of marks.
pub(super) fn of_marks(theme: &Theme, marks: impl IntoIterator<Item = Mark>) -> Vec<Line<'static>> {
    let marks: BTreeSet<Mark> = marks.into_iter().collect();
    let entry = |mark: Mark| {
        let (glyph, style) = mark.look(theme);
        Line::from(vec![Span::styled(glyph, style), Span::styled(format!(" {}", mark.word()), theme.quiet())])
    };
    marks.into_iter().map(entry).collect()
}

/// Kinds of load that are drawn of some cores.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Loads {
    /// Other programs' load.
    pub(super) others: bool,
    /// Time that the host gave to another guest.
    pub(super) stolen: bool,
    /// Load that cannot be divided.
    pub(super) undivided: bool,
}

impl Loads {
    /// Loads of these cores between two times, where stolen time is not drawn apart.
    pub(super) fn of(model: &Model, cores: &[usize], from: Nanos, until: Nanos) -> Self {
        Self::until(model, cores, (from, until), |loads| loads.others)
    }

    /// Loads of these cores between two times.
    pub(super) fn with_stolen(model: &Model, cores: &[usize], from: Nanos, until: Nanos) -> Self {
        Self::until(model, cores, (from, until), |loads| loads.others && loads.stolen)
    }

    /// The loads of one core after another, until that is enough.
    fn until(
        model: &Model,
        cores: &[usize],
        (from, until): (Nanos, Nanos),
        enough: impl Fn(&Self) -> bool,
    ) -> Self {
        let mut loads = Self::default();
        for core in cores {
            let Some(CoreUse { busy, ours, stolen }) = model.cores.mean(*core, from, until) else { continue };
            loads.undivided |= ours.is_none() && busy > SEEN;
            loads.others |= ours.is_some_and(|ours| busy - ours - stolen.unwrap_or(0.0) > SEEN);
            loads.stolen |= stolen.is_some_and(|stolen| stolen > SEEN);
            if enough(&loads) {
                break;
            }
        }
        loads
    }

    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            others: self.others || other.others,
            stolen: self.stolen || other.stolen,
            undivided: self.undivided || other.undivided,
        }
    }

    /// Their entries, without stolen time.
    pub(super) fn entries(self, theme: &Theme) -> Vec<Line<'static>> {
        let others = self.others.then(|| ink(theme, theme.others(), "not the workers"));
        let undivided = self.undivided.then(|| ink(theme, Ink::Solid, "whose is unknown"));
        others.into_iter().chain(undivided).collect()
    }
}

#[cfg(test)]
mod tests;
