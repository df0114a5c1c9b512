//! Analysis of a report's raw runs: curves of points with intervals, claims, losses, and doubts. Pure functions of a
//! [`Report`](super::Report).

mod budget;
mod claim;
mod curve;
mod disagreements;
mod doubts;
pub mod figures;
mod limit;
mod point;
pub mod region;

pub use claim::Claim;
pub use curve::{Curve, curve, curves};
pub use disagreements::disagreements;
pub use doubts::PointDoubt;
pub use point::Point;
pub use region::Region;

pub use super::fit::{Fit, Parameter};

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "figures that are made up are exact")]
mod tests;
