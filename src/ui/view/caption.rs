//! The sentence of the moment: what happens, with the number in it; when all is over, the verdict.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Scene, paint};
use crate::event::Phase;
use crate::model::score::Score;
use crate::model::{Model, verdict};
use crate::ui::stage::StageKind;

pub(super) fn draw(scene: &Scene, hidden: usize, area: Rect, buf: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let margin = u16::from(area.width > 4);
    let inner = Rect { x: area.x + margin, width: area.width - 2 * margin, ..area };
    let (sentence, style) = sentence(scene);
    let lines = paint::wrap(&sentence, inner.width);
    let mut y = inner.top();
    for line in lines.iter().take(usize::from(inner.height)) {
        let row = Rect { y, height: 1, ..inner };
        paint::left(buf, row, line, style);
        y += 1;
    }
    if let Some((note, style)) = note(scene, hidden)
        && y < inner.bottom()
    {
        let row = Rect { y: inner.bottom() - 1, height: 1, ..inner };
        paint::left(buf, row, &shortened(&note, inner.width, scene.theme.glyphs.ellipsis), style);
    }
}

/// What this moment is about.
fn sentence(scene: &Scene) -> (String, Style) {
    let (model, theme) = (scene.model, scene.theme);
    if let Some(fault) = verdict::fault(model) {
        return (format!(" {fault} "), theme.loud());
    }
    match verdict::verdict(model) {
        Some(verdict) => (verdict, theme.strong()),
        None => (moment(model), theme.text()),
    }
}

fn moment(model: &Model) -> String {
    let live: Vec<String> = model
        .lanes
        .iter()
        .filter(|lane| lane.is_live())
        .filter_map(|lane| {
            let busy = Score::of(model, lane).cores_busy?;
            Some(format!("{}: {busy:.2} cores busy.", capital(&lane.plan.phrase)))
        })
        .collect();
    if !live.is_empty() {
        return live.join(" ");
    }
    match model.phase {
        None => String::new(),
        Some(Phase::Probing) => "Looking at the machine before anything runs.".into(),
        Some(Phase::Calibrating) => "Finding out how fast one worker is.".into(),
        Some(Phase::Spinning) => "Spinning on all cores, to see what the machine can give now.".into(),
        Some(Phase::Racing) => "The workers are starting.".into(),
    }
}

fn capital(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// One quiet line: the answer to a key, what a pause means, what is not shown, the first doubt.
fn note(scene: &Scene, hidden: usize) -> Option<(String, Style)> {
    let theme = scene.theme;
    if let Some(message) = &scene.view.message {
        return Some((message.clone(), theme.accent()));
    }
    if scene.view.paused() {
        let text = match scene.kind {
            StageKind::Live => "Paused: the picture stands, the race goes on. Space goes on.",
            StageKind::Replay { .. } => "Paused. Space goes on.",
        };
        return Some((text.into(), theme.caution()));
    }
    if hidden > 0 {
        let lanes = if hidden == 1 { "lane" } else { "lanes" };
        return Some((format!("+{hidden} {lanes} not shown: tab moves on, z zooms."), theme.caution()));
    }
    let first = scene.model.doubts.first()?;
    let count = scene.model.doubts.len();
    let doubts = if count == 1 { "Doubt".into() } else { format!("{count} doubts (? shows all)") };
    Some((format!("{doubts}: {}; {}", first.message, first.advice), theme.caution()))
}

fn shortened(text: &str, width: u16, ellipsis: &str) -> String {
    let width = usize::from(width);
    if text.chars().count() <= width {
        return text.into();
    }
    text.chars().take(width.saturating_sub(1)).chain(ellipsis.chars()).collect()
}
