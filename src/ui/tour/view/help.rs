//! The help: the keys from their table, and what the words on the screen mean.

use ratatui::text::Line;

use super::context::DrawContext;
use crate::ui::chrome::popup;
use crate::ui::tour::keys::BINDINGS;

/// Meaning of words on the screen.
const WORDS: [(&str, &str); 5] = [
    ("live", "the run happens now, on this machine"),
    ("recorded", "a recording is played; its figures are those of the machine that is named"),
    ("happened", "the choice that the measurement has shown to be right"),
    ("predicted", "the choice with most votes"),
    ("talk, scene", "time since the talk and the question began"),
];

pub(in crate::ui::tour) fn lines(ctx: &DrawContext, width: u16) -> Vec<Line<'static>> {
    let theme = ctx.theme;
    let mut lines = vec![Line::styled("Keys", theme.strong())];
    for binding in BINDINGS {
        lines.extend(popup::entry(binding.label, 12, binding.help, width, theme));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Words", theme.strong()));
    for (word, meaning) in WORDS {
        lines.extend(popup::entry(word, 12, meaning, width, theme));
    }
    lines
}
