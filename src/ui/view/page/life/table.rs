//! Several processes, a row each.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::model::lane::Lane;
use crate::model::process::Process;
use crate::text::cut::cut;
use crate::text::duration::duration;
use crate::text::escape::printed;
use crate::text::width::{pad_end, pad_start, width as columns};
use crate::text::words::{counted_as, plural};
use crate::ui::view::context::DrawContext;
use crate::ui::view::page::sheet::Sheet;

/// Most columns of an end in words, where a printed line stands behind it.
const END: usize = 24;
/// Least columns of a printed line.
const PRINTED: usize = 8;

/// A column: its head, its cells, whether they stand at its right, and its rank: the highest goes first where there is
/// no room.
struct Column {
    head: &'static str,
    cells: Vec<String>,
    right: bool,
    rank: u8,
}

impl Column {
    fn width(&self) -> usize {
        self.cells.iter().map(|cell| columns(cell)).max().unwrap_or(0).max(self.head.len())
    }
}

/// Adds the head, a row for each process, and the number of those that are only counted.
pub(super) fn push(ctx: &DrawContext, lane: &Lane, width: u16, sheet: &mut Sheet) {
    let theme = ctx.theme;
    let (processes, width) = (&lane.processes, usize::from(width));
    let rows = processes.kept.len() + processes.starting.len();
    let mut all = column_list(ctx, lane);
    let needed =
        |all: &[Column]| all.iter().map(|column| column.width() + 2).sum::<usize>().saturating_sub(2);
    while needed(&all) > width && all.len() > 2 {
        let Some(last) = (0..all.len()).max_by_key(|place| all[*place].rank) else { break };
        all.remove(last);
    }
    // What they printed has the rest.
    let room = width.saturating_sub(needed(&all) + 2);
    let lines: Vec<String> = processes.kept.iter().map(|process| line_of(lane, process)).collect();
    if room >= PRINTED && lines.iter().any(|line| !line.is_empty()) {
        let cells = lines.iter().map(|line| cut(line, room, theme.glyphs.ellipsis));
        let starting = processes.starting.iter().map(|_| String::new());
        all.push(Column { head: "printed", cells: cells.chain(starting).collect(), right: false, rank: 0 });
    }
    sheet.0.push(line(&all, None, theme.quiet()));
    for row in 0..rows {
        sheet.0.push(line(&all, Some(row), theme.text()));
    }
    if processes.more > 0 {
        let more = counted_as(processes.more, "process", "processes");
        sheet.0.push(Line::styled(format!("{more} after them were only counted"), theme.caution()));
    }
}

/// A row of the table, or its head.
fn line(all: &[Column], row: Option<usize>, style: Style) -> Line<'static> {
    let cell = |column: &Column| {
        let text = row.map_or(column.head, |row| column.cells.get(row).map_or("", String::as_str));
        let width = column.width();
        if column.right { pad_start(text, width) } else { pad_end(text, width) }
    };
    let text = all.iter().map(cell).collect::<Vec<_>>().join("  ");
    Line::from(Span::styled(text.trim_end().to_string(), style))
}

/// All columns but that of the printed lines.
fn column_list(ctx: &DrawContext, lane: &Lane) -> Vec<Column> {
    let processes = &lane.processes;
    let (ellipsis, dash) = (ctx.theme.glyphs.ellipsis, ctx.theme.glyphs.dash);
    let begin = lane.started.unwrap_or_default();
    let of = |kept: &dyn Fn(&Process) -> String, starting: &dyn Fn(usize) -> String| -> Vec<String> {
        processes.kept.iter().map(kept).chain((0..processes.starting.len()).map(starting)).collect()
    };
    let unknown = |_: usize| dash.to_string();
    let first = |place: usize| processes.starting[place];
    let known = |text: Option<String>| text.unwrap_or_else(|| dash.to_string());
    let start = |p: &Process| known(p.spawned.map(|at| duration((p.ready - at).secs())));
    let lived = |p: &Process| known(p.ended.map(|at| duration((at - p.ready).secs())));
    let spawned = |p: &Process| known(p.spawned.map(|at| duration((at - begin).secs())));
    let tasks = |p: &Process| known(p.tasks.map(|tasks| tasks.to_string()));
    let end = |p: &Process| p.exit.as_ref().map_or_else(|| "lives".into(), |exit| cut(exit, END, ellipsis));
    let column = |head, cells, right, rank| Column { head, cells, right, rank };
    vec![
        column("worker", of(&|p| p.worker.0.to_string(), &|i| first(i).worker.0.to_string()), true, 5),
        column("pid", of(&|p| p.pid.to_string(), &|i| first(i).pid.to_string()), true, 0),
        column("spawn at", of(&spawned, &|i| duration((first(i).at - begin).secs())), true, 4),
        column("ready after", of(&start, &unknown), true, 2),
        column("lived", of(&lived, &unknown), true, 3),
        column("tasks", of(&tasks, &unknown), true, 6),
        column("end", of(&end, &|_| "starts".to_string()), false, 1),
    ]
}

/// The first line that a process printed, and the number of the others.
fn line_of(lane: &Lane, process: &Process) -> String {
    let mut lines = lane.output.iter().filter(|line| line.pid == Some(process.pid));
    let Some(first) = lines.next() else { return String::new() };
    match lines.count() {
        0 => printed(&first.line),
        more => format!("{} (+{more} {})", printed(&first.line), plural(more, "line")),
    }
}
