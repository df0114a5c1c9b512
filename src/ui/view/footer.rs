//! The keys, from their table, as many as fit; and what watching costs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Scene, paint};
use crate::ui::action::{Action, BINDINGS, Binding};
use crate::ui::stage::StageKind;
use crate::ui::victim;

/// Columns between two keys.
const GAP: u16 = 2;

/// From this width on there is room to breathe around the cost.
const WIDE: u16 = 100;
/// Keys of this rank and above are the first to go.
const DISPENSABLE: u8 = 8;

pub(super) fn draw(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let margin = u16::from(area.width > 4);
    let inner = Rect { x: area.x + margin, width: area.width - 2 * margin, ..area };
    let mut room = inner;
    if scene.model.plan.is_some() && inner.width >= 40 {
        let unit = if inner.width >= WIDE { " %" } else { "%" };
        let own = scene.model.own.map_or_else(|| "-".into(), |own: f64| format!("{:.1}", own * 100.0));
        let rest = paint::right(buf, inner, &format!("self {own}{unit}"), theme.quiet());
        // Room for a cost of up to 99.9 % on a wide screen, so that the keys stay where they are.
        let slot = if inner.width >= WIDE { 14 } else { 11 };
        room.width = rest.width.min(inner.width - slot);
    }
    paint::parts(buf, room, &keys(scene, room.width), &Line::raw("  "));
}

/// The keys that fit: in full words, else in short ones, else only the most important.
fn keys(scene: &Scene, width: u16) -> Vec<Line<'static>> {
    for level in [0, 1] {
        let said = BINDINGS.iter().filter(|b| !b.brief[0].is_empty() && matters(scene, b));
        let keys: Vec<(&Binding, Line)> = said.map(|b| (b, key(scene, b, level))).collect();
        let fitting = fitting(scene, keys, width);
        if level == 1 || BINDINGS.iter().filter(|b| b.rank < DISPENSABLE).count() <= fitting.len() {
            return fitting;
        }
    }
    Vec::new()
}

fn key(scene: &Scene, binding: &Binding, level: usize) -> Line<'static> {
    let theme = scene.theme;
    let label = match (binding.action, level) {
        (Action::MoreWorkers, 0) => format!("+ {}", theme.glyphs.minus),
        (Action::MoreWorkers, _) => format!("+{}", theme.glyphs.minus),
        _ => binding.label.into(),
    };
    let label = match binding.action {
        Action::ShorterInterval => "[ ]".into(),
        _ => label,
    };
    let paused = binding.action == Action::Pause && scene.view.paused();
    let brief = match binding.action {
        _ if paused => "go on",
        Action::Lock if scene.view.lock => "back",
        _ => binding.brief[level],
    };
    let mut spans = vec![Span::styled(label, theme.strong())];
    if !brief.is_empty() {
        spans.extend([Span::raw(" "), Span::styled(brief, theme.quiet())]);
    }
    Line::from(spans)
}

/// Whether a key does something now: to kill somebody there must be somebody, to read somebody must have printed.
fn matters(scene: &Scene, binding: &Binding) -> bool {
    match binding.action {
        Action::Kill => scene.kind == StageKind::Live && victim::is_any(scene.model),
        Action::Output => scene.model.lanes.iter().any(|lane| !lane.output.is_empty()),
        _ => true,
    }
}

/// A key's place when there is not room for all. Where the lock has the screen, its keys come first; where there is
/// somebody to kill, that comes before another schedule.
fn rank(scene: &Scene, binding: &Binding) -> u8 {
    match binding.action {
        Action::Kill => 6,
        Action::NextSchedule if victim::is_any(scene.model) => 8,
        Action::Lock | Action::ShorterInterval if scene.view.lock => 2,
        _ => binding.rank,
    }
}

/// The most important keys that fit together, in the order of the table.
fn fitting<'a>(scene: &Scene, mut keys: Vec<(&Binding, Line<'a>)>, width: u16) -> Vec<Line<'a>> {
    let total = |keys: &[(&Binding, Line)]| -> u32 {
        keys.iter().map(|(_, line)| u32::from(paint::width(line)) + u32::from(GAP)).sum::<u32>()
    };
    while !keys.is_empty() && total(&keys) > u32::from(width + GAP) {
        let least = (0..keys.len()).max_by_key(|i| rank(scene, keys[*i].0)).unwrap_or(0);
        keys.remove(least);
    }
    keys.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::script::Script;
    use crate::ui::stage::StageKind;
    use crate::ui::theme::Theme;
    use crate::ui::update::View;

    #[test]
    fn at_eighty_columns_all_keys_that_matter_are_there() {
        let (model, view, theme) =
            (Script::of(&["gil", "pool"]).model_at(3.0), View::default(), Theme::default());
        let scene = Scene { model: &model, view: &view, theme: &theme, kind: StageKind::Live };
        let mut buf = Buffer::empty(Rect::new(0, 0, 80, 1));
        let area = buf.area;
        draw(&scene, area, &mut buf);
        let text: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        for key in
            ["space pause", "r again", "+− workers", "w work", "s plan", "z zoom", "? help", "q ", "self"]
        {
            assert!(text.contains(key), "{key}: {text}");
        }
    }
}
