//! One self-contained page: the curves by three metrics, selectable without a script, and every figure in a table.

use std::fmt::Write as _;

use super::{ScalingFormat, SweepSummary, beside, sentences};
use crate::report::Named;
use crate::scaling::analysis::Point;
use crate::scaling::chart::{Charts, Metric};
use crate::scaling::compare::Comparison;
use crate::scaling::figure::Figure;
use crate::scaling::figure::svg;
use crate::text::duration::duration;
use crate::text::look::Look;
use crate::text::percent::percent;
use crate::text::xml::escaped;

/// HTML.
#[derive(Debug)]
pub(super) struct Html;

impl Named for Html {
    fn name(&self) -> &'static str {
        "html"
    }
}

impl ScalingFormat for Html {
    fn sweep(&self, told: &SweepSummary, _: Look) -> String {
        let tabs = tabs(&Charts::of_report(told.report), usize::MAX);
        let notes = [sentences::first_notes(told), sentences::last_notes(told)];
        page(&sentences::headline(told), &notes, &tabs, &table(told))
    }

    fn comparison(&self, comparison: &Comparison, _: Look) -> String {
        let tabs = tabs(&Charts::of_comparison(comparison), 3);
        let first = [&comparison.verdict[..], &beside::subjects(comparison)].concat();
        let last = comparison.left_out.iter().map(|left| format!("Not compared: {left}")).collect();
        let notes = [first, last];
        page(&beside::title(comparison), &notes, &tabs, &ratios(comparison))
    }
}

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1d1d1f;--soft:#666;--paper:#fff;--rule:#ddd}\
@media(prefers-color-scheme:dark){:root{--ink:#e8e8ea;--soft:#a0a0a6;--paper:#17181b;--rule:#3a3b40}}\
body{margin:2rem auto;max-width:88rem;padding:0 1.2rem;background:var(--paper);color:var(--ink);\
font:16px/1.5 Helvetica,Arial,'DejaVu Sans',sans-serif}\
h1{font-size:1.5rem;margin:0 0 .4rem}p.note{color:var(--soft);margin:.2rem 0}\
input[name=aligned]{position:absolute;opacity:0}\
label{display:inline-block;margin:1rem .4rem 0 0;padding:.35rem .9rem;border:1px solid var(--rule);border-radius:1rem;cursor:pointer}\
input:focus-visible+label{outline:2px solid #0072b2}\
input:checked+label{background:#0072b2;color:#fff;border-color:#0072b2}\
figure{display:none;margin:1rem 0;background:#fff;border-radius:.6rem;overflow-x:auto}\
#a0:checked~#f0,#a1:checked~#f1,#a2:checked~#f2{display:block}\
figure svg{max-width:100%;height:auto;display:block}\
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}\
th,td{padding:.3rem .6rem;border-bottom:1px solid var(--rule);text-align:right;white-space:nowrap}\
th:first-child,td:first-child,th:nth-child(2),td:nth-child(2),th:last-child,td:last-child{text-align:left}\
.scroll{overflow-x:auto}";

/// A figure for each metric, at most `columns` charts in a row.
fn tabs(charts: &Charts, columns: usize) -> [(Metric, Figure); 3] {
    Metric::ALL.map(|metric| (metric, Figure::of_metric(metric, charts, columns)))
}

/// A page around figures and a table, with notes above and below the figures. Writing into a String cannot fail.
fn page(title: &str, notes: &[Vec<String>; 2], tabs: &[(Metric, Figure)], table: &str) -> String {
    let title = escaped(title);
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    let [above, below] = notes;
    say(&mut html, above);
    html.push_str("<section>\n");
    for (place, (metric, _)) in tabs.iter().enumerate() {
        let checked = if place == 0 { " checked" } else { "" };
        let _ = writeln!(
            html,
            "<input type=\"radio\" name=\"aligned\" id=\"a{place}\"{checked}><label for=\"a{place}\">{}</label>",
            metric.name()
        );
    }
    for (place, (_, figure)) in tabs.iter().enumerate() {
        let _ = writeln!(html, "<figure id=\"f{place}\">\n{}</figure>", svg::render(figure));
    }
    html.push_str("</section>\n");
    say(&mut html, below);
    let _ = write!(html, "<div class=\"scroll\">\n{table}</div>\n</body>\n</html>\n");
    html
}

fn say(html: &mut String, notes: &[String]) {
    for note in notes {
        let _ = writeln!(html, "<p class=\"note\">{}</p>", escaped(note));
    }
}

fn table(told: &SweepSummary) -> String {
    let mut table = row(
        "th",
        ["workload", "lane", "workers", "time", "speed-up", "of N", "Karp–Flatt", "start", "doubts"],
    );
    for curve in &told.curves {
        for point in &curve.points {
            let cells = cells(&curve.plan.workload.name, &curve.plan.lane, point);
            table += &row("td", cells.each_ref().map(String::as_str));
        }
    }
    format!("<table>\n{table}</table>\n")
}

/// The three ratios, and the differences.
fn ratios(comparison: &Comparison) -> String {
    let heads = ["lane and work", "machine", "throughput", "one core", "scaling", "whole machine"];
    let mut table = row("th", heads);
    for line in beside::lines(comparison).into_iter().chain(beside::means(comparison)) {
        let beside::Line { of, subject, best, core, scaling, whole } = line;
        table += &row("td", [of, subject, best, core, scaling, whole].each_ref().map(String::as_str));
    }
    let mut text = format!("<table>\n{table}</table>\n<p class=\"note\">{}</p>\n", escaped(beside::LEGEND));
    if !comparison.differences.is_empty() {
        let mut table = row("th", ["differs", "by machine"]);
        for difference in &comparison.differences {
            table += &row("td", [difference.field.as_str(), &difference.values.join(" | ")]);
        }
        let _ = write!(text, "<table>\n{table}</table>\n");
    }
    text
}

fn cells(workload: &str, lane: &str, point: &Point) -> [String; 9] {
    [
        workload.into(),
        lane.into(),
        sentences::workers(point),
        sentences::time(&point.wall),
        point.speedup.as_ref().map_or_else(String::new, sentences::interval),
        point.efficiency.map_or_else(String::new, |e| percent(e.value)),
        point.karp_flatt.map_or_else(String::new, |e| format!("{:.3}", e.value)),
        point.start.map_or_else(String::new, duration),
        sentences::doubts(point),
    ]
}

/// A row of cells.
pub(super) fn row<const N: usize>(tag: &str, cells: [&str; N]) -> String {
    let cells = cells.map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell)));
    format!("<tr>{}</tr>\n", cells.concat())
}
