//! The first row: what is raced, where, and how far it is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Scene, paint};
use crate::event::{End, Phase, Plan};
use crate::model::Model;
use crate::ui::stage::StageKind;
use crate::ui::widget::Glyphs;

pub(super) fn draw(scene: &Scene, area: Rect, buf: &mut Buffer) {
    if area.width < 3 {
        return;
    }
    let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
    let theme = scene.theme;
    let (word, style) = state(scene);
    let mut right = vec![Span::styled(word, style)];
    if scene.model.plan.is_some() {
        right.push(Span::styled(format!(" {:>5.1} s", scene.model.now.secs()), theme.quiet()));
    }
    let rest = paint::line_right(buf, inner, &Line::from(right));
    let rest = Rect { width: rest.width.saturating_sub(2), ..rest };
    let between = Line::styled(format!(" {} ", theme.glyphs.dot), theme.quiet());
    let facts = scene.model.plan.as_ref().map_or_else(
        || vec![Line::styled("coreograph", theme.accent())],
        |plan| facts(scene.model, plan, theme.strong(), theme.text()),
    );
    paint::parts(buf, rest, &facts, &between);
}

/// What stands at the left, the most important first.
fn facts(model: &Model, plan: &Plan, strong: Style, text: Style) -> Vec<Line<'static>> {
    let mut facts = vec![Line::styled(plan.workload.name.clone(), strong)];
    if let Some(tasks) = model.tasks() {
        facts.push(Line::styled(format!("{tasks} tasks"), text));
    }
    facts.push(Line::styled(workers(plan), text));
    facts.push(Line::styled(plan.schedule.word(), text));
    let cores = plan.machine.usable_cpus;
    let quota = plan.machine.quota.map_or_else(String::new, |q| format!(", quota {q:.1}"));
    facts.push(Line::styled(format!("{cores} cores{quota}"), text));
    facts.push(Line::styled(plan.machine.cpu.clone(), text));
    if plan.workload.chunk > 1 {
        facts.push(Line::styled(format!("chunks of {}", plan.workload.chunk), text));
    }
    facts
}

fn workers(plan: &Plan) -> String {
    let mut counts: Vec<u32> = plan.lanes.iter().map(|l| l.workers).collect();
    counts.dedup();
    match counts.as_slice() {
        [1] => "1 worker".into(),
        [n] => format!("{n} workers"),
        many => {
            format!("{} workers", many.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The word for where the session is, and how loudly it is said.
fn state(scene: &Scene) -> (String, Style) {
    let theme = scene.theme;
    let mut words = Vec::new();
    if let StageKind::Replay { speed } = scene.kind {
        words.push(format!("replay {}{speed}", theme.glyphs.times));
    }
    let mut style = theme.accent();
    if scene.view.paused() {
        words.push("paused".into());
        style = theme.caution();
    }
    words.push(progress(scene.model));
    match scene.model.doubts.len() {
        0 => {}
        1 => words.push("1 doubt".into()),
        n => words.push(format!("{n} doubts")),
    }
    (words.join(&separator(&theme.glyphs)), style)
}

fn separator(glyphs: &Glyphs) -> String {
    format!(" {} ", glyphs.dot)
}

fn progress(model: &Model) -> String {
    match (&model.end, model.phase) {
        (Some(End::Finished), _) => "finished".into(),
        (Some(End::Stopped), _) => "stopped".into(),
        (Some(End::Failed(_)), _) => "failed".into(),
        (None, None) => "starting".into(),
        (None, Some(Phase::Probing)) => "probing".into(),
        (None, Some(Phase::Calibrating)) => "calibrating".into(),
        (None, Some(Phase::Spinning)) => "spinning".into(),
        (None, Some(Phase::Racing)) => racing(model),
    }
}

fn racing(model: &Model) -> String {
    let total = model.lanes.len();
    let live: Vec<usize> = (0..total).filter(|i| model.lanes[*i].is_live()).collect();
    match live.as_slice() {
        [one] if total > 1 => format!("racing lane {} of {total}", one + 1),
        _ => "racing".into(),
    }
}
