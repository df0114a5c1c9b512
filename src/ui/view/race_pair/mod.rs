//! Two races of the session beside each other: both verdicts, their settings, the figures of their lanes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::report::{LaneSummary, RaceSummary};
use crate::text::cut::cut;
use crate::text::width::pad_end;
use crate::text::words::counted;
use crate::text::wrap::wrap;
use crate::ui::chrome::popup;
use crate::ui::view::context::DrawContext;

/// Width of a name, with the space after it.
const NAME: u16 = 14;
/// A value that is not known.
const UNKNOWN: &str = "-";

/// Largest number of lines that can be scrolled past on a screen of this size.
pub(super) fn last(pair: [&RaceSummary; 2], area: Rect) -> usize {
    let lines: Vec<Line> =
        lines(pair, popup::text_width(area), "…").into_iter().map(|(text, _)| Line::raw(text)).collect();
    popup::reach(&lines, area).last
}

pub(super) fn draw(
    ctx: &DrawContext,
    pair: [&RaceSummary; 2],
    scrolled: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = ctx.theme;
    let styled = |(text, strong): (String, bool)| {
        let text = text.replace('×', theme.glyphs.times);
        Line::styled(text, if strong { theme.strong() } else { theme.text() })
    };
    let lines: Vec<Line> =
        lines(pair, popup::text_width(area), theme.glyphs.ellipsis).into_iter().map(styled).collect();
    let [one, other] = pair.map(|race| race.number);
    popup::draw(theme, &format!(" race {one} beside race {other} "), &lines, scrolled, area, buf);
}

/// The lines, each with whether it is emphasised: the verdicts, and what differs.
fn lines(pair: [&RaceSummary; 2], width: u16, ellipsis: &str) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    for race in pair {
        let verdict = format!("Race {}: {}", race.number, race.verdict.join(" "));
        lines.extend(wrap(&verdict, width, "", "  ").into_iter().map(|line| (line, true)));
    }
    lines.push((String::new(), false));
    let mut row = |name: &str, values: [&str; 2], strong: bool| {
        let column = width.saturating_sub(NAME) / 2;
        let name = pad_end(&cut(name, NAME - 1, ellipsis), NAME.into());
        let [one, other] = values.map(|value| cut(value, column.saturating_sub(1), ellipsis));
        lines.push((format!("{name}{}{other}", pad_end(&one, column.into())), strong));
    };
    let [one, other] = pair.map(|race| format!("race {}", race.number));
    row("", [&one, &other], true);
    for name in names(pair.map(|race| race.settings.iter().map(|(name, _)| *name).collect())) {
        let values = pair.map(|race| {
            let found = race.settings.iter().find(|(other, _)| *other == name);
            found.map_or(UNKNOWN, |(_, value)| value.as_str())
        });
        row(name, values, values[0] != values[1]);
    }
    for name in names(pair.map(|race| race.lanes.iter().map(|lane| lane.name.as_str()).collect())) {
        let of_name = pair.map(|race| race.lane(name));
        let workers = of_name.map(|lane| lane.map_or(UNKNOWN.into(), |lane| counted(lane.workers, "worker")));
        row("", ["", ""], false);
        row(name, [&workers[0], &workers[1]], true);
        let Some(known) = of_name.into_iter().flatten().next() else { continue };
        for (place, (figure, _)) in known.figures.iter().enumerate() {
            let value = |lane: Option<&LaneSummary>| {
                lane.and_then(|lane| lane.figures[place].1.clone()).unwrap_or_else(|| UNKNOWN.into())
            };
            let [one, other] = of_name.map(value);
            row(&format!("  {figure}"), [&one, &other], false);
        }
    }
    lines
}

/// All names, those of the first race first.
fn names([mut first, other]: [Vec<&str>; 2]) -> Vec<&str> {
    for name in other {
        if !first.contains(&name) {
            first.push(name);
        }
    }
    first
}

#[cfg(test)]
mod tests;
