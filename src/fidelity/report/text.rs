//! The report for people: for each CPython a table and a drawing, then what it adds up to.

use std::fmt::Write;

use super::drawing::{Axis, paint};
use super::{CheckReport, FigureReport, Format, Look, Report};
use crate::fidelity::verdict::TELLING;
use crate::plural::counted;
use crate::report::{Table, figure, wrap};
use crate::text::escape::visible;

/// Text for a terminal.
#[derive(Debug)]
pub(super) struct Text;

/// The width of a line.
const WIDTH: usize = 100;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn render(&self, report: &Report, look: Look) -> String {
        let mut sections = vec![header(report)];
        for pair in report.pairs() {
            sections.push(table(report, pair, look));
            sections.push(drawing(report, pair, look));
        }
        if report.pairs().is_empty() {
            sections.push(alone(report));
        }
        sections.extend([convoys(report), faults(report), report.verdict_text(), doubts(report)]);
        let text = sections.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("\n");
        if look.ascii { text.replace('×', "x").replace('µ', "u") } else { text }
    }
}

impl Report {
    fn verdict_text(&self) -> String {
        wrap(&self.verdict, "", "") + "\n"
    }
}

fn header(report: &Report) -> String {
    let machine = &report.machine;
    let quick = if report.quick { "a quick look: only the essential checks, and short, " } else { "" };
    let stopped = if report.ended == "stopped" { ", stopped before its end" } else { "" };
    let repetitions = report.repetitions;
    wrap(
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
        "",
        "",
    ) + "\n"
}

fn table(report: &Report, pair: [usize; 2], look: Look) -> String {
    let [simulated, cpython] = pair;
    let mut table = Table::default();
    table.row(["check", "simulated", "CPython", "ratio", "interval", "within", "verdict"]);
    for check in &report.checks {
        let Some(comparison) = check.between(pair) else { continue };
        let ratio = comparison.ratio.as_ref();
        table.row([
            check.title.clone(),
            words(check, simulated),
            words(check, cpython),
            ratio.map_or_else(|| "-".into(), |r| format!("{:.2}", r.value)),
            ratio.map_or_else(|| "-".into(), interval),
            check.bound(),
            comparison.verdict.word().into(),
        ]);
    }
    let program = report.contestants.get(cpython).and_then(|c| c.program.as_deref()).unwrap_or_default();
    let title = format!("{} beside {} ({})", report.label(simulated), report.label(cpython), program);
    let table = table.render();
    wrap(&title, "", "  ") + "\n" + &if look.colour { coloured(report, pair, &table) } else { table }
}

/// The interval of a ratio, where there are values enough for one; else the reason of an unclear verdict.
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
    let label = checks.iter().map(|c| visible(&c.title).chars().count()).max().unwrap_or(0);
    let axis = Axis::new(WIDTH.saturating_sub(label + 3), look);
    let mut lines = format!("{:label$}  {}\n", "simulated over CPython", axis.marks());
    for check in checks {
        let Some(comparison) = check.between(pair) else { continue };
        // Writing to a string cannot fail.
        let ratio = comparison.ratio.as_ref().map(|r| (r.low, r.value, r.high));
        let line = axis.line(check.factor, ratio, comparison.verdict);
        let _ = writeln!(lines, "{:label$}  {line}", visible(&check.title));
    }
    let [track, bar] = if look.ascii { [":", "="] } else { ["░", "━"] };
    lines + &format!("{:label$}  {track} within bounds, {bar} the interval of the ratio\n", "")
}

fn alone(report: &Report) -> String {
    let mut table = Table::default();
    let measured: Vec<usize> =
        (0..report.contestants.len()).filter(|place| report.has_figures(*place)).collect();
    if measured.is_empty() {
        return String::new();
    }
    let labels = measured.iter().map(|place| report.label(*place));
    table.row(std::iter::once("check").chain(labels));
    for check in &report.checks {
        let figures = measured.iter().map(|place| words(check, *place));
        table.row(std::iter::once(check.title.clone()).chain(figures));
    }
    table.render()
}

fn convoys(report: &Report) -> String {
    if report.convoys.is_empty() {
        return String::new();
    }
    let mut table = Table::default();
    table.row(["requests: 1 / (base + r × wait)", "hogs", "base", "wait", "r = 1", "r = 2", "measured", "r"]);
    for convoy in &report.convoys {
        table.row([
            report.label(convoy.contestant).to_string(),
            convoy.hogs.to_string(),
            crate::report::duration(convoy.base_s),
            crate::report::duration(convoy.wait_s),
            format!("{}/s", figure(convoy.predicted[0])),
            format!("{}/s", figure(convoy.predicted[1])),
            format!("{}/s", figure(convoy.measured)),
            convoy.waits.map_or_else(|| "-".into(), |waits| format!("{waits:.2}")),
        ]);
    }
    table.render()
}

fn faults(report: &Report) -> String {
    let fault = |c: &super::ContestantReport| {
        let said = format!("{} {}", c.label, c.fault.as_ref()?);
        Some(wrap(&said, "", "  ") + "\n")
    };
    // Without a comparison the verdict says it.
    if report.pairs().is_empty() {
        String::new()
    } else {
        report.contestants.iter().filter_map(fault).collect()
    }
}

fn doubts(report: &Report) -> String {
    let said = |doubt: &crate::report::DoubtReport| {
        wrap(&format!("doubt: {}: {}", doubt.kind, doubt.sentence()), "", "  ") + "\n"
    };
    report.doubts.iter().map(said).collect()
}
