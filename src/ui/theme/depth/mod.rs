//! Colour depth of a terminal, and how colours beyond it are approximated.
//!
//! The environment declares it: `COLORTERM` is `truecolor` or `24bit` where any colour can be shown, `TERM` ends in
//! `256color` where there is a palette of 256, and everything else has the sixteen that its user has chosen. A colour
//! that cannot be shown becomes the nearest one that can.

use std::ffi::OsString;

use ratatui::style::{Color, Style};

use super::keywords::NAMES;

/// Number of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Depth {
    /// None: weight and glyphs carry everything.
    None,
    /// The terminal's own sixteen.
    Sixteen,
    /// A palette of 256.
    Indexed,
    /// Any.
    True,
}

impl Depth {
    /// The depth in words.
    #[must_use]
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::None => "no colours",
            Self::Sixteen => "16 colours",
            Self::Indexed => "256 colours",
            Self::True => "true colour",
        }
    }

    /// Colour depth of a terminal with this environment, and how it was determined. An empty variable counts as
    /// unset.
    pub(crate) fn told(variable: impl Fn(&'static str) -> Option<OsString>) -> (Self, String) {
        let set = |name| variable(name).map(|v| v.to_string_lossy().into_owned()).filter(|v| !v.is_empty());
        if set("NO_COLOR").is_some() {
            return (Self::None, "NO_COLOR is set (no-color.org)".into());
        }
        let term = set("TERM").unwrap_or_default();
        if term == "dumb" || term.starts_with("vt1") || term.starts_with("vt2") {
            return (Self::None, format!("TERM is {term}"));
        }
        if let Some(said) = set("COLORTERM").filter(|said| said == "truecolor" || said == "24bit") {
            return (Self::True, format!("COLORTERM is {said}"));
        }
        if set("WT_SESSION").is_some() {
            return (Self::True, "this is Windows Terminal".into());
        }
        if term.ends_with("-direct") {
            return (Self::True, format!("TERM is {term}"));
        }
        if term.contains("256color") {
            return (Self::Indexed, format!("TERM is {term}, and COLORTERM promises no more"));
        }
        let told = if term.is_empty() {
            "neither TERM nor COLORTERM is set".into()
        } else {
            format!("TERM is {term}")
        };
        (Self::Sixteen, told)
    }

    /// The colour, or the nearest that can be shown; `None` where there are no colours.
    #[must_use]
    pub(crate) fn colour(self, colour: Color) -> Option<Color> {
        match self {
            Self::None => None,
            Self::True => Some(colour),
            Self::Indexed => Some(match colour {
                Color::Rgb(r, g, b) => Color::Indexed(nearest_index([r, g, b])),
                other => other,
            }),
            Self::Sixteen => Some(match colour {
                Color::Rgb(..) | Color::Indexed(_) => parts(colour).map_or(colour, nearest_name),
                other => other,
            }),
        }
    }

    /// The style with colours that can be shown.
    #[must_use]
    pub(crate) fn style(self, style: Style) -> Style {
        let shown = |colour: Option<Color>| colour.and_then(|colour| self.colour(colour));
        Style { fg: shown(style.fg), bg: shown(style.bg), ..style }
    }
}

/// Default values of the sixteen in xterm (its `XTerm-col.ad`). A user may have chosen others: these only serve to
/// find the nearest, and to draw a picture.
pub(crate) const XTERM: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// The six levels of each channel in the cube of the 256.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Red, green and blue of a colour; `None` for the terminal's own default.
#[must_use]
pub(crate) fn parts(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Reset => None,
        Color::Rgb(r, g, b) => Some([r, g, b]),
        Color::Indexed(index) => Some(of_index(index)),
        named => NAMES.iter().position(|(_, c)| *c == named).and_then(|i| XTERM.get(i).copied()),
    }
}

fn of_index(index: u8) -> [u8; 3] {
    let step = |n: u8| STEPS.get(usize::from(n % 6)).copied().unwrap_or_default();
    match index {
        0..=15 => XTERM.get(usize::from(index)).copied().unwrap_or_default(),
        16..=231 => [(index - 16) / 36, (index - 16) / 6, index - 16].map(step),
        232..=255 => [8 + 10 * (index - 232); 3],
    }
}

/// The nearest of the fixed 240: the first sixteen are the user's, and may be anything.
fn nearest_index(rgb: [u8; 3]) -> u8 {
    (16..=255).min_by_key(|index| distance(rgb, of_index(*index))).unwrap_or(15)
}

fn nearest_name(rgb: [u8; 3]) -> Color {
    let nearest = (0..XTERM.len()).min_by_key(|i| distance(rgb, XTERM[*i])).unwrap_or_default();
    NAMES.get(nearest).map_or(Color::Reset, |(_, colour)| *colour)
}

/// Approximate perceptual distance of two colours: squared differences, weighted by redness (the "redmean" of T.
/// Riemersma, compuphase.com/cmetric.htm).
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let redness = u32::midpoint(u32::from(a[0]), u32::from(b[0]));
    let square = |i: usize| u32::from(a[i].abs_diff(b[i])).pow(2);
    (512 + redness) * square(0) / 256 + 4 * square(1) + (767 - redness) * square(2) / 256
}

#[cfg(test)]
mod tests;
