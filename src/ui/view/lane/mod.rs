//! The head of a lane: its name, the figures that sum it up, its progress.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::lane_title::Wording;
use super::lane_view::LaneView;
use super::{figures, workers};
use crate::event::{Activity, ActivityTotals};
use crate::model::findings::{self, Count};
use crate::model::lane::LaneState;
use crate::model::score::Score;
use crate::text::duration::duration;
use crate::text::figure::count;
use crate::text::percent::{named_share, share};
use crate::text::words::counted;
use crate::ui::layout::PAIR;
use crate::ui::theme::Theme;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Axis, Bar, numerals, paint};

/// Draws the head of a lane, its title in the wording that all lanes have.
pub(super) fn draw(stand: &LaneView, wording: Wording, buf: &mut Buffer) {
    let score = Score::of(stand.ctx.model, stand.lane);
    let present = stand.ctx.present;
    let mut facts = if present { figures::below_huge(stand, &score) } else { facts(stand, wording, &score) };
    let said = figures::draw(stand, &score, &facts, buf);
    facts.drain(..said);
    let glyphs = &stand.ctx.theme.glyphs;
    let between = if present { "   ".into() } else { format!("  {}  ", glyphs.dot) };
    let between = Line::styled(between, stand.ctx.theme.quiet());
    let said = paint::parts(buf, stand.place.facts, &lines(&facts), &between);
    facts.drain(..said);
    if present {
        facts.clear();
    }
    title(stand, wording, &facts, buf);
    bar(stand, &score, buf);
    legend(stand, &score.time, buf);
    let axis = stand.place.plot(stand.place.axis);
    let seen = stand.seen;
    let scale = Axis::new(seen.length.secs(), stand.ctx.theme.quiet()).beginning_at(seen.from.secs());
    (&scale).render(axis, buf);
}

fn lines(facts: &[String]) -> Vec<Line<'_>> {
    facts.iter().map(|fact| Line::raw(fact.as_str())).collect()
}

/// Draws the lane's name and state; between them, where there is room, facts that did not fit below.
fn title(stand: &LaneView, wording: Wording, facts: &[String], buf: &mut Buffer) {
    let theme = stand.ctx.theme;
    let area = stand.place.title;
    let model = stand.ctx.model;
    let focused = model.lanes.len() > 1 && stand.ctx.state.selection.focus_in(model) == stand.place.lane;
    // The mark of the focus stands in the margin.
    if focused && area.x > stand.place.area.x {
        let margin = Rect { x: area.x - 1, width: 1, ..area };
        paint::left(buf, margin, theme.glyphs.focus, theme.accent());
    }
    let (name, (state, style)) = wording.title(stand.ctx, stand.lane);
    let rest = paint::left(buf, area, &name, theme.strong());
    let rest = paint::right(buf, paint::after(rest, 1), &state, style);
    let room = Rect { width: rest.width.saturating_sub(2), ..paint::after(rest, 1) };
    let between = Line::styled(format!("  {}  ", theme.glyphs.dot), theme.quiet());
    paint::parts(buf, room, &lines(facts), &between);
}

/// A rate in at most five characters: 13.8, 871k, 29.1M.
fn rate(value: f64) -> String {
    let units = [(1.0, ""), (1e3, "k"), (1e6, "M"), (1e9, "G")];
    let (size, unit) = units.into_iter().find(|(size, _)| value < 999.5 * size).unwrap_or((1e12, "T"));
    let value = value / size;
    if value < 99.95 { format!("{value:.1}{unit}") } else { format!("{value:.0}{unit}") }
}

/// Facts about a lane besides its figures, the most important first.
fn facts(stand: &LaneView, wording: Wording, score: &Score) -> Vec<String> {
    let lane = stand.lane;
    let share = |a: Activity| named_share(a.word(), score.share(a));
    let mut facts = Vec::new();
    if lane.started.is_none() {
        return facts;
    }
    if !stand.ctx.model.is_timed() {
        facts.extend(figures::lines(stand));
    }
    if lane.plan.locked {
        facts.push(share(Activity::LockWait));
        facts.extend(score.switches_per_s.map(|switches| format!("{switches:.0} switches/s")));
    }
    facts.extend(lane.in_flight.map(|tasks| format!("{tasks} in flight")));
    facts.extend(found(stand));
    if lane.plan.processes {
        facts.extend(lane.ipc.as_ref().map(|ipc| counted(count(ipc.messages), "message")));
        facts.extend((!lane.plan.commands).then(|| share(Activity::Serialise)));
    }
    if let (Some(calibration), Some(plan)) = (lane.calibration, &stand.ctx.model.plan)
        && plan.workload.call.is_none()
    {
        facts.push(format!("{} {} a task", count(calibration.size), plan.workload.unit));
    }
    let pair = stand.place.figures.width >= PAIR && stand.place.figures.height >= numerals::HEIGHT;
    if let Some(possible) = score.possible.filter(|_| !pair) {
        let times = stand.ctx.theme.glyphs.times;
        facts.push(format!("cores gave {possible:.1} {times}"));
    }
    if let Some(lock) = lane.lock.as_ref().filter(|lock| lane.plan.locked && lock.all.wait_us.p50 > 0.0) {
        facts.push(format!("a wait takes {}", duration(lock.all.wait_us.p50 / 1e6)));
    }
    let titled = wording.tells_start() && lane.state == LaneState::Finished;
    if lane.plan.processes && !lane.plan.commands && !titled {
        facts.push(format!("start {}", duration(score.start.secs())));
    }
    if score.share(Activity::CoreWait) >= 0.01 {
        facts.push(share(Activity::CoreWait));
    }
    facts
}

/// Findings besides its results, once it has ended.
fn found(stand: &LaneView) -> Vec<String> {
    let replies = findings::replies(stand.lane).and_then(|replies| {
        let [half, most] = [0.5, 0.99].map(|quantile| replies.quantile(quantile));
        Some(format!("replies {} (p99 {})", duration(half?.secs()), duration(most?.secs())))
    });
    let counter = Count::of(stand.lane).map(|counted| match counted.memories.as_slice() {
        [] => format!("{} of {} lost", count(counted.lost), count(counted.made)),
        memories => format!("{} memories", memories.len()),
    });
    replies.into_iter().chain(counter).collect()
}

fn bar(stand: &LaneView, score: &Score, buf: &mut Buffer) {
    let theme = stand.ctx.theme;
    let Some(total) = stand.ctx.model.tasks_of(stand.lane) else {
        return;
    };
    let done = stand.lane.done;
    let total_words = count(total.into());
    let digits = total_words.len();
    // Work without a meaningful duration has no rate.
    let timed = stand.ctx.model.is_timed();
    let rate = if timed { format!(" {:>5}/s", rate(score.throughput)) } else { String::new() };
    let rest = paint::right(buf, stand.place.bar, &rate, theme.quiet());
    let rest =
        paint::right(buf, rest, &format!(" {:>digits$}/{total_words}", count(done.into())), theme.text());
    let share = f64::from(done) / f64::from(total.max(1));
    (&Bar::new(share, theme.strong(), theme.quiet(), &theme.glyphs))
        .render(Rect { height: rest.height.min(1), ..rest }, buf);
}

/// Draws the division of the workers' time: ink, name and share of each activity.
fn legend(stand: &LaneView, time: &ActivityTotals, buf: &mut Buffer) {
    let parts = shares(stand.ctx.theme, time);
    // Heads of the rows' figures in the same row keep their room.
    let mut room = stand.place.legend;
    if room == stand.place.head {
        room.width = room.width.saturating_sub(workers::HEAD + 2);
    }
    paint::parts(buf, room, &parts, &Line::raw("  "));
}

/// Ink, name and share of each activity, the largest first.
pub(super) fn shares(theme: &Theme, time: &ActivityTotals) -> Vec<Line<'static>> {
    let mut seen: Vec<Activity> = time.parts().map(|(a, _)| a).filter(|a| time.share(*a) >= 0.0005).collect();
    seen.sort_by(|a, b| time[*b].cmp(&time[*a]));
    let part = |activity: Activity| {
        let (glyph, style) = sample(theme.ink(activity), &theme.glyphs);
        let text = format!(" {} {:>4}", activity.word(), share(time.share(activity)));
        Line::from(vec![Span::styled(glyph, style), Span::styled(text, theme.text())])
    };
    seen.into_iter().map(part).collect()
}

#[cfg(test)]
mod tests;
