//! Content of the screens of scaling: curves, and the groupings by which they share charts. It is computed when a
//! message arrives, not at each frame.

use crate::scaling::chart::{Chart, ChartCurve, ChartEntry};
use crate::scaling::compare::Headline;
use crate::statistics::Estimate;

/// All curves and charts.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct ChartSet {
    /// Parts of the first row, the most important first.
    pub title: Vec<String>,
    /// Headline of each machine that is compared with the first; empty where nothing is compared.
    pub headlines: Vec<Headline>,
    /// Whether some or all of it was simulated.
    pub simulated: bool,
    /// Whether some or all of it was measured by another program.
    pub imported: bool,
    /// Warnings to read before any figure is believed, a sentence each.
    pub warnings: Vec<String>,
    /// Notes to be found, not to be read first: what was left out, in what machines differ.
    pub notes: Vec<String>,
    /// All curves.
    pub curves: Vec<ChartCurve>,
    /// Groupings of the curves by what they have in common: the workload, or else what differed there.
    pub groupings: Vec<Grouping>,
    /// Doubts about the whole, a sentence each.
    pub doubts: Vec<String>,
}

/// A way to divide curves among charts.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Grouping {
    /// Its name, e.g. `by workload`.
    pub name: &'static str,
    /// Its charts.
    pub charts: Vec<Chart>,
    /// Sentences on all curves of a chart together: the verdict of a comparison.
    pub sentences: Vec<String>,
    /// Ratios of each chart's members to its first one; empty where nothing is compared.
    pub ratios: Vec<Ratios>,
}

/// A table of ratios: a row for each member of a chart, a column for each question.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Ratios {
    /// The questions, e.g. `scaling at 32`, and a shorter form of each.
    pub heads: Vec<[String; 2]>,
    /// One row for each member, in order.
    pub rows: Vec<Vec<Option<Ratio>>>,
    /// Geometric means over all charts, with the name of each row; empty where there is one chart.
    pub means: Vec<(String, Vec<Option<Ratio>>)>,
}

/// A member over the first one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ratio {
    /// The ratio.
    pub value: Estimate,
    /// Whether it differs significantly from 1.
    pub significant: bool,
}

impl Grouping {
    /// A grouping in which nothing is compared.
    #[must_use]
    pub(crate) fn of(name: &'static str, charts: Vec<Chart>) -> Self {
        Self { name, charts, ..Self::default() }
    }
}

impl ChartSet {
    /// The chart with this index in this grouping.
    #[must_use]
    pub(crate) fn chart(&self, grouping: usize, chart: usize) -> Option<&Chart> {
        self.groupings.get(grouping)?.charts.get(chart)
    }

    /// The headline of the machine with this name, else the first.
    #[must_use]
    pub(crate) fn headline(&self, machine: &str) -> Option<&Headline> {
        self.headlines.iter().find(|headline| headline.name == machine).or(self.headlines.first())
    }

    /// The curve of a member.
    #[must_use]
    pub(crate) fn curve(&self, member: &ChartEntry) -> Option<&ChartCurve> {
        self.curves.get(member.curve)
    }
}
