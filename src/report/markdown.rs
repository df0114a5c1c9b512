//! The report as Markdown, for issues and documents.

use std::fmt::Write;

use super::command::UsageReport;
use super::interval_table::{self, with_interval};
use super::text::{
    HEADS, MEASURED_ONCE, describe, ipc_words, lock_words, or_withheld, python_words, trouble_of,
};
use super::{
    AgreementReport, Format, LaneReport, Named, Report, advice, cost_table, finding_words, loss_table,
    printed,
};
use crate::event::Activity;
use crate::text::duration::duration;
use crate::text::escape;
use crate::text::figure::{figure, known};
use crate::text::look::Look;
use crate::text::markdown::{code, plain};
use crate::text::percent::{percent, share};
use crate::text::traceback::sentence;
use crate::text::words::counted;

/// A table, the verdict, the doubts.
#[derive(Debug)]
pub(super) struct Markdown;

impl Named for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }
}

impl Format<Report> for Markdown {
    fn render(&self, report: &Report, _: Look) -> String {
        let verdict = report.verdict.as_deref().unwrap_or("The race has not ended.");
        let sections = [
            header(report),
            origin(report),
            format!("**{}**\n", plain(verdict)),
            advice::markdown(report.advice.as_ref(), report.no_advice.as_deref(), plain),
            scores(report),
            repetitions(report),
            losses(report),
            costs(report),
            list("", notes(report)),
            list("Printed:\n\n", output(report)),
            list("Doubts:\n\n", doubts(report)),
        ];
        sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

fn header(report: &Report) -> String {
    let machine = &report.machine;
    let quota = machine.quota.map_or_else(String::new, |q| format!(", quota {q:.2} cores"));
    format!(
        "## {}\n\ncoreograph {} ({}), lanes in {}, on {}, {} of {} usable{quota}, {}\n",
        plain(&describe(&report.workload)),
        plain(&report.tool.version),
        plain(&report.tool.profile),
        plain(&report.schedule),
        plain(&machine.cpu),
        machine.usable_cpus,
        counted(machine.logical_cpus, "CPU"),
        plain(&machine.os)
    )
}

/// When, where and by which command it was measured; empty where none of it is known.
fn origin(report: &Report) -> String {
    let told = &report.origin;
    let part = |before: &str, text: Option<&str>| text.map(|text| format!("{before}{}", plain(text)));
    let measured =
        [part("", told.when.as_deref()), part("on ", told.host.as_deref()), part("kernel ", told.kernel())];
    let measured = measured.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let measured = (!measured.is_empty()).then(|| format!("measured {measured}"));
    let command = told.command().map(|command| format!("by {}", code(&command)));
    let line = measured.into_iter().chain(command).collect::<Vec<_>>().join(", ");
    if line.is_empty() { line } else { line + "\n" }
}

fn scores(report: &Report) -> String {
    let mut table = head(HEADS[0], &HEADS[1..]);
    for lane in &report.lanes {
        let ran = |value: Option<f64>| value.filter(|_| lane.ran());
        let waited = lane.share(Activity::LockWait).filter(|waited| lane.gil.is_some() || *waited > 0.0);
        let cells = [
            plain(&lane.title()),
            lane.workers.to_string(),
            with_interval(ran(lane.wall_s), lane.repeated.wall_s_interval, duration),
            with_interval(ran(lane.start_s), lane.repeated.start_s_interval, duration),
            with_interval(ran(lane.throughput), lane.repeated.throughput_interval, figure),
            or_withheld(lane.speedup_withheld.as_ref(), lane.speedup, |s| {
                with_interval(Some(s), lane.repeated.speedup_interval, |s| format!("{s:.2} ×"))
            }),
            with_interval(lane.efficiency, lane.repeated.efficiency_interval, percent),
            or_withheld(lane.cores_busy_withheld.as_ref(), lane.cores_busy, |c| {
                with_interval(Some(c), lane.repeated.cores_busy_interval, |c| format!("{c:.2}"))
            }),
            known(lane.capacity, |c| format!("{c:.2}")),
            plain(&known(waited, share)),
        ];
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {} |", cells.join(" | "));
    }
    table
}

/// Number of repetitions behind the medians, and the differences between the lanes; or a note that they were measured once.
fn repetitions(report: &Report) -> String {
    if report.is_measured_once() {
        return format!("{}\n", plain(MEASURED_ONCE));
    }
    if !report.is_repeated() {
        return String::new();
    }
    let said = format!("Medians of {}, with intervals.", counted(report.repetitions.done, "repetition"));
    let rows = report.differences.iter().map(|difference| {
        let cells = interval_table::cells(difference).map(|cell| plain(&cell));
        format!("| {} |\n", cells.join(" | "))
    });
    let [first, rest @ ..] = interval_table::DIFFERENCES;
    let table: String = rows.collect();
    if table.is_empty() { format!("{said}\n") } else { format!("{said}\n\n{}{table}", head(first, &rest)) }
}

/// Why lanes were not as many times as fast as they have workers, a row for each with losses.
fn losses(report: &Report) -> String {
    by_lane(report, "speed-up and losses", &loss_table::heads(report), &|lane| {
        lane.losses.as_ref().map(|losses| loss_table::cells(losses, report))
    })
}

/// Costs of processes, a row for each lane with a measurement.
fn costs(report: &Report) -> String {
    by_lane(report, "cost of processes", &cost_table::HEADS, &|lane| {
        lane.costs.as_ref().map(|costs| cost_table::cells(costs).to_vec())
    })
}

/// A table with a row for each lane that has cells; empty when none has.
fn by_lane(
    report: &Report,
    title: &str,
    heads: &[&str],
    cells: &dyn Fn(&LaneReport) -> Option<Vec<String>>,
) -> String {
    let rows: Vec<String> = (0..)
        .zip(&report.lanes)
        .filter_map(|(place, lane)| {
            Some(format!("| {} | {} |\n", code(&report.name_of(place)), cells(lane)?.join(" | ")))
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    head(title, heads) + &rows.concat()
}

/// The head of a table whose first column is text and whose others are figures.
fn head(title: &str, heads: &[&str]) -> String {
    format!("| {title} | {} |\n| --- |{}\n", heads.join(" | "), " ---: |".repeat(heads.len()))
}

/// Printed lines of the workers, as far as they are shown.
fn output(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for (place, lane) in (0..).zip(&report.lanes) {
        let name = code(&report.name_of(place));
        let said = |line: &super::LineReport| {
            format!("{name} {}: {}", plain(&printed::who(line)), plain(&escape::printed(&line.line)))
        };
        lines.extend(lane.output.iter().take(printed::OUTPUT_SHOWN).map(said));
        lines.extend(printed::unshown(lane).map(|more| format!("{name} printed {more} more lines")));
    }
    lines
}

fn notes(report: &Report) -> Vec<String> {
    let mut notes = Vec::new();
    for (place, lane) in (0..).zip(&report.lanes) {
        let agreement = lane.agreement.as_ref().map(AgreementReport::words);
        let usage = lane.usage.as_ref().map(UsageReport::words);
        let words =
            [python_words(lane, &report.workload), lock_words(lane), ipc_words(lane), agreement, usage];
        let told = finding_words::words(lane)
            .into_iter()
            .chain(cost_table::sentence(lane))
            .chain(loss_table::sentence(lane));
        let told = told.chain(printed::processes_of(lane)).chain(lane.news.clone()).chain(trouble_of(lane));
        let words = words.into_iter().flatten().chain(told);
        notes.extend(
            words.map(|said| format!("{}: {}", code(&report.name_of(place)), plain(sentence(&said)))),
        );
    }
    notes.extend(printed::results(report).iter().map(|results| plain(results)));
    if let Some(baseline) = &report.baseline {
        notes.push(format!(
            "Speed-up is against one worker without a lock: {}.",
            plain(&baseline.description)
        ));
    }
    notes
}

fn doubts(report: &Report) -> Vec<String> {
    let say = |d: &super::DoubtReport| {
        let lane = d.lane.map_or_else(String::new, |lane| format!(" ({})", code(&report.name_of(lane))));
        format!("**{}**{lane}: {}", plain(&d.kind), plain(&d.sentence()))
    };
    report.doubts.iter().map(say).collect()
}

fn list(title: &str, items: Vec<String>) -> String {
    if items.is_empty() {
        return String::new();
    }
    items.into_iter().fold(title.to_string(), |list, item| list + "- " + &item + "\n")
}
