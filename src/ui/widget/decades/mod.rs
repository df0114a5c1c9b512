//! A logarithmic axis of durations, from a microsecond to ten seconds: a label at each decade.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::put;
use crate::text::width::columns;

/// The decades from 1 µs on.
const LABELS: [&str; 7] = ["1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s"];
/// Its beginning, as a power of ten of seconds.
const FIRST: f64 = -6.0;

/// An axis of durations along a row of characters.
#[derive(Debug)]
pub struct Decades {
    style: Style,
    mark: Option<(f64, String, Style)>,
}

impl Decades {
    /// An axis with labels in this style.
    #[must_use]
    pub fn new(style: Style) -> Self {
        Self { style, mark: None }
    }

    /// The same with a label at a duration of its own, which takes precedence over decades.
    #[must_use]
    pub fn marked(self, seconds: f64, label: String, style: Style) -> Self {
        Self { mark: Some((seconds, label, style)), ..self }
    }

    /// Column of a duration, on an axis of this width: shorter ones are in the first, longer ones in the last. `None`
    /// on an axis without columns.
    #[must_use]
    pub fn column(seconds: f64, width: u16) -> Option<u16> {
        let along = (seconds.max(f64::MIN_POSITIVE).log10() - FIRST) / LABELS.len() as f64;
        // A small shift to the right, so that 0.001 is not left of its own decade.
        let x = (along.clamp(0.0, 1.0) * f64::from(width) + 1e-9).floor();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 ..= width")]
        (width > 0).then(|| (x as u16).min(width - 1))
    }
}

impl Widget for &Decades {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let mut free = area.left();
        let mut taken = area.right()..area.right();
        if let Some((seconds, label, style)) = &self.mark
            && let Some(x) = Decades::column(*seconds, area.width)
        {
            // Near the end it is placed left of its column rather than left out.
            let x = area.x + x.min(area.width.saturating_sub(columns(label)));
            put::text(buf, (x, area.y), label, area.right() - x, *style);
            taken = x..x.saturating_add(columns(label));
        }
        for (label, power) in LABELS.iter().zip(0i32..) {
            let seconds = 10f64.powf(FIRST + f64::from(power));
            let Some(x) = Decades::column(seconds, area.width).map(|x| area.x + x) else { return };
            let end = x.saturating_add(columns(label));
            let apart = end < taken.start || x > taken.end;
            if x >= free && end <= area.right() && (apart || taken.is_empty()) {
                put::text(buf, (x, area.y), label, area.right() - x, self.style);
                free = end + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
