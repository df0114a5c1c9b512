//! The charts of a comparison: one for each lane and workload, with a curve for each machine.

use super::{Chart, ChartCurve, ChartEntry, Charts, Machine};
use crate::scaling::compare::{Comparison, Matched};
use crate::text::words::lane_alone;

impl Charts {
    /// The curves of a comparison by lane and workload.
    #[must_use]
    pub(crate) fn of_comparison(comparison: &Comparison) -> Self {
        let mut charts = Self::default();
        for matched in &comparison.matched {
            let members = members(comparison, matched, &mut charts.curves);
            charts.charts.push(Chart { name: name_of(matched), members });
        }
        charts
    }
}

/// Title of the chart of a match, e.g. `pool on primes`.
#[must_use]
pub(crate) fn name_of(matched: &Matched) -> String {
    let forced = if matched.forced.is_some() { " (forced)" } else { "" };
    format!("{} on {}{forced}", lane_alone(&matched.lane, &matched.label), matched.workload.title())
}

/// A curve for each machine that measured it.
fn members(comparison: &Comparison, matched: &Matched, curves: &mut Vec<ChartCurve>) -> Vec<ChartEntry> {
    let mut members = Vec::new();
    for (look, subject) in comparison.subjects.iter().enumerate() {
        let Some((measured, report)) = comparison.curve(matched, look).zip(subject.reports.first()) else {
            continue;
        };
        // Each of several reports may have numbers of workers of its own.
        let mut planned: Vec<u32> = report.plan.workers_of(&measured.plan).collect();
        planned.extend(measured.points.iter().map(|point| point.workers));
        planned.sort_unstable();
        planned.dedup();
        members.push(ChartEntry { curve: curves.len(), name: subject.name.clone(), look });
        let machine = Machine { name: subject.name.clone(), fingerprint: report.machine.clone() };
        curves.push(ChartCurve { measured, planned, machine });
    }
    members
}
