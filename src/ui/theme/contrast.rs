//! Contrast of colours, as WCAG 2.x defines it (<https://www.w3.org/TR/WCAG21/#dfn-relative-luminance>).
//!
//! A named colour counts as xterm has it ([`depth::XTERM`](super::depth)): the palette that `terminal-16` documents.

use ratatui::style::Color;

use super::depth::parts;

/// Least contrast of two fills that meet, and of a fill and the ground (WCAG 2.1, 1.4.11).
pub(super) const FILLS: f64 = 3.0;

/// Relative luminance of a colour, 0 to 1.
pub(super) fn luminance(rgb: [u8; 3]) -> f64 {
    let [r, g, b] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Contrast ratio of two colours, 1 to 21; `None` where one is the terminal's own default.
pub(super) fn contrast(a: Color, b: Color) -> Option<f64> {
    let [a, b] = [a, b].map(|colour| parts(colour).map(|rgb| luminance(rgb) + 0.05));
    let (a, b) = (a?, b?);
    Some(a.max(b) / a.min(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_as_wcag_has_it() {
        let of = |a: [u8; 3], b: [u8; 3]| {
            contrast(Color::Rgb(a[0], a[1], a[2]), Color::Rgb(b[0], b[1], b[2])).unwrap()
        };
        assert!((of([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((of([119; 3], [255; 3]) - 4.48).abs() < 0.005, "the grey that just fails");
        assert!((of([118; 3], [255; 3]) - 4.54).abs() < 0.005, "and the one that just passes");
        assert_eq!(contrast(Color::Red, Color::Red), Some(1.0));
        assert_eq!(contrast(Color::Reset, Color::Red), None);
    }
}
