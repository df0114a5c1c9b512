//! A time axis: a line with a tick and a label at round moments, as close as labels stay apart.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::put;
pub(crate) use crate::scaling::chart::round_up;
use crate::text::width::columns;

/// An axis of seconds along a row of characters.
#[derive(Debug)]
pub struct Axis {
    /// Its beginning, s.
    from: f64,
    seconds: f64,
    style: Style,
    /// Unit of the labels, and its length in seconds.
    unit: (&'static str, f64),
}

/// Least width of a label and the space after it.
const PITCH: f64 = 8.0;

impl Axis {
    /// An axis from 0 to `seconds` over its whole width.
    #[must_use]
    pub fn new(seconds: f64, style: Style) -> Self {
        Self { from: 0.0, seconds, style, unit: ("s", 1.0) }
    }

    /// The same for lengths that need a finer unit than seconds.
    #[must_use]
    pub fn fine(seconds: f64, style: Style) -> Self {
        let unit = match seconds {
            s if s < 5e-3 => ("µs", 1e-6),
            s if s < 5.0 => ("ms", 1e-3),
            _ => ("s", 1.0),
        };
        Self { from: 0.0, seconds, style, unit }
    }

    /// The same axis from a later moment on, with the same length.
    #[must_use]
    pub fn beginning_at(self, from: f64) -> Self {
        Self { from, ..self }
    }
}

/// A moment in the fewest digits that distinguish it from its neighbours `step` away.
fn label(seconds: f64, step: f64, (unit, size): (&str, f64)) -> String {
    let (value, step) = (seconds / size, step / size);
    // A small tolerance, so that a step of 1 is not taken for less.
    let decimals = (0..6).find(|d| step * 10f64.powi(*d) >= 1.0 - 1e-9 || value == 0.0).unwrap_or(6);
    format!("{value:.0$} {unit}", usize::try_from(decimals).unwrap_or(0))
}

impl Widget for &Axis {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() || !self.seconds.is_finite() || self.seconds <= 0.0 {
            return;
        }
        let width = f64::from(area.width);
        let step = round_up(self.seconds * PITCH / width);
        // A small tolerance, so that an axis that begins at a round moment begins with its label.
        let first = (self.from / step - 1e-9).ceil() * step;
        let mut free = area.left();
        for i in 0..=area.width {
            let seconds = first + f64::from(i) * step;
            let x = f64::from(area.left()) + ((seconds - self.from) / self.seconds * width + 1e-9).floor();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the area")]
            let x = if x < f64::from(area.right()) {
                x as u16
            } else {
                break;
            };
            let text = label(seconds, step, self.unit);
            let (room, width) = (area.right() - x, columns(&text));
            if x >= free && width <= room {
                put::text(buf, (x, area.top()), &text, room, self.style);
                free = x + width + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
