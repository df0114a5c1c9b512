//! The results twice: in order of arrival, and in the order of the list.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::event::EventKind;
use crate::model::followed::FollowedResult;
use crate::model::lane::Lane;
use crate::text::cut::cut;
use crate::text::width::width as columns;
use crate::ui::view::context::DrawContext;
use crate::ui::view::page::sheet::Sheet;

/// Width of the words before the results.
const LABEL: usize = 10;

/// Adds both lists.
pub(super) fn push(ctx: &DrawContext, lane: &Lane, width: u16, sheet: &mut Sheet) {
    let theme = ctx.theme;
    let results = &lane.followed.results;
    let room = usize::from(width).saturating_sub(LABEL).max(1);
    let text = |result: &FollowedResult| {
        let value = result.value.as_deref().unwrap_or("failed");
        cut(value, room, theme.glyphs.ellipsis)
    };
    let style = |result: &FollowedResult, usual| if result.value.is_some() { usual } else { theme.loud() };
    // Those that came before a result of an earlier task stand out.
    let mut least = u32::MAX;
    let mut early: Vec<bool> = results
        .iter()
        .rev()
        .map(|result| {
            let overtakes = result.task > least;
            least = least.min(result.task);
            overtakes
        })
        .collect();
    early.reverse();
    let arrived = results.iter().zip(early).map(|(result, early)| {
        (text(result), style(result, if early { theme.accent() } else { theme.text() }))
    });
    push_list("arrived", arrived.collect(), theme.quiet(), room, sheet);
    let known = results.iter().map(|result| result.task.saturating_add(1)).max().unwrap_or(0);
    let tasks = ctx.model.tasks_of(lane).unwrap_or(known).min(EventKind::FOLLOWED);
    let ordered = (0..tasks).map(|task| match lane.followed.result_of(task) {
        Some(result) => (text(result), style(result, theme.text())),
        None => (theme.glyphs.dash.to_string(), theme.quiet()),
    });
    push_list("in order", ordered.collect(), theme.quiet(), room, sheet);
}

/// Adds a list of texts behind a word, in as many rows as they take.
fn push_list(word: &str, texts: Vec<(String, Style)>, quiet: Style, room: usize, sheet: &mut Sheet) {
    let label = |word: &str| Span::styled(format!("{word:LABEL$}"), quiet);
    let (mut row, mut taken) = (vec![label(word)], 0);
    for (text, style) in texts {
        let width = columns(&text);
        if taken > 0 && taken + 2 + width > room {
            sheet.0.push(Line::from(std::mem::replace(&mut row, vec![label("")])));
            taken = 0;
        }
        if taken > 0 {
            row.push(Span::raw("  "));
            taken += 2;
        }
        taken += width;
        row.push(Span::styled(text, style));
    }
    sheet.0.push(Line::from(row));
}
