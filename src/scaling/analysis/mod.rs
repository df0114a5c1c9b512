//! Analysis of a report's raw runs: curves of points with intervals, claims, losses, and doubts. Pure functions of a
//! [`Report`](super::Report).

mod budget;
mod claim;
mod curve;
mod disagreements;
mod doubts;
pub(crate) mod figures;
mod limit;
mod point;
pub(crate) mod region;

pub(crate) use claim::{Alternative, Claim};
pub(crate) use curve::{Curve, curve, curves};
pub(crate) use disagreements::disagreements;
pub(crate) use doubts::PointDoubt;
pub(crate) use point::Point;
pub(crate) use region::Region;

pub(crate) use super::fit::{Fit, Parameter};

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "figures that are made up are exact")]
mod tests;
