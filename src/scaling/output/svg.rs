//! A picture for a paper or a slide.

use super::{ScalingFormat, SweepSummary, beside, sentences};
use crate::report::Named;
use crate::scaling::chart::Charts;
use crate::scaling::compare::Comparison;
use crate::scaling::figure::{Figure, svg};
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
        let charts = Charts::of_report(told.report);
        svg::render(&Figure::of_sweep(sentences::headline(told), sentences::notes(told), &charts))
    }

    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        let notes = [&comparison.verdict[..], &beside::subjects(comparison)].concat();
        let charts = Charts::of_comparison(comparison);
        svg::render(&Figure::of_comparison(beside::title(comparison), notes, &charts))
    }
}
