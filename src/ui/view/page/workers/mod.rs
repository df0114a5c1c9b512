//! All workers in a table, and the selected one in detail.

mod detail;
mod detail_text;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::contract::PageView;
use super::race_subject::of_mark;
use crate::model::Model;
use crate::text::width::columns;
use crate::ui::action::Action;
use crate::ui::lanes::workers_of;
use crate::ui::layout::{TableNeeds, WorkersLayout, workers_layout};
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::roster;
use crate::ui::roster::Row;
use crate::ui::state::{Reach, table as order};
use crate::ui::view::context::DrawContext;
use crate::ui::view::subject::Subject;
use crate::ui::view::{cursor, legend};
use crate::ui::widget::paint;

pub(super) struct WorkersView;

impl PageView for WorkersView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let names = roster::names(ctx.model);
        let rows = order::rows(ctx.model, ctx.state, &names);
        if rows.is_empty() {
            paint::centred(buf, area, "No worker is known so far.", ctx.theme.quiet());
            return;
        }
        let layout = layout(ctx, &names, area);
        let selected = ctx.state.selection.selected(ctx.model);
        table::draw(&table::Table { ctx, layout: &layout, rows: &rows, selected }, buf);
        let its = |row: &&Row| Some((row.place, row.worker)) == selected;
        if let Some(row) = rows.iter().find(its) {
            detail::draw(ctx, row, &layout.detail, buf);
        }
    }

    fn reach(&self, ctx: &DrawContext, area: Rect) -> Reach {
        let page = layout(ctx, &roster::names(ctx.model), area).rows.height;
        Reach { page, last: roster::count(ctx.model).saturating_sub(usize::from(page)) }
    }

    fn has_legend(&self) -> bool {
        true
    }

    fn legend(&self, ctx: &DrawContext, area: Rect) -> Vec<Line<'static>> {
        let theme = ctx.theme;
        let layout = layout(ctx, &roster::names(ctx.model), area);
        let mut entries = Vec::new();
        let selected = ctx.state.selection.selected(ctx.model).filter(|_| !layout.detail.timeline.is_empty());
        if let Some((lane, worker)) =
            selected.and_then(|(lane, worker)| Some((ctx.model.lanes.get(lane)?, worker)))
        {
            entries = legend::of_marks(theme, legend::marks(lane, &(worker..worker + 1)));
        }
        if !(layout.bar.is_empty() && layout.detail.bar.is_empty()) {
            let track = Line::from(vec![
                Span::styled(theme.glyphs.track, theme.quiet()),
                Span::styled(" idle", theme.quiet()),
            ]);
            entries.push(track);
        }
        if !layout.detail.timeline.is_empty() {
            entries.push(legend::word(theme, "work", "from the bottom, waiting above, idle blank"));
        }
        entries
    }

    fn subject(&self, ctx: &DrawContext, area: Rect, at: Position, symbol: &str) -> Option<Subject> {
        let layout = layout(ctx, &roster::names(ctx.model), area);
        let column = || {
            let column = roster::COLUMNS.get(table::column_at(&layout, at.x)?)?;
            Subject::exact(&format!("column {}", column.name))
        };
        let detail = &layout.detail;
        if layout.head.contains(at) || layout.rows.contains(at) {
            column().or_else(|| Subject::part("worker"))
        } else if detail.timeline.contains(at) {
            of_mark(ctx, symbol).or_else(|| Subject::part("worker"))
        } else if detail.axis.contains(at) {
            Subject::exact("axis")
        } else if detail.area.contains(at) {
            Subject::part("worker")
        } else {
            Subject::part("page workers")
        }
    }

    fn touched(&self, ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
        let names = roster::names(ctx.model);
        let layout = layout(ctx, &names, area);
        let plots = [layout.detail.timeline, layout.detail.axis].map(detail::plot);
        if let Some(action) = cursor::touched(ctx, &plots, mouse) {
            return Some(action);
        }
        match mouse.gesture {
            Gesture::WheelUp => Some(Action::Up),
            Gesture::WheelDown => Some(Action::Down),
            Gesture::Press if layout.head.contains(mouse.at) => {
                table::column_at(&layout, mouse.at.x).map(Action::Sort)
            }
            Gesture::Press if layout.rows.contains(mouse.at) => {
                let rows = order::rows(ctx.model, ctx.state, &names);
                let first = order::first_row(ctx.state, &rows, usize::from(layout.rows.height));
                let row = rows.get(first + usize::from(mouse.at.y - layout.rows.y))?;
                Some(Action::Mark(row.place, row.worker))
            }
            Gesture::Press | Gesture::Drag => None,
        }
    }
}

/// Width of the longest label: a letter and a number.
fn labels(model: &Model) -> u16 {
    let most = (0..model.lanes.len()).map(|lane| workers_of(model, lane)).max().unwrap_or(0);
    u16::try_from(most.saturating_sub(1).checked_ilog10().unwrap_or(0) + 2).unwrap_or(u16::MAX)
}

fn layout(ctx: &DrawContext, names: &[String], area: Rect) -> WorkersLayout {
    let longest = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    let needs = TableNeeds {
        workers: roster::count(ctx.model),
        names: longest,
        labels: labels(ctx.model),
        sort: ctx.state.sort,
        present: ctx.present,
    };
    workers_layout(area, &needs)
}
