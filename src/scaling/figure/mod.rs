//! A figure for paper and the web: panels in rows, with a title above and notes below.
//!
//! The panels come from [`chart`](super::chart); here they only get their positions. [`svg`] draws the figure, alone
//! or inside an HTML page.

pub(crate) mod svg;

use super::chart::{Charts, Metric, Panel};

/// A whole figure.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Figure {
    /// Its title, one line.
    pub title: String,
    /// Place and time of the measurement; that it is simulated; doubts.
    pub notes: Vec<String>,
    /// The panels, row by row.
    pub panels: Vec<Panel>,
    /// Number of panels in a row.
    pub columns: usize,
}

impl Figure {
    /// All curves of a sweep: a column for each workload, speed-up above and efficiency below.
    #[must_use]
    pub(crate) fn of_sweep(title: String, notes: Vec<String>, charts: &Charts) -> Self {
        let above = charts.panels(Metric::Speedup);
        let columns = above.len().max(1);
        let panels = [above, charts.panels(Metric::Efficiency)].concat();
        Self { title, notes, panels, columns }
    }

    /// Machines side by side: a row for each lane and workload, a column for each metric.
    #[must_use]
    pub(crate) fn of_comparison(title: String, notes: Vec<String>, charts: &Charts) -> Self {
        let [speedup, efficiency, throughput] = Metric::ALL.map(|metric| charts.panels(metric));
        let rows = speedup.into_iter().zip(efficiency).zip(throughput);
        let panels = rows.flat_map(|((a, b), c)| [a, b, c]).collect();
        Self { title, notes, panels, columns: Metric::ALL.len() }
    }

    /// All charts with one metric, at most `columns` of them in a row; without a title of its own.
    #[must_use]
    pub(crate) fn of_metric(metric: Metric, charts: &Charts, columns: usize) -> Self {
        let panels = charts.panels(metric);
        let columns = panels.len().clamp(1, columns.max(1));
        Self { panels, columns, ..Self::default() }
    }
}
