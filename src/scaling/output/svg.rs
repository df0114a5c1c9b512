//! A picture for a paper or a slide.

use super::{ScalingFormat, SweepSummary, beside, sentences};
use crate::report::Named;
use crate::scaling::chart::{Charts, Metric};
use crate::scaling::compare::Comparison;
use crate::scaling::figure::{Figure, FigureOptions, UnknownPanel, svg};
use crate::text::look::Look;

/// SVG.
#[derive(Debug)]
pub(super) struct Svg;

impl Named for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }
}

impl ScalingFormat for Svg {
    fn sweep(&self, told: &SweepSummary, _: Look) -> String {
        svg::render(&figure_of_sweep(told, &Charts::of_report(told.report), &SWEEP))
    }

    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        svg::render(&figure_of_comparison(comparison, &Charts::of_comparison(comparison), &Metric::ALL))
    }
}

/// Metrics of the figure of a sweep.
const SWEEP: [Metric; 2] = [Metric::Speedup, Metric::Efficiency];

fn figure_of_sweep(told: &SweepSummary, charts: &Charts, metrics: &[Metric]) -> Figure {
    Figure::of_sweep(sentences::headline(told), sentences::notes(told), charts, metrics)
}

fn figure_of_comparison(comparison: &Comparison, charts: &Charts, metrics: &[Metric]) -> Figure {
    let notes = [&comparison.verdict[..], &beside::subjects(comparison)].concat();
    Figure::of_comparison(beside::title(comparison), notes, charts, metrics)
}

/// A sweep as SVG with these choices.
///
/// # Errors
/// When it has no such panel.
pub(crate) fn picture_of_sweep(told: &SweepSummary, options: &FigureOptions) -> Result<String, UnknownPanel> {
    let charts = options.chosen(Charts::of_report(told.report))?;
    Ok(svg::render(&figure_of_sweep(told, &charts, options.metrics_or(&SWEEP)).with(options)))
}

/// A comparison as SVG with these choices.
///
/// # Errors
/// When it has no such panel.
pub(crate) fn picture_of_comparison(
    comparison: &Comparison,
    options: &FigureOptions,
) -> Result<String, UnknownPanel> {
    let charts = options.chosen(Charts::of_comparison(comparison))?;
    let figure = figure_of_comparison(comparison, &charts, options.metrics_or(&Metric::ALL));
    Ok(svg::render(&figure.with(options)))
}
