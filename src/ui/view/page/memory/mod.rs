//! Page of shared memory: the memories of each lane as boxes, with their counters.
//!
//! 80x24, the workload `counter`:
//!
//! ```text
//!  threads  THREADS, NO LOCK   one memory, shared
//!  ┌ memory of the program ───────────────────────────────────────┐
//!  │ counter 1700   2000 increments made   300 lost               │
//!  │    ▲          ▲                                              │
//!  │ thread 0   thread 1                                          │
//!  └──────────────────────────────────────────────────────────────┘
//!  pool  WORKER PROCESSES   a memory each
//!  ┌ this program ─────┐ ┌ process 0 ────────┐ ┌ process 1 ────────┐
//!  │ counter 0         │ │ counter 1000      │ │ counter 1000      │
//!  │                   │ │ pid 4711, 3.0 MiB │ │ pid 4712, 3.0 MiB │
//!  └───────────────────┘ └───────────────────┘ └───────────────────┘
//! ```
//!
//! While a lane runs the boxes have no figures of counters: those are read after the last task.

mod frame;
mod own;
mod shared;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::contract::PageView;
use super::sheet::{self, Sheet};
use crate::model::Model;
use crate::model::findings::Count;
use crate::model::lane::Lane;
use crate::ui::action::Action;
use crate::ui::lanes::workers_of;
use crate::ui::layout::inner;
use crate::ui::mouse::Mouse;
use crate::ui::state::Reach;
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_words;
use crate::ui::view::subject::Subject;
use crate::ui::widget::paint;

pub(super) struct MemoryView;

impl PageView for MemoryView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let area = inner(area);
        if ctx.model.lanes.is_empty() {
            return paint::centred(buf, area, "No lane is planned so far.", ctx.theme.quiet());
        }
        rows(ctx, area.width).draw(ctx, area, buf);
    }

    fn sentences(&self, ctx: &DrawContext) -> Option<Vec<String>> {
        story(ctx.model)
    }

    fn subject(&self, _ctx: &DrawContext, _area: Rect, _at: Position, _symbol: &str) -> Option<Subject> {
        Subject::part("page memory")
    }

    fn reach(&self, ctx: &DrawContext, area: Rect) -> Reach {
        let area = inner(area);
        rows(ctx, area.width).reach(area.height)
    }

    fn touched(&self, _ctx: &DrawContext, _area: Rect, mouse: Mouse) -> Option<Action> {
        sheet::wheel(mouse.gesture)
    }
}

/// All rows on a page of this width: the lanes one below the other.
fn rows(ctx: &DrawContext, width: u16) -> Sheet {
    let model = ctx.model;
    let counting = model.plan.as_ref().is_some_and(|plan| plan.workload.name == "counter");
    let mut sheet = Sheet::default();
    for (place, lane) in model.lanes.iter().enumerate() {
        let count = Count::of(lane);
        let each = has_memories(lane, count.as_ref());
        let workers = workers_of(model, place);
        let facts = match (each, workers) {
            (true, _) => "a memory each",
            (false, 1) => "one memory",
            (false, _) => "one memory, shared",
        };
        sheet.0.push(sheet::head(ctx.theme, &lane_words::names(model, lane), facts, width));
        if each {
            own::push(ctx.theme, lane, count.as_ref(), (workers, counting), width, &mut sheet);
        } else {
            shared::push(ctx.theme, count.as_ref(), (workers, counting), width, &mut sheet);
        }
    }
    sheet
}

/// Whether each worker of a lane has a memory of its own.
fn has_memories(lane: &Lane, count: Option<&Count>) -> bool {
    let interpreters = lane.plan.kind.ends_with("interpreters");
    lane.plan.processes || interpreters || count.is_some_and(|count| !count.memories.is_empty())
}

/// The counters in words; before there are any, the structure that is drawn; `None` where the race is over without them.
fn story(model: &Model) -> Option<Vec<String>> {
    let counted = |lane: &Lane| {
        let count = Count::of(lane)?;
        Some(format!("{}: {}.", model.name_of(lane), count.describe()))
    };
    let said: Vec<String> = model.lanes.iter().filter_map(counted).collect();
    if !said.is_empty() {
        return Some(said);
    }
    let structure =
        "Threads share the memory of the program, and what is in it; each process has a memory of its own.";
    (!model.is_over() && !model.lanes.is_empty()).then(|| vec![structure.into()])
}
