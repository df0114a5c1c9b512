//! The workers of a lane over time: a row each, work from the bottom, waiting above it, idle blank.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::lane_view::LaneView;
use super::{lock_panel, marks};
use crate::event::{Activity, ActivityTotals, Nanos};
use crate::model::Model;
use crate::model::waiting::waits;
use crate::model::worker::{Life, Worker};
use crate::text::bytes;
use crate::text::duration::interval;
use crate::text::percent::share_cell;
use crate::text::width::columns;
use crate::ui::lanes::workers_of;
use crate::ui::theme::Theme;
use crate::ui::widget::{Column, Ink, Ribbon, paint};

/// Activities in which a worker makes progress, or at least does not wait for its kind.
const WORK: [Activity; 6] = [
    Activity::Compute,
    Activity::Io,
    Activity::Blocked,
    Activity::Serialise,
    Activity::Transfer,
    Activity::Spawn,
];
/// Activities in which it is ready to work and cannot.
const WAIT: [Activity; 3] = [Activity::LockWait, Activity::CoreWait, Activity::Stopped];
/// Largest delay of events: later ones may not have arrived yet.
const LATENCY: Nanos = Nanos::from_millis(250);

/// Width of the word over the figures at the ends of the rows.
pub(super) const HEAD: u16 = 7;

pub(super) fn draw(stand: &LaneView, buf: &mut Buffer) {
    let planned = stand.lane.plan.workers as usize;
    let count = planned.max(stand.lane.workers.len());
    let useful = useful(stand.ctx.model);
    if stand.lane.started.is_some() {
        paint::right(buf, stand.place.head, useful.word(), stand.ctx.theme.quiet());
    }
    for (group, row) in stand.place.workers.shared_by(count).iter(count) {
        draw_row(stand, &group, useful, row, buf);
    }
}

/// Draws one worker alone, on all rows of the area.
pub(super) fn draw_one(stand: &LaneView, worker: usize, buf: &mut Buffer) {
    draw_row(stand, &(worker..worker + 1), useful(stand.ctx.model), stand.place.workers.area, buf);
}

/// Draws the holder of the lane's lock, slice by slice: a page of its own, far shorter than the rows above it, with
/// its length at its end.
pub(super) fn draw_holder(stand: &LaneView, buf: &mut Buffer) {
    let (theme, row) = (stand.ctx.theme, stand.place.lock);
    if row.is_empty() || !stand.lane.plan.locked {
        return;
    }
    let label = Rect { width: stand.place.gutter.saturating_sub(1), ..row };
    paint::left(buf, label, "GIL", theme.quiet());
    let plot = stand.place.plot(row);
    let threads = workers_of(stand.ctx.model, stand.place.lane);
    if let Some(page) = lock_panel::page(stand.ctx.model, stand.lane, threads, plot.width) {
        lock_panel::strip(&page, theme, plot, buf);
        let tail = Rect { x: plot.right(), width: row.right() - plot.right(), ..row };
        let length = interval((page.until() - page.from).0 / 1000);
        // Without it the row would seem to be on the time axis of those above.
        let whole = format!("{length} of it");
        let said = if columns(&whole) < tail.width { &whole } else { &length };
        paint::right(buf, tail, said, theme.quiet());
    }
}

/// The activity whose share stands at the end of each row: the purpose of the lane's workers.
pub(super) fn useful(model: &Model) -> Activity {
    if waits(model) { Activity::Io } else { Activity::Compute }
}

fn draw_row(stand: &LaneView, group: &Range<usize>, useful: Activity, row: Rect, buf: &mut Buffer) {
    let theme = stand.ctx.theme;
    let workers = &stand.lane.workers;
    let members = workers.get(group.start..group.end.min(workers.len())).unwrap_or(&[]);
    let condition = condition(stand, members, group.len());
    let middle = Rect { y: row.y + row.height / 2, height: row.height.min(1), ..row };
    if stand.place.gutter > 0 {
        let label = Rect { width: stand.place.gutter.saturating_sub(1), ..middle };
        let marked = stand.ctx.state.selection.worker_in(stand.ctx.model, stand.place.lane);
        let marked = marked.is_some_and(|worker| group.contains(&worker));
        let style = match &condition {
            Some((_, style)) => *style,
            None if marked => theme.accent(),
            None => theme.quiet(),
        };
        paint::left(buf, label, &label_of(group, stand.lane.plan.processes), style);
        // The mark of the selected worker stands in the margin, as that of the focus does.
        if marked && middle.x > stand.place.area.x {
            let margin = Rect { x: middle.x - 1, width: 1, ..middle };
            paint::left(buf, margin, theme.glyphs.focus, theme.accent());
        }
    }
    let plot = stand.place.plot(row);
    let mut totals = vec![ActivityTotals::default(); stand.columns.len()];
    for worker in members {
        worker.walk(&stand.columns, stand.end(), &mut totals);
    }
    let columns = stand.columns.iter().zip(&totals);
    let columns: Vec<Column> =
        columns.map(|((from, until), mix)| column(stand, mix, group.len(), *from, *until)).collect();
    (&Ribbon::new(&columns, &theme.glyphs)).render(plot, buf);
    marks::draw(stand, group, plot.intersection(middle), buf);
    if stand.place.tail > 0 && !members.is_empty() {
        let tail = Rect { x: plot.right(), width: row.right() - plot.right(), ..middle };
        draw_tail(stand, members, useful, condition, tail, buf);
    }
}

/// Obstacle of a row's workers, in a word: they are dead, stopped, or being restarted. One that has left in order has
/// none.
fn condition(stand: &LaneView, members: &[Worker], size: usize) -> Option<(String, Style)> {
    let (theme, model) = (stand.ctx.theme, stand.ctx.model);
    let count = |is: &dyn Fn(&Worker) -> bool| members.iter().filter(|worker| is(worker)).count();
    let live = stand.lane.is_live();
    let said = [
        (count(&|w| w.life == Life::Dead), "dead", theme.loud()),
        (count(&|w| live && w.life == Life::Stopped), "stopped", theme.caution()),
        (count(&|w| model.is_restarting(stand.lane, w)), "restarting", theme.quiet()),
    ];
    let (n, word, style) = said.into_iter().find(|(n, ..)| *n > 0)?;
    Some((if size == 1 { word.into() } else { format!("{n} {word}") }, style))
}

/// Draws the figures of a row: the worker's last core, its memory, and the share of its most useful activity.
fn draw_tail(
    stand: &LaneView,
    members: &[Worker],
    useful: Activity,
    condition: Option<(String, Style)>,
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = stand.ctx.theme;
    if let Some((word, style)) = condition {
        // A word that is longer than the figures covers the end of the row.
        let width = columns(&word).saturating_add(1).max(area.width);
        let width = width.min(area.right() - stand.place.area.x);
        let room = Rect { x: area.right() - width, width, ..area };
        paint::right(buf, room, &format!(" {word}"), style);
        if width > area.width {
            return;
        }
    } else {
        let mut time = ActivityTotals::default();
        for worker in members {
            time += &match stand.read_out() {
                Some((from, until)) => worker.mix(from, until, stand.end()),
                None => worker.time_until(stand.end()),
            };
        }
        paint::right(buf, area, &format!("{:>5}", share_cell(time.share(useful))), theme.text());
    }
    let [core, memory] = [stand.place.core, stand.place.memory];
    let place = Rect { width: core, ..area };
    if let ([Worker { core: Some(core), .. }], true) = (members, core > 0) {
        paint::right(buf, place, &format!("c{core}"), theme.quiet());
    }
    if let ([Worker { peak_rss: rss @ 1.., .. }], true) = (members, memory > 0) {
        let place = Rect { x: place.right(), width: memory, ..area };
        paint::right(buf, place, &bytes::memory(*rss), theme.quiet());
    }
}

fn label_of(group: &Range<usize>, processes: bool) -> String {
    let kind = if processes { 'P' } else { 'T' };
    if group.len() > 1 {
        format!("{kind}{}-{}", group.start, group.end - 1)
    } else {
        format!("{kind}{}", group.start)
    }
}

/// Activities of `size` workers in a column, work below and waiting above.
fn column(stand: &LaneView, mix: &ActivityTotals, size: usize, from: Nanos, until: Nanos) -> Column {
    let told = stand.lane.finished.is_some() || until + LATENCY < stand.ctx.model.now;
    // At the live edge missing events are not idle time.
    let whole = if told { Nanos((until - from).0 * size as u64) } else { mix.total() };
    let (work, work_ink) = part(mix, &WORK, stand.ctx.theme);
    let (wait, wait_ink) = part(mix, &WAIT, stand.ctx.theme);
    Column([(work.share_of(whole), work_ink), (wait.share_of(whole), wait_ink)])
}

/// The time in some activities together, in the ink of the largest.
fn part(mix: &ActivityTotals, activities: &[Activity], theme: &Theme) -> (Nanos, Ink) {
    let time = activities.iter().map(|a| mix[*a]).sum();
    let largest = activities.iter().max_by_key(|a| mix[**a]);
    (time, largest.map_or(Ink::Blank, |a| theme.ink(*a)))
}
