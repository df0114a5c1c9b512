//! Sweeps and comparisons as text: one file per format, and one line in [`FORMATS`].

mod benchstat;
mod beside;
mod csv;
mod format;
mod html;
mod json;
mod markdown;
mod sentences;
mod summary;
mod svg;
mod text;

pub(crate) use csv::points;
pub(crate) use format::ScalingFormat;
pub(crate) use sentences::{announcement, claim, what, work};
pub(crate) use summary::SweepSummary;
pub(crate) use svg::{picture_of_comparison, picture_of_sweep};

use crate::report::Formats;

/// All formats of sweeps and comparisons.
pub(crate) static FORMATS: Formats<dyn ScalingFormat> = Formats(&[
    &text::Text,
    &json::Json,
    &csv::Csv,
    &markdown::Markdown,
    &svg::Svg,
    &html::Html,
    &benchstat::Benchstat,
]);

#[cfg(test)]
mod tests;
