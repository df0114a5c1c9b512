//! The help: how the notes work, and the keys from their table.

use ratatui::text::Line;

use crate::text::wrap::paragraph;
use crate::ui::chrome::popup;
use crate::ui::theme::Theme;
use crate::ui::tour_notes::keys::BINDINGS;

/// Purpose of the screen.
const ABOUT: &str = "This screen follows a talk (coreograph tour) on this machine and asks it for steps; what the audience \
                     sees is the other terminal's. Leaving the notes leaves the talk as it is.";

pub(in crate::ui::tour_notes) fn lines(theme: &Theme, width: u16) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled("Speaker's notes", theme.strong())];
    lines.extend(paragraph(ABOUT, width).into_iter().map(Line::raw));
    lines.extend([Line::default(), Line::styled("Keys", theme.strong())]);
    for binding in BINDINGS {
        // In the footer some keys stand beside their opposite.
        let label = if binding.label == "j k" { "j" } else { binding.label };
        lines.extend(popup::entry(label, 11, binding.help, width, theme));
    }
    lines
}
