//! What a zoomed lane has room for besides: its figures in full, its faults, its workers' last lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Stand, paint};
use crate::model::lane::{Lane, LaneState};
use crate::model::score::{Baseline, Score};

pub(super) fn draw(stand: &Stand, buf: &mut Buffer) {
    let area = stand.place.detail;
    for ((text, style), y) in lines(stand).into_iter().zip(area.top()..area.bottom()) {
        paint::left(buf, Rect { y, height: 1, ..area }, &text, style);
    }
}

fn lines(stand: &Stand) -> Vec<(String, Style)> {
    let (theme, lane) = (stand.scene.theme, stand.lane);
    let mut lines: Vec<(String, Style)> = faults(lane).into_iter().map(|text| (text, theme.loud())).collect();
    lines.extend(figures(stand).into_iter().map(|text| (text, theme.text())));
    let room = usize::from(stand.place.detail.height).saturating_sub(lines.len());
    let doubts = &stand.scene.model.doubts;
    lines.extend(doubts.iter().map(|d| (format!("doubt: {}; {}", d.message, d.advice), theme.caution())));
    let said = lane.output.iter().rev().take(room.saturating_sub(doubts.len())).rev();
    lines.extend(said.map(|(worker, line)| (format!("worker {}: {line}", worker.0), theme.quiet())));
    lines
}

fn faults(lane: &Lane) -> Vec<String> {
    let mut faults = Vec::new();
    if let LaneState::Failed(reason) = &lane.state {
        faults.push(format!("failed: {reason}"));
    }
    faults.extend(lane.deaths.iter().map(|d| {
        let task = d.task.map_or_else(String::new, |t| format!(" while executing task {t}"));
        format!("worker {} (pid {}) ended: {}{task}", d.worker.0, d.pid, d.cause)
    }));
    if let Some(outcome) = &lane.outcome {
        faults.extend(outcome.failures.iter().map(|f| format!("task {} failed: {}", f.task, f.reason)));
    }
    faults
}

fn figures(stand: &Stand) -> Vec<String> {
    let (model, lane) = (stand.scene.model, stand.lane);
    let score = Score::of(model, lane);
    let mut lines = Vec::new();
    if lane.started.is_some() {
        lines.push(format!(
            "start {:.1} ms, then {:.2} s for {} tasks: {:.1} a second",
            score.start.secs() * 1e3,
            score.wall.secs(),
            lane.done,
            score.throughput
        ));
    }
    if let (Some(efficiency), Some(baseline)) = (score.efficiency, Baseline::of(model)) {
        let of = score
            .of_capacity
            .map_or_else(String::new, |o| format!(", {:.0} % of what the machine could give", o * 100.0));
        lines.push(format!("efficiency {:.2}{of}; one worker: {}", efficiency, baseline.describe()));
    }
    if let Some(lock) = &lane.lock {
        lines.push(format!(
            "lock: {} switches, {} forced, wait {:.0} µs (p99 {:.0}), hold {:.0} µs (p99 {:.0}), interval {} µs",
            lock.switches, lock.forced, lock.wait_us.p50, lock.wait_us.p99, lock.hold_us.p50, lock.hold_us.p99, lock.interval_us
        ));
    }
    if let Some(ipc) = &lane.ipc {
        lines.push(format!(
            "messages: {}, {} B out, {} B in, round trip {:.0} µs (p99 {:.0}), spawn {:.1} ms (p99 {:.1})",
            ipc.messages,
            ipc.bytes_out,
            ipc.bytes_in,
            ipc.round_trip_us.p50,
            ipc.round_trip_us.p99,
            ipc.spawn_ms.p50,
            ipc.spawn_ms.p99
        ));
    }
    if let Some(outcome) = &lane.outcome {
        lines.push(format!("digest {}", outcome.digest));
    }
    lines
}
