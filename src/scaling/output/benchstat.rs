//! Go's benchmark format, a line per run, which `benchstat` and similar tools read: configuration lines `key: value`,
//! then `BenchmarkName/key=value-N iterations value unit …`
//! (<https://go.googlesource.com/proposal/+/master/design/14313-benchmark-format.md>).

use std::fmt::Write as _;

use super::{ScalingFormat, SweepSummary};
use crate::report::Named;
use crate::scaling::compare::Comparison;
use crate::scaling::plausible;
use crate::scaling::report::{Imported, Report};
use crate::text::escape::visible;
use crate::text::look::Look;

/// Lines of Go's benchmarks.
#[derive(Debug)]
pub(super) struct Benchstat;

impl Named for Benchstat {
    fn name(&self) -> &'static str {
        "benchstat"
    }
}

impl ScalingFormat for Benchstat {
    fn sweep(&self, told: &SweepSummary, _: Look) -> String {
        lines(told.report, told.report.machine.name.as_deref())
    }

    /// All machines after each other: `benchstat -col machine` puts them side by side.
    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        let subjects = comparison.subjects.iter();
        let text = subjects.flat_map(|s| s.reports.iter().map(|report| lines(report, Some(&s.name))));
        text.collect::<Vec<_>>().join("\n")
    }
}

/// The runs of a report, under their configuration.
pub(super) fn lines(report: &Report, name: Option<&str>) -> String {
    let machine = &report.machine;
    let mut text = String::new();
    let mut say = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            // A configuration entry is one line.
            let _ = writeln!(text, "{key}: {}", visible(value));
        }
    };
    say("toolchain", Some(&format!("coreograph {}", report.tool.version)));
    say("machine", name);
    say("cpu", machine.cpu.as_deref());
    say("os", machine.os.as_deref());
    say("mode", Some(report.plan.mode.word()));
    say("simulated", report.simulated.as_deref());
    say("imported", report.imported.as_ref().map(Imported::source).as_deref());
    let cpus = machine.usable_cpus.unwrap_or(1);
    for run in report.runs.iter().filter(|run| plausible::is_plausible(&report.plan, report.spent_s, run)) {
        let Some(curve) = report.plan.curves.get(run.curve as usize) else { continue };
        let work = &curve.workload;
        if report.imported.is_some() && run.done == 0 {
            continue;
        }
        let _ = write!(
            text,
            "BenchmarkScale/workload={}/size={}/lane={}/workers={}-{cpus} 1 {} ns/op {} tasks/s",
            word(&work.name),
            work.size,
            word(&curve.lane),
            run.workers,
            nanoseconds(run.wall_s),
            f64::from(run.done) / run.wall_s,
        );
        if run.cpu_s > 0.0 || report.imported.is_none() {
            let _ = write!(text, " {} cpu-ns/op", nanoseconds(run.cpu_s));
        }
        text.push('\n');
    }
    text
}

/// A time in nanoseconds, with decimals where it has few of them.
fn nanoseconds(seconds: f64) -> String {
    match seconds * 1e9 {
        few if few > 0.0 && few < 1e3 => format!("{few:.3}"),
        many => format!("{many:.0}"),
    }
}

/// A word of a benchmark's name: blanks would end it, slashes would begin another part.
fn word(text: &str) -> String {
    visible(text).chars().map(|c| if c.is_whitespace() || c == '/' { '_' } else { c }).collect()
}
