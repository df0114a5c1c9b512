//! For an issue, a wiki, a paper's draft: a table per report, and the sentences below it.

use std::fmt::Write as _;

use super::{Format, Look, Told, words};
use crate::report::{duration, plain};
use crate::scaling::analysis::Curve;

/// Markdown.
#[derive(Debug)]
pub(super) struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    /// Writing into a String cannot fail.
    fn sweep(&self, told: &Told, _: Look) -> String {
        let mut page = format!("**{}**\n\n", plain(&words::title(told.report)));
        for warning in words::warnings(told.report) {
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
                    words::workers(point),
                    words::time(&point.wall),
                    point.speedup.as_ref().map_or_else(String::new, words::interval),
                    point.efficiency.map_or_else(String::new, |e| words::percent(e.value)),
                    point.karp_flatt.map_or_else(String::new, |e| format!("{:.3}", e.value)),
                    duration(point.start),
                    words::doubts(point)
                );
            }
        }
        page.push('\n');
        let name = |curve: &Curve| format!("{} on {}", curve.plan.lane, curve.plan.workload.name);
        for sentence in words::findings(&told.curves, name) {
            let _ = writeln!(page, "- {}", plain(&sentence));
        }
        for doubt in &told.report.doubts {
            let _ = writeln!(
                page,
                "- doubt `{}`: {}; {}",
                doubt.kind,
                plain(&doubt.message),
                plain(&doubt.advice)
            );
        }
        page
    }
}
