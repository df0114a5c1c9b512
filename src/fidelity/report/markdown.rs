//! The report as Markdown, for issues and documents.

use std::fmt::Write;

use super::Report;
use super::content::{ABOUT_PAIRS, OF_PAIRS};
use crate::report::{Format, Named};
use crate::text::figure::figure;
use crate::text::look::Look;
use crate::text::markdown::{code, plain};
use crate::text::words::counted;

/// A table for each CPython, the convoy, the verdict, the doubts.
#[derive(Debug)]
pub(super) struct Markdown;

impl Named for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }
}

impl Format<Report> for Markdown {
    fn render(&self, report: &Report, _: Look) -> String {
        let mut text = String::from("## The simulated GIL beside CPython\n\n");
        let machine = &report.machine;
        let quick = if report.quick { ", a quick look" } else { "" };
        // Writing to a string cannot fail; the same holds below.
        let _ = writeln!(
            text,
            "coreograph {} ({}){quick}, {} of {}, on {}, {} of {} usable, {}\n\n**{}**",
            plain(&report.tool.version),
            plain(&report.tool.profile),
            report.repetitions.done,
            counted(report.repetitions.wanted, "repetition"),
            plain(&machine.cpu),
            machine.usable_cpus,
            counted(machine.logical_cpus, "CPU"),
            plain(&machine.os),
            plain(&report.verdict)
        );
        for pair in report.pairs() {
            text += &table(report, pair);
        }
        text += &convoys(report);
        for contestant in &report.contestants {
            if let Some(fault) = &contestant.fault {
                let _ = writeln!(text, "\n{} {}", code(&contestant.label), plain(fault));
            }
        }
        for doubt in &report.doubts {
            let _ = write!(text, "\n- **{}**: {}", plain(&doubt.kind), plain(&doubt.sentence()));
        }
        text.trim_end().to_string() + "\n"
    }
}

fn table(report: &Report, pair: [usize; 2]) -> String {
    let [simulated, cpython] = pair.map(|place| plain(report.label(place)));
    let mut text = format!(
        "\n| check | {simulated} | {cpython} | ratio | interval | within | verdict |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | --- |\n"
    );
    let mut any_of_pairs = false;
    for check in &report.checks {
        let Some(comparison) = check.between(pair) else { continue };
        let [simulated, cpython] = pair.map(|place| {
            let figure = check.figures.get(place).copied().flatten();
            figure.map_or_else(|| "-".into(), |f| check.words(f.value))
        });
        let of_pairs = check.is_of_pairs(comparison);
        any_of_pairs |= of_pairs;
        let mark = if of_pairs { plain(OF_PAIRS) } else { String::new() };
        let ratio = comparison.ratio.as_ref().map_or_else(
            || "- | -".into(),
            |r| format!("{:.2}{mark} | {:.2} to {:.2}", r.value, r.low, r.high),
        );
        let _ = writeln!(
            text,
            "| {} | {simulated} | {cpython} | {ratio} | {} | {} |",
            plain(&check.title),
            check.bound(),
            comparison.verdict.word()
        );
    }
    if any_of_pairs {
        let _ = writeln!(text, "\n{}", plain(ABOUT_PAIRS));
    }
    text
}

fn convoys(report: &Report) -> String {
    if report.convoys.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\n| requests: 1 / (base + r × wait) | hogs | r = 1 | r = 2 | measured | r |\n| --- | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for convoy in &report.convoys {
        let _ = writeln!(
            text,
            "| {} | {} | {}/s | {}/s | {}/s | {} |",
            plain(report.label(convoy.contestant)),
            convoy.hogs,
            figure(convoy.predicted[0]),
            figure(convoy.predicted[1]),
            figure(convoy.measured),
            convoy.waits.map_or_else(|| "-".into(), |waits| format!("{waits:.2}"))
        );
    }
    text
}
