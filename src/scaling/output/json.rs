//! The report itself, as it is saved; of a comparison its ratios, `coreograph.comparison/1`.

use serde::Serialize;

use super::{ScalingFormat, SweepSummary};
use crate::report::{Named, indented};
use crate::scaling::compare::{Comparison, Mean, Means, Ratio, Ratios};
use crate::scaling::file;
use crate::scaling::report::{Report, Work};
use crate::statistics::Estimate;
use crate::text::look::Look;

/// `coreograph.scaling/1`.
#[derive(Debug)]
pub(super) struct Json;

impl Named for Json {
    fn name(&self) -> &'static str {
        "json"
    }
}

impl ScalingFormat for Json {
    fn sweep(&self, told: &SweepSummary, _: Look) -> String {
        file::text(told.report)
    }

    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        indented(&JsonComparison::of(comparison))
    }
}

/// The name and version of a comparison's JSON.
const SCHEMA: &str = "coreograph.comparison/1";

#[derive(Serialize)]
struct JsonComparison<'a> {
    schema: &'static str,
    verdict: &'a [String],
    machines: Vec<JsonSubject<'a>>,
    matches: Vec<JsonMatch<'a>>,
    /// Geometric means over all matches by machine; `null` for the first, which is the reference of the others.
    geometric_means: Vec<Option<JsonMeans>>,
    left_out: &'a [String],
    differences: Vec<JsonDifference<'a>>,
}

#[derive(Serialize)]
struct JsonSubject<'a> {
    name: &'a str,
    reports: usize,
    cpu: Option<&'a str>,
    simulated: bool,
    imported: bool,
    /// When, where and by which command each of its reports was measured.
    measured: Vec<JsonOrigin<'a>>,
}

#[derive(Serialize)]
struct JsonOrigin<'a> {
    when: Option<&'a str>,
    host: Option<&'a str>,
    argv: Option<&'a [String]>,
}

#[derive(Serialize)]
struct JsonMatch<'a> {
    lane: &'a str,
    workload: &'a Work,
    forced: Option<&'a str>,
    /// Ratios by machine; `null` for the first, which is the reference of the others.
    ratios: Vec<Option<JsonRatios>>,
}

#[derive(Serialize)]
struct JsonRatios {
    one_core: Option<JsonRatio>,
    scaling: Option<JsonRatio>,
    whole_machine: Option<JsonRatio>,
}

#[derive(Serialize)]
struct JsonRatio {
    /// Number of workers of the first machine and of this one.
    workers: [u32; 2],
    value: f64,
    low: f64,
    high: f64,
    coverage: f64,
    p: Option<f64>,
    significant: bool,
}

#[derive(Serialize)]
struct JsonMeans {
    one_core: Option<JsonMean>,
    scaling: Option<JsonMean>,
    whole_machine: Option<JsonMean>,
}

#[derive(Serialize)]
struct JsonMean {
    /// Number of matches that it is a mean of.
    curves: usize,
    value: f64,
    low: f64,
    high: f64,
    coverage: f64,
    significant: bool,
}

#[derive(Serialize)]
struct JsonDifference<'a> {
    field: &'a str,
    values: &'a [String],
}

impl<'a> JsonComparison<'a> {
    fn of(comparison: &'a Comparison) -> Self {
        let machines = comparison.subjects.iter().map(|subject| JsonSubject {
            name: &subject.name,
            reports: subject.reports.len(),
            cpu: subject.reports.first().and_then(|report| report.machine.cpu.as_deref()),
            simulated: subject.reports.iter().any(|report| report.simulated.is_some()),
            imported: subject.is_imported(),
            measured: subject.reports.iter().map(JsonOrigin::of).collect(),
        });
        let matches = comparison.matched.iter().map(|matched| JsonMatch {
            lane: &matched.lane,
            workload: &matched.workload,
            forced: matched.forced.as_deref(),
            ratios: matched.ratios.iter().map(|ratios| ratios.as_ref().map(JsonRatios::of)).collect(),
        });
        let differences = comparison.differences.iter();
        let differences = differences.map(|d| JsonDifference { field: &d.field, values: &d.values });
        Self {
            schema: SCHEMA,
            verdict: &comparison.verdict,
            machines: machines.collect(),
            matches: matches.collect(),
            geometric_means: comparison.means.iter().map(|means| means.as_ref().map(JsonMeans::of)).collect(),
            left_out: &comparison.left_out,
            differences: differences.collect(),
        }
    }
}

impl<'a> JsonOrigin<'a> {
    fn of(report: &'a Report) -> Self {
        Self { when: report.started.as_deref(), host: report.host.as_deref(), argv: report.argv.as_deref() }
    }
}

impl JsonRatios {
    fn of(ratios: &Ratios) -> Self {
        let written = |ratio: &Option<Ratio>| ratio.as_ref().map(JsonRatio::of);
        Self {
            one_core: written(&ratios.core),
            scaling: written(&ratios.scaling),
            whole_machine: written(&ratios.whole),
        }
    }
}

impl JsonMeans {
    fn of(means: &Means) -> Self {
        let written = |mean: &Option<Mean>| mean.as_ref().map(JsonMean::of);
        Self {
            one_core: written(&means.core),
            scaling: written(&means.scaling),
            whole_machine: written(&means.whole),
        }
    }
}

impl JsonMean {
    fn of(mean: &Mean) -> Self {
        let Mean { curves, of_ratios: Estimate { value, low, high, coverage }, significant } = *mean;
        Self { curves, value, low, high, coverage, significant }
    }
}

impl JsonRatio {
    fn of(ratio: &Ratio) -> Self {
        let Ratio { workers, of_medians: Estimate { value, low, high, coverage }, p, significant } = *ratio;
        Self { workers, value, low, high, coverage, p, significant }
    }
}
