//! For an issue, a wiki, a paper's draft: a table per report, and the sentences below it.

use std::fmt::Write as _;

use super::{ScalingFormat, SweepSummary, beside, sentences};
use crate::report::Named;
use crate::scaling::analysis::Curve;
use crate::scaling::compare::Comparison;
use crate::text::duration::duration;
use crate::text::look::Look;
use crate::text::markdown::{code, plain};
use crate::text::percent::percent;

/// Markdown.
#[derive(Debug)]
pub(super) struct Markdown;

impl Named for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }
}

impl ScalingFormat for Markdown {
    /// Writing into a String cannot fail.
    fn sweep(&self, told: &SweepSummary, _: Look) -> String {
        let mut page = format!("**{}**\n\n", plain(&sentences::title(told.report)));
        for warning in sentences::warnings(told.report) {
            let _ = writeln!(page, "> {}\n", plain(&warning));
        }
        page.push_str(
            "| workload | lane | workers | time | speed-up | of N | Karp–Flatt | start | doubts |\n",
        );
        page.push_str("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
        for curve in &told.curves {
            for point in &curve.points {
                let _ = writeln!(
                    page,
                    "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
                    plain(&curve.plan.workload.name),
                    plain(&curve.plan.lane),
                    sentences::workers(point),
                    sentences::time(&point.wall),
                    point.speedup.as_ref().map_or_else(String::new, sentences::interval),
                    point.efficiency.map_or_else(String::new, |e| percent(e.value)),
                    point.karp_flatt.map_or_else(String::new, |e| format!("{:.3}", e.value)),
                    point.start.map_or_else(String::new, duration),
                    plain(&sentences::doubts(point))
                );
            }
        }
        page.push('\n');
        let name = |curve: &Curve| format!("{} on {}", curve.plan.lane, curve.plan.workload.name);
        for sentence in sentences::findings(&told.curves, name) {
            let _ = writeln!(page, "- {}", plain(&sentence));
        }
        for doubt in &told.report.doubts {
            let _ = writeln!(
                page,
                "- doubt {}: {}; {}",
                code(&doubt.kind),
                plain(&doubt.message),
                plain(&doubt.advice)
            );
        }
        for doubted in sentences::doubted(&told.curves) {
            let _ = writeln!(page, "- doubt {}", plain(&doubted));
        }
        page
    }

    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        let mut page = format!("**{}**\n\n", plain(&beside::title(comparison)));
        for sentence in &comparison.verdict {
            let _ = writeln!(page, "{}\n", plain(sentence));
        }
        for subject in beside::subjects(comparison) {
            let _ = writeln!(page, "- {}", plain(&subject));
        }
        page.push_str("\n| lane and work | machine | throughput | one core | scaling | whole machine |\n");
        page.push_str("| --- | --- | ---: | ---: | ---: | ---: |\n");
        for line in beside::lines(comparison).into_iter().chain(beside::means(comparison)) {
            let beside::Line { of, subject, best, core, scaling, whole } = line;
            let cells = [of, subject, best, core, scaling, whole].map(|cell| plain(&cell));
            let _ = writeln!(page, "| {} |", cells.join(" | "));
        }
        let _ = writeln!(page, "\n{}", plain(beside::LEGEND));
        for left in &comparison.left_out {
            let _ = writeln!(page, "- not compared: {}", plain(left));
        }
        if !comparison.differences.is_empty() {
            let names: Vec<String> = comparison.subjects.iter().map(|subject| plain(&subject.name)).collect();
            let _ = writeln!(page, "\n| differs | {} |", names.join(" | "));
            let _ = writeln!(page, "| --- |{}", " --- |".repeat(names.len()));
            for difference in &comparison.differences {
                let values: Vec<String> = difference.values.iter().map(|value| plain(value)).collect();
                let _ = writeln!(page, "| {} | {} |", plain(&difference.field), values.join(" | "));
            }
        }
        page
    }
}
