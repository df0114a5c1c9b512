//! The lock on the whole screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::contract::PageView;
use crate::model::lock_history::story;
use crate::ui::action::Action;
use crate::ui::lanes::workers_of;
use crate::ui::layout::lock_layout;
use crate::ui::mouse::Mouse;
use crate::ui::view::context::DrawContext;
use crate::ui::view::subject::Subject;
use crate::ui::view::{cursor, lock_panel};
use crate::ui::widget::paint;

pub(super) struct LockView;

impl PageView for LockView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        match ctx.state.selection.lock_in(ctx.model) {
            Some(lane) => lock_panel::draw(ctx, &lock_layout(area, workers_of(ctx.model, lane)), buf),
            None => paint::centred(buf, area, "No lane here has a lock.", ctx.theme.quiet()),
        }
    }

    fn subject(&self, ctx: &DrawContext, area: Rect, at: Position, _symbol: &str) -> Option<Subject> {
        let lane = ctx.state.selection.lock_in(ctx.model)?;
        let place = lock_layout(area, workers_of(ctx.model, lane));
        let holders = [place.strip, place.threads.area, place.now_axis];
        let waits = [place.waits, place.chart, place.chart_axis];
        let run = [place.run, place.run_threads.area];
        let within = |areas: &[Rect]| areas.iter().any(|area| area.contains(at));
        if within(&holders) {
            Subject::exact("holders")
        } else if within(&[place.now]) {
            Subject::part("holders")
        } else if within(&waits) {
            Subject::part("waits")
        } else if within(&[place.run_axis]) {
            Subject::exact("axis")
        } else if within(&run) {
            Subject::part("whole run")
        } else if within(&[place.figures]) {
            Subject::part("lock cost")
        } else {
            Subject::part("page lock")
        }
    }

    /// In the run a press and a drag put the cursor there, and the wheel stretches its axis.
    fn touched(&self, ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
        let lane = ctx.state.selection.lock_in(ctx.model)?;
        let place = lock_layout(area, workers_of(ctx.model, lane));
        let plots = [place.run_plot(place.run_threads.area), place.run_plot(place.run_axis)];
        cursor::touched(ctx, &plots, mouse)
    }

    fn sentences(&self, ctx: &DrawContext) -> Option<Vec<String>> {
        let lane = ctx.model.lanes.get(ctx.state.selection.lock_in(ctx.model)?)?;
        Some(story(lane, ctx.model.now))
    }
}
