//! The race: lanes beside each other, cores below on the same time axis; lanes for which there is no room in a row each.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::contract::PageView;
use super::race_subject;
use crate::ui::action::Action;
use crate::ui::lanes::workers_of;
use crate::ui::layout::{LaneLayout, Needs, RaceLayout, race_layout};
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::state::Reach;
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_title::Wording;
use crate::ui::view::lane_view::LaneView;
use crate::ui::view::subject::Subject;
use crate::ui::view::{cores, cursor, detail, lane, lane_row, output, workers};
use crate::ui::widget::paint;

pub(super) struct RaceView;

impl PageView for RaceView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let layout = layout(ctx, area);
        for rule in &layout.rules {
            paint::fill(buf, *rule, ctx.theme.glyphs.horizontal, ctx.theme.quiet());
        }
        for divider in &layout.dividers {
            paint::fill(buf, *divider, ctx.theme.glyphs.vertical, ctx.theme.quiet());
        }
        let seen = ctx.seen();
        // Lanes have the same width.
        let wording = Wording::of(ctx, layout.lanes.first().map_or(0, |place| place.title.width));
        for place in &layout.lanes {
            if let Some(lane) = ctx.model.lanes.get(place.lane) {
                let stand = LaneView::new(ctx, lane, place, seen);
                lane::draw(&stand, wording, buf);
                workers::draw(&stand, buf);
                workers::draw_holder(&stand, buf);
                cores::draw(&stand, buf);
                cursor::draw(&stand, buf);
                detail::draw(&stand, buf);
            }
        }
        lane_row::draw(ctx, &layout.compact, buf);
        lane_row::draw_more(ctx, layout.hidden, layout.more, buf);
        output::draw(ctx, layout.output, buf);
    }

    fn has_legend(&self) -> bool {
        true
    }

    fn legend(&self, ctx: &DrawContext, area: Rect) -> Vec<Line<'static>> {
        race_subject::legend(ctx, &layout(ctx, area))
    }

    fn subject(&self, ctx: &DrawContext, area: Rect, at: Position, symbol: &str) -> Option<Subject> {
        let layout = layout(ctx, area);
        if layout.output.contains(at) {
            return Subject::part("page output");
        }
        let lane = layout.lanes.iter().find(|lane| lane.area.contains(at))?;
        race_subject::of_lane(ctx, lane, at, symbol)
    }

    fn reach(&self, ctx: &DrawContext, area: Rect) -> Reach {
        output::reach(ctx, layout(ctx, area).output)
    }

    fn touched(&self, ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
        let layout = layout(ctx, area);
        if layout.output.contains(mouse.at) {
            return wheel(mouse.gesture);
        }
        if let Some((lane, _)) = layout.compact.iter().find(|(_, row)| row.contains(mouse.at)) {
            let press = mouse.gesture == Gesture::Press;
            return if press { Some(Action::Focus(*lane)) } else { wheel(mouse.gesture) };
        }
        let lane = layout.lanes.iter().find(|lane| lane.area.contains(mouse.at))?;
        touched_lane(ctx, lane, mouse)
    }
}

fn layout(ctx: &DrawContext, area: Rect) -> RaceLayout {
    race_layout(area, ctx.rows, &Needs::of(ctx.model, ctx.state, ctx.present))
}

/// Indices of the lanes that are shown in this area.
pub(in crate::ui) fn shown(ctx: &DrawContext, area: Rect) -> Vec<usize> {
    let layout = layout(ctx, area);
    let compact = layout.compact.iter().map(|(lane, _)| *lane);
    let mut shown: Vec<usize> = layout.lanes.iter().map(|place| place.lane).chain(compact).collect();
    shown.sort_unstable();
    shown
}

/// Whether workers have printed lines that are not on the screen.
pub(in crate::ui) fn hides_output(ctx: &DrawContext, area: Rect) -> bool {
    output::is_unseen(ctx, layout(ctx, area).output)
}

/// In a plot a press and a drag put the cursor there, and the wheel stretches the axis; a press at a label selects
/// the worker; everywhere else it focuses the lane.
fn touched_lane(ctx: &DrawContext, lane: &LaneLayout, mouse: Mouse) -> Option<Action> {
    let plots = [lane.plot(lane.workers.area), lane.plot(lane.cores.area), lane.plot(lane.axis)];
    if let Some(action) = cursor::touched(ctx, &plots, mouse) {
        return Some(action);
    }
    match mouse.gesture {
        Gesture::Press => Some(
            worker_at(ctx, lane, mouse.at)
                .map_or(Action::Focus(lane.lane), |worker| Action::Mark(lane.lane, worker)),
        ),
        gesture => wheel(gesture),
    }
}

/// Action of the wheel where it has no other meaning: line by line.
fn wheel(gesture: Gesture) -> Option<Action> {
    match gesture {
        Gesture::WheelUp => Some(Action::Up),
        Gesture::WheelDown => Some(Action::Down),
        Gesture::Press | Gesture::Drag => None,
    }
}

/// Index of the worker whose row is there, the first where several share it.
fn worker_at(ctx: &DrawContext, lane: &LaneLayout, at: Position) -> Option<usize> {
    let count = workers_of(ctx.model, lane.lane);
    let mut rows = lane.workers.shared_by(count).iter(count);
    rows.find(|(_, row)| row.contains(at)).map(|(group, _)| group.start)
}
