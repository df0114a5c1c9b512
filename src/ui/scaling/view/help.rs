//! The help: all sentences on the curve in front, keys from their table, the meaning of figures.

use ratatui::text::Line;

use super::context::DrawContext;
use super::explanation;
use crate::text::wrap::paragraph;
use crate::ui::chrome::popup;
use crate::ui::scaling::keys::BINDINGS;

/// Meaning of each figure on the screen.
const FIGURES: [(&str, &str); 11] = [
    ("N", "workers"),
    ("time", "the median over all runs, from the first task handed out to the last result"),
    ("within", "half of its interval, as a share of the median"),
    ("S", "speed-up: the time of one worker over that of N; of a weak sweep times N"),
    ("interval", "what holds the speed-up with 93 %, between times that were observed"),
    ("E", "efficiency: S over N"),
    ("e", "Karp and Flatt's serial share, (1/S - 1/N) / (1 - 1/N): rising, it is overhead"),
    ("ideal", "a CPU for each worker, as long as there are CPUs"),
    ("dashed", "a fitted law, over the workers that have a core of the fastest kind each"),
    (
        "geometric mean",
        "of the ratios of all charts; its interval runs from the mean of the lower ends to that of the upper",
    ),
    ("?", "a doubted point; the words say why"),
];

pub(in crate::ui::scaling) fn lines(ctx: &DrawContext, width: u16) -> Vec<Line<'static>> {
    let theme = ctx.theme;
    let mut lines = Vec::new();
    if let Some((member, _)) = ctx.front() {
        lines.push(Line::styled(format!("What {} says", member.name), theme.strong()));
        for (sentence, style) in explanation::sentences(ctx, true) {
            lines.extend(paragraph(&sentence, width).into_iter().map(|line| Line::styled(line, style)));
        }
        lines.push(Line::default());
    }
    lines.push(Line::styled("Keys", theme.strong()));
    for binding in BINDINGS {
        // In the footer some keys stand beside their opposite.
        let label = if binding.label == "j k" { "j" } else { binding.label };
        lines.extend(popup::entry(label, 11, binding.help, width, theme));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Figures", theme.strong()));
    for (word, meaning) in FIGURES {
        lines.extend(popup::entry(word, 11, meaning, width, theme));
    }
    lines
}
