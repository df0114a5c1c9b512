//! Every core over the session's time, and the lanes that used it.
//!
//! The lanes are marked above the cores, which shows the cores that each of them loaded.
//! [`crate::ui::layout::cores_layout`] explains what the layout does with one core and with five hundred.

mod figures;
mod groups;
mod marks;
mod rows;
mod stage;
mod strips;
mod subject;
mod time;
mod uses;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use self::stage::Stage;
use self::uses::{Moment, Uses};
use super::contract::PageView;
use crate::model::lane::Lane;
use crate::model::score::Score;
use crate::ui::action::Action;
use crate::ui::lanes::cores_of;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::view::context::DrawContext;
use crate::ui::view::subject::Subject;
use crate::ui::widget::paint;

pub(super) struct CoresView;

impl PageView for CoresView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let Some(stage) = Stage::of(ctx, area) else {
            paint::centred(buf, area, "Nothing is known of the cores yet.", ctx.theme.quiet());
            return;
        };
        let uses = Uses::of(&stage, Moment::of(&stage));
        figures::draw(&stage, &uses, buf);
        strips::draw(&stage, &uses, buf);
        marks::draw(&stage, buf);
        rows::draw(&stage, &uses, buf);
    }

    fn sentences(&self, ctx: &DrawContext) -> Option<Vec<String>> {
        let said = |lane: &Lane| {
            let used = Score::of(ctx.model, lane).cores_busy?;
            let of = cores_of(ctx.model, usize::from(lane.plan.id.0)).len();
            Some(format!("{} {used:.1} of {of}", ctx.model.name_of(lane)))
        };
        let lanes: Vec<String> = ctx.model.lanes.iter().filter_map(said).collect();
        (!lanes.is_empty()).then(|| vec![format!("Cores used by each lane: {}.", lanes.join(", "))])
    }

    fn has_legend(&self) -> bool {
        true
    }

    fn legend(&self, ctx: &DrawContext, area: Rect) -> Vec<Line<'static>> {
        Stage::of(ctx, area).map_or_else(Vec::new, |stage| subject::legend(&stage))
    }

    fn subject(&self, ctx: &DrawContext, area: Rect, at: Position, symbol: &str) -> Option<Subject> {
        subject::of(&Stage::of(ctx, area)?, at, symbol)
    }

    fn touched(&self, ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
        let stage = Stage::of(ctx, area)?;
        let column = stage.place.columns.iter().find(|column| column.area.contains(mouse.at))?;
        let plot = stage.place.plot(column.area);
        if !plot.contains(mouse.at) {
            return None;
        }
        let at = stage.session.seen.moment(mouse.at.x - plot.x, plot.width);
        match mouse.gesture {
            Gesture::WheelUp => Some(Action::Stretch),
            Gesture::WheelDown => Some(Action::Shrink),
            Gesture::Press if column.marks.contains(mouse.at) => {
                marks::lane_at(&stage, column.marks, mouse.at).map(Action::Focus)
            }
            Gesture::Press | Gesture::Drag => {
                let (lane, started) = time::lane_at(ctx, at)?;
                Some(Action::Visit(lane, at - started))
            }
        }
    }
}

#[cfg(test)]
mod tests;
