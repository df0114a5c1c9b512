//! Sweeps by a formula, for tests: machines that follow the Universal Scalability Law, with a little noise.

use super::exhibit::{Exhibit, Trace};
use crate::event::Doubt;
use crate::scaling::Report;
use crate::scaling::analysis::{Claim, Fit, Parameter, PointDoubt, Region};
use crate::scaling::fixture;
use crate::scaling::formula_of_tests as law;
use crate::scaling::progress::{News, Progress};
use crate::scaling::report::CurvePlan;

/// A sweep that was thought up.
#[derive(Debug, Clone)]
pub(super) struct Script {
    pub(super) name: &'static str,
    pub(super) cores: u32,
    pub(super) cpus: u32,
    pub(super) workers: Vec<u32>,
    pub(super) lanes: Vec<&'static str>,
    pub(super) workloads: Vec<&'static str>,
    /// How fast one of its cores is.
    pub(super) speed: f64,
    pub(super) repetitions: u32,
}
