//! One line per point, every line complete in itself: times in seconds. An unknown value is empty.

use super::{ScalingFormat, SweepSummary};
use crate::report::Named;
use crate::scaling::analysis::{Curve, Point};
use crate::scaling::compare::{Comparison, Ratio};
use crate::scaling::report::Report;
use crate::text::csv::{field, line};
use crate::text::look::Look;

/// Comma-separated values.
#[derive(Debug)]
pub(super) struct Csv;

/// A column: its name, and a function for its field in the line of a point.
type Column = (&'static str, fn(&Report, &Curve, &Point) -> String);

const COLUMNS: [Column; 27] = [
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
    ("start_s", |_, _, p| p.start.to_string()),
    ("cores_busy", |_, _, p| p.cores_busy.to_string()),
    ("balance", |_, _, p| field(p.balance)),
    ("settled", |_, _, p| p.settled.to_string()),
    ("law", |_, c, _| c.claim.law().into()),
    ("limit", |_, c, _| field(c.limit.as_ref())),
    ("doubts", |_, _, p| p.doubts.iter().map(|d| d.doubt.kind.as_str()).collect::<Vec<_>>().join(" ")),
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

    /// One line per subject and ratio.
    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        let mut csv = line(&RATIOS.map(String::from));
        for matched in &comparison.matched {
            for (subject, ratios) in comparison.subjects.iter().zip(&matched.ratios) {
                let Some(ratios) = ratios else { continue };
                let named = [
                    ("one core", &ratios.core),
                    ("scaling", &ratios.scaling),
                    ("whole machine", &ratios.whole),
                ];
                for (what, found) in named {
                    let Some(Ratio { workers, of_medians: ratio, p, significant }) = found else { continue };
                    csv += &line(&[
                        matched.workload.name.clone(),
                        matched.lane.clone(),
                        comparison.subjects.first().map_or_else(String::new, |first| first.name.clone()),
                        subject.name.clone(),
                        what.into(),
                        workers[0].to_string(),
                        workers[1].to_string(),
                        ratio.value.to_string(),
                        ratio.low.to_string(),
                        ratio.high.to_string(),
                        ratio.coverage.to_string(),
                        field(*p),
                        significant.to_string(),
                        matched.forced.is_some().to_string(),
                    ]);
                }
            }
        }
        csv
    }
}

const RATIOS: [&str; 14] = [
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
];
