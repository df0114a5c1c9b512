//! Grouping of curves into charts, and the colour and mark of each.

use super::ChartCurve;
use crate::scaling::Report;
use crate::scaling::report::CurvePlan;
use crate::text::words::lane_alone;

/// Curves, and the charts that show them.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Charts {
    /// The curves.
    pub curves: Vec<ChartCurve>,
    /// The charts: by workload for a sweep, by lane and workload for a comparison.
    pub charts: Vec<Chart>,
}

/// Curves that are drawn in one pair of axes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Chart {
    /// Property that its curves share, e.g. `primes`.
    pub name: String,
    /// The curves, in the order of the legend.
    pub members: Vec<ChartEntry>,
}

/// A curve on a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChartEntry {
    /// Its index in [`Charts::curves`].
    pub curve: usize,
    /// Its name on this chart, e.g. `pool`.
    pub name: String,
    /// Number of its colour and mark.
    pub look: usize,
}

impl Charts {
    /// The curves of a report by workload: on each chart a curve for each lane.
    #[must_use]
    pub(crate) fn of_report(report: &Report) -> Self {
        let name = |plan: &CurvePlan| (plan.workload.title().into(), lane_alone(&plan.lane, &plan.label));
        Self { curves: ChartCurve::all_of(report), charts: grouped(report, name) }
    }
}

/// The charts of a report by lane: on each a curve for each workload.
#[must_use]
pub(crate) fn by_lane(report: &Report) -> Vec<Chart> {
    grouped(report, |plan| (lane_alone(&plan.lane, &plan.label), plan.workload.title().into()))
}

/// A chart for each machine of a comparison, with a curve for each of the `charts` by work.
#[must_use]
pub(crate) fn by_machine(charts: &[Chart]) -> Vec<Chart> {
    let mut machines: Vec<Chart> = Vec::new();
    for chart in charts {
        for member in &chart.members {
            let own = named(&mut machines, &member.name);
            own.members.push(ChartEntry {
                curve: member.curve,
                name: chart.name.clone(),
                look: own.members.len(),
            });
        }
    }
    machines
}

/// The charts of a report; `names` gives a curve's chart and its name there.
fn grouped(report: &Report, names: impl Fn(&CurvePlan) -> (String, String)) -> Vec<Chart> {
    let (mut charts, mut known) = (Vec::new(), Vec::new());
    for (curve, plan) in report.plan.curves.iter().enumerate() {
        let (chart, name) = names(plan);
        let look = place_of(&mut known, name.clone());
        named(&mut charts, &chart).members.push(ChartEntry { curve, name, look });
    }
    charts
}

/// The chart with this name, a new one where there is none.
fn named<'a>(charts: &'a mut Vec<Chart>, name: &str) -> &'a mut Chart {
    let place = charts.iter().position(|chart| chart.name == name).unwrap_or_else(|| {
        charts.push(Chart { name: name.into(), ..Chart::default() });
        charts.len() - 1
    });
    &mut charts[place]
}

/// Index of `name` in the order of first appearance.
fn place_of(known: &mut Vec<String>, name: String) -> usize {
    known.iter().position(|other| *other == name).unwrap_or_else(|| {
        known.push(name);
        known.len() - 1
    })
}
