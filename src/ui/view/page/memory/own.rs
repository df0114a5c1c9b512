//! A memory for each worker: a box each, and one for the program that started them.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::frame::framed;
use crate::model::findings::Count;
use crate::model::lane::Lane;
use crate::text::bytes::memory;
use crate::text::wrap::paragraph;
use crate::ui::theme::Theme;
use crate::ui::view::page::sheet::Sheet;

/// Width of a box.
const BOX: usize = 21;

/// Adds the boxes, as many beside each other as fit, and the memory that is no other process's.
pub(super) fn push(
    theme: &Theme,
    lane: &Lane,
    count: Option<&Count>,
    (workers, counting): (usize, bool),
    width: u16,
    sheet: &mut Sheet,
) {
    let width = usize::from(width);
    let boxes: Vec<_> = contents(lane, count, workers, counting)
        .into_iter()
        .map(|(title, counter, place)| {
            let rows = [(counter, theme.strong()), (place, theme.quiet())];
            // Without a counter there is nothing to be read in it.
            let rows: Vec<(String, Style)> = rows.into_iter().skip(usize::from(!counting)).collect();
            framed(theme, &title, &rows, BOX.min(width.max(5)))
        })
        .collect();
    let abreast = ((width + 1) / (BOX + 1)).max(1);
    for beside in boxes.chunks(abreast) {
        let height = beside.first().map_or(0, Vec::len);
        for row in 0..height {
            let mut spans: Vec<Span<'static>> = Vec::new();
            for one in beside {
                if !spans.is_empty() {
                    spans.push(Span::raw(" "));
                }
                spans.extend(one[row].iter().cloned());
            }
            sheet.0.push(Line::from(spans));
        }
    }
    let private = lane.outcome.as_ref().and_then(|outcome| outcome.costs?.private);
    if let Some(private) = private {
        let told = format!("{} of each process is shared with no other.", memory(private));
        sheet.0.extend(paragraph(&told, width).into_iter().map(|row| Line::styled(row, theme.quiet())));
    }
}

/// Title, counter and further facts of each box.
fn contents(
    lane: &Lane,
    count: Option<&Count>,
    workers: usize,
    counting: bool,
) -> Vec<(String, String, String)> {
    let reading = |value: Option<u64>| match value {
        Some(value) => format!("counter {value}"),
        None => "a counter".into(),
    };
    let noun = if lane.plan.processes { "process" } else { "interpreter" };
    let here = count.and_then(|count| count.here);
    let program = (counting && lane.plan.processes)
        .then(|| ("this program".to_string(), reading(here), "starts the others".to_string()));
    let of_worker = |place: usize| {
        let worker = lane.workers.get(place);
        let plain = count.and_then(|count| count.memories.get(place)).copied();
        let pid = worker.and_then(|worker| worker.pid).filter(|_| lane.plan.processes);
        let rss = worker.map(|worker| worker.peak_rss).filter(|rss| *rss > 0);
        let facts = [pid.map(|pid| format!("pid {pid}")), rss.map(memory)];
        let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        (format!("{noun} {place}"), reading(plain), facts)
    };
    program.into_iter().chain((0..workers).map(of_worker)).collect()
}
