//! Charts of scaling before any picture format: grouping of curves, and the content of each panel.
//!
//! ```text
//! report, comparison ──▶ Charts: curves with their machines, and the charts that they share
//! a chart, a metric  ──▶ Panel: axes, series with bands, guides, regions, all in data coordinates
//!                          ├──▶ figure::svg         pixels, alone or inside an HTML page
//!                          └──▶ ui::widget::chart   character cells
//! ```
//!
//! Everything that depends on data is decided here and once: where an axis begins and ends, which values have a tick
//! and what their labels are, how far an interval is drawn, what is ideal, where a region begins. A renderer maps
//! data coordinates to its own and decides nothing, so two pictures of one report cannot disagree.

pub(crate) mod axis;
mod build;
mod comparison;
mod curve;
mod group;
mod ideal;
mod metric;
mod panel;
mod region;
mod sampling;

#[cfg(test)]
mod tests;

pub(crate) use axis::{Axis, Scale, legible, round_up};
pub(crate) use build::{PanelOptions, is_doubling, panel};
pub(crate) use curve::{ChartCurve, Machine};
pub(crate) use group::{Chart, ChartEntry, Charts, by_lane, by_machine};
pub(crate) use metric::Metric;
pub(crate) use panel::{Band, DataPoint, Guide, Panel, Series};
pub(crate) use region::RegionSpan;
