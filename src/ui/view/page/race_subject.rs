//! Subjects on the page of the race: its legend, and the subject of a cell.

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::model::lane::Lane;
use crate::model::score::Score;
use crate::ui::lanes::{cores_of, workers_of};
use crate::ui::layout::{LaneLayout, PAIR, RaceLayout};
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_view::LaneView;
use crate::ui::view::legend::{Loads, marks, of_marks, word};
use crate::ui::view::marks::Mark;
use crate::ui::view::subject::Subject;
use crate::ui::view::{leading, workers};
use crate::ui::widget::numerals;

/// Entries of the legend: marks, loads, and the words and rows that do not explain themselves.
pub(super) fn legend(ctx: &DrawContext, layout: &RaceLayout) -> Vec<Line<'static>> {
    let (model, theme) = (ctx.model, ctx.theme);
    let shown: Vec<(&LaneLayout, &Lane)> = layout
        .lanes
        .iter()
        .filter_map(|place| Some((place, model.lanes.get(place.lane)?)))
        .filter(|(_, lane)| lane.started.is_some())
        .collect();
    let with_rows = shown.iter().filter(|(place, _)| !place.workers.area.is_empty());
    let mut entries =
        of_marks(theme, with_rows.flat_map(|(place, lane)| marks(lane, &(0..workers_of(model, place.lane)))));
    let loads = shown.iter().filter(|(place, _)| !place.cores.area.is_empty()).map(|(place, lane)| {
        let (from, until) = (lane.started.unwrap_or_default(), lane.end(model.now));
        Loads::of(model, &cores_of(model, place.lane), from, until)
    });
    entries.extend(loads.fold(Loads::default(), Loads::and).entries(theme));
    if shown.iter().any(|(place, lane)| !place.lock.is_empty() && lane.plan.locked) {
        entries.push(word(theme, "GIL", "its holders, in the span at its end"));
    }
    let told = |(_, lane): &(&LaneLayout, &Lane)| Score::of(model, lane).possible.is_some();
    if !ctx.present && shown.iter().any(told) {
        entries.push(word(theme, "cores gave", "what the machine could give"));
    }
    if !shown.is_empty() {
        entries.push(word(theme, "blank", "idle"));
    }
    entries
}

/// Subject of a cell of a lane.
pub(super) fn of_lane(ctx: &DrawContext, place: &LaneLayout, at: Position, symbol: &str) -> Option<Subject> {
    let lane = ctx.model.lanes.get(place.lane)?;
    let within = |area: Rect| area.contains(at);
    let plot = |area: Rect| place.plot(area).contains(at);
    let behind = |area: Rect| at.x >= place.plot(area).right();
    let rows = place.workers.area;
    if plot(rows) {
        return of_mark(ctx, symbol).or_else(|| Subject::part("worker"));
    }
    let id = if within(rows) {
        if behind(rows) { "share" } else { "worker" }
    } else if within(place.cores.area) {
        if behind(place.cores.area) { "share" } else { "core" }
    } else if within(place.strip) {
        "core"
    } else if within(place.lock) && lane.plan.locked {
        return Subject::exact("gil strip");
    } else if within(place.heading) {
        "machine"
    } else if within(place.axis) {
        return Subject::exact("axis");
    } else if within(place.bar) {
        "progress"
    } else if within(place.figures) {
        let stand = LaneView::new(ctx, lane, place, ctx.seen());
        return figure(&stand, at);
    } else if within(place.head) {
        workers::useful(ctx.model).word()
    } else {
        return Subject::part(&format!("lane {}", lane.plan.kind));
    };
    Subject::part(id)
}

/// The mark that a cell of a worker's row shows.
pub(super) fn of_mark(ctx: &DrawContext, symbol: &str) -> Option<Subject> {
    Mark::at(symbol, ctx.theme).and_then(|mark| Subject::exact(mark.explanation()))
}

/// The figure at a column of the large figures.
fn figure(stand: &LaneView, at: Position) -> Option<Subject> {
    let area = stand.place.figures;
    let score = Score::of(stand.ctx.model, stand.lane);
    let large = area.height >= numerals::HEIGHT;
    if area.height >= numerals::LARGE {
        return Subject::part(leading::alone_id(stand, &score));
    }
    if !large {
        return Subject::part(leading::first_id(stand, &score));
    }
    let wide = area.width >= PAIR;
    let pair = leading::pair(stand, &score, wide);
    let first = area.x + pair.first.columns();
    if at.x < first {
        return Subject::exact(leading::first_id(stand, &score));
    }
    let second = pair.second.filter(|_| wide);
    // In the words beside the second figure another one stands.
    let numerals = second.is_some_and(|second| at.x < first + 1 + second.slot);
    if numerals { Subject::exact("speed-up") } else { Subject::part("speed-up") }
}
