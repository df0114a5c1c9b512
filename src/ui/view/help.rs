//! The help: keys from their table, what the colours mean, and every doubt in full.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{Scene, paint};
use crate::event::Activity;
use crate::ui::action::BINDINGS;
use crate::ui::widget::ribbon::sample;

/// Wide enough for the longest sentence of the table.
const WIDTH: u16 = 76;

pub(super) fn draw(scene: &Scene, scroll: u16, area: Rect, buf: &mut Buffer) {
    let width = area.width.min(WIDTH);
    let lines = lines(scene, width.saturating_sub(4));
    let wanted = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let height = area.height.min(wanted);
    let frame =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    Clear.render(frame, buf);
    let theme = scene.theme;
    border(scene, frame, buf);
    if frame.width < 5 || frame.height < 3 {
        return;
    }
    let inner = Rect { x: frame.x + 2, y: frame.y + 1, width: frame.width - 4, height: frame.height - 2 };
    let hidden = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_sub(inner.height);
    let skip = usize::from(scroll.min(hidden));
    for (line, y) in lines.iter().skip(skip).zip(inner.top()..inner.bottom()) {
        buf.set_line(inner.x, y, line, inner.width);
    }
    if hidden > 0 {
        let foot = Rect { y: frame.bottom() - 1, height: 1, ..inner };
        paint::right(buf, foot, " up and down scroll ", theme.caution());
    }
}

fn border(scene: &Scene, frame: Rect, buf: &mut Buffer) {
    let (glyphs, style) = (&scene.theme.glyphs, scene.theme.quiet());
    let [top, bottom] =
        [frame.y, frame.bottom().saturating_sub(1)].map(|y| Rect { y, height: frame.height.min(1), ..frame });
    let [left, right] =
        [frame.x, frame.right().saturating_sub(1)].map(|x| Rect { x, width: frame.width.min(1), ..frame });
    for side in [left, right] {
        paint::fill(buf, side, glyphs.vertical, style);
    }
    for edge in [top, bottom] {
        paint::fill(buf, edge, glyphs.horizontal, style);
    }
    let corners = [(top, left), (top, right), (bottom, left), (bottom, right)];
    for ((edge, side), glyph) in corners.into_iter().zip(glyphs.corners) {
        paint::fill(buf, edge.intersection(side), glyph, style);
    }
    let title = Rect { x: frame.x + frame.width.min(2), width: frame.width.saturating_sub(4), ..top };
    paint::left(buf, title, " help ", scene.theme.accent());
}

fn lines(scene: &Scene, width: u16) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let mut lines: Vec<Line> = BINDINGS
        .iter()
        .map(|b| {
            Line::from(vec![Span::styled(format!("{:<10}", b.label), theme.strong()), Span::raw(b.help)])
        })
        .collect();
    lines.push(Line::default());
    lines.push(Line::styled(
        "Workers: a row each, time runs to the right, work from the bottom",
        theme.strong(),
    ));
    for activity in Activity::ALL {
        let (glyph, style) = sample(theme.ink(activity), &theme.glyphs);
        let glyph = Span::styled(glyph.repeat(3), style);
        lines.push(Line::from(vec![
            glyph,
            Span::styled(format!("  {:<11}", activity.word()), theme.strong()),
            Span::raw(meaning(activity)),
        ]));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Cores: the same seconds, below the workers", theme.strong()));
    for (ink, words) in [(theme.ours(), "our workers"), (theme.others(), "the rest of the machine")] {
        let (glyph, style) = sample(ink, &theme.glyphs);
        lines.push(Line::from(vec![Span::styled(glyph.repeat(3), style), Span::raw(format!("  {words}"))]));
    }
    if !scene.model.doubts.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled("Reasons not to trust this measurement", theme.strong()));
    }
    for doubt in &scene.model.doubts {
        let text = format!("{}: {}; {}", doubt.kind, doubt.message, doubt.advice);
        lines.extend(paint::wrap(&text, width).into_iter().map(|line| Line::styled(line, theme.caution())));
    }
    lines
}

fn meaning(activity: Activity) -> &'static str {
    match activity {
        Activity::Spawn => "being started",
        Activity::Compute => "executing a task on a core",
        Activity::CoreWait => "wanting to execute and having no core",
        Activity::LockWait => "waiting for the interpreter lock",
        Activity::Io => "in a blocking call",
        Activity::Serialise => "turning arguments and results into bytes and back",
        Activity::Transfer => "moving those bytes between processes",
        Activity::Idle => "ready, with nothing to do: blank",
    }
}
