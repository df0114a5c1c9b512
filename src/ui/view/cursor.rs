//! The cursor: a line through all rows of a lane at one moment, and the state at that moment in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::lane_view::LaneView;
use crate::event::{Activity, ActivityTotals, Nanos};
use crate::model::lane::Lane;
use crate::text::percent::named_share;
use crate::text::width::columns;
use crate::text::words::plural;
use crate::ui::action::Action;
use crate::ui::lanes::cores_of;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::roster::AROUND;
use crate::ui::state::Page;
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// Largest number of workers or cores listed one by one; more are summed.
const TOLD_ONE_BY_ONE: usize = 4;

/// Action of the mouse in one of these plots over time: a press and a drag put the cursor there, the wheel stretches
/// the axis. `None` outside all of them.
pub(super) fn touched(ctx: &DrawContext, plots: &[Rect], mouse: Mouse) -> Option<Action> {
    let plot = plots.iter().find(|plot| plot.contains(mouse.at))?;
    Some(match mouse.gesture {
        Gesture::Press | Gesture::Drag => Action::Look(ctx.seen().moment(mouse.at.x - plot.x, plot.width)),
        Gesture::WheelUp => Action::Stretch,
        Gesture::WheelDown => Action::Shrink,
    })
}

/// Draws the line through a lane's rows, and its moment on the axis.
pub(super) fn draw(stand: &LaneView, buf: &mut Buffer) {
    let Some(at) = stand.ctx.state.window.cursor() else { return };
    for rows in [stand.place.workers.area, stand.place.cores.area] {
        line(stand, stand.place.plot(rows), buf);
    }
    let plot = stand.place.plot(stand.place.axis);
    if let Some(column) = stand.cursor_column(plot) {
        let style = stand.ctx.theme.accent().add_modifier(Modifier::REVERSED);
        tag(plot, column, &moment(at, stand.seen.length), style, buf);
    }
}

/// Draws a moment at a column of an axis.
pub(super) fn tag(axis: Rect, column: u16, text: &str, style: Style, buf: &mut Buffer) {
    let width = columns(text).min(axis.width);
    // Near the end it is placed left of its column rather than left out.
    let x = axis.x + column.min(axis.width - width);
    if axis.is_empty() {
        return;
    }
    clear_label(buf, (axis.left()..x).rev(), axis.y);
    clear_label(buf, x + width..axis.right(), axis.y);
    paint::left(buf, Rect { x, width, height: 1, ..axis }, text, style);
}

/// Clears the rest of a label beside the tag, as far as the next two spaces: half a number is another number.
fn clear_label(buf: &mut Buffer, columns: impl Iterator<Item = u16>, y: u16) {
    let mut spaces = 0;
    for x in columns {
        let Some(cell) = buf.cell_mut((x, y)) else { return };
        spaces = if cell.symbol() == " " { spaces + 1 } else { 0 };
        if spaces == 2 {
            return;
        }
        cell.reset();
    }
}

fn line(stand: &LaneView, plot: Rect, buf: &mut Buffer) {
    if let Some(column) = stand.cursor_column(plot) {
        through(Rect { x: plot.x + column, width: 1, ..plot }, stand.ctx.theme, buf);
    }
}

/// Draws the line itself, through what is painted there.
pub(super) fn through(column: Rect, theme: &Theme, buf: &mut Buffer) {
    let glyphs = &theme.glyphs;
    for position in column.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(position) {
            // Whatever fills most of the cell becomes the background of the line.
            let eighths = glyphs.eighths.iter().position(|glyph| *glyph == cell.symbol()).unwrap_or(8);
            let ground = if eighths >= 4 { cell.fg } else { cell.bg };
            cell.set_symbol(glyphs.vertical).set_style(theme.line_on(ground));
        }
    }
}

/// A moment, in as many digits as the window's length warrants.
pub(super) fn moment(at: Nanos, length: Nanos) -> String {
    match length.secs() {
        s if s < 0.5 => format!("{:.4} s", at.secs()),
        s if s < 5.0 => format!("{:.3} s", at.secs()),
        _ => format!("{:.2} s", at.secs()),
    }
}

/// State of the focused lane at the cursor: the workers' activities, and how busy the cores were.
pub(super) fn words(ctx: &DrawContext) -> Option<String> {
    let (model, state) = (ctx.model, ctx.state);
    let at = state.window.cursor()?;
    let seen = ctx.seen();
    let locked = state.selection.lock_in(model).filter(|_| state.page() == Page::Lock);
    let lane = locked.unwrap_or_else(|| state.selection.focus_in(model));
    let what = model.lanes.get(lane).map(|l| what(ctx, lane, l, at));
    let said = format!("At {}", moment(at, seen.length));
    let name = model.lanes.get(lane).map_or_else(|| "it".into(), |lane| model.name_of(lane));
    Some(what.flatten().map_or_else(
        || format!("{said}: {name} did not run then."),
        |what| format!("{said} of {name}: {what}."),
    ))
}

fn what(ctx: &DrawContext, index: usize, lane: &Lane, at: Nanos) -> Option<String> {
    let (model, started) = (ctx.model, lane.started?);
    let end = lane.end(model.now);
    let from = started + at;
    if from > end {
        return None;
    }
    let until = (from + AROUND).min(end).max(from + Nanos(1));
    let letter = if lane.plan.processes { 'P' } else { 'T' };
    let totals: Vec<ActivityTotals> =
        lane.workers.iter().map(|worker| worker.mix(from, until, end)).collect();
    let workers: Vec<String> = if totals.len() <= TOLD_ONE_BY_ONE {
        let told = totals.iter().enumerate().filter_map(|(i, mix)| Some((i, mix.dominant()?)));
        told.map(|(i, activity)| format!("{letter}{i} {}", activity.word())).collect()
    } else {
        let count =
            |activity: &Activity| totals.iter().filter(|mix| mix.dominant() == Some(*activity)).count();
        let told = Activity::ALL.iter().map(|activity| (count(activity), activity));
        told.filter(|(n, _)| *n > 0).map(|(n, activity)| format!("{n} {}", activity.word())).collect()
    };
    let cores = cores_of(model, index);
    let busy: Vec<(usize, f64)> =
        cores.iter().filter_map(|core| Some((*core, model.cores.mean(*core, from, until)?.busy))).collect();
    let sum: f64 = busy.iter().map(|(_, busy)| busy).sum();
    let cores = match busy.len() {
        0 => String::new(),
        n if n <= TOLD_ONE_BY_ONE => {
            let each: Vec<String> =
                busy.iter().map(|(c, busy)| named_share(&format!("c{c}"), *busy)).collect();
            format!("; {}", each.join(", "))
        }
        n => format!("; {sum:.1} of {n} {} busy", plural(n, "core")),
    };
    Some(format!("{}{cores}", workers.join(", ")))
}
