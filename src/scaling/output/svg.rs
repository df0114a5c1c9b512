//! A picture for a paper or a slide.

use super::{Format, Look, Told, beside, words};
use crate::scaling::compare::Comparison;
use crate::scaling::figure::{of_comparison, of_curves, svg};

/// SVG.
#[derive(Debug)]
pub(super) struct Svg;

impl Format for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn sweep(&self, told: &Told, _: Look) -> String {
        svg::render(&of_curves(words::headline(told), words::notes(told), &told.curves))
    }

    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        let notes = [&comparison.verdict[..], &beside::subjects(comparison)].concat();
        svg::render(&of_comparison(beside::title(comparison), notes, comparison))
    }
}
