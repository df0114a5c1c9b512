//! Which worker took which chunk, and the results twice: in order of arrival, in order of the list.
//!
//! 80x24, ten tasks on four workers:
//!
//! ```text
//!  pool  WORKER PROCESSES   10 tasks on 4 workers, chunks of 1
//!
//!  worker 0  [0         ][4          ][8        ]
//!  worker 1  [1       ][6         ]
//!  worker 2  [2            ][5         ][9    ]
//!  worker 3  [3          ][7           ]
//!            0 s                                                       0.21 ms
//!
//!  arrived   1  0  9  4  16  36  25  49  64  81
//!  in order  0  1  4  9  16  25  36  49  64  81
//! ```
//!
//! Boxes are as long as their chunks took, where each has room for the numbers of its tasks; else they stand one behind the
//! other. A box that is open at its right has not ended. Rows that do not fit are scrolled to.

mod boxes;
mod results;
mod totals;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::contract::PageView;
use super::sheet::{self, Sheet};
use crate::model::lane::Lane;
use crate::text::words::{counted, counted_as, plural};
use crate::ui::action::Action;
use crate::ui::lanes::workers_of;
use crate::ui::layout::inner;
use crate::ui::mouse::Mouse;
use crate::ui::state::Reach;
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_words;
use crate::ui::view::legend::word;
use crate::ui::view::subject::Subject;
use crate::ui::widget::paint;

pub(super) struct TasksView;

impl PageView for TasksView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let area = inner(area);
        match rows(ctx, area.width) {
            Ok(sheet) => sheet.draw(ctx, area, buf),
            Err(why) => paint::centred(buf, area, why, ctx.theme.quiet()),
        }
    }

    fn sentences(&self, ctx: &DrawContext) -> Option<Vec<String>> {
        let lane = ctx.model.lanes.get(ctx.state.selection.focus_in(ctx.model))?;
        (!lane.followed.is_empty()).then(|| story(ctx, lane))
    }

    fn has_legend(&self) -> bool {
        true
    }

    fn legend(&self, ctx: &DrawContext, _area: Rect) -> Vec<Line<'static>> {
        let lane = ctx.model.lanes.get(ctx.state.selection.focus_in(ctx.model));
        if lane.is_none_or(|lane| lane.followed.chunks.is_empty()) {
            return Vec::new();
        }
        let theme = ctx.theme;
        let open = if theme.is_ascii() { "[3 ~" } else { "[3 …" };
        vec![word(theme, "[0 1 2]", "a chunk: tasks handed over together"), word(theme, open, "not ended")]
    }

    fn subject(&self, _ctx: &DrawContext, _area: Rect, _at: Position, _symbol: &str) -> Option<Subject> {
        Subject::part("page tasks")
    }

    fn reach(&self, ctx: &DrawContext, area: Rect) -> Reach {
        let area = inner(area);
        rows(ctx, area.width).map_or_else(|_| Reach::default(), |sheet| sheet.reach(area.height))
    }

    fn touched(&self, _ctx: &DrawContext, _area: Rect, mouse: Mouse) -> Option<Action> {
        sheet::wheel(mouse.gesture)
    }
}

/// All rows on a page of this width; where there are none, the reason.
fn rows(ctx: &DrawContext, width: u16) -> Result<Sheet, &'static str> {
    let place = ctx.state.selection.focus_in(ctx.model);
    let lane = ctx.model.lanes.get(place).ok_or("No lane is planned so far.")?;
    if lane.started.is_none() {
        return Err("This lane has not begun: no task is handed out.");
    }
    let workers = workers_of(ctx.model, place);
    let mut sheet = Sheet::default();
    let names = lane_words::names(ctx.model, lane);
    sheet.0.push(sheet::head(ctx.theme, &names, &facts(ctx, lane, workers), width));
    if lane.followed.is_empty() {
        totals::push(ctx, lane, workers, width, &mut sheet);
        return Ok(sheet);
    }
    sheet.gap();
    boxes::push(ctx, lane, workers, width, &mut sheet);
    sheet.gap();
    results::push(ctx, lane, width, &mut sheet);
    Ok(sheet)
}

/// Tasks, workers and chunk of a lane, in words.
fn facts(ctx: &DrawContext, lane: &Lane, workers: usize) -> String {
    let tasks = ctx.model.tasks_of(lane).map_or_else(|| "tasks".into(), |tasks| counted(tasks, "task"));
    let chunk =
        ctx.model.plan.as_ref().map(|plan| plan.workload.chunk).filter(|_| lane.plan.python.is_none());
    let chunk = chunk.map_or_else(String::new, |chunk| format!(", chunks of {chunk}"));
    format!("{tasks} on {}{chunk}", counted(workers, "worker"))
}

/// Arrived results and their order, in sentences.
fn story(ctx: &DrawContext, lane: &Lane) -> Vec<String> {
    let here = lane.followed.results.len();
    let failed = lane.followed.results.iter().filter(|result| result.value.is_none()).count();
    let tasks = ctx.model.tasks_of(lane).map_or(here, |tasks| tasks as usize);
    let here_of = match here {
        0 => "No result has arrived so far.".to_string(),
        1 if tasks == 1 => "The result has arrived.".to_string(),
        _ if here >= tasks => format!("All {tasks} results have arrived."),
        _ => format!("{here} of {} arrived.", counted_as(tasks, "result has", "results have")),
    };
    let mut said = vec![here_of];
    if failed > 0 {
        said.push(format!("{failed} {} failed.", plural(failed, "task")));
    }
    match lane.followed.first_overtaking() {
        Some((task, overtaken)) => said.push(format!(
            "Task {task} ended before task {overtaken}: results arrive as tasks end, and are sorted into the order of the list."
        )),
        None if here >= tasks && tasks > 1 => {
            said.push("They arrived in the order of the list, which nothing guarantees.".into());
        }
        None => {}
    }
    said
}
