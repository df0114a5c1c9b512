//! A figure for paper and the web: panels in rows, with a title above and notes below.
//!
//! The panels come from [`chart`](super::chart); here they only get their positions. [`svg`] draws the figure, alone
//! or inside an HTML page.

mod options;
pub(crate) mod svg;

pub(crate) use options::{FigureOptions, PanelName, UnknownPanel};

use super::chart::{Charts, Metric, Panel};

/// Largest number of panels of one metric in a row.
const IN_A_ROW: usize = 3;

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
    /// Width of the picture, pixels; `None` for that of its panels.
    pub width: Option<u32>,
    /// Whether the explanation of marks and lines is left out, and the room of the title with it.
    pub bare: bool,
}

impl Figure {
    /// All curves of a sweep: a column for each workload, a row for each metric.
    #[must_use]
    pub(crate) fn of_sweep(title: String, notes: Vec<String>, charts: &Charts, metrics: &[Metric]) -> Self {
        let rows: Vec<Vec<Panel>> = metrics.iter().map(|metric| charts.panels(*metric)).collect();
        let columns = rows.first().map_or(1, Vec::len).max(1);
        Self { title, notes, panels: rows.concat(), columns, ..Self::default() }
    }

    /// Machines side by side: a row for each lane and workload, a column for each metric; of one metric as many panels in
    /// a row as are legible.
    #[must_use]
    pub(crate) fn of_comparison(
        title: String,
        notes: Vec<String>,
        charts: &Charts,
        metrics: &[Metric],
    ) -> Self {
        if let [metric] = metrics {
            return Self { title, notes, ..Self::of_metric(*metric, charts, IN_A_ROW) };
        }
        let by_metric: Vec<Vec<Panel>> = metrics.iter().map(|metric| charts.panels(*metric)).collect();
        let count = by_metric.first().map_or(0, Vec::len);
        let row = |place: usize| by_metric.iter().filter_map(move |panels| panels.get(place).cloned());
        let panels = (0..count).flat_map(row).collect();
        Self { title, notes, panels, columns: metrics.len().max(1), ..Self::default() }
    }

    /// The figure in this width, and without words where only the panels are wanted.
    #[must_use]
    pub(crate) fn with(self, options: &FigureOptions) -> Self {
        let figure = Self { width: options.width, bare: options.bare, ..self };
        if options.bare { Self { title: String::new(), notes: Vec::new(), ..figure } } else { figure }
    }

    /// All charts with one metric, at most `columns` of them in a row; without a title of its own.
    #[must_use]
    pub(crate) fn of_metric(metric: Metric, charts: &Charts, columns: usize) -> Self {
        let panels = charts.panels(metric);
        let columns = panels.len().clamp(1, columns.max(1));
        Self { panels, columns, ..Self::default() }
    }
}
