//! The head of a lane: what it is, the figures that sum it up, how far it is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::{Stand, paint};
use crate::event::{Activity, Mix};
use crate::model::lane::{Lane, LaneState};
use crate::model::score::Score;
use crate::ui::theme::Theme;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Axis, Bar, Numerals, numerals};

/// Columns that figures keep free whatever they show, so that nothing beside them moves: `88.8`.
const SLOT: u16 = 13;
/// From this width on both figures are big.
const BOTH: u16 = 54;

pub(super) fn draw(stand: &Stand, buf: &mut Buffer) {
    let score = Score::of(stand.scene.model, stand.lane);
    title(stand, buf);
    if stand.place.figures.height >= numerals::HEIGHT {
        figures(stand, &score, buf);
    } else {
        figures_in_a_row(stand, &score, buf);
    }
    bar(stand, &score, buf);
    facts_row(stand, &score, buf);
    legend(stand, &score.time, buf);
    let axis = stand.place.plot(stand.place.axis);
    (&Axis::new(stand.span.secs(), stand.scene.theme.quiet())).render(axis, buf);
}

fn title(stand: &Stand, buf: &mut Buffer) {
    let theme = stand.scene.theme;
    let area = stand.place.title;
    let lanes = stand.scene.model.lanes.len();
    let focused = lanes > 1 && stand.scene.view.focus % lanes == stand.place.lane;
    // The mark of the focus stands in the margin.
    if focused && area.x > stand.place.area.x {
        let margin = Rect { x: area.x - 1, width: 1, ..area };
        paint::left(buf, margin, theme.glyphs.focus, theme.accent());
    }
    let label = label(&stand.lane.plan.label);
    let rest = paint::left(buf, area, &label, if focused { theme.accent() } else { theme.strong() });
    let room = Rect { x: rest.x + u16::from(rest.width > 0), width: rest.width.saturating_sub(1), ..rest };
    let (words, style) = state(stand.lane, stand.scene.model.now, theme);
    if let Some(word) = fitting(&words, room.width) {
        paint::right(buf, room, word, style);
    }
}

/// A lane's label as a heading. That something is simulated is said in other letters than the rest.
fn label(label: &str) -> String {
    label.to_uppercase().replace("SIMULATED", "simulated")
}

/// Where the lane is, at the right of its title: at length, or in few letters.
fn state(lane: &Lane, now: crate::event::Nanos, theme: &Theme) -> ([String; 2], Style) {
    let seconds = lane.elapsed(now).secs();
    let both = |word: &str| [word.to_string(), word.to_string()];
    match &lane.state {
        LaneState::Waiting => (both("waits"), theme.quiet()),
        LaneState::Starting => (both("starts"), theme.text()),
        LaneState::Running => (both(&format!("{seconds:.1} s")), theme.text()),
        LaneState::Finished => {
            ([format!("done in {seconds:.2} s"), format!("{seconds:.2} s")], theme.strong())
        }
        LaneState::Failed(_) => (both(" FAILED "), theme.loud()),
    }
}

/// The first of some wordings that has room.
fn fitting(wordings: &[String], width: u16) -> Option<&str> {
    wordings.iter().find(|words| words.chars().count() <= usize::from(width)).map(String::as_str)
}

/// A figure in at most four characters, with as many decimals as have room.
fn four(value: Option<f64>, dash: &str) -> String {
    match value {
        None => format!("{dash:>4}"),
        Some(v) if v < 9.995 => format!("{v:.2}"),
        Some(v) if v < 99.95 => format!("{v:.1}"),
        Some(v) => format!("{v:4.0}"),
    }
}

fn figures(stand: &Stand, score: &Score, buf: &mut Buffer) {
    let theme = stand.scene.theme;
    let area = stand.place.figures;
    let over = stand.scene.model.is_over();
    let both = area.width >= BOTH;
    let busy = four(score.cores_busy, theme.glyphs.dash);
    let speedup = four(score.speedup, theme.glyphs.dash);
    // What has not begun has nothing to say loudly.
    let weight = if stand.lane.started.is_some() { theme.strong() } else { theme.quiet() };
    let mut rest = area;
    let mut beside: Vec<([String; 2], Style)> = Vec::new();
    if both || !over {
        rest = big(buf, rest, &busy, SLOT, weight, theme);
        let of = score.capacity.map_or_else(String::new, |c| format!("of {c:.1}"));
        rest = words(buf, rest, ["cores", "busy", &of], 7, theme.quiet());
    }
    if both || over {
        let style = if leads(stand, score) { theme.accent() } else { weight };
        rest = big(buf, rest, &format!("{speedup}{}", theme.glyphs.times), SLOT + 4, style, theme);
        beside.push((["one worker".into(), "speed-up".into()], theme.quiet()));
        if !both {
            let busy = busy.trim();
            beside.push(([format!("{busy} cores busy"), format!("{busy} busy")], theme.text()));
        }
    } else {
        let speedup = format!("{} {}", speedup.trim(), theme.glyphs.times);
        beside.push(([format!("speed-up {speedup}"), speedup], theme.text()));
    }
    beside.extend(facts(stand.lane, score).into_iter().map(|fact| ([fact.clone(), fact], theme.text())));
    let said = beside.iter().filter_map(|(words, style)| Some((fitting(words, rest.width)?, style)));
    for ((text, style), y) in said.zip(rest.top()..rest.bottom()) {
        paint::left(buf, Rect { y, height: 1, ..rest }, text, *style);
    }
}

/// Whether this lane's speed-up is the best of all that are done.
fn leads(stand: &Stand, score: &Score) -> bool {
    let model = stand.scene.model;
    let best = model.lanes.iter().filter(|l| l.outcome.is_some()).map(|l| Score::of(model, l).throughput);
    model.is_over() && model.lanes.len() > 1 && score.throughput >= best.fold(0.0, f64::max)
}

/// Numerals in a slot of fixed width; returns what is right of it.
fn big(buf: &mut Buffer, area: Rect, text: &str, slot: u16, style: Style, theme: &Theme) -> Rect {
    (&Numerals::new(text.trim(), style, &theme.glyphs))
        .render(Rect { width: slot.min(area.width), ..area }, buf);
    after(area, slot + 1)
}

/// Three short lines in a slot of fixed width; returns what is right of it.
fn words(buf: &mut Buffer, area: Rect, lines: [&str; 3], slot: u16, style: Style) -> Rect {
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        paint::left(buf, Rect { y, height: 1, width: slot.min(area.width), ..area }, line, style);
    }
    after(area, slot + 1)
}

fn after(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

fn figures_in_a_row(stand: &Stand, score: &Score, buf: &mut Buffer) {
    let theme = stand.scene.theme;
    let busy = format!("{} cores busy", four(score.cores_busy, theme.glyphs.dash));
    let speedup = format!("{} {}", four(score.speedup, theme.glyphs.dash), theme.glyphs.times);
    let mut parts = vec![Line::styled(busy, theme.strong()), Line::styled(speedup, theme.strong())];
    parts.extend(facts(stand.lane, score).into_iter().map(|fact| Line::styled(fact, theme.quiet())));
    paint::parts(buf, stand.place.figures, &parts, &Line::raw("   "));
}

/// What is said about a lane besides its figures, the most telling first.
fn facts(lane: &Lane, score: &Score) -> Vec<String> {
    let share = |a: Activity| format!("{:.0} % {}", score.share(a) * 100.0, a.word());
    let mut facts = Vec::new();
    if lane.started.is_none() {
        return facts;
    }
    if lane.plan.locked {
        facts.push(share(Activity::LockWait));
        if let Some(lock) = &lane.lock {
            let per_second = if score.wall.0 == 0 { 0.0 } else { lock.switches as f64 / score.wall.secs() };
            facts.push(format!("{per_second:.0} switches/s"));
            facts.push(format!("{:.1} ms a wait", lock.wait_us.p50 / 1e3));
        }
    }
    if lane.plan.processes {
        facts.push(format!("start {:.0} ms", score.start.secs() * 1e3));
        facts.push(format!("{:.1} % serialise", score.share(Activity::Serialise) * 100.0));
        if let Some(ipc) = &lane.ipc {
            facts.push(format!("{} messages", ipc.messages));
        }
    }
    if score.share(Activity::CoreWait) >= 0.01 {
        facts.push(share(Activity::CoreWait));
    }
    facts
}

fn facts_row(stand: &Stand, score: &Score, buf: &mut Buffer) {
    let theme = stand.scene.theme;
    let facts: Vec<Line> = facts(stand.lane, score)
        .into_iter()
        .skip(if stand.place.figures.height >= numerals::HEIGHT { 2 } else { 0 })
        .map(|fact| Line::styled(fact, theme.text()))
        .collect();
    let between = Line::styled(format!("  {}  ", theme.glyphs.dot), theme.quiet());
    paint::parts(buf, stand.place.facts, &facts, &between);
}

fn bar(stand: &Stand, score: &Score, buf: &mut Buffer) {
    let theme = stand.scene.theme;
    let Some(total) = stand.scene.model.tasks() else {
        return;
    };
    let done = stand.lane.done;
    let digits = total.to_string().len();
    let rate = format!("{:>6.1}/s", score.throughput);
    let rest = paint::right(buf, stand.place.bar, &rate, theme.quiet());
    let rest = paint::right(buf, rest, &format!(" {done:>digits$}/{total}"), theme.text());
    let share = f64::from(done) / f64::from(total.max(1));
    (&Bar::new(share, theme.strong(), theme.quiet(), theme.glyphs))
        .render(Rect { height: rest.height.min(1), ..rest }, buf);
}

/// What the workers' time went to: the ink of each activity, its word and its share.
fn legend(stand: &Stand, time: &Mix, buf: &mut Buffer) {
    let theme = stand.scene.theme;
    let mut seen: Vec<Activity> = time.parts().map(|(a, _)| a).filter(|a| time.share(*a) >= 0.0005).collect();
    seen.sort_by(|a, b| time[*b].cmp(&time[*a]));
    let parts: Vec<Line> = seen
        .into_iter()
        .map(|activity| {
            let (glyph, style) = sample(theme.ink(activity), &theme.glyphs);
            let text = format!(" {} {:>4.1}%", activity.word(), time.share(activity) * 100.0);
            Line::from(vec![Span::styled(glyph, style), Span::styled(text, theme.text())])
        })
        .collect();
    paint::parts(buf, stand.place.legend, &parts, &Line::raw("  "));
}
