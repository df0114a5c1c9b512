//! The keys, from their table, as many as fit; and what watching costs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Scene, paint};
use crate::ui::action::{Action, BINDINGS, Binding};

/// Columns between two keys.
const GAP: u16 = 2;

pub(super) fn draw(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let margin = u16::from(area.width > 4);
    let inner = Rect { x: area.x + margin, width: area.width - 2 * margin, ..area };
    let own =
        scene.model.own.map_or_else(|| "self - %".into(), |own: f64| format!("self {:.1} %", own * 100.0));
    let mut room = inner;
    if scene.model.plan.is_some() && inner.width >= 40 {
        let rest = paint::right(buf, inner, &own, theme.quiet());
        // Room for 100.0 %, so that the keys stay where they are.
        room.width = rest.width.saturating_sub(4);
    }
    let keys: Vec<(&Binding, Line)> =
        BINDINGS.iter().filter(|b| !b.brief.is_empty()).map(|b| (b, key(scene, b))).collect();
    let shown: Vec<Line> = fitting(keys, room.width);
    paint::parts(buf, room, &shown, &Line::raw("  "));
}

fn key(scene: &Scene, binding: &Binding) -> Line<'static> {
    let theme = scene.theme;
    let label = if binding.action == Action::FewerWorkers { theme.glyphs.minus } else { binding.label };
    let brief = if binding.action == Action::Pause && scene.view.paused() { "go on" } else { binding.brief };
    Line::from(vec![Span::styled(label, theme.strong()), Span::raw(" "), Span::styled(brief, theme.quiet())])
}

/// The most important keys that fit together, in the order of the table.
fn fitting<'a>(mut keys: Vec<(&Binding, Line<'a>)>, width: u16) -> Vec<Line<'a>> {
    let total = |keys: &[(&Binding, Line)]| -> u32 {
        keys.iter().map(|(_, line)| u32::from(paint::width(line)) + u32::from(GAP)).sum::<u32>()
    };
    while !keys.is_empty() && total(&keys) > u32::from(width + GAP) {
        let least = (0..keys.len()).max_by_key(|i| keys[*i].0.rank).unwrap_or(0);
        keys.remove(least);
    }
    keys.into_iter().map(|(_, line)| line).collect()
}
