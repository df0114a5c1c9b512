//! Machines side by side, from their reports. Pure.
//!
//! There is no one number for "how much faster". There are three ratios, and they may point in different directions: one
//! core against one core, how well each scales to the same number of workers, and the whole machine against the whole.

use super::analysis::Curve;
use super::report::{CurvePlan, Report};
use crate::statistics::Estimate;

/// What stands beside each other: one report, or several of machines with the same CPU.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What it is called; unique among the subjects of a comparison.
    pub name: String,
    /// Its reports, at least one.
    pub reports: Vec<Report>,
}

/// What is compared as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Each report is a subject.
    Machine,
    /// Reports with the same CPU, usable CPUs and quota are one subject.
    Cpu,
}

/// Several subjects, the first of which is what the others are compared with.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// In the order in which they were given.
    pub subjects: Vec<Subject>,
    /// Each lane with its work that at least two subjects have.
    pub matches: Vec<Match>,
    /// Curves that only one of them has, each in words: `gil on primes (480 tasks of 2000 numbers): only b`.
    pub left_out: Vec<String>,
    /// Fields of the fingerprints that differ.
    pub differences: Vec<Difference>,
    /// What follows, in sentences.
    pub verdict: Vec<String>,
    /// What is to be known before: simulated, incomplete, doubted, forced.
    pub warnings: Vec<String>,
}

/// One lane with its work, on several machines.
#[derive(Debug, Clone)]
pub struct Match {
    /// What was measured; of a forced match, that of the first subject.
    pub plan: CurvePlan,
    /// What differed in the work and was compared all the same; `None` where nothing did. Throughput is then in units of
    /// size per second.
    pub forced: Option<String>,
    /// By subject: its curve (of several machines, that of the one in the middle), `None` where it has none.
    pub curves: Vec<Option<Curve>>,
    /// By subject: its ratios to the first that has a curve; `None` for that one and for those without.
    pub ratios: Vec<Option<Ratios>>,
}

/// A subject over the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratios {
    /// Throughput of one worker: X_B(1)/X_A(1).
    pub core: Ratio,
    /// Speed-up with the most workers that both have without oversubscription, and that number: S_B(N)/S_A(N). `None`
    /// where that is one worker.
    pub scaling: Option<(u32, Ratio)>,
    /// Throughput with the most workers that each has without oversubscription, and these numbers: first, this one.
    pub whole: Option<([u32; 2], Ratio)>,
}

/// One ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// It, with its interval.
    pub value: Estimate,
    /// Probability of a difference at least as large where there is none (Mann–Whitney).
    pub p: f64,
    /// Whether it is significant, all ratios of the comparison considered.
    pub significant: bool,
}

/// A field in which machines differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its name in the file, e.g. `machine.governors`.
    pub field: String,
    /// By subject, in words; `unknown` is a value.
    pub values: Vec<String>,
}

/// Reports that cannot be compared, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{one} and {other} cannot be compared: {field} differs, {values}; --force compares what can be, and marks it", values = .values.join(" and "))]
pub struct Refusal {
    /// A subject.
    pub one: String,
    /// Another.
    pub other: String,
    /// The field that differs, e.g. `workload.size of pool on primes`.
    pub field: String,
    /// What each says.
    pub values: [String; 2],
}
