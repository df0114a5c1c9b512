//! What the screens of scaling show, computed when there is news and not when there is a frame: curves, and the groupings
//! by which they share charts.

use crate::scaling::chart::{Chart, ChartCurve, ChartEntry};
use crate::statistics::Estimate;

/// All that can be shown.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct ChartSet {
    /// The parts of the first row, the most important first.
    pub title: Vec<String>,
    /// Whether nothing of it, or not all, was measured.
    pub simulated: bool,
    /// What has to be known before any figure is believed, each in a sentence.
    pub warnings: Vec<String>,
    /// What is to be found, not to be read first: what was left out, in what machines differ.
    pub notes: Vec<String>,
    /// Every curve.
    pub curves: Vec<ChartCurve>,
    /// The charts there are, by what their curves have in common: the workload, or else what differed there.
    pub groupings: Vec<Grouping>,
    /// What is to be doubted of the whole, each in a sentence.
    pub doubts: Vec<String>,
}

/// One way to put curves on charts.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Grouping {
    /// Its name, e.g. `by workload`.
    pub name: &'static str,
    /// The charts.
    pub charts: Vec<Chart>,
    /// What follows from all curves of a chart together, in sentences: the verdict of a comparison.
    pub sentences: Vec<String>,
    /// How the members of each chart compare with its first one; empty where nothing is compared.
    pub ratios: Vec<Ratios>,
}

/// A table of ratios: a row for each member of a chart, a column for each question.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Ratios {
    /// The questions, e.g. `scaling at 32`, and the same in fewer letters.
    pub heads: Vec<[String; 2]>,
    /// In the order of the members.
    pub rows: Vec<Vec<Option<Ratio>>>,
}

/// A member over the first one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// So many times.
    pub value: Estimate,
    /// Whether that differs from 1 by more than chance.
    pub significant: bool,
}

impl Grouping {
    /// A grouping in which nothing is compared.
    #[must_use]
    pub fn of(name: &'static str, charts: Vec<Chart>) -> Self {
        Self { name, charts, ..Self::default() }
    }
}

impl ChartSet {
    /// The chart with this index in this grouping.
    #[must_use]
    pub fn chart(&self, grouping: usize, chart: usize) -> Option<&Chart> {
        self.groupings.get(grouping)?.charts.get(chart)
    }

    /// The curve of a member.
    #[must_use]
    pub fn curve(&self, member: &ChartEntry) -> Option<&ChartCurve> {
        self.curves.get(member.curve)
    }
}
