//! Glyphs and inks of a terminal: glyphs by capability, and inks that are a colour or, without colours, a glyph of
//! their own.

use ratatui::style::{Color, Modifier};

/// The glyphs of one kind of terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Fillings of a cell from the bottom, empty to full, in eighths.
    pub eighths: [&'static str; 9],
    /// Finished part of a bar.
    pub bar: &'static str,
    /// Rest of a bar.
    pub track: &'static str,
    /// Part of a bar that is only a bound.
    pub bound: &'static str,
    /// A vertical rule.
    pub vertical: &'static str,
    /// A horizontal rule.
    pub horizontal: &'static str,
    /// The corners of a frame: top left and right, bottom left and right.
    pub corners: [&'static str; 4],
    /// The mark of the panel that has the focus.
    pub focus: &'static str,
    /// Mark before the chosen entry.
    pub chosen: &'static str,
    /// Between facts on a line.
    pub dot: &'static str,
    /// "times", as in 3.9 ×.
    pub times: &'static str,
    /// Mark where text was cut.
    pub ellipsis: &'static str,
    /// The minus key.
    pub minus: &'static str,
    /// Direction of sorting: the smallest first, the largest first.
    pub sorted: [&'static str; 2],
    /// Placeholder for an unknown figure.
    pub dash: &'static str,
    /// On a worker's row: its process died.
    pub death: &'static str,
    /// Its death was noticed.
    pub notice: &'static str,
    /// Its replacement was ready.
    pub replaced: &'static str,
    /// A lost task ran here again.
    pub rerun: &'static str,
    /// Its process was stopped.
    pub halt: &'static str,
    /// Its process was continued.
    pub go_on: &'static str,
    /// The points of the curves on a chart.
    pub marks: [&'static str; 8],
    /// The lines of a chart's frame: its corner, the vertical axis with its ticks, the horizontal axis with its
    /// ticks.
    pub frame: [&'static str; 5],
    /// Whether numerals may be built from half blocks, and curves from dots.
    pub blocks: bool,
}

impl Glyphs {
    /// Glyphs of a terminal that shows Unicode's block elements.
    pub const UNICODE: Self = Self {
        eighths: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        bar: "━",
        track: "─",
        bound: "░",
        vertical: "│",
        horizontal: "─",
        corners: ["┌", "┐", "└", "┘"],
        focus: "▌",
        chosen: "●",
        dot: "·",
        times: "×",
        ellipsis: "…",
        minus: "−",
        sorted: ["▲", "▼"],
        dash: "–",
        death: "†",
        notice: "!",
        replaced: "+",
        rerun: "↻",
        halt: "‖",
        go_on: "▸",
        marks: ["●", "◆", "▲", "■", "○", "◇", "△", "□"],
        frame: ["└", "│", "┤", "─", "┬"],
        blocks: true,
    };

    /// Glyphs of every other terminal.
    pub const ASCII: Self = Self {
        eighths: [" ", ".", ".", ":", ":", "+", "#", "#", "#"],
        bar: "=",
        track: "-",
        bound: ":",
        vertical: "|",
        horizontal: "-",
        corners: ["+", "+", "+", "+"],
        focus: ">",
        chosen: "*",
        dot: "|",
        times: "x",
        ellipsis: "~",
        minus: "-",
        sorted: ["^", "v"],
        dash: "-",
        death: "X",
        notice: "!",
        replaced: "N",
        rerun: "@",
        halt: "S",
        go_on: "C",
        marks: ["A", "B", "C", "D", "E", "F", "G", "H"],
        frame: ["+", "|", "+", "-", "+"],
        blocks: false,
    };
}

/// The ink of one stratum of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// A colour, by height.
    Colour(Color),
    /// A colour, by height; a cell that it fills alone shows this glyph in it.
    Hatch(&'static str, Color),
    /// By height, without a colour.
    Solid,
    /// A glyph that fills the cell, without a colour.
    Pattern(&'static str, Modifier),
    /// Nothing.
    Blank,
}

impl Ink {
    /// Its colour, if it has one.
    #[must_use]
    pub const fn colour(self) -> Option<Color> {
        match self {
            Self::Colour(colour) | Self::Hatch(_, colour) => Some(colour),
            Self::Solid | Self::Pattern(..) | Self::Blank => None,
        }
    }
}
