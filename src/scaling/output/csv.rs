//! One line per point, every line complete in itself: times in seconds. An unknown value is empty.

use super::{ScalingFormat, SweepSummary, beside};
use crate::report::Named;
use crate::scaling::analysis::{Curve, Point};
use crate::scaling::compare::{Comparison, Ratio, RatioKind};
use crate::scaling::report::Report;
use crate::statistics::Estimate;
use crate::text::csv::{field, line};
use crate::text::look::Look;

/// Comma-separated values.
#[derive(Debug)]
pub(super) struct Csv;

/// A column: its name, and a function for its field in the line of a point.
type Column = (&'static str, fn(&Report, &Curve, &Point) -> String);

const COLUMNS: [Column; 28] = [
    ("machine", |r, _, _| field(r.machine.name.as_ref())),
    ("cpu", |r, _, _| field(r.machine.cpu.as_ref())),
    ("simulated", |r, _, _| r.simulated.is_some().to_string()),
    ("workload", |_, c, _| c.plan.workload.name.clone()),
    ("tasks", |_, c, _| c.plan.workload.tasks.to_string()),
    ("size", |_, c, _| c.plan.workload.size.to_string()),
    ("lane", |_, c, _| c.plan.lane.clone()),
    ("mode", |_, c, _| c.mode.word().into()),
    ("workers", |_, _, p| p.workers.to_string()),
    ("region", |_, _, p| p.region.word().into()),
    ("runs", |_, _, p| p.runs.to_string()),
    ("wall_s", |_, _, p| p.wall.value.to_string()),
    ("wall_low_s", |_, _, p| p.wall.low.to_string()),
    ("wall_high_s", |_, _, p| p.wall.high.to_string()),
    ("throughput", |_, _, p| p.throughput.value.to_string()),
    ("speedup", |_, _, p| field(p.speedup.map(|s| s.value))),
    ("speedup_low", |_, _, p| field(p.speedup.map(|s| s.low))),
    ("speedup_high", |_, _, p| field(p.speedup.map(|s| s.high))),
    ("efficiency", |_, _, p| field(p.efficiency.map(|e| e.value))),
    ("karp_flatt", |_, _, p| field(p.karp_flatt.map(|e| e.value))),
    ("start_s", |_, _, p| field(p.start)),
    ("cores_busy", |_, _, p| field(p.cores_busy)),
    ("balance", |_, _, p| field(p.balance)),
    ("settled", |_, _, p| p.settled.to_string()),
    ("law", |_, c, _| c.claim.law().into()),
    ("limit", |_, c, _| field(c.limit.as_ref())),
    ("doubts", |_, _, p| p.doubts.iter().map(|d| d.doubt.kind.as_str()).collect::<Vec<_>>().join(" ")),
    ("imported", |r, _, _| r.imported.is_some().to_string()),
];

impl Named for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }
}

impl ScalingFormat for Csv {
    fn sweep(&self, told: &SweepSummary, _: Look) -> String {
        let mut csv = line(&COLUMNS.map(|(name, _)| name.into()));
        for curve in &told.curves {
            for point in &curve.points {
                csv += &line(&COLUMNS.map(|(_, of)| of(told.report, curve, point)));
            }
        }
        csv
    }

    /// One line per subject and ratio; then the geometric means, with `geometric mean` in place of a workload.
    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        let first = comparison.subjects.first().map_or("", |first| &first.name);
        let mut csv = line(&RATIOS.map(String::from));
        for matched in &comparison.matched {
            for (subject, ratios) in comparison.subjects.iter().zip(&matched.ratios) {
                let Some(ratios) = ratios else { continue };
                for kind in RatioKind::ALL {
                    let Some(found) = ratios.of_kind(kind) else { continue };
                    let Ratio { workers, of_medians, p, significant } = found;
                    let [workers_first, workers] = workers.map(|workers| workers.to_string());
                    csv += &RatioLine {
                        workload: &matched.workload.name,
                        lane: &matched.lane,
                        first,
                        machine: &subject.name,
                        kind,
                        workers: [workers_first, workers],
                        ratio: of_medians,
                        p: *p,
                        significant: *significant,
                        forced: matched.forced.is_some(),
                        curves: 1,
                    }
                    .text();
                }
            }
        }
        let forced = comparison.matched.iter().any(|matched| matched.forced.is_some());
        for (subject, means) in comparison.subjects.iter().zip(&comparison.means) {
            let Some(means) = means else { continue };
            for kind in RatioKind::ALL {
                let Some(mean) = means.of_kind(kind) else { continue };
                csv += &RatioLine {
                    workload: beside::MEAN,
                    lane: "",
                    first,
                    machine: &subject.name,
                    kind,
                    workers: [String::new(), String::new()],
                    ratio: &mean.of_ratios,
                    p: None,
                    significant: mean.significant,
                    forced,
                    curves: mean.curves,
                }
                .text();
            }
        }
        csv
    }
}

/// A line of a comparison's ratios.
struct RatioLine<'a> {
    workload: &'a str,
    lane: &'a str,
    first: &'a str,
    machine: &'a str,
    kind: RatioKind,
    /// Numbers of workers of the first and of this machine; empty for a mean.
    workers: [String; 2],
    ratio: &'a Estimate,
    p: Option<f64>,
    significant: bool,
    forced: bool,
    curves: usize,
}

impl RatioLine<'_> {
    fn text(self) -> String {
        let [workers_first, workers] = self.workers;
        line(&[
            self.workload.into(),
            self.lane.into(),
            self.first.into(),
            self.machine.into(),
            self.kind.name().into(),
            workers_first,
            workers,
            self.ratio.value.to_string(),
            self.ratio.low.to_string(),
            self.ratio.high.to_string(),
            self.ratio.coverage.to_string(),
            field(self.p),
            self.significant.to_string(),
            self.forced.to_string(),
            self.curves.to_string(),
        ])
    }
}

const RATIOS: [&str; 15] = [
    "workload",
    "lane",
    "first",
    "machine",
    "ratio",
    "workers_first",
    "workers",
    "value",
    "low",
    "high",
    "coverage",
    "p",
    "significant",
    "forced",
    "curves",
];

/// Every point of every report of a comparison, a line each, as a sweep has them; first the name under which its machine
/// is compared. Curves that could not be compared are among them.
pub(crate) fn points(comparison: &Comparison) -> String {
    let heads = std::iter::once("compared_as").chain(COLUMNS.map(|(name, _)| name));
    let mut csv = line(&heads.map(String::from).collect::<Vec<_>>());
    for subject in &comparison.subjects {
        for report in &subject.reports {
            for curve in SweepSummary::of(report).curves {
                for point in &curve.points {
                    let fields = COLUMNS.map(|(_, of)| of(report, &curve, point));
                    let fields: Vec<String> = std::iter::once(subject.name.clone()).chain(fields).collect();
                    csv += &line(&fields);
                }
            }
        }
    }
    csv
}
