//! Keys in a row, as many as fit: the last row of every screen.

use ratatui::text::{Line, Span};

use crate::ui::keys::Binding;
use crate::ui::theme::Theme;
use crate::ui::widget::paint;

/// Width between two keys.
pub(in crate::ui) const GAP: u16 = 2;

/// A key with its label and a word for its action.
pub(in crate::ui) fn key(theme: &Theme, label: &'static str, brief: &'static str) -> Line<'static> {
    let mut spans = vec![Span::styled(label, theme.strong())];
    if !brief.is_empty() {
        spans.extend([Span::raw(" "), Span::styled(brief, theme.quiet())]);
    }
    Line::from(spans)
}

/// Columns of the keys, with the space behind each.
pub(in crate::ui) fn total<A>(keys: &[(&'static Binding<A>, Line<'static>)]) -> u32 {
    keys.iter().map(|(_, line)| u32::from(paint::width(line)) + u32::from(GAP)).sum()
}

/// The most important keys that fit together, in the order of the table: those of the lowest rank stay.
pub(in crate::ui) fn fitting<A>(
    mut keys: Vec<(&'static Binding<A>, Line<'static>)>,
    width: u16,
    rank: impl Fn(&Binding<A>) -> u8,
) -> Vec<(&'static Binding<A>, Line<'static>)> {
    while !keys.is_empty() && total(&keys) > u32::from(width.saturating_add(GAP)) {
        let least = (0..keys.len()).max_by_key(|i| rank(keys[*i].0)).unwrap_or(0);
        keys.remove(least);
    }
    keys
}
