//! Text for people, in lines that fit: a table per workload, and sentences on it.

use std::fmt::Write as _;

use super::{ScalingFormat, SweepSummary, beside, sentences};
use crate::report::Named;
use crate::scaling::analysis::{Curve, Point, Region};
use crate::scaling::compare::Comparison;
use crate::text::duration::duration;
use crate::text::look::Look;
use crate::text::percent::percent;
use crate::text::table::Table;
use crate::text::wrap::block;

/// A page of text.
#[derive(Debug)]
pub(super) struct Text;

impl Named for Text {
    fn name(&self) -> &'static str {
        "text"
    }
}

impl ScalingFormat for Text {
    /// Writing into a String cannot fail.
    fn sweep(&self, told: &SweepSummary, look: Look) -> String {
        let columns = look.columns;
        let mut page = block(&sentences::title(told.report), columns, "", "  ");
        for warning in sentences::warnings(told.report) {
            page += &block(&warning, columns, "! ", "  ");
        }
        let mut seen: Vec<&str> = Vec::new();
        for curve in &told.curves {
            let name = curve.plan.workload.name.as_str();
            if seen.contains(&name) {
                continue;
            }
            seen.push(name);
            let of_workload: Vec<&Curve> =
                told.curves.iter().filter(|other| other.plan.workload.name == name).collect();
            workload(&mut page, &of_workload, look);
        }
        doubts(&mut page, told, columns);
        page
    }

    fn comparison(&self, comparison: &Comparison, look: Look) -> String {
        let columns = look.columns;
        let mut page = String::new();
        let mut say = |sentence: &str, first: &str| {
            page += &block(sentence, columns, first, "  ");
        };
        say(&beside::title(comparison), "");
        for sentence in &comparison.verdict {
            say(sentence, "");
        }
        say("", "");
        for subject in beside::subjects(comparison) {
            say(&subject, "");
        }
        for matched in &comparison.matched {
            let work = sentences::work_of(&matched.workload, matched.mode);
            page += "\n";
            page += &block(&format!("{}: {work}", beside::name(matched)), columns, "", "  ");
            let mut table = Table::new(["", "throughput", "one core", "scaling", "whole machine"]);
            for line in beside::lines_of(comparison, matched) {
                table.row([line.subject, line.best, line.core, line.scaling, line.whole]);
            }
            page.push_str(&table.render(columns));
            if let Some(forced) = &matched.forced {
                page += &block(forced, columns, "! ", "  ");
            }
        }
        let means = beside::means(comparison);
        if !means.is_empty() {
            page += "\n";
            let mut table = Table::new([beside::MEAN, "one core", "scaling", "whole machine"]);
            for line in means {
                table.row([line.subject, line.core, line.scaling, line.whole]);
            }
            page.push_str(&table.render(columns));
        }
        page.push('\n');
        page += &block(beside::LEGEND, columns, "", "");
        if !comparison.left_out.is_empty() {
            let _ = writeln!(page, "\nNOT COMPARED");
            for left in &comparison.left_out {
                page += &block(left, columns, "  ", "    ");
            }
        }
        if !comparison.differences.is_empty() {
            let _ = writeln!(page, "\nTHE MACHINES DIFFER IN");
            for difference in &comparison.differences {
                let values = difference.values.join(" | ");
                page += &block(&format!("{}: {values}", difference.field), columns, "  ", "    ");
            }
        }
        page
    }
}

fn workload(page: &mut String, curves: &[&Curve], look: Look) {
    let Some(first) = curves.first() else { return };
    let columns = look.columns;
    *page += "\n";
    *page += &block(&format!("{}: {}", first.plan.workload.name, sentences::work(first)), columns, "", "  ");
    let mut table = Table::new(["workers", "time", "speed-up", "of N", "", "Karp-Flatt", "start", "doubts"]);
    for curve in curves {
        for point in &curve.points {
            table.row(row(curve, point, look));
        }
    }
    page.push_str(&table.render(columns));
    for sentence in sentences::findings(curves.iter().copied(), |curve| curve.plan.lane.clone()) {
        *page += &block(&sentence, columns, "", "  ");
    }
}

fn row(curve: &Curve, point: &Point, look: Look) -> [String; 8] {
    let beyond = match point.region {
        Region::Cores => "",
        Region::SlowerCores => " (e-cores)",
        Region::Siblings => " (SMT)",
        Region::Oversubscribed => " (over)",
    };
    let share = point.efficiency.map(|e| e.value);
    [
        format!("{} {}{beyond}", curve.plan.lane, point.workers),
        sentences::time(&point.wall),
        point.speedup.as_ref().map_or_else(|| "?".into(), sentences::interval),
        share.map_or_else(|| "?".into(), percent),
        share.map_or_else(String::new, |share| bar(share, look)),
        point.karp_flatt.map_or_else(String::new, |e| format!("{:.3}", e.value)),
        point.start.map_or_else(String::new, duration),
        if point.doubts.is_empty() { String::new() } else { format!("?{}", point.doubts.len()) },
    ]
}

/// Bar of ten columns for an efficiency of 1, in eighths.
fn bar(share: f64, look: Look) -> String {
    const EIGHTHS: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 80")]
    let filled = (share.clamp(0.0, 1.0) * 80.0).round() as usize;
    let bar = if look.ascii {
        "#".repeat((filled + 4) / 8)
    } else {
        "█".repeat(filled / 8) + EIGHTHS[filled % 8]
    };
    format!("{bar:<10}")
}

fn doubts(page: &mut String, told: &SweepSummary, columns: usize) {
    let mut lines = Vec::new();
    for doubt in &told.report.doubts {
        lines.push(format!("{}: {}; {}", doubt.kind, doubt.message, doubt.advice));
    }
    lines.extend(sentences::doubted(&told.curves));
    if !lines.is_empty() {
        let _ = writeln!(page, "\nDOUBTS");
        for line in lines {
            *page += &block(&line, columns, "  ", "    ");
        }
    }
}
