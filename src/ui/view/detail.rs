//! What a zoomed lane has room for besides: what went wrong, its figures in full, doubts, its workers' last
//! lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Stand, paint};
use crate::event::{IpcStats, LockStats};
use crate::model::findings::Count;
use crate::model::score::{Baseline, Score};
use crate::model::trouble::troubles;
use crate::model::words::{capital, plural};
use crate::report::{bytes, duration, wrap_to};

pub(super) fn draw(stand: &Stand, buf: &mut Buffer) {
    let area = stand.place.detail;
    for ((text, style), y) in lines(stand).into_iter().zip(area.top()..area.bottom()) {
        paint::left(buf, Rect { y, height: 1, ..area }, &text, style);
    }
}

/// As many lines as there is room for; the last says how many there are besides.
fn lines(stand: &Stand) -> Vec<(String, Style)> {
    let (theme, lane) = (stand.scene.theme, stand.lane);
    let width = usize::from(stand.place.detail.width);
    let room = usize::from(stand.place.detail.height);
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut say = |text: &str, style: Style| {
        lines.extend(wrap_to(width, text, "", "  ").into_iter().map(|line| (line, style)));
    };
    for text in troubles(lane) {
        say(&format!("{}.", capital(&text)), theme.loud());
    }
    for text in figures(stand) {
        say(&text, theme.text());
    }
    for doubt in stand.scene.model.doubts.iter().filter(|d| d.lane.is_none_or(|id| id == lane.plan.id)) {
        say(&format!("doubt: {}; {}", doubt.message, doubt.advice), theme.caution());
    }
    // Of what was printed the last lines are seen, of everything else the first.
    let (told, said) = (lines.len(), lane.output.len());
    let mut shown = said;
    if told + said > room {
        let kept = told.min(room.saturating_sub(1));
        shown = room.saturating_sub(1 + kept);
        let hidden = told - kept + said - shown;
        lines.truncate(kept);
        lines.push((format!("+{hidden} {}", plural(hidden, "line")), theme.caution()));
    }
    let last = lane.output.iter().skip(said - shown);
    lines.extend(last.map(|(worker, printed)| {
        let text = format!("worker {}: {printed}", worker.0);
        (paint::cut(&text, stand.place.detail.width, theme.glyphs.ellipsis), theme.quiet())
    }));
    lines
}

fn figures(stand: &Stand) -> Vec<String> {
    let (model, lane) = (stand.scene.model, stand.lane);
    let score = Score::of(model, lane);
    let mut lines = Vec::new();
    if lane.started.is_some() {
        lines.push(format!(
            "start {}, then {} for {} tasks: {:.1} a second",
            duration(score.start.secs()),
            duration(score.wall.secs()),
            lane.done,
            score.throughput
        ));
    }
    if let (Some(efficiency), Some(baseline)) = (score.efficiency, Baseline::of(model)) {
        let of = score.speedup.zip(score.possible).map_or_else(String::new, |(speedup, possible)| {
            if score.beats_spins() {
                ", the machine gave more during the run than in its spins".into()
            } else {
                format!(", {:.0} % of what the machine could give", speedup / possible * 100.0)
            }
        });
        lines.push(format!("efficiency {efficiency:.2}{of}; one worker: {}", baseline.describe()));
    }
    lines.extend(lane.lock.as_ref().map(lock));
    lines.extend(lane.ipc.as_ref().map(messages));
    lines.extend(Count::of(lane).map(|count| count.describe()));
    if let Some(outcome) = &lane.outcome {
        lines.push(format!("digest {}", outcome.digest));
    }
    lines
}

fn lock(lock: &LockStats) -> String {
    let micros = |us: f64| duration(us / 1e6);
    let (wait, hold) = (lock.all.wait_us, lock.all.hold_us);
    let [wait_most, hold_most] = [wait.p99, hold.p99].map(micros);
    format!(
        "lock: {} switches, {} forced, a wait takes {} (p99 {wait_most}), a hold {} (p99 {hold_most}), \
         interval {}",
        lock.switches,
        lock.all.forced,
        micros(wait.p50),
        micros(hold.p50),
        micros(lock.interval_us as f64)
    )
}

fn messages(ipc: &IpcStats) -> String {
    let [trip, trip_most] = [ipc.round_trip_us.p50, ipc.round_trip_us.p99].map(|us| duration(us / 1e6));
    let [spawn, spawn_most] = [ipc.spawn_ms.p50, ipc.spawn_ms.p99].map(|ms| duration(ms / 1e3));
    format!(
        "{} messages, {} out, {} in, a round trip takes {trip} (p99 {trip_most}), starting a worker {spawn} \
         (p99 {spawn_most})",
        ipc.messages,
        bytes(ipc.bytes_out),
        bytes(ipc.bytes_in)
    )
}
