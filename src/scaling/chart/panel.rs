//! Content of one picture, in data coordinates: horizontal workers, vertical the metric.

use super::{Axis, Metric, RegionSpan};

/// Curves in one pair of axes.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Property that the curves share, e.g. `primes`.
    pub title: String,
    /// Metric of the vertical axis.
    pub metric: Metric,
    /// The axis of the numbers of workers.
    pub across: Axis,
    /// The axis of the metric.
    pub upwards: Axis,
    /// The curves, in the order of the legend.
    pub series: Vec<Series>,
    /// The ideal of each machine.
    pub guides: Vec<Guide>,
    /// Regions in which workers have no equal core of their own, ascending and apart.
    pub regions: Vec<RegionSpan>,
}

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// Number of its colour and mark: a name has the same one in every panel.
    pub look: usize,
    /// Measured points, ascending in `x`; empty before the first.
    pub points: Vec<DataPoint>,
    /// The intervals of the points.
    pub band: Band,
    /// Points of a fitted law, over the workers that it was fitted to; empty where none is claimed.
    pub fit: Vec<(f64, f64)>,
}

/// A measured point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DataPoint {
    /// The number of workers.
    pub x: f64,
    /// The metric.
    pub y: f64,
    /// Whether it has a doubt.
    pub doubted: bool,
}

/// The intervals of a series' points, cut off where the axis ends.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Band {
    /// The lower ends, ascending in `x`.
    pub lower: Vec<(f64, f64)>,
    /// The upper ends, at the same places.
    pub upper: Vec<(f64, f64)>,
}

/// A reference line for measurements.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    /// Its name in the legend.
    pub name: &'static str,
    /// Its scope, e.g. `64 CPUs`; empty where it is the only one.
    pub note: String,
    /// Corners, ascending in `x`: between two of them it is straight on these axes, or nearly so.
    pub points: Vec<(f64, f64)>,
}
