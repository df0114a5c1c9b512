//! Holder of the lock, slice by slice: a page of the latest past, and the strip that shows it.
//!
//! At a switch interval of 5 ms a column of the dashboard covers dozens of slices. So the lock has pages of its own,
//! some of whose columns make up one interval. Pages of a running lane follow each other every second, and each
//! stands still until the next: moving text cannot be read.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::event::{Activity, Nanos};
use crate::model::Model;
use crate::model::lane::Lane;
use crate::model::lock_history::Window;
use crate::model::worker::Worker;
use crate::ui::theme::Theme;
use crate::ui::widget::axis::round_up;
use crate::ui::widget::paint;

/// Approximate number of columns for an interval.
const COLUMNS: f64 = 5.0;
/// Shortest time of a column: 20 µs.
const FINEST: f64 = 20e-6;
/// Period of a running lane's pages.
const PERIOD: Nanos = Nanos::from_millis(1000);
/// Largest delay of events: later ones may not have arrived yet.
const LATENCY: Nanos = Nanos::from_millis(150);
/// Columns after the last wait of a lane that is over.
const AFTERMATH: u64 = 5;

/// Switch interval of a lane's lock, µs: of a finished lane, the last one.
pub(in crate::ui) fn interval_of(model: &Model, lane: &Lane) -> u64 {
    let told = lane.lock.as_ref().map(|lock| lock.interval_us);
    let planned = model.plan.as_ref().map(|plan| plan.interval_us);
    if lane.finished.is_some() { told.or(planned) } else { planned.or(told) }.unwrap_or_default()
}

/// The current page of a lane's lock, this many columns wide.
pub(in crate::ui) fn page(model: &Model, lane: &Lane, threads: usize, columns: u16) -> Option<Window> {
    let ready = lane.ready?;
    let interval = interval_of(model, lane) as f64 / 1e6;
    let column = Nanos::from_secs_f64(round_up((interval / COLUMNS).max(FINEST)));
    let length = Nanos(column.0 * u64::from(columns));
    let now = lane.end(model.now);
    let from = match lane.finished {
        Some(end) => {
            let last =
                lane.lock_history.contended().map_or(end, |at| at + Nanos(column.0 * AFTERMATH)).min(end);
            (last - length).max(ready)
        }
        None => ready + first(now - ready, length),
    };
    // A thread without an event since its last slice may still be waiting since its forced release.
    let waits = |worker: &Worker| match worker.open {
        Some((Activity::LockWait, since)) => Some(since),
        None if lane.finished.is_none() => Some(now),
        _ => None,
    };
    let waiting: Vec<Option<Nanos>> =
        (0..threads).map(|thread| lane.workers.get(thread).and_then(waits)).collect();
    Some(lane.lock_history.window(from, column, columns.into(), &waiting, now))
}

/// Beginning of a running lane's page: short pages are shown when they are complete, long ones while they fill.
fn first(elapsed: Nanos, length: Nanos) -> Nanos {
    if length.0 * 2 > PERIOD.0 {
        return Nanos(elapsed.0 / length.0.max(1) * length.0);
    }
    let complete = elapsed - length - LATENCY;
    Nanos(complete.0 / PERIOD.0 * PERIOD.0)
}

/// Draws the holders of a page, a style for each thread, with its number where its slice begins.
pub(in crate::ui) fn strip(window: &Window, theme: &Theme, area: Rect, buf: &mut Buffer) {
    let holders: Vec<Option<usize>> = (0..window.columns()).map(|column| window.holder(column)).collect();
    let mut x = area.x;
    for slice in holders.chunk_by(|a, b| a == b) {
        let width = u16::try_from(slice.len()).unwrap_or(u16::MAX).min(area.right().saturating_sub(x));
        let place = Rect { x, width, ..area };
        x += width;
        let Some(thread) = slice.first().copied().flatten() else { continue };
        let style = theme.holder(thread);
        paint::fill(buf, place, " ", style);
        for y in place.top()..place.bottom() {
            paint::left(buf, Rect { y, height: 1, ..place }, &numbered(thread, place, y, theme), style);
        }
    }
}

/// The thread's number at the beginning of its slice; all over it where colours do not distinguish slices.
fn numbered(thread: usize, place: Rect, y: u16, theme: &Theme) -> String {
    let width = usize::from(place.width);
    let mut number = thread.to_string();
    if number.len() > width {
        number = "*".into();
    }
    if theme.has_colour() {
        return if y == place.y { number } else { String::new() };
    }
    let mut text = String::new();
    while text.len() + number.len() <= width {
        // Writing into a String cannot fail.
        let _ = write!(text, "{number}");
    }
    text
}

#[cfg(test)]
mod tests;
