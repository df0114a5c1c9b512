//! The report for people: for each CPython a table and a drawing, then the verdict.

use std::fmt::Write;

use super::content::{ABOUT_PAIRS, OF_PAIRS};
use super::drawing::{Axis, paint};
use super::{CheckReport, FigureReport, Report};
use crate::fidelity::verdict::TELLING;
use crate::report::{Format, Named};
use crate::text::figure::figure;
use crate::text::look::Look;
use crate::text::table::Table;
use crate::text::width::{pad_end, width};
use crate::text::words::counted;
use crate::text::wrap::{block, wrap};

/// Text for a terminal.
#[derive(Debug)]
pub(super) struct Text;

/// Least width of the axis; titles that leave less have lines of their own.
const AXIS: usize = 11;

impl Named for Text {
    fn name(&self) -> &'static str {
        "text"
    }
}

impl Format<Report> for Text {
    fn render(&self, report: &Report, look: Look) -> String {
        let columns = look.columns;
        let mut sections = vec![header(report, columns)];
        for pair in report.pairs() {
            sections.push(table(report, pair, look));
            sections.push(drawing(report, pair, look));
        }
        if report.pairs().is_empty() {
            sections.push(alone(report, columns));
        }
        let verdict = block(&report.verdict, columns, "", "");
        sections.extend([
            convoys(report, columns),
            faults(report, columns),
            verdict,
            doubts(report, columns),
        ]);
        let text = sections.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\n");
        if look.ascii { text.replace('×', "x").replace('µ', "u") } else { text }
    }
}

fn header(report: &Report, columns: usize) -> String {
    let machine = &report.machine;
    let quick = if report.quick { "a quick look: only the essential checks, and short, " } else { "" };
    let stopped = if report.ended == "stopped" { ", stopped before its end" } else { "" };
    let repetitions = report.repetitions;
    block(
        &format!(
            "The simulated GIL beside CPython, interleaved in one run; {quick}{} of {}{stopped}. On {}, {} of {} \
             usable, {}.",
            repetitions.done,
            counted(repetitions.wanted, "repetition"),
            machine.cpu,
            machine.usable_cpus,
            counted(machine.logical_cpus, "CPU"),
            machine.os
        ),
        columns,
        "",
        "",
    )
}

fn table(report: &Report, pair: [usize; 2], look: Look) -> String {
    let [simulated, cpython] = pair;
    let mut any_of_pairs = false;
    let mut table = Table::new(["check", "simulated", "CPython", "ratio", "interval", "within", "verdict"]);
    for check in &report.checks {
        let Some(comparison) = check.between(pair) else { continue };
        let ratio = comparison.ratio.as_ref();
        let of_pairs = check.is_of_pairs(comparison);
        any_of_pairs |= of_pairs;
        table.row([
            check.title.clone(),
            words(check, simulated),
            words(check, cpython),
            ratio.map_or_else(
                || "-".into(),
                |r| format!("{:.2}{}", r.value, if of_pairs { OF_PAIRS } else { "" }),
            ),
            ratio.map_or_else(|| "-".into(), interval),
            check.bound(),
            comparison.verdict.word().into(),
        ]);
    }
    let program = report.contestants.get(cpython).and_then(|c| c.program.as_deref()).unwrap_or_default();
    let title = format!("{} beside {} ({})", report.label(simulated), report.label(cpython), program);
    let table = table.render(look.columns);
    let table = if look.colour { coloured(report, pair, &table) } else { table };
    let note = if any_of_pairs { block(ABOUT_PAIRS, look.columns, "", "  ") } else { String::new() };
    block(&title, look.columns, "", "  ") + &table + &note
}

/// The interval of a ratio, where there are enough values for one; else the reason of an unclear verdict.
fn interval(ratio: &FigureReport) -> String {
    if ratio.coverage < TELLING {
        "too few values".into()
    } else {
        format!("{:.2} to {:.2}", ratio.low, ratio.high)
    }
}

/// The table with its verdicts in their colours: the last word of the line of each check.
fn coloured(report: &Report, pair: [usize; 2], table: &str) -> String {
    let mut verdicts = report.checks.iter().filter_map(|check| Some(check.between(pair)?.verdict)).peekable();
    let line = |line: &str| {
        let Some(verdict) = verdicts.peek().copied() else { return format!("{line}\n") };
        match line.strip_suffix(verdict.word()) {
            Some(before) => {
                verdicts.next();
                format!("{before}{}\n", paint(verdict.word(), verdict))
            }
            None => format!("{line}\n"),
        }
    };
    table.lines().map(line).collect()
}

fn words(check: &CheckReport, place: usize) -> String {
    let figure = check.figures.get(place).copied().flatten();
    figure.map_or_else(|| "-".into(), |f| check.words(f.value))
}

fn drawing(report: &Report, pair: [usize; 2], look: Look) -> String {
    let checks: Vec<&CheckReport> = report.checks.iter().filter(|c| c.between(pair).is_some()).collect();
    let widest = checks.iter().map(|c| width(&c.title)).max().unwrap_or(0);
    let label = widest.min(look.columns.saturating_sub(AXIS + 3));
    let axis = Axis::new(look.columns.saturating_sub(label + 3), look);
    let mut lines = format!("{}  {}\n", beside("simulated over CPython", label, look), axis.marks());
    for check in checks {
        let Some(comparison) = check.between(pair) else { continue };
        let ratio = comparison.ratio.as_ref().map(|r| (r.low, r.value, r.high));
        let line = axis.line(check.factor, ratio, comparison.verdict);
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{}  {line}", beside(&check.title, label, look));
    }
    let [track, bar] = if look.ascii { [":", "="] } else { ["░", "━"] };
    let legend = format!("{track} within bounds, {bar} the interval of the ratio");
    let indent = " ".repeat(label + 2);
    let indent = if label + 2 + width(&legend) <= look.columns { indent } else { String::new() };
    lines + &block(&legend, look.columns, &indent, &indent)
}

/// A title in `columns` columns before the axis; one that is wider has lines of its own above it.
fn beside(title: &str, columns: usize, look: Look) -> String {
    if width(title) <= columns {
        return pad_end(title, columns);
    }
    wrap(title, look.columns, "", "  ").join("\n") + "\n" + &" ".repeat(columns)
}

fn alone(report: &Report, columns: usize) -> String {
    let measured: Vec<usize> =
        (0..report.contestants.len()).filter(|place| report.has_figures(*place)).collect();
    if measured.is_empty() {
        return String::new();
    }
    let labels = measured.iter().map(|place| report.label(*place));
    let mut table = Table::new(std::iter::once("check").chain(labels));
    for check in &report.checks {
        let figures = measured.iter().map(|place| words(check, *place));
        table.row(std::iter::once(check.title.clone()).chain(figures));
    }
    table.render(columns)
}

fn convoys(report: &Report, columns: usize) -> String {
    if report.convoys.is_empty() {
        return String::new();
    }
    let heads =
        ["requests: 1 / (base + r × wait)", "hogs", "base", "wait", "r = 1", "r = 2", "measured", "r"];
    let mut table = Table::new(heads);
    for convoy in &report.convoys {
        table.row([
            report.label(convoy.contestant).to_string(),
            convoy.hogs.to_string(),
            crate::text::duration::duration(convoy.base_s),
            crate::text::duration::duration(convoy.wait_s),
            format!("{}/s", figure(convoy.predicted[0])),
            format!("{}/s", figure(convoy.predicted[1])),
            format!("{}/s", figure(convoy.measured)),
            convoy.waits.map_or_else(|| "-".into(), |waits| format!("{waits:.2}")),
        ]);
    }
    table.render(columns)
}

fn faults(report: &Report, columns: usize) -> String {
    let fault = |c: &super::ContestantReport| {
        let said = format!("{} {}", c.label, c.fault.as_ref()?);
        Some(block(&said, columns, "", "  "))
    };
    // Without a comparison the verdict explains it.
    if report.pairs().is_empty() {
        String::new()
    } else {
        report.contestants.iter().filter_map(fault).collect()
    }
}

fn doubts(report: &Report, columns: usize) -> String {
    let said = |doubt: &crate::report::DoubtReport| {
        block(&format!("doubt: {}: {}", doubt.kind, doubt.sentence()), columns, "", "  ")
    };
    report.doubts.iter().map(said).collect()
}
