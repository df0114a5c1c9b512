//! Details of a zoomed lane: errors, its figures in full, doubts, its workers' last lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::excerpt::cut_to;
use super::lane_view::LaneView;
use crate::event::{Costs, IpcStats, LockStats};
use crate::model::doubt_order::in_order;
use crate::model::findings::Count;
use crate::model::score::{Baseline, Score};
use crate::model::trouble::{news, troubles};
use crate::model::words::size_of_its_own;
use crate::text::bytes::bytes;
use crate::text::cut::cut;
use crate::text::duration::duration;
use crate::text::escape;
use crate::text::traceback;
use crate::text::words::capital;
use crate::text::words::{counted, counted_as};
use crate::text::wrap::wrap;
use crate::ui::widget::paint;

pub(super) fn draw(stand: &LaneView, buf: &mut Buffer) {
    let area = stand.place.detail;
    for ((text, style), y) in lines(stand).into_iter().zip(area.top()..area.bottom()) {
        paint::left(buf, Rect { y, height: 1, ..area }, &text, style);
    }
}

/// As many lines as there is room for; the last counts the rest.
fn lines(stand: &LaneView) -> Vec<(String, Style)> {
    let (theme, lane) = (stand.ctx.theme, stand.lane);
    let width = usize::from(stand.place.detail.width);
    let room = usize::from(stand.place.detail.height);
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut say = |text: &str, style: Style| {
        lines.extend(wrap(text, width, "", "  ").into_iter().map(|line| (line, style)));
    };
    for text in troubles(lane) {
        let (said, traceback) = traceback::split(&text);
        say(&format!("{}.", capital(said)), theme.loud());
        for line in traceback {
            say(line.trim_start(), theme.loud());
        }
    }
    for text in news(lane) {
        say(&format!("{}.", capital(&text)), theme.strong());
    }
    for text in figures(stand) {
        say(&text, theme.text());
    }
    for doubt in in_order(stand.ctx.model).into_iter().filter(|d| d.lane.is_none_or(|id| id == lane.plan.id))
    {
        say(&format!("doubt: {}; {}", doubt.message, doubt.advice), theme.caution());
    }
    // Of printed lines the last are shown, of everything else the first. They have a panel of their own when it is
    // open.
    let panel = stand.ctx.state.output() == Some(true);
    let printed = if panel { 0 } else { lane.output.len() };
    let shown = cut_to(&mut lines, printed, room, theme.caution());
    let last = lane.output.iter().skip(lane.output.len() - shown);
    lines.extend(last.map(|printed| {
        let text = format!("worker {}: {}", printed.worker.0, escape::printed(&printed.line));
        (cut(&text, stand.place.detail.width, theme.glyphs.ellipsis), theme.quiet())
    }));
    lines
}

fn figures(stand: &LaneView) -> Vec<String> {
    let (model, lane) = (stand.ctx.model, stand.lane);
    let score = Score::of(model, lane);
    let mut lines = Vec::new();
    if lane.started.is_some() {
        let [start, wall] = [score.start, score.wall].map(|time| duration(time.secs()));
        let rate =
            if model.is_timed() { format!(": {:.1} a second", score.throughput) } else { String::new() };
        lines.push(format!("start {start}, then {wall} for {}{rate}", counted(lane.done, "task")));
    }
    lines.extend(score.withheld());
    if let (Some(efficiency), Some(baseline)) = (score.efficiency, Baseline::of_lane(model, lane)) {
        let of = score.speedup.zip(score.possible).map_or_else(String::new, |(speedup, possible)| {
            if score.beats_spins() {
                ", the machine gave more during the run than in its spins".into()
            } else {
                format!(", {:.0} % of what the machine could give", speedup / possible * 100.0)
            }
        });
        lines.push(format!("efficiency {efficiency:.2}{of}; one worker: {}", baseline.describe()));
    }
    lines.extend(real_python(stand));
    lines.extend(lane.lock.as_ref().map(lock));
    lines.extend(lane.ipc.as_ref().map(messages));
    lines.extend(lane.outcome.as_ref().and_then(|outcome| outcome.costs.as_ref()).map(costs));
    lines.extend(Count::of(lane).map(|count| count.describe()));
    if let Some(outcome) = &lane.outcome {
        lines.push(format!("digest {}", outcome.digest));
    }
    lines
}

/// The interpreter that runs the lane, and that its tasks have another size.
fn real_python(stand: &LaneView) -> Option<String> {
    let (model, lane) = (stand.ctx.model, stand.lane);
    let python = lane.plan.python.as_ref()?;
    let size = size_of_its_own(model, lane).map_or_else(String::new, |size| format!(", {size}"));
    Some(format!("real CPython: {}{size}", python.path))
}

fn lock(lock: &LockStats) -> String {
    let micros = |us: f64| duration(us / 1e6);
    let (wait, hold) = (lock.all.wait_us, lock.all.hold_us);
    let [wait_most, hold_most] = [wait.p99, hold.p99].map(micros);
    format!(
        "lock: {}, {} forced, a wait takes {} (p99 {wait_most}), a hold {} (p99 {hold_most}), \
         interval {}",
        counted_as(lock.switches, "switch", "switches"),
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
        "{}, {} out, {} in, a round trip takes {trip} (p99 {trip_most}), starting a worker {spawn} \
         (p99 {spawn_most})",
        counted(ipc.messages, "message"),
        bytes(ipc.bytes_out),
        bytes(ipc.bytes_in)
    )
}

/// Costs of processes, each part by itself, and what follows from them.
fn costs(costs: &Costs) -> String {
    let [start, trip, message, overhead] =
        [costs.start, costs.round_trip, costs.per_message, costs.overhead].map(|part| duration(part.secs()));
    let pays = match costs.break_even_chunk {
        None => String::new(),
        Some(1) => ", messages below 5 % with any chunk".into(),
        Some(chunk) => format!(", messages below 5 % with chunks of {chunk} or more"),
    };
    let memory = costs.private.map_or_else(String::new, |own| format!(", {} of own memory each", bytes(own)));
    format!(
        "cost: start {start}, a round trip from sleep {trip}, a message among many {message}, overhead {overhead} a \
         task{pays}{memory}; predicts {}",
        duration(costs.predicted.secs())
    )
}
