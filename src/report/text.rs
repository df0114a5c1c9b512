//! The report for people: a header, the table, the division of time, problems, the verdict, the results.

use std::fmt::Write;

use super::command::UsageReport;
use super::{
    AgreementReport, Format, LaneReport, Named, PercentilesReport, Report, WorkloadReport, advice, call,
    cost_table, finding_words, interval_table, loss_table, printed,
};
use crate::event::Activity;
use crate::text::bytes::bytes;
use crate::text::duration::duration;
use crate::text::figure::{figure, known};
use crate::text::look::Look;
use crate::text::percent::{percent, share};
use crate::text::table::Table;
use crate::text::traceback;
use crate::text::words::{counted, counted_as};
use crate::text::wrap::{block, quote};
use crate::workload::{Kind, Scales};

/// Plain text in lines that fit, without colour.
#[derive(Debug)]
pub(super) struct Text;

impl Named for Text {
    fn name(&self) -> &'static str {
        "text"
    }
}

impl Format<Report> for Text {
    fn render(&self, report: &Report, look: Look) -> String {
        let columns = look.columns;
        let sections = [
            header(report, columns),
            scores(report, columns),
            interval_table::intervals(report, columns),
            interval_table::differences(report, columns),
            budget(report, columns),
            losses(report, columns),
            details(report, columns),
            costs(report, columns),
            printed::output(report, columns),
            printed::processes(report, columns),
            told_by_lane(report, columns, &|lane| lane.news.clone()),
            told_by_lane(report, columns, &trouble_of),
            doubts(report, columns),
            baseline(report, columns),
            once(report, columns),
            block(report.verdict.as_deref().unwrap_or("The race has not ended."), columns, "", ""),
            // They may be long, and are the same in every lane.
            results(report, columns),
            // Last: it is what the race was for.
            advice::text(report.advice.as_ref(), report.no_advice.as_deref(), columns),
        ];
        sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

fn header(report: &Report, columns: usize) -> String {
    let machine = &report.machine;
    let quota = machine.quota.map_or_else(String::new, |q| format!(", quota {q:.2} cores"));
    let build = if report.tool.profile == "release" {
        String::new()
    } else {
        format!(" ({} build)", report.tool.profile)
    };
    let work = format!(
        "coreograph {}{build}: {}, lanes in {}",
        report.tool.version,
        describe(&report.workload),
        report.schedule
    );
    let place = format!(
        "on {}, {} of {} usable{quota}, {}",
        machine.cpu,
        machine.usable_cpus,
        counted(machine.logical_cpus, "CPU"),
        machine.os
    );
    block(&work, columns, "", "  ") + &block(&place, columns, "", "  ")
}

/// The workload in words.
pub(super) fn describe(workload: &WorkloadReport) -> String {
    if let Some(command) = &workload.command {
        return command.words(workload.tasks);
    }
    if let Some(call) = &workload.call {
        return call::words(call, workload.tasks, workload.chunk);
    }
    let tasks = workload.tasks.map_or_else(String::new, |t| format!(", {}", counted(t, "task")));
    // Work without a meaningful duration has no size to report.
    let kind = workload.name.parse().ok();
    let sized = kind.is_none_or(|kind: Kind| kind.scales() != Scales::Nothing);
    let size =
        workload.size.filter(|_| sized).map_or_else(String::new, |s| format!(" of {s} {}", workload.unit));
    let share = workload.share.map_or_else(String::new, |s| format!(", {s} % of the time computing"));
    let arg = workload.arg.as_ref().map_or_else(String::new, |arg| format!(", argument {arg:?}"));
    format!("{}{tasks}{size}{share}{arg}, seed {}, chunk {}", workload.name, workload.seed, workload.chunk)
}

/// Heads of the table of all lanes.
pub(super) const HEADS: [&str; 10] = [
    "lane",
    "workers",
    "wall",
    "start",
    "tasks/s",
    "speed-up",
    "efficiency",
    "cores busy",
    "capacity",
    "lock wait",
];

fn scores(report: &Report, columns: usize) -> String {
    let mut table = Table::new(HEADS);
    for lane in &report.lanes {
        let if_ran = |value: Option<f64>, show: fn(f64) -> String| known(value.filter(|_| lane.ran()), show);
        let waited = lane.share(Activity::LockWait).filter(|waited| lane.gil.is_some() || *waited > 0.0);
        table.row([
            lane.title(),
            lane.workers.to_string(),
            if_ran(lane.wall_s, duration),
            if_ran(lane.start_s, duration),
            if_ran(lane.throughput, figure),
            or_withheld(lane.speedup_withheld.as_ref(), lane.speedup, |s| format!("{s:.2} x")),
            known(lane.efficiency, percent),
            or_withheld(lane.cores_busy_withheld.as_ref(), lane.cores_busy, |c| format!("{c:.2}")),
            known(lane.capacity, |c| format!("{c:.2}")),
            known(waited, share),
        ]);
    }
    table.render(columns)
}

/// `show` of a known figure, the word for one that is withheld, a dash otherwise.
pub(super) fn or_withheld(
    withheld: Option<&String>,
    figure: Option<f64>,
    show: impl Fn(f64) -> String,
) -> String {
    if withheld.is_some() { "withheld".into() } else { known(figure, show) }
}

fn budget(report: &Report, columns: usize) -> String {
    // Stops are the exception, and waits of a function of the user's: they have a column where there was one.
    let is_rare = |activity| matches!(activity, Activity::Stopped | Activity::Blocked);
    let is_there = |activity| report.lanes.iter().any(|lane| lane.share(activity).is_some_and(|s| s > 0.0));
    let shown = |activity: &Activity| !is_rare(*activity) || is_there(*activity);
    let activities: Vec<Activity> = Activity::ALL.into_iter().filter(shown).collect();
    let mut table =
        Table::new(std::iter::once("% of time").chain(activities.iter().map(|activity| activity.word())));
    let mut any = false;
    for (place, lane) in (0..).zip(&report.lanes) {
        let shares: Vec<Option<f64>> = activities.iter().map(|a| lane.share(*a)).collect();
        any |= shares[0].is_some();
        let cells = shares
            .into_iter()
            // The unit stands in the head.
            .map(|of_time| known(of_time, |s| share(s).trim_end_matches(" %").into()));
        table.row(std::iter::once(report.name_of(place)).chain(cells));
    }
    if any { table.render(columns) } else { String::new() }
}

/// Why the lanes were not as many times as fast as they have workers.
fn losses(report: &Report, columns: usize) -> String {
    loss_table::table(report, columns)
        + &told_by_lane(report, columns, &|lane| loss_table::sentence(lane).into_iter().collect())
}

/// Details of some lanes: a lock, messages, findings.
fn details(report: &Report, columns: usize) -> String {
    let mut text = String::new();
    for (place, lane) in (0..).zip(&report.lanes) {
        let agreement = lane.agreement.as_ref().map(AgreementReport::words);
        let usage = lane.usage.as_ref().map(UsageReport::words);
        let words =
            [python_words(lane, &report.workload), lock_words(lane), ipc_words(lane), agreement, usage];
        for said in words.into_iter().flatten().chain(finding_words::words(lane)) {
            text += &block(&said, columns, &format!("{}: ", report.name_of(place)), "  ");
        }
    }
    text
}

/// The real interpreter in words: version, size of its tasks, baseline.
pub(super) fn python_words(lane: &LaneReport, workload: &WorkloadReport) -> Option<String> {
    let python = lane.python.as_ref().filter(|python| !python.version.is_empty())?;
    let mut words = format!("CPython {} at {}", python.version, python.path);
    if let (Some(_), Some(tasks), Some(size)) = (&lane.reference, lane.tasks.total, lane.size)
        && (Some(tasks), Some(size)) != (workload.tasks, workload.size)
    {
        // Writing to a string cannot fail; the same holds below.
        let _ =
            write!(words, "; {} of {size} {}, calibrated for Python", counted(tasks, "task"), workload.unit);
    }
    if let Some(method) = &lane.start_method {
        let _ = write!(words, "; its worker processes are started by {method}");
    }
    if let Some(baseline) = &lane.baseline {
        let _ = write!(words, "; speed-up is against one worker of its own: {}", baseline.description);
    }
    Some(words)
}

/// The lock in words.
pub(super) fn lock_words(lane: &LaneReport) -> Option<String> {
    let gil = lane.gil.as_ref()?;
    let lock = if lane.lane == "interpreters" { "simulated locks" } else { "simulated lock" };
    Some(format!(
        "{} of the {lock}, {} a second, at an interval of {}; held {} of the time; waits {}",
        counted_as(gil.switches, "switch", "switches"),
        figure(gil.switches_per_s),
        duration(gil.interval_us as f64 / 1e6),
        share(gil.held),
        percentiles(gil.all.wait_us, 1e-6)
    ))
}

/// The messages in words.
pub(super) fn ipc_words(lane: &LaneReport) -> Option<String> {
    let ipc = lane.ipc.as_ref()?;
    let mut words = format!(
        "{}, {} out, {} in",
        counted(ipc.messages, "message"),
        bytes(ipc.bytes_out),
        bytes(ipc.bytes_in)
    );
    for (what, p, unit) in
        [("round trips", ipc.round_trip_us, 1e-6), ("starting a worker", ipc.spawn_ms, 1e-3)]
    {
        if p.p50.is_some() {
            // Writing to a string cannot fail.
            let _ = write!(words, "; {what} {}", percentiles(p, unit));
        }
    }
    Some(words)
}

fn percentiles(p: PercentilesReport, unit: f64) -> String {
    let show = |value| known(value, |v| duration(v * unit));
    format!("{} (p50) to {} (p99)", show(p.p50), show(p.p99))
}

/// Costs of processes, and whether the parts explain the whole.
fn costs(report: &Report, columns: usize) -> String {
    cost_table::table(report, columns)
        + &told_by_lane(report, columns, &|lane| cost_table::sentence(lane).into_iter().collect())
}

fn results(report: &Report, columns: usize) -> String {
    printed::results(report).iter().map(|line| block(line, columns, "", "  ")).collect()
}

/// Sentences about each lane, with its name before them.
fn told_by_lane(report: &Report, columns: usize, of: &dyn Fn(&LaneReport) -> Vec<String>) -> String {
    let mut text = String::new();
    for (place, lane) in (0..).zip(&report.lanes) {
        for said in of(lane) {
            let (said, lines) = traceback::split(&said);
            text += &block(said, columns, &format!("{}: ", report.name_of(place)), "  ");
            lines.iter().flat_map(|line| quote(line, columns, "  ")).for_each(|line| text += &(line + "\n"));
        }
    }
    text
}

/// Problems of a lane, one sentence each.
pub(super) fn trouble_of(lane: &LaneReport) -> Vec<String> {
    let mut said = lane.troubles.clone();
    if lane.state == "running" || lane.state == "starting" {
        let done = lane.tasks.done;
        let tasks = lane
            .tasks
            .total
            .map_or_else(|| counted(done, "task"), |total| format!("{done} of {}", counted(total, "task")));
        said.push(format!("was stopped after {tasks}"));
    }
    said
}

fn doubts(report: &Report, columns: usize) -> String {
    super::doubts_text(report, columns)
}

/// Sentence on figures without an interval.
pub(super) const MEASURED_ONCE: &str = "Measured once: --reps 5 gives medians with intervals.";

fn once(report: &Report, columns: usize) -> String {
    if report.is_measured_once() { block(MEASURED_ONCE, columns, "", "") } else { String::new() }
}

fn baseline(report: &Report, columns: usize) -> String {
    report.baseline.as_ref().map_or_else(String::new, |b| {
        let real = report.lanes.iter().any(|lane| lane.python.is_some());
        let but = if real { " Figures of CPython are compared with each other only." } else { "" };
        let said = format!("Speed-up is against one worker without a lock: {}.{but}", b.description);
        block(&said, columns, "", "")
    })
}
