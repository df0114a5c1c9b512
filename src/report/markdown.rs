//! The report as Markdown, for issues and documents.

use std::fmt::Write;

use super::text::{HEADS, describe, ipc_words, lock_words, or_withheld, python_words, trouble_of};
use super::{Format, LaneReport, Named, Report, cost_table, finding_words, loss_table, printed};
use crate::event::Activity;
use crate::text::duration::duration;
use crate::text::escape;
use crate::text::figure::{figure, known};
use crate::text::look::Look;
use crate::text::markdown::{code, plain};
use crate::text::percent::percent;
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
            format!("**{}**\n", plain(verdict)),
            scores(report),
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

fn scores(report: &Report) -> String {
    let mut table = head(HEADS[0], &HEADS[1..]);
    for lane in &report.lanes {
        let if_ran = |value: Option<f64>, show: fn(f64) -> String| known(value.filter(|_| lane.ran()), show);
        let waited = lane.share(Activity::LockWait).filter(|waited| lane.gil.is_some() || *waited > 0.0);
        let cells = [
            plain(&lane.honest_label()),
            lane.workers.to_string(),
            if_ran(lane.wall_s, duration),
            if_ran(lane.start_s, duration),
            if_ran(lane.throughput, figure),
            or_withheld(lane.speedup_withheld.as_ref(), lane.speedup, |s| format!("{s:.2} ×")),
            known(lane.efficiency, percent),
            or_withheld(lane.cores_busy_withheld.as_ref(), lane.cores_busy, |c| format!("{c:.2}")),
            known(lane.capacity, |c| format!("{c:.2}")),
            known(waited, percent),
        ];
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| {} |", cells.join(" | "));
    }
    table
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
        let words = [python_words(lane, &report.workload), lock_words(lane), ipc_words(lane)];
        let told = finding_words::words(lane)
            .into_iter()
            .chain(cost_table::sentence(lane))
            .chain(loss_table::sentence(lane));
        let told = told.chain(printed::processes_of(lane)).chain(lane.news.clone()).chain(trouble_of(lane));
        let words = words.into_iter().flatten().chain(told);
        notes.extend(words.map(|said| format!("{}: {}", code(&report.name_of(place)), plain(&said))));
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
