//! The printed lines in order of arrival, each with its worker.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::event::Stream;
use crate::model::lane::{Lane, Printed};
use crate::text::cut::cut;
use crate::text::escape::printed;
use crate::text::width::{pad_end, width};
use crate::text::words::counted;
use crate::text::wrap::{quote, wrap};
use crate::ui::layout::{cut_top, inner};
use crate::ui::state::{Page, Reach};
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// Least width of the page for its explanation.
const EXPLAINED: u16 = 60;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    let theme = ctx.theme;
    let inner = inner(area);
    let lines = lines(ctx);
    let reach = reach_of(lines.len(), inner);
    let first = ctx.state.scrolled().map_or(reach.last, |first| first.min(reach.last));
    let shown = lines.len().min(usize::from(reach.page));
    heading(ctx, &lines, first, shown, Rect { height: 1, ..inner }, buf);
    let rows = inner.top().saturating_add(1)..inner.bottom();
    let columns = Columns::of(&lines);
    let seen = &lines[first..first + shown];
    let mut free = Rect { y: rows.start, height: rows.end.saturating_sub(rows.start), ..inner };
    // Long lines go on below where all rows fit.
    let whole: usize = seen.iter().map(|entry| columns.rows(entry, inner.width).len()).sum();
    let wrapped = whole <= usize::from(free.height);
    for entry in seen {
        let who = columns.who(entry);
        let rest = paint::left(buf, Rect { height: free.height.min(1), ..free }, &who, theme.quiet());
        let style = if entry.1.stream == Stream::Err { theme.caution() } else { theme.text() };
        if wrapped {
            for line in columns.rows(entry, inner.width) {
                let row = cut_top(&mut free, 1);
                paint::left(buf, Rect { x: rest.x, width: rest.width, ..row }, &line, style);
            }
        } else {
            paint::left(buf, rest, &cut(&printed(&entry.1.line), rest.width, theme.glyphs.ellipsis), style);
            cut_top(&mut free, 1);
        }
    }
    if ctx.state.page() == Page::Output && !ctx.present {
        explain(ctx, lines.is_empty(), free, buf);
    }
}

/// Explanation of this page, a sentence each.
const ABOUT: [&str; 3] = [
    "What the tasks print stands here, in order of arrival: the lane, the worker, its process, the line. Lines of several \
     workers mix as they do on a terminal; lines on standard error have another colour.",
    "The workloads print and number print lines; w goes through the workloads, and : finds one by its name. With --call \
     and --command the lines of your own tasks stand here.",
    "On the race (1) the newest lines stand below the lanes; o shows and hides them.",
];

/// Draws the explanation, if the free rows have room for it: below the heading as long as nothing was printed, else at
/// the bottom, where lines that arrive do not move it.
fn explain(ctx: &DrawContext, empty: bool, free: Rect, buf: &mut Buffer) {
    let lines: Vec<String> = ABOUT.iter().flat_map(|text| wrap(text, free.width, "", "  ")).collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    if free.height > height && free.width >= EXPLAINED {
        let top = if empty { free.y + 1 } else { free.bottom() - height };
        for (line, y) in lines.iter().zip(top..free.bottom()) {
            paint::left(buf, Rect { y, height: 1, ..free }, line, ctx.theme.quiet());
        }
    }
}

/// Whether workers have printed lines that are not on the screen.
pub(super) fn is_unseen(ctx: &DrawContext, area: Rect) -> bool {
    let said = |lane: &Lane| lane.output.iter().any(|line| line.stream == Stream::Out);
    area.height == 0 && ctx.state.output().is_none() && ctx.model.lanes.iter().any(said)
}

/// Scroll range in this area.
pub(super) fn reach(ctx: &DrawContext, area: Rect) -> Reach {
    if area.height == 0 { Reach::default() } else { reach_of(lines(ctx).len(), inner(area)) }
}

fn reach_of(lines: usize, inner: Rect) -> Reach {
    let page = inner.height.saturating_sub(1);
    Reach { page, last: lines.saturating_sub(usize::from(page)) }
}

/// A line, and the name of the lane it came from.
type Entry<'a> = (String, &'a Printed);

/// The lanes whose lines are shown: all, or below a zoomed lane only its own.
fn lanes<'a>(ctx: &DrawContext<'a>) -> impl Iterator<Item = &'a Lane> + use<'a> {
    let (model, state) = (ctx.model, ctx.state);
    let alone = (state.is_zoomed() && state.page() == Page::Race).then(|| state.selection.focus_in(model));
    let seen =
        model.lanes.iter().enumerate().filter(move |(place, _)| alone.is_none_or(|lane| lane == *place));
    seen.map(|(_, lane)| lane)
}

/// The lines of these lanes, in order of arrival.
fn lines<'a>(ctx: &DrawContext<'a>) -> Vec<Entry<'a>> {
    let model = ctx.model;
    let mut lines: Vec<Entry> = Vec::new();
    for lane in lanes(ctx) {
        let name = model.name_of(lane);
        lines.extend(lane.output.iter().map(|line| (name.clone(), line)));
    }
    lines.sort_by_key(|(_, line)| line.at);
    lines
}

fn heading(ctx: &DrawContext, lines: &[Entry], first: usize, shown: usize, row: Rect, buf: &mut Buffer) {
    let theme = ctx.theme;
    let rest = paint::left(buf, row, "OUTPUT", theme.strong());
    let lost: u64 = lanes(ctx).map(|lane| lane.output_lost).sum();
    let more = if lost > 0 { format!(", {lost} more were not kept") } else { String::new() };
    let of_call = ctx.model.plan.as_ref().is_some_and(|plan| plan.workload.call.is_some());
    let command = ctx.model.plan.as_ref().and_then(|plan| plan.workload.command.as_ref());
    let said = match lines.len() {
        0 if let Some(command) = command => match command.output_of {
            Some(task) => format!("  nothing was printed so far; what task {task} prints stands here"),
            None => "  nothing is kept of what runs print; --output-of N keeps that of task N".to_string(),
        },
        0 if of_call => "  nothing was printed so far; what your function prints stands here".to_string(),
        0 if ctx.told.is_some() => "  nothing was printed so far".to_string(),
        0 => "  nothing was printed so far; the workloads print and number do (w)".to_string(),
        n if shown < n => format!("  lines {} to {} of {n}{more}", first + 1, first + shown),
        n => format!("  {}{more}", counted(n, "line")),
    };
    let rest = paint::left(buf, rest, &said, theme.quiet());
    if ctx.told.is_none() {
        let keys = if shown < lines.len() { "up and down scroll, o closes" } else { "o closes" };
        paint::right(buf, rest, keys, theme.quiet());
    }
}

/// Names before the lines, in columns.
struct Columns {
    lane: usize,
    worker: usize,
    pid: usize,
}

impl Columns {
    fn of(lines: &[Entry]) -> Self {
        let widest = |of: &dyn Fn(&Entry) -> usize| lines.iter().map(of).max().unwrap_or(0);
        Self {
            lane: widest(&|(name, _)| width(name)),
            worker: widest(&|(_, line)| line.worker.0.to_string().len()),
            pid: widest(&|(_, line)| line.pid.map_or(0, |pid| pid.to_string().len())),
        }
    }

    /// The text of a line, in rows behind its worker's name on a page this wide.
    fn rows(&self, entry: &Entry, room: u16) -> Vec<String> {
        let taken = width(&self.who(entry));
        quote(&printed(&entry.1.line), usize::from(room).saturating_sub(taken).max(1), "")
    }

    fn who(&self, (name, line): &Entry) -> String {
        let pid = line.pid.map_or_else(String::new, |pid| pid.to_string());
        let pid = if self.pid == 0 { String::new() } else { format!("  pid {pid:>0$}", self.pid) };
        let name = pad_end(name, self.lane);
        format!("{name}  worker {worker:>0$}{pid}  ", self.worker, worker = line.worker.0)
    }
}
