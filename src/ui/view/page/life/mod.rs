//! The lives of a lane's worker processes: start, ready, tasks, printed lines, end, and the times between.
//!
//! One process, 80x24:
//!
//! ```text
//!  processes  ONE PROCESS A TASK   1 process
//!
//!        0 s  spawn   this program starts process 4711
//!             │ 1.80 ms
//!    1.80 ms  ready   the process runs: it has a pid and a memory of its own
//!             │ 40 µs
//!    1.84 ms  task    it is handed task 0
//!             │ 60 µs
//!    1.90 ms  prints  Test Case 0
//!             │ 1.10 ms
//!    3.00 ms  join    exit 0: it has ended, and this program has seen it
//! ```
//!
//! Several have a row each:
//!
//! ```text
//!  worker   pid  spawn at  ready after    lived  tasks  end     printed
//!       0  4711       0 s      8.10 ms   3.11 s     32  exit 0  Test Case 0
//! ```

mod steps;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::contract::PageView;
use super::sheet::{self, Sheet};
use crate::event::Nanos;
use crate::model::lane::Lane;
use crate::text::duration::duration;
use crate::text::words::{counted, counted_as};
use crate::ui::action::Action;
use crate::ui::layout::inner;
use crate::ui::mouse::Mouse;
use crate::ui::state::Reach;
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_words;
use crate::ui::view::subject::Subject;
use crate::ui::widget::paint;

/// Text for a lane without processes.
const NONE: &str = "No worker process in this lane.";

pub(super) struct LifeView;

impl PageView for LifeView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let area = inner(area);
        match rows(ctx, area.width) {
            Some(sheet) => sheet.draw(ctx, area, buf),
            None => paint::centred(buf, area, NONE, ctx.theme.quiet()),
        }
    }

    fn sentences(&self, ctx: &DrawContext) -> Option<Vec<String>> {
        story(lane(ctx)?)
    }

    fn subject(&self, _ctx: &DrawContext, _area: Rect, _at: Position, _symbol: &str) -> Option<Subject> {
        Subject::part("page life")
    }

    fn reach(&self, ctx: &DrawContext, area: Rect) -> Reach {
        let area = inner(area);
        rows(ctx, area.width).map_or_else(Reach::default, |sheet| sheet.reach(area.height))
    }

    fn touched(&self, _ctx: &DrawContext, _area: Rect, mouse: Mouse) -> Option<Action> {
        sheet::wheel(mouse.gesture)
    }
}

/// The lane whose processes are shown: the focused one; until the viewer has chosen it, one that has processes.
fn lane<'a>(ctx: &DrawContext<'a>) -> Option<&'a Lane> {
    let (model, selection) = (ctx.model, &ctx.state.selection);
    let has = |lane: &&Lane| lane.processes.count() > 0 || !lane.processes.starting.is_empty();
    let focused = model.lanes.get(selection.focus_in(model)).filter(has);
    if selection.lane().is_some() {
        return focused;
    }
    focused.or_else(|| model.lanes.iter().find(has))
}

/// All rows on a page of this width; `None` where no process is known.
fn rows(ctx: &DrawContext, width: u16) -> Option<Sheet> {
    let lane = lane(ctx)?;
    let (processes, starting) = (&lane.processes, lane.processes.starting.len());
    let count = usize::try_from(processes.count()).unwrap_or(usize::MAX).saturating_add(starting);
    let mut sheet = Sheet::default();
    let names = lane_words::names(ctx.model, lane);
    let facts = counted_as(count, "process", "processes");
    sheet.0.push(sheet::head(ctx.theme, &names, &facts, width));
    sheet.gap();
    match (&processes.kept[..], &processes.starting[..]) {
        ([process], []) if processes.more == 0 => {
            steps::push(ctx.theme, &steps::of_process(lane, process), width, &mut sheet);
        }
        ([], [starting]) => steps::push(ctx.theme, &steps::of_starting(starting), width, &mut sheet),
        _ => table::push(ctx, lane, width, &mut sheet),
    }
    Some(sheet)
}

/// State of the processes, in sentences.
fn story(lane: &Lane) -> Option<Vec<String>> {
    let processes = &lane.processes.kept;
    let start =
        |spawned: Option<Nanos>, ready: Nanos| spawned.map(|spawned| duration((ready - spawned).secs()));
    if let [process] = &processes[..] {
        let ready = start(process.spawned, process.ready)
            .map_or_else(|| "was ready".into(), |start| format!("was ready {start} after its start"));
        let printed = lane.output.iter().filter(|line| line.pid == Some(process.pid)).count();
        let printed =
            if printed > 0 { format!(", printed {}", counted(printed, "line")) } else { String::new() };
        let ended =
            process.exit.as_ref().map_or_else(|| ", and lives".into(), |exit| format!(", and ended: {exit}"));
        return Some(vec![format!("Process {} {ready}{printed}{ended}.", process.pid)]);
    }
    let mut starts: Vec<Nanos> = processes.iter().filter_map(|p| Some(p.ready - p.spawned?)).collect();
    starts.sort_unstable();
    let ended = processes.iter().filter(|process| process.exit.is_some()).count();
    let count = usize::try_from(lane.processes.count()).unwrap_or(usize::MAX);
    if count == 0 {
        return None;
    }
    let mut said = Vec::new();
    if let Some(median) = starts.get(starts.len() / 2) {
        let time = duration(median.secs());
        said.push(format!("{count} processes were started; half of them were ready within {time}."));
    } else {
        said.push(format!("{count} processes were started."));
    }
    said.push(match ended {
        0 => "None has ended.".into(),
        ended if ended == processes.len() => "All have ended.".into(),
        1 => "1 has ended.".into(),
        ended => format!("{ended} have ended."),
    });
    Some(said)
}
