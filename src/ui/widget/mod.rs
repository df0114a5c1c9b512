//! Generic drawing: columns of strata, bars, large numerals, a time axis, a chart.
//!
//! Nothing here knows a lane, a core or an activity; a chart knows the panel that it draws. Each widget is a small
//! value that holds everything it shows and paints itself through `impl Widget for &T`.

pub mod axis;
pub mod bar;
pub mod chart;
pub mod decades;
pub mod ink;
pub mod numerals;
pub(in crate::ui) mod paint;
pub(in crate::ui) mod put;
pub mod ribbon;
pub mod shares;

pub use axis::Axis;
pub use bar::Bar;
pub use chart::Plot;
pub use decades::Decades;
pub use ink::{Glyphs, Ink};
pub use numerals::Numerals;
pub use ribbon::{Column, Ribbon};
pub use shares::Shares;
