//! Medians with intervals, and the differences between lanes, as tables.

use super::repeated::{DifferenceReport, Interval};
use super::{LaneReport, Report};
use crate::text::duration::duration;
use crate::text::figure::{figure, known};
use crate::text::table::Table;
use crate::text::words::counted;

/// Heads of the table of differences.
pub(super) const DIFFERENCES: [&str; 5] = ["faster", "slower", "times as fast", "interval", "p"];

/// An interval in words: `1.18 s to 1.25 s`.
pub(super) fn interval(interval: Interval, show: impl Fn(f64) -> String) -> Option<String> {
    interval.map(|[low, high]| format!("{} to {}", show(low), show(high)))
}

/// A figure with its interval where it has one: `1.20 s (1.18 s to 1.25 s)`.
pub(super) fn with_interval(value: Option<f64>, of: Interval, show: impl Fn(f64) -> String) -> String {
    let shown = known(value, &show);
    match interval(of.filter(|_| value.is_some()), show) {
        Some(interval) => format!("{shown} ({interval})"),
        None => shown,
    }
}

/// The intervals of all lanes; empty where they ran once.
pub(super) fn intervals(report: &Report, columns: usize) -> String {
    if !report.is_repeated() {
        return String::new();
    }
    let title = format!("medians of {}", counted(report.repetitions.done, "repetition"));
    let mut table = Table::new([title.as_str(), "wall", "tasks/s", "speed-up", "cores busy"]);
    for lane in &report.lanes {
        let LaneReport { repeated, .. } = lane;
        let cell = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        table.row([
            lane.name.clone(),
            cell(interval(repeated.wall_s_interval, duration)),
            cell(interval(repeated.throughput_interval, figure)),
            cell(interval(repeated.speedup_interval, |s| format!("{s:.2}"))),
            cell(interval(repeated.cores_busy_interval, |c| format!("{c:.2}"))),
        ]);
    }
    table.render(columns)
}

/// The differences between the lanes; empty where they ran once.
pub(super) fn differences(report: &Report, columns: usize) -> String {
    if report.differences.is_empty() {
        return String::new();
    }
    let mut table = Table::new(DIFFERENCES);
    report.differences.iter().for_each(|difference| table.row(cells(difference)));
    table.render(columns)
}

/// A difference as a row; `~` where it is not settled.
pub(super) fn cells(difference: &DifferenceReport) -> [String; 5] {
    let [low, high] = difference.ratio_interval;
    [
        difference.faster.clone(),
        difference.slower.clone(),
        if difference.settled { format!("{:.2}", difference.ratio) } else { "~".into() },
        format!("{low:.2} to {high:.2}"),
        known(difference.p, |p| if p < 0.001 { "<0.001".into() } else { format!("{p:.3}") }),
    ]
}
