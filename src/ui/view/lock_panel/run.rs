//! The whole run: each thread's share of the lock over time, and its total.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::panel::{Panel, heading, label};
use crate::event::{Activity, Nanos};
use crate::text::duration::interval;
use crate::text::percent::share_cell;
use crate::ui::view::cursor;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Axis, Column, Ribbon, paint};

/// Width of one figure at the end of a row.
const FIGURE: u16 = 5;
/// Largest delay of events: later ones may not have arrived yet.
const LATENCY: Nanos = Nanos::from_millis(250);

/// Time for which a row's threads held the lock and waited for it, and the time it is a share of.
#[derive(Default)]
struct Share {
    held: Nanos,
    waited: Nanos,
    whole: Nanos,
}

pub(super) fn draw(panel: &Panel, buf: &mut Buffer) {
    let (theme, place) = (panel.ctx.theme, panel.place);
    let mut head = place.run;
    if place.tail > 0 && place.run_threads.area.height > 0 {
        head = paint::right(buf, head, "held waits", theme.quiet());
    }
    let words = "each thread's time: holding the lock from the bottom, waiting above";
    let whole = panel.ctx.state.window.factor() == 1;
    let what = if whole { "THE WHOLE RUN" } else { "PART OF THE RUN" };
    heading(panel, head, what, vec![Line::styled(words, theme.quiet())], buf);
    for (group, row) in place.run_threads.shared_by(panel.threads).iter(panel.threads) {
        draw_row(panel, &group, row, buf);
    }
    axis(panel, buf);
    let plot = place.run_plot(place.run_threads.area);
    let at = panel.ctx.state.window.cursor();
    if let Some(x) = at.and_then(|at| panel.seen().column(at, plot.width)) {
        cursor::through(Rect { x: plot.x + x, width: 1, ..plot }, theme, buf);
    }
}

fn draw_row(panel: &Panel, group: &Range<usize>, row: Rect, buf: &mut Buffer) {
    let (theme, place) = (panel.ctx.theme, panel.place);
    let middle = Rect { y: row.y + row.height / 2, height: row.height.min(1), ..row };
    label(panel, group, middle, theme.quiet(), buf);
    let plot = place.run_plot(row);
    let columns: Vec<Column> = (0..plot.width).map_while(|x| column(panel, group, x, plot.width)).collect();
    (&Ribbon::new(&columns, &theme.glyphs)).render(plot, buf);
    let Some(started) = panel.lane.started.filter(|_| place.tail > 0) else { return };
    let share = booked(panel, group).unwrap_or_else(|| between(panel, group, started, panel.end()));
    let tail = Rect { x: plot.right(), width: row.right() - plot.right(), ..middle };
    bar(panel, &share, Rect { x: tail.x + 1, width: place.bar.saturating_sub(1), ..tail }, buf);
    let waited = format!("{:>5}", share_cell(share.waited.share_of(share.whole)));
    let rest = paint::right(buf, tail, &waited, theme.harm());
    let rest =
        Rect { width: rest.width.saturating_sub(tail.width.saturating_sub(place.bar + 2 * FIGURE)), ..rest };
    paint::right(buf, rest, &format!("{:>5}", share_cell(share.held.share_of(share.whole))), theme.text());
}

/// A row's threads in one column of the run, up to the present.
fn column(panel: &Panel, group: &Range<usize>, x: u16, width: u16) -> Option<Column> {
    let theme = panel.ctx.theme;
    let started = panel.lane.started?;
    let seen = panel.seen();
    let share = |x: u16| f64::from(x) / f64::from(width);
    let edge = |x: u16| started + seen.from + Nanos::from_secs_f64(seen.length.secs() * share(x));
    let (from, until) = (edge(x), edge(x + 1).min(panel.end()));
    if from >= panel.end() {
        return None;
    }
    let share = between(panel, group, from, until);
    let told = panel.lane.finished.is_some() || until + LATENCY < panel.ctx.model.now;
    // At the live edge missing events are not idle time.
    let whole = if told { share.whole } else { share.held + share.waited };
    let held = (share.held.share_of(whole), theme.ink(Activity::Compute));
    Some(Column([held, (share.waited.share_of(whole), theme.ink(Activity::LockWait))]))
}

/// Activities of threads between two moments, from the events so far. A recording without traces knows when they
/// computed, not when they held the lock.
fn between(panel: &Panel, group: &Range<usize>, from: Nanos, until: Nanos) -> Share {
    let traced = !panel.lane.lock_history.is_empty();
    let mut share =
        Share { whole: Nanos((until - from).0.saturating_mul(group.len() as u64)), ..Share::default() };
    for thread in group.clone() {
        let Some(worker) = panel.lane.workers.get(thread) else { continue };
        let mix = worker.mix(from, until, panel.end());
        share.waited += mix[Activity::LockWait];
        let held = panel.lane.lock_history.held(thread, from, until);
        share.held += if traced { held } else { mix[Activity::Compute] };
    }
    share
}

/// Exact figures from a lane's closed accounts.
fn booked(panel: &Panel, group: &Range<usize>) -> Option<Share> {
    let outcome = panel.lane.outcome.as_ref()?;
    let mut share = Share::default();
    for thread in group.clone() {
        let account = outcome.accounts.iter().find(|account| usize::from(account.worker.0) == thread)?;
        let lock = account.lock.as_ref()?;
        (share.held, share.waited) = (share.held + lock.held, share.waited + lock.waited);
        share.whole += outcome.finished - outcome.started;
    }
    Some(share)
}

/// Draws a bar: held, then waited, then the rest.
fn bar(panel: &Panel, share: &Share, area: Rect, buf: &mut Buffer) {
    let theme = panel.ctx.theme;
    let inks =
        [theme.ink(Activity::Compute), theme.ink(Activity::LockWait)].map(|ink| sample(ink, &theme.glyphs));
    let reach = |time: Nanos| time.share_of(share.whole) * f64::from(area.width);
    let [held, both] = [reach(share.held), reach(share.held + share.waited)];
    for (i, x) in (area.left()..area.right()).enumerate() {
        let middle = i as f64 + 0.5;
        let (glyph, style) = match middle {
            m if m < held => inks[0],
            m if m < both => inks[1],
            _ => (theme.glyphs.track, theme.quiet()),
        };
        paint::left(buf, Rect { x, width: 1, ..area }, glyph, style);
    }
}

/// Draws the run's time axis, and where another interval began.
fn axis(panel: &Panel, buf: &mut Buffer) {
    let (theme, place) = (panel.ctx.theme, panel.place);
    let area = place.run_plot(place.run_axis);
    let seen = panel.seen();
    (&Axis::new(seen.length.secs(), theme.quiet()).beginning_at(seen.from.secs())).render(area, buf);
    let Some(started) = panel.lane.started else { return };
    for change in panel.lane.lock_history.changes() {
        let Some(column) = seen.column(change.at - started, area.width) else { continue };
        let x = area.x + column;
        let place = Rect { x, width: area.right() - x, ..area };
        paint::left(buf, place, &format!("[] {} ", interval(change.interval_us)), theme.caution());
    }
}
