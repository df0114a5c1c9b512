//! A time axis: a line with a tick and a label at round moments, as close as labels stay apart.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// Seconds along a row of characters.
#[derive(Debug)]
pub struct Axis {
    seconds: f64,
    style: Style,
}

/// Columns that a label and the space after it need at least.
const PITCH: f64 = 8.0;

impl Axis {
    /// An axis from 0 to `seconds` over its whole width.
    #[must_use]
    pub fn new(seconds: f64, style: Style) -> Self {
        Self { seconds, style }
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `least`.
#[must_use]
pub fn round_up(least: f64) -> f64 {
    if !least.is_finite() || least <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    // A hair of tolerance, so that 0.2 is not taken for more than 2 × 0.1.
    steps.into_iter().map(|s| s * power).find(|s| *s >= least * (1.0 - 1e-9)).unwrap_or(least)
}

/// A moment in the fewest digits that tell it from its neighbours `step` away.
fn label(seconds: f64, step: f64) -> String {
    let decimals = (0..6).find(|d| step * 10f64.powi(*d) >= 1.0 || seconds == 0.0).unwrap_or(6);
    format!("{seconds:.0$} s", usize::try_from(decimals).unwrap_or(0))
}

impl Widget for &Axis {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() || !self.seconds.is_finite() || self.seconds <= 0.0 {
            return;
        }
        let width = f64::from(area.width);
        let step = round_up(self.seconds * PITCH / width);
        let mut free = area.left();
        for i in 0..=area.width {
            let seconds = f64::from(i) * step;
            let x = f64::from(area.left()) + (seconds / self.seconds * width).floor();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // inside the area
            let x = if x < f64::from(area.right()) {
                x as u16
            } else {
                break;
            };
            let text = label(seconds, step);
            let room = usize::from(area.right() - x);
            if x >= free && text.len() <= room {
                buf.set_stringn(x, area.top(), &text, room, self.style);
                free = x + u16::try_from(text.len()).unwrap_or(0) + 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(seconds: f64, width: u16) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
        (&Axis::new(seconds, Style::new())).render(buf.area, &mut buf);
        buf.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn labels_stand_at_round_moments() {
        assert_eq!(draw(6.6, 33).trim_end(), "0 s       2 s       4 s       6 s");
        assert_eq!(draw(0.5, 33).trim_end(), "0 s          0.2 s        0.4 s");
        assert_eq!(draw(90.0, 20).trim_end(), "0 s        50 s");
    }

    #[test]
    fn no_room_and_no_time_draw_nothing() {
        assert_eq!(draw(5.0, 2).trim(), "");
        assert_eq!(draw(0.0, 20).trim(), "");
        assert_eq!(draw(f64::NAN, 20).trim(), "");
    }

    #[test]
    fn steps_are_one_two_five() {
        let cases = [(0.0, 1.0), (0.3, 0.5), (1.0, 1.0), (1.1, 2.0), (2.5, 5.0), (7.0, 10.0), (30.0, 50.0)];
        for (least, step) in cases {
            assert!((round_up(least) - step).abs() < 1e-9, "{least}: {}", round_up(least));
        }
    }
}
