//! Generic drawing: columns of strata, bars, large numerals and letters, a time axis, a chart.
//!
//! Nothing here knows a lane, a core or an activity; a chart knows the panel that it draws. Each widget is a small
//! value that holds everything it shows and paints itself through `impl Widget for &T`.

pub(crate) mod axis;
pub(crate) mod bar;
pub(crate) mod chart;
pub(crate) mod decades;
pub(crate) mod ink;
pub(crate) mod letters;
pub(crate) mod numerals;
pub(in crate::ui) mod paint;
pub(in crate::ui) mod put;
pub(crate) mod ribbon;
pub(crate) mod shares;

pub(crate) use axis::Axis;
pub(crate) use bar::Bar;
pub(crate) use decades::Decades;
pub(crate) use ink::{Glyphs, Ink};
pub(crate) use numerals::Numerals;
pub(crate) use ribbon::{Column, Ribbon};
pub(crate) use shares::Shares;
