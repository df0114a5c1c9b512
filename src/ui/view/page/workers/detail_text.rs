//! The selected worker in words: what its row leaves out, how it died, its printed lines.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::event::{Activity, LockAccount, Nanos, Stream};
use crate::explain::by_id;
use crate::model::lane::Printed;
use crate::model::trouble::death;
use crate::model::worker::{Life, Worker};
use crate::text::cut::cut;
use crate::text::duration::duration;
use crate::text::escape;
use crate::text::percent::share;
use crate::text::words::{capital, plural};
use crate::text::wrap::wrap;
use crate::ui::roster::{Row, Value, WorkerStatus};
use crate::ui::view::context::DrawContext;
use crate::ui::view::excerpt::cut_to;

/// A line and its style.
type TextLine = (String, Style);

/// Facts behind its name, the most important first.
pub(super) fn facts(row: &Row) -> Vec<String> {
    let Some(worker) = row.seat() else { return vec!["its lane has not begun".into()] };
    let mut facts = Vec::new();
    facts.extend(number(row, worker));
    facts.extend(condition(row, worker));
    facts.extend(worker.core.map(|core| format!("on core {core} last")));
    facts.extend(row.tasks().map(|tasks| format!("{tasks} {}", plural(tasks as usize, "task"))));
    if worker.restarts > 0 {
        let times = worker.restarts as usize;
        facts.push(format!("started again {times} {}", plural(times, "time")));
    }
    facts
}

fn number(row: &Row, worker: &Worker) -> Option<String> {
    let pid = worker.pid?;
    let thread = worker.tid.filter(|tid| *tid != pid && !row.lane.plan.processes);
    Some(thread.map_or_else(|| format!("pid {pid}"), |tid| format!("thread {tid} of process {pid}")))
}

/// The state that keeps it from working, and since when.
fn condition(row: &Row, worker: &Worker) -> Option<String> {
    let since = worker.since - row.lane.started?;
    let status = row.status().filter(|status| {
        matches!(status, WorkerStatus::Dead | WorkerStatus::Stopped | WorkerStatus::Restarting)
    })?;
    Some(format!("{} since {:.2} s", status.word(), since.secs()))
}

/// As many lines as there is room for. Of printed lines the last are shown, of everything else the first; the rest is
/// counted.
pub(super) fn lines(ctx: &DrawContext, row: &Row, unsaid: &[String], room: Rect) -> Vec<TextLine> {
    if room.is_empty() {
        return Vec::new();
    }
    let theme = ctx.theme;
    let mut lines = told(ctx, row, unsaid, usize::from(room.width));
    let its = |printed: &&Printed| usize::from(printed.worker.0) == row.worker;
    let printed = row.lane.output.iter().filter(its).count();
    let spent = spent(ctx, row, room.width);
    if lines.len() + printed + 1 + spent.len() <= usize::from(room.height) {
        if !lines.is_empty() && !spent.is_empty() {
            lines.push((String::new(), theme.text()));
        }
        lines.extend(spent);
    }
    let shown = cut_to(&mut lines, printed, usize::from(room.height), theme.caution());
    let mut last: Vec<&Printed> = row.lane.output.iter().rev().filter(its).take(shown).collect();
    last.reverse();
    let started = row.lane.started.unwrap_or_default();
    lines.extend(last.into_iter().map(|printed| {
        let (stream, style) = match printed.stream {
            Stream::Out => ("out", theme.text()),
            Stream::Err => ("err", theme.caution()),
        };
        let text =
            format!("{:>7.2} s  {stream}  {}", (printed.at - started).secs(), escape::printed(&printed.line));
        (cut(&text, room.width, theme.glyphs.ellipsis), style)
    }));
    lines
}

/// Everything about it except printed lines.
fn told(ctx: &DrawContext, row: &Row, unsaid: &[String], width: usize) -> Vec<TextLine> {
    let theme = ctx.theme;
    let mut lines = Vec::new();
    let mut say = |text: &str, style: Style| {
        lines.extend(wrap(text, width, "", "  ").into_iter().map(|line| (line, style)));
    };
    for dead in row.lane.deaths.iter().filter(|dead| usize::from(dead.worker.0) == row.worker) {
        let style = if dead.is_healed(row.lane) { theme.strong() } else { theme.loud() };
        say(&format!("{}.", capital(&death(dead, row.lane))), style);
    }
    if !unsaid.is_empty() {
        say(&unsaid.join(&format!(" {} ", theme.glyphs.dot)), theme.text());
    }
    for text in [counted(row), lock(row), exit(row)].into_iter().flatten() {
        say(&text, theme.text());
    }
    lines
}

/// Its time by activity, the largest first: how long, which share, and what that is.
fn spent(ctx: &DrawContext, row: &Row, width: u16) -> Vec<TextLine> {
    let time = row.time();
    let mut parts: Vec<_> = time.parts().filter(|(_, length)| *length > Nanos::ZERO).collect();
    parts.sort_by_key(|(_, length)| std::cmp::Reverse(*length));
    let told = |(activity, length): (Activity, Nanos)| {
        let what = by_id(activity.word()).map_or("", |entry| entry.what);
        let [length, share] = [duration(length.secs()), share(time.share(activity))];
        let text = format!("{:<10} {length:>8} {share:>5}  {what}", activity.word());
        (cut(&text, width, ctx.theme.glyphs.ellipsis), ctx.theme.quiet())
    };
    parts.into_iter().map(told).collect()
}

/// Kernel counters of it.
fn counted(row: &Row) -> Option<String> {
    let worker = row.seat()?;
    let mut said = Vec::new();
    if let Some(cpu) = row.account().map(|account| account.cpu).or(worker.cpu()) {
        let all = if worker.restarts > 0 && row.account().is_some() { " in all its processes" } else { "" };
        said.push(format!("CPU time {}{all}", duration(cpu.secs())));
    }
    said.extend(worker.waited().map(|waited| format!("wanted a core for {}", duration(waited.secs()))));
    if let Some(turns) = worker.turns() {
        let rate = worker.turns_per_s(row.model.now, Nanos::from_millis(1000)).filter(|rate| *rate > 0.0);
        let rate = rate.map_or_else(String::new, |rate| format!(" ({rate:.0} a second)"));
        said.push(format!(
            "put on a core {turns} {}{rate}",
            plural(usize::try_from(turns).unwrap_or(2), "time")
        ));
    }
    if worker.peak_rss > 0 && row.lane.plan.processes {
        said.push(format!("at most {} of memory", Value::Bytes(worker.peak_rss)));
    }
    (!said.is_empty()).then(|| format!("kernel: {}", said.join(", ")))
}

/// Its use of the lock: from its account when that is closed, else from the events so far.
fn lock(row: &Row) -> Option<String> {
    if !row.lane.plan.locked {
        return None;
    }
    if let Some(account) = row.account().and_then(|account| account.lock.as_ref()) {
        return Some(booked(account));
    }
    let (started, end) = (row.lane.started?, row.end());
    let held = row.lane.lock_history.held(row.worker, started, end);
    Some(format!("lock: held {} of the time so far", share(held.share_of(end - started))))
}

fn booked(account: &LockAccount) -> String {
    let micros = |us: f64| duration(us / 1e6);
    format!(
        "lock: got it {} {}, held it for {}, waited for {}; a wait takes {} (p99 {}), asked the holder {} {}, \
         overtaken {}",
        account.grants,
        plural(usize::try_from(account.grants).unwrap_or(2), "time"),
        duration(account.held.secs()),
        duration(account.waited.secs()),
        micros(account.wait_us.p50),
        micros(account.wait_us.p99),
        account.requests,
        plural(usize::try_from(account.requests).unwrap_or(2), "time"),
        account.overtaken,
    )
}

/// End of its process, in words.
fn exit(row: &Row) -> Option<String> {
    let worker = row.seat().filter(|worker| worker.life != Life::Dead)?;
    let exit = row.account()?.exit.as_ref()?;
    let pid = worker.pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
    Some(format!("its process{pid} ended: {exit}"))
}
