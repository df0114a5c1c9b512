//! Everything that a picture of a sweep or of machines depends on.

use crate::scaling::chart::{Chart, ChartCurve, ChartEntry};
use crate::scaling::progress::Progress;
use crate::ui::appearance::Appearance;
use crate::ui::scaling::chart_set::{ChartSet, Grouping, Ratios};
use crate::ui::scaling::choice::Choice;
use crate::ui::theme::Theme;

/// Everything that a picture depends on.
#[derive(Debug, Clone, Copy)]
pub(in crate::ui::scaling) struct DrawContext<'a> {
    pub(super) set: &'a ChartSet,
    pub(super) choice: &'a Choice,
    pub(super) theme: &'a Theme,
    /// Whether the words are few and the figures large.
    pub(super) present: bool,
    /// Message: a notice, or the answer to the last key.
    pub(super) message: Option<&'a str>,
    /// The running sweep, and the seconds since it began; none where reports are compared.
    pub(super) sweep: Option<(&'a Progress, f64)>,
}

impl<'a> DrawContext<'a> {
    /// The draw context in this appearance.
    pub(in crate::ui::scaling) fn new(
        set: &'a ChartSet,
        choice: &'a Choice,
        appearance: Appearance<'a>,
        sweep: Option<(&'a Progress, f64)>,
    ) -> Self {
        let Appearance { theme, present, message } = appearance;
        Self { set, choice, theme, present, message, sweep }
    }

    pub(super) fn grouping(&self) -> Option<&'a Grouping> {
        self.set.groupings.get(self.choice.grouping)
    }

    pub(super) fn chart(&self) -> Option<&'a Chart> {
        self.set.chart(self.choice.grouping, self.choice.chart)
    }

    /// The chart with its ratios; `None` where nothing is compared.
    pub(super) fn compared(&self) -> Option<(&'a Chart, &'a Ratios)> {
        Some((self.chart()?, self.grouping()?.ratios.get(self.choice.chart)?))
    }

    /// The curve in front.
    pub(super) fn front(&self) -> Option<(&'a ChartEntry, &'a ChartCurve)> {
        let members = &self.chart()?.members;
        let member = members.get(self.choice.member.min(members.len().saturating_sub(1)))?;
        Some((member, self.set.curve(member)?))
    }
}
