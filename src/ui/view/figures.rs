//! The figures that sum up a lane: in one row, in large numerals, or, for a projector, one that fills the lane.
//!
//! A figure beyond what is possible is a dash, with the bound in words beside it. Work without a meaningful duration has
//! neither a speed nor cores busy: there it is the number of tasks done.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::lane_view::LaneView;
use crate::model::headline::Beyond;
use crate::model::lane::LaneState;
use crate::model::score::Score;
use crate::model::verdict;
use crate::text::figure::count;
use crate::text::width::{columns, width};
use crate::text::words::counted_as;
use crate::ui::lanes::cores_of;
use crate::ui::layout::PAIR;
use crate::ui::theme::Theme;
use crate::ui::widget::{Numerals, numerals, paint};

/// Width reserved for a figure, so that nothing beside it moves: `88.8`.
const SLOT: u16 = 13;

/// Draws the figures and beside them as many facts as fit; returns how many.
pub(super) fn draw(stand: &LaneView, score: &Score, facts: &[String], buf: &mut Buffer) -> usize {
    match stand.place.figures.height {
        numerals::LARGE.. => huge(stand, score, buf),
        numerals::HEIGHT.. => large(stand, score, facts, buf),
        _ => in_a_row(stand, score, facts, buf),
    }
}

/// Draws one figure that can be read from the last row of a hall: the speed-up, or, where that makes no sense, the
/// number of busy cores or of tasks done. Its explanation is below it, in the row of facts.
fn huge(stand: &LaneView, score: &Score, buf: &mut Buffer) -> usize {
    let theme = stand.ctx.theme;
    let area = stand.place.figures;
    let dash = theme.glyphs.dash;
    let figure = if !stand.ctx.model.is_timed() {
        count(stand.lane.done.into())
    } else if score.speedup.is_some() {
        format!("{}{}", four(score.speedup, dash).trim(), theme.glyphs.times)
    } else if score.speedup_withheld.is_some() {
        dash.to_string()
    } else {
        four(score.cores_busy, dash).trim().to_string()
    };
    let fits = Numerals::width(&figure) * 2 <= area.width;
    (&Numerals::new(&figure, weight(stand), &theme.glyphs).large(fits)).render(area, buf);
    0
}

/// Facts that the one large figure leaves out, for the row below it.
pub(super) fn below_huge(stand: &LaneView, score: &Score) -> Vec<String> {
    if !stand.ctx.model.is_timed() {
        return [of_tasks(stand).map(|of| format!("{of} tasks done"))]
            .into_iter()
            .flatten()
            .chain(lines(stand))
            .collect();
    }
    let glyphs = &stand.ctx.theme.glyphs;
    let of = cpus_of(stand).map_or_else(String::new, |n| format!("of {n} "));
    let busy = format!("{} {of}cores busy", four(score.cores_busy, glyphs.dash).trim());
    let mut said = Vec::new();
    said.extend(score.speedup.map(|_| format!("{} one worker", glyphs.times)));
    said.extend(score.speedup_withheld.map(|beyond| withheld("speed-up", &beyond)));
    said.extend(score.cores_busy.map(|_| busy));
    said.extend(score.cores_busy_withheld.map(|beyond| withheld("cores busy", &beyond)));
    said
}

/// A withheld figure in words.
fn withheld(figure: &str, beyond: &Beyond) -> String {
    format!("{figure} withheld: {}", beyond.bound())
}

/// `of` and the number of tasks, once known.
fn of_tasks(stand: &LaneView) -> Option<String> {
    stand.ctx.model.tasks_of(stand.lane).map(|tasks| format!("of {}", count(tasks.into())))
}

/// Number of lines that the lane's workers printed, in words; `None` before the first.
pub(super) fn lines(stand: &LaneView) -> Option<String> {
    let printed = stand.lane.output.len() as u64 + stand.lane.output_lost;
    (printed > 0).then(|| counted_as(count(printed), "line printed", "lines printed"))
}

/// Emphasis of the lane's figures: strongest for the winner, weakest for a lane that has not begun, failed or lost
/// tasks.
fn weight(stand: &LaneView) -> Style {
    let (theme, model, lane) = (stand.ctx.theme, stand.ctx.model, stand.lane);
    let failed = matches!(lane.state, LaneState::Failed(_));
    let short = lane.outcome.is_some() && !model.is_complete(lane);
    if lane.started.is_none() || failed || short {
        theme.quiet()
    } else if verdict::winner(model) == Some(lane.plan.id) {
        theme.accent()
    } else {
        theme.strong()
    }
}

/// Draws the large figures: cores busy and, where both fit, the speed-up; beside them the most important facts.
/// Returns the number of facts.
fn large(stand: &LaneView, score: &Score, facts: &[String], buf: &mut Buffer) -> usize {
    let theme = stand.ctx.theme;
    let area = stand.place.figures;
    let weight = weight(stand);
    if !stand.ctx.model.is_timed() {
        let (done, of) = (count(stand.lane.done.into()), of_tasks(stand).unwrap_or_default());
        let rest = big(buf, area, &done, SLOT.max(Numerals::width(&done)), weight, theme);
        let slot = u16::try_from(of.len()).unwrap_or(0).max(5);
        let rest = words(buf, rest, ["tasks", "done", &of], slot, theme.text());
        return beside(buf, rest, &[], facts, theme);
    }
    let busy = four(score.cores_busy, theme.glyphs.dash);
    let speedup = four(score.speedup, theme.glyphs.dash);
    let times = theme.glyphs.times;
    let of = cpus_of(stand).map_or_else(String::new, |n| format!("of {n}"));
    let slot = u16::try_from(of.len()).unwrap_or(0).max(5);
    let rest = big(buf, area, &busy, SLOT, weight, theme);
    let mut rest = words(buf, rest, ["cores", "busy", &of], slot, theme.text());
    let mut first: Vec<(&str, Style)> = Vec::new();
    let short = match &score.speedup_withheld {
        Some(beyond) => [withheld("speed-up", beyond), "speed-up withheld".into()],
        None => [format!("{speedup} {times} one worker"), format!("{speedup} {times}")],
    };
    if area.width >= PAIR {
        rest = big(buf, paint::after(rest, 1), &format!("{speedup}{times}"), SLOT + 4, weight, theme);
        let possible =
            score.possible.map_or_else(String::new, |possible| format!("spins gave {possible:.1}"));
        let [word, possible] = match &score.speedup_withheld {
            Some(beyond) => ["speed: withheld".into(), beyond.bound()],
            None => ["speed".into(), possible],
        };
        rest = words(buf, rest, ["one worker's", &word, &possible], 16, theme.text());
    } else if let Some(words) = paint::fitting(&short, rest.width) {
        first.push((words, weight));
    }
    beside(buf, rest, &first, facts, theme)
}

/// Draws `first` and below it as many facts as fit, a row each; returns the number of facts.
fn beside(buf: &mut Buffer, rest: Rect, first: &[(&str, Style)], facts: &[String], theme: &Theme) -> usize {
    let before = first.len();
    let mut beside = first.to_vec();
    let fits = |fact: &&String| columns(fact) <= rest.width;
    beside.extend(facts.iter().take_while(fits).map(|fact| (fact.as_str(), theme.text())));
    let mut shown: usize = 0;
    for ((text, style), y) in beside.into_iter().zip(rest.top()..rest.bottom()) {
        paint::left(buf, Rect { y, height: 1, ..rest }, text, style);
        shown += 1;
    }
    shown.saturating_sub(before)
}

/// Number of CPUs that the lane may use.
fn cpus_of(stand: &LaneView) -> Option<usize> {
    Some(cores_of(stand.ctx.model, stand.place.lane).len()).filter(|n| *n > 0)
}

/// Draws numerals in a slot of fixed width; returns the area right of it.
fn big(buf: &mut Buffer, area: Rect, text: &str, slot: u16, style: Style, theme: &Theme) -> Rect {
    (&Numerals::new(text.trim(), style, &theme.glyphs))
        .render(Rect { width: slot.min(area.width), ..area }, buf);
    paint::after(area, slot + 1)
}

/// Draws three short lines in a slot of fixed width; returns the area right of it.
fn words(buf: &mut Buffer, area: Rect, lines: [&str; 3], slot: u16, style: Style) -> Rect {
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        paint::left(buf, Rect { y, height: 1, width: slot.min(area.width), ..area }, line, style);
    }
    paint::after(area, slot + 1)
}

/// Draws the figures in one row, and as many facts as fit behind; returns the number of facts.
fn in_a_row(stand: &LaneView, score: &Score, facts: &[String], buf: &mut Buffer) -> usize {
    let theme = stand.ctx.theme;
    let (dash, times) = (theme.glyphs.dash, theme.glyphs.times);
    let weight = weight(stand);
    if !stand.ctx.model.is_timed() {
        let of = of_tasks(stand).map_or_else(String::new, |of| format!("{of} "));
        let done = format!("{} {of}tasks done", count(stand.lane.done.into()));
        let mut parts = vec![Line::styled(done, weight)];
        parts.extend(facts.iter().map(|fact| Line::raw(fact.as_str())));
        return paint::parts(buf, stand.place.figures, &parts, &Line::raw("  ")).saturating_sub(1);
    }
    let busy = format!("{} cores busy", four(score.cores_busy, dash));
    let of = cpus_of(stand).map_or_else(String::new, |n| format!(" of {n}"));
    let speedup = format!("{} {times}", four(score.speedup, dash));
    let [long, short] = match &score.speedup_withheld {
        Some(beyond) => [withheld("speed-up", beyond), "speed-up withheld".into()],
        None => [format!("{speedup} one worker"), speedup],
    };
    let wordings = [[format!("{busy}{of}"), long.clone()], [busy.clone(), long], [busy, short]];
    let room = usize::from(stand.place.figures.width);
    let fits = |[a, b]: &&[String; 2]| width(a) + width(b) + 2 <= room;
    let [busy, speedup] = wordings.iter().find(fits).unwrap_or(&wordings[2]);
    let mut parts = vec![Line::styled(busy.as_str(), weight), Line::styled(speedup.as_str(), weight)];
    parts.extend(facts.iter().map(|fact| Line::raw(fact.as_str())));
    paint::parts(buf, stand.place.figures, &parts, &Line::raw("  ")).saturating_sub(2)
}

/// A figure in at most four characters, with as many decimals as fit.
fn four(value: Option<f64>, dash: &str) -> String {
    match value {
        None => format!("{dash:>4}"),
        Some(v) if v < 9.995 => format!("{v:.2}"),
        Some(v) if v < 99.95 => format!("{v:.1}"),
        Some(v) => format!("{v:4.0}"),
    }
}
