//! The cores over time: the lanes' part of the load from the bottom, the rest of the machine's above it, stolen time
//! on top.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::stage::Stage;
use super::time;
use super::uses::{Moment, Sum, Uses, spread};
use crate::model::cores::CoreUse;
use crate::ui::layout::CoreLine;
use crate::ui::theme::Theme;
use crate::ui::view::cursor;
use crate::ui::widget::paint;
use crate::ui::widget::{Axis, Column, Ink, Ribbon};

/// State for drawing one row after another.
struct Pen {
    /// Whether each column stands for time in which a lane ran: elsewhere the load cannot be divided.
    raced: Vec<bool>,
    seen: Vec<Option<CoreUse>>,
    columns: Vec<Column<3>>,
}

pub(super) fn draw(stage: &Stage, uses: &Uses, buf: &mut Buffer) {
    let width = stage.place.columns.first().map_or(0, |column| stage.place.plot(column.area).width);
    let mut pen = Pen { raced: raced(stage, width), seen: Vec::new(), columns: Vec::new() };
    for column in &stage.place.columns {
        for line in &column.lines {
            match line.heads {
                Some(group) => {
                    heading(stage, uses, line, group, buf);
                }
                None => draw_row(stage, uses, line, &mut pen, buf),
            }
        }
        axis(stage, column.axis, buf);
        let plot = stage.place.plot(column.area);
        if let Some(x) = stage.session.cursor.and_then(|at| stage.session.seen.column(at, plot.width)) {
            for line in column.lines.iter().filter(|line| line.heads.is_none()) {
                cursor::through(Rect { x: plot.x + x, width: 1, ..line.area }, stage.ctx.theme, buf);
            }
        }
    }
}

/// Whether a lane ran in the middle of each column.
fn raced(stage: &Stage, width: u16) -> Vec<bool> {
    let lanes = &stage.ctx.model.lanes;
    let at = |column: u16| stage.session.seen.moment(column, width);
    (0..width).map(|column| lanes.iter().any(|lane| time::ran(lane, at(column)))).collect()
}

fn draw_row(stage: &Stage, uses: &Uses, line: &CoreLine, pen: &mut Pen, buf: &mut Buffer) {
    let (theme, row) = (stage.ctx.theme, line.area);
    let middle = Rect { y: row.y + row.height / 2, height: row.height.min(1), ..row };
    if stage.place.gutter > 0 {
        let label = Rect { width: stage.place.gutter.saturating_sub(1), ..middle };
        paint::left(buf, label, &label_of(stage, &line.members), theme.quiet());
    }
    let plot = stage.place.plot(row);
    let cores = stage.cores.get(line.members.clone()).unwrap_or_default();
    let seen = stage.session.seen;
    stage.ctx.model.cores.walk(cores, (seen.from, seen.length), plot.width, &mut pen.seen);
    let columns = pen.seen.iter().zip(&pen.raced).map(|(seen, raced)| column(*seen, *raced, theme));
    pen.columns.clear();
    pen.columns.extend(columns);
    (&Ribbon::new(&pen.columns, &theme.glyphs)).render(plot, buf);
    figures(stage, uses, &line.members, middle, buf);
}

/// A load as a column. Where it cannot be divided it has no colour; between lanes, when the machine is measured, it
/// is dimmed.
fn column(seen: Option<CoreUse>, raced: bool, theme: &Theme) -> Column<3> {
    match seen {
        None => Column::EMPTY,
        Some(CoreUse { busy, ours: Some(ours), stolen }) if raced => {
            let stolen = stolen.unwrap_or(0.0);
            Column([(ours, theme.ours()), (busy - ours - stolen, theme.others()), (stolen, theme.stolen())])
        }
        Some(CoreUse { busy, .. }) if raced => Column::of(busy, Ink::Solid),
        Some(CoreUse { busy, .. }) => Column::of(busy, between(theme)),
    }
}

/// Ink of a load while no lane ran: mostly the measurement of the machine by this program.
pub(super) fn between(theme: &Theme) -> Ink {
    Ink::Pattern(if theme.is_ascii() { "-" } else { "░" }, Modifier::DIM)
}

/// Draws how busy the cores of a row were, and how that divides.
fn figures(stage: &Stage, uses: &Uses, members: &Range<usize>, middle: Rect, buf: &mut Buffer) {
    let theme = stage.ctx.theme;
    if stage.place.tail == 0 {
        return;
    }
    let Some(sum) = Sum::of(uses.among(members.clone())) else {
        let cores = stage.cores.get(members.clone()).unwrap_or_default();
        if uses.moment == Moment::Now && stage.ctx.model.cores.are_offline(cores) {
            paint::right(buf, middle, "off", theme.quiet());
        }
        return;
    };
    let percent = |part: f64| part / sum.cores * 100.0;
    let mut rest = middle;
    if stage.place.whose {
        for part in [sum.stolen, sum.rest(), sum.ours] {
            let text =
                part.map_or_else(|| format!("{:>7}", theme.glyphs.dash), |p| format!("{:>7.0}", percent(p)));
            rest = paint::right(buf, rest, &text, theme.quiet());
        }
    }
    paint::right(buf, rest, &format!("{:>4.0}%", percent(sum.busy)), theme.text());
}

/// Label of a row: `c12`, `0-15`; cores that are not consecutive are `0…30`.
fn label_of(stage: &Stage, members: &Range<usize>) -> String {
    match stage.cores.get(members.clone()).unwrap_or_default() {
        [] => String::new(),
        [one] => format!("c{one}"),
        [first, .., last] if last - first + 1 == members.len() => format!("{first}-{last}"),
        [first, .., last] => format!("{first}{}{last}", stage.ctx.theme.glyphs.ellipsis),
    }
}

/// Draws what the cores below have in common, how many of them are busy, and how evenly; returns the area that is
/// left.
pub(super) fn heading(stage: &Stage, uses: &Uses, line: &CoreLine, group: usize, buf: &mut Buffer) -> Rect {
    let theme = stage.ctx.theme;
    // Where groups share their strips, the heading is that of all.
    let merged = stage.groups.len() > 1 && line.members.len() == stage.cores.len();
    let group = stage.groups.get(group).filter(|group| !(merged || group.name.is_empty()));
    let focus = stage.ctx.state.selection.focus_in(stage.ctx.model);
    let style =
        if group.is_some_and(|group| group.lane == Some(focus)) { theme.accent() } else { theme.strong() };
    let name = group.map_or_else(|| "EACH CORE".to_string(), |group| group.name.to_uppercase());
    let mut parts = vec![Line::styled(name, style)];
    let count = line.members.len();
    if let Some(sum) = Sum::of(uses.among(line.members.clone())) {
        let width = count.to_string().len() + 2;
        parts.push(Line::styled(format!("{:>width$.1} of {count} busy", sum.busy), theme.text()));
    }
    if let Some([min, median, max]) = spread(uses.among(line.members.clone())).filter(|_| !stage.ctx.present)
    {
        let words = format!("min {min:>3.0}  median {median:>3.0}  max {max:>3.0} %");
        parts.push(Line::styled(words, theme.quiet()));
    }
    let shown = paint::parts(buf, line.area, &parts, &Line::raw("  "));
    let taken: u16 = parts.iter().take(shown).map(|part| paint::width(part) + 2).sum();
    let taken = taken.min(line.area.width);
    Rect { x: line.area.x + taken, width: line.area.width - taken, ..line.area }
}

fn axis(stage: &Stage, area: Rect, buf: &mut Buffer) {
    let (theme, session) = (stage.ctx.theme, &stage.session);
    let plot = stage.place.plot(area);
    let scale = Axis::new(session.seen.length.secs(), theme.quiet());
    (&scale.beginning_at((session.seen.from - session.origin).secs())).render(plot, buf);
    let (Some(at), Some(cursor)) = (stage.ctx.state.window.cursor(), session.cursor) else { return };
    if let Some(column) = session.seen.column(cursor, plot.width) {
        let style: Style = theme.selected();
        cursor::tag(plot, column, &cursor::moment(at, session.seen.length), style, buf);
    }
}
