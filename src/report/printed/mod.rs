//! Output of a race besides figures: the results, where there are few, the workers' printed lines, and their
//! processes.

use super::{LaneReport, LineReport, ProcessReport, Report};
use crate::text::escape::printed;
use crate::text::words::{counted_as, plural};
use crate::text::wrap::{block, quote};

/// Largest number of printed lines of a lane that are shown; the JSON has all.
pub(super) const OUTPUT_SHOWN: usize = 100;
/// Largest number of processes of a lane that are shown; the JSON has a thousand.
const PROCESSES_SHOWN: usize = 20;
/// Greatest length of the results that are shown, in characters; the JSON has all.
const RESULTS_SHOWN: usize = 500;

/// The results of lanes with few and short ones; once where all lanes agree. Of a lane that was stopped, or in which a
/// task failed, they are those of the tasks that were done.
pub(super) fn results(report: &Report) -> Vec<String> {
    let listed: Vec<(String, String)> = (0..)
        .zip(&report.lanes)
        .filter_map(|(place, lane)| Some((report.name_of(place), list_of(lane)?)))
        .collect();
    match &listed[..] {
        [(_, first), others @ ..] if others.iter().all(|(_, results)| results == first) => {
            vec![first.clone()]
        }
        differing => differing.iter().map(|(name, results)| format!("{name}: {results}")).collect(),
    }
}

/// The results as Python prints a list, after a word: `results: [0, 1, 4]`. Text is quoted. A task that has not ended has
/// no result; which one that is, the JSON says.
fn list_of(lane: &LaneReport) -> Option<String> {
    let results = lane.results.as_ref().filter(|results| !results.is_empty())?;
    let whole = lane.tasks.total.is_none_or(|total| lane.tasks.done >= total);
    let ended = results.iter().filter(|result| whole || !result.is_null());
    let shown: Vec<String> = ended.map(ToString::to_string).collect();
    if shown.is_empty() {
        return None;
    }
    let of = if whole { String::new() } else { format!(" of {} of {} tasks", shown.len(), results.len()) };
    let list = format!("results{of}: [{}]", shown.join(", "));
    list.chars().nth(RESULTS_SHOWN).is_none().then_some(list)
}

/// Printed lines of the workers.
pub(super) fn output(report: &Report, columns: usize) -> String {
    let mut text = String::new();
    for (place, lane) in (0..).zip(&report.lanes) {
        let name = report.name_of(place);
        for line in lane.output.iter().take(OUTPUT_SHOWN) {
            let lines = quote(&printed(&line.line), columns, &format!("{name} {} | ", who(line)));
            text += &(lines.join("\n") + "\n");
        }
        if let Some(more) = unshown(lane) {
            let said = format!("{name} printed {more} more lines (--format json keeps the first 10000)");
            text += &block(&said, columns, "", "  ");
        }
    }
    text
}

/// Number of lines that are not shown; `None` when all are.
pub(super) fn unshown(lane: &LaneReport) -> Option<u64> {
    let more = lane.output.len().saturating_sub(OUTPUT_SHOWN) as u64 + lane.output_lost;
    (more > 0).then_some(more)
}

/// The worker and the stream of a line.
pub(super) fn who(line: &LineReport) -> String {
    let pid = line.pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
    let stream = if line.stream == "err" { ", stderr" } else { "" };
    format!("worker {}{pid}{stream}", line.worker)
}

/// Ends of the processes of lanes whose workers had several.
pub(super) fn processes(report: &Report, columns: usize) -> String {
    let mut text = String::new();
    for (place, lane) in (0..).zip(&report.lanes) {
        for said in processes_of(lane) {
            text += &block(&said, columns, &format!("{}: ", report.name_of(place)), "  ");
        }
    }
    text
}

/// The same for a lane, one sentence each.
pub(super) fn processes_of(lane: &LaneReport) -> Vec<String> {
    let count = lane.processes.len() as u64 + lane.processes_more;
    // Runs of a command have a list of their own in the JSON.
    if lane.usage.is_some() {
        return Vec::new();
    }
    let one_a_task = lane.lane == "processes";
    if !one_a_task && count <= u64::from(lane.workers) {
        return Vec::new();
    }
    let mut said: Vec<String> = lane.processes.iter().take(PROCESSES_SHOWN).map(process).collect();
    let more = count.saturating_sub(said.len() as u64);
    if more > 0 {
        let more = counted_as(more, "more process", "more processes");
        said.push(format!("{more} (--format json keeps the first 1000)"));
    }
    said
}

fn process(process: &ProcessReport) -> String {
    let ProcessReport { worker, pid, exit, tasks } = process;
    let tasks = tasks.map_or_else(String::new, |n| format!(" after {n} {}", plural(n as usize, "task")));
    let exit =
        exit.as_ref().map_or_else(|| "was not seen to end".into(), |exit| format!("ended with {exit}"));
    format!("worker {worker} was process {pid}, which {exit}{tasks}")
}

#[cfg(test)]
mod tests;
