//! A picture for a paper or a slide.

use super::{Format, Look, Told, words};
use crate::scaling::figure::{Figure, of_curves, svg};

/// SVG.
#[derive(Debug)]
pub(super) struct Svg;

impl Format for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn sweep(&self, told: &Told, _: Look) -> String {
        svg::render(&figure(told))
    }
}

/// The figure of a sweep, with all that has to stand beside it wherever it is shown.
pub(super) fn figure(told: &Told) -> Figure {
    of_curves(words::headline(told), words::notes(told), &told.curves)
}
