//! Several machines side by side: three ratios for everything that all of them measured, with their significance; the
//! differences between the machines; and a verdict in words. Pure functions of reports.
//!
//! **Three ratios, never one.** A machine with twice the cores and slower ones is faster and slower, and one figure would
//! have to be wrong about one of them:
//!
//! | ratio | of |
//! | --- | --- |
//! | one core | X(1): throughput of one worker |
//! | scaling | S(N), at the largest N that both measured with a CPU for each worker |
//! | whole machine | X(N), each machine at the largest N for which it has CPUs |
//!
//! **Samples.** Of a single report they are its runs, one by one (of scaling: pairs of the runs of one round). Of several
//! machines with the same CPU each machine counts once, with its medians: a fleet does not become more certain by
//! measuring one of its machines more often.
//!
//! **Chance.** Each ratio has an interval (of the ratio of two medians, at least 93 % where there are enough samples)
//! and the p-value of Mann and Whitney's test. All ratios of a comparison are judged together, so Benjamini and
//! Hochberg's rule decides which of them are significant: at most one in twenty of these is due to chance. And since
//! two sweeps of one machine differ a little, too, a ratio within 2 % of one (of virtual machines 5 %) is never
//! called significant, nor one whose interval contains one.
//!
//! **One figure.** A machine's headline is the geometric mean of its whole-machine ratios over all curves (its `mean`
//! module says how its interval is made). The smallest and the largest of the curves are a range, and called one.

mod differences;
mod drawn;
mod matching;
mod mean;
mod ratios;
mod side;
mod subject;
mod threshold;
mod verdict;
mod words;

pub(crate) use differences::Difference;
pub(crate) use matching::{Matched, Refusal};
pub(crate) use mean::{Mean, Means};
pub(crate) use ratios::{Ratio, RatioKind, Ratios};
pub(crate) use subject::{By, ComparedMachine};
pub(crate) use threshold::Threshold;
pub(crate) use verdict::Headline;

use super::report::Report;
use crate::statistics::{SETTLED, discoveries};

/// Largest share of significant ratios that are due to chance.
const FALSE_DISCOVERIES: f64 = 0.05;

/// Machines side by side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// The subjects; the first is the reference of the others.
    pub subjects: Vec<ComparedMachine>,
    /// Curves that the first and at least one other measured, in the order of the first.
    pub matched: Vec<Matched>,
    /// Geometric means by subject, against the first; `None` for the first itself.
    pub means: Vec<Option<Means>>,
    /// Headline of each subject but the first, in order.
    pub headlines: Vec<Headline>,
    /// Curves that could not be compared, a sentence each.
    pub left_out: Vec<String>,
    /// Differences of the machines, their reports and the program that made them.
    pub differences: Vec<Difference>,
    /// The verdict, a sentence each, the headlines first.
    pub verdict: Vec<String>,
}

impl Comparison {
    /// Compares these subjects with the first of them.
    ///
    /// # Errors
    /// When there is nothing to compare. With `force` only when they have no lane on the same workload.
    pub(crate) fn of(subjects: Vec<ComparedMachine>, force: bool) -> Result<Self, Refusal> {
        let [first, others @ ..] = subjects.as_slice() else { return Err(Refusal::Alone) };
        if others.is_empty() {
            return Err(Refusal::Alone);
        }
        let (mut matched, left_out) = matching::matched(first, others, force);
        for (place, other) in (1..).zip(others) {
            if !matched.iter().any(|matched| matched.sides.get(place).is_some_and(Option::is_some)) {
                return Err(matching::refusal(first, other));
            }
        }
        let drift = drift(&subjects);
        judge(&mut matched, drift);
        let means: Vec<Option<Means>> =
            (0..subjects.len()).map(|place| (place > 0).then(|| Means::of(&matched, place, drift))).collect();
        let differences = differences::differences(&subjects);
        let headlines = verdict::headlines(&subjects, &matched, &means);
        let verdict = verdict::verdict(&subjects, &matched, &means, &headlines);
        Ok(Self { subjects, matched, means, headlines, left_out, differences, verdict })
    }
}

/// Relative difference that two sweeps of one machine may have: each is a sample of a few minutes, which its runs
/// share. A virtual machine shares its host with others; on one that we measured repeatedly medians moved by up to
/// 4 % between two quiet minutes.
fn drift(subjects: &[ComparedMachine]) -> f64 {
    let reports = subjects.iter().flat_map(|subject| &subject.reports);
    let virtualised = |report: &Report| {
        report.machine.virtualisation.as_ref().is_some_and(|hypervisor| hypervisor != "none")
    };
    if reports.into_iter().any(virtualised) { VIRTUAL_DRIFT } else { SETTLED }
}

/// See [`drift`].
const VIRTUAL_DRIFT: f64 = 0.05;

/// Marks the significant ones of all ratios.
fn judge(matched: &mut [Matched], drift: f64) {
    let all = |matched: &mut [Matched], look: &mut dyn FnMut(&mut Ratio)| {
        let ratios = matched.iter_mut().flat_map(|matched| matched.ratios.iter_mut().flatten());
        ratios.flat_map(Ratios::all_mut).for_each(look);
    };
    let mut p = Vec::new();
    all(matched, &mut |ratio| p.push(ratio.p.unwrap_or(f64::NAN)));
    let mut believed = discoveries(&p, FALSE_DISCOVERIES).into_iter();
    all(matched, &mut |ratio| {
        ratio.significant = believed.next().unwrap_or(false) && ratio.is_more_than(drift);
    });
}

#[cfg(test)]
mod tests;
