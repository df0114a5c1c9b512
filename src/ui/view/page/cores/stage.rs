//! The cores with their groups, their layout, and the time they are shown over.

use ratatui::layout::Rect;

use super::groups::{Group, groups};
use super::time::Session;
use crate::event::Schedule;
use crate::ui::layout::{CoresLayout, CoresNeeds, cores_layout};
use crate::ui::view::context::DrawContext;

/// The cores with their layout, and the time they are shown over.
pub(super) struct Stage<'a> {
    pub(super) ctx: &'a DrawContext<'a>,
    pub(super) groups: Vec<Group>,
    /// All cores, in the order of the groups.
    pub(super) cores: Vec<usize>,
    pub(super) place: CoresLayout,
    pub(super) session: Session,
    /// Whether lanes run one after another.
    pub(super) in_turns: bool,
}

impl<'a> Stage<'a> {
    /// `None` before the machine is known.
    pub(super) fn of(ctx: &'a DrawContext<'a>, area: Rect) -> Option<Self> {
        let groups = groups(ctx.model);
        let cores: Vec<usize> = groups.iter().flat_map(|group| group.cores.iter().copied()).collect();
        let sizes: Vec<usize> = groups.iter().map(|group| group.cores.len()).collect();
        let top_core = cores.iter().copied().max()?;
        let in_turns = ctx.model.plan.as_ref().is_none_or(|plan| plan.schedule == Schedule::Turns);
        let abreast = if in_turns { 1 } else { ctx.model.lanes.len() };
        let needs = CoresNeeds { groups: &sizes, top_core, abreast, present: ctx.present };
        let place = cores_layout(area, &needs);
        Some(Self { ctx, groups, cores, place, session: Session::of(ctx), in_turns })
    }
}
