//! Subjects on the page of the cores: its legend, and the subject of a cell.

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::marks;
use super::rows::between;
use super::stage::Stage;
use crate::model::lane::Lane;
use crate::ui::view::legend::{Loads, ink, word};
use crate::ui::view::subject::Subject;
use crate::ui::widget::ribbon::sample;

/// Entries of the legend: the inks of the load over time, and the heat of the cells.
pub(super) fn legend(stage: &Stage) -> Vec<Line<'static>> {
    let (theme, model) = (stage.ctx.theme, stage.ctx.model);
    let mut entries = Vec::new();
    let runs: Vec<&Lane> = model.lanes.iter().filter(|lane| lane.started.is_some()).collect();
    if !stage.place.columns.is_empty() {
        let loads = runs.iter().map(|lane| {
            let (from, until) = (lane.started.unwrap_or_default(), lane.end(model.now));
            Loads::with_stolen(model, &stage.cores, from, until)
        });
        let loads = loads.fold(Loads::default(), Loads::and);
        if !runs.is_empty() {
            entries.push(ink(theme, theme.ours(), "workers"));
        }
        entries.extend(loads.entries(theme));
        entries.extend(loads.stolen.then(|| ink(theme, theme.stolen(), "stolen by the host")));
        if stage.in_turns && !runs.is_empty() {
            entries.push(ink(theme, between(theme), "between lanes, measuring"));
        }
    }
    if !stage.place.strips.is_empty() {
        entries.push(word(theme, "cells", "higher is busier"));
    }
    entries
}

/// Subject of a cell.
pub(super) fn of(stage: &Stage, at: Position, symbol: &str) -> Option<Subject> {
    let within = |area: Rect| area.contains(at);
    if within(stage.place.figures) {
        return Subject::part("machine");
    }
    if stage.place.strips.iter().any(|line| within(line.area)) {
        return Subject::part("heat");
    }
    let column = stage.place.columns.iter().find(|column| within(column.area))?;
    if within(column.axis) {
        return Subject::exact("axis");
    }
    if within(column.marks) {
        let lane = marks::lane_at(stage, column.marks, at).and_then(|lane| stage.ctx.model.lanes.get(lane));
        return lane.and_then(|lane| Subject::part(&format!("lane {}", lane.plan.kind)));
    }
    let (dim, _) = sample(between(stage.ctx.theme), &stage.ctx.theme.glyphs);
    if symbol == dim && stage.place.plot(column.area).contains(at) {
        return Subject::exact("gap");
    }
    Subject::part("core")
}
