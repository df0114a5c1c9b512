//! Curves of a comparison, to be drawn.

use super::side::{Side, SidePoint};
use super::{Comparison, Matched};
use crate::scaling::analysis::{self, Claim, Curve, Point};
use crate::scaling::report::CurvePlan;
use crate::statistics::Estimate;

impl Comparison {
    /// The curve of the subject at this index; `None` where it has none. Of a single report it is that report's own;
    /// of several machines, and where a comparison was forced, it has throughput, speed-up and efficiency alone.
    #[must_use]
    pub(crate) fn curve(&self, matched: &Matched, place: usize) -> Option<Curve> {
        let (subject, side) = (self.subjects.get(place)?, matched.sides.get(place)?.as_ref()?);
        let own = |plan: &CurvePlan| plan.lane == matched.lane && plan.workload == matched.workload;
        if let ([report], None) = (&subject.reports[..], &matched.forced) {
            let (place, plan) = report.plan.curves.iter().enumerate().find(|(_, plan)| own(plan))?;
            return Some(analysis::curve(report, place, plan));
        }
        let plans = || subject.reports.iter().flat_map(|report| &report.plan.curves);
        let akin =
            |plan: &&CurvePlan| plan.lane == matched.lane && plan.workload.name == matched.workload.name;
        let plan = plans().find(|plan| own(plan)).or_else(|| plans().find(akin))?.clone();
        Some(of_side(matched, side, plan))
    }
}

fn of_side(matched: &Matched, side: &Side, plan: CurvePlan) -> Curve {
    let points: Vec<Point> = side.points.iter().map(of_point).collect();
    let claim = Claim::Points(points.len());
    Curve { place: 0, plan, mode: matched.mode, points, claim, limit: None }
}

fn of_point(point: &SidePoint) -> Point {
    let Estimate { value, low, high, coverage } = point.throughput;
    Point {
        workers: point.workers,
        region: point.region,
        runs: point.rates.len(),
        // Time of one task, or of one unit.
        wall: Estimate { value: 1.0 / value, low: 1.0 / high, high: 1.0 / low, coverage },
        throughput: point.throughput,
        speedup: point.speedup,
        efficiency: point.efficiency(),
        karp_flatt: None,
        start: None,
        cores_busy: None,
        balance: None,
        losses: None,
        settled: true,
        doubts: Vec::new(),
    }
}
