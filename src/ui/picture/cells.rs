//! The cells of a screen as pieces of an SVG: text in runs, block elements and rules as rectangles.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::text::width::width as columns_of;
use crate::text::xml::escaped;
use crate::ui::theme::Theme;
use crate::ui::theme::depth::parts;

/// Width of a character cell in the SVG's units.
pub(super) const CELL_WIDTH: f64 = 8.4;
/// Its height.
const CELL_HEIGHT: f64 = 17.0;
/// Distance from the top of a cell to its baseline.
const BASELINE: f64 = 12.7;
/// Space around the screen.
pub(super) const MARGIN: f64 = 14.0;
pub(super) const BACKGROUND: &str = "#101418";
pub(super) const FOREGROUND: &str = "#d8dee4";

/// The SVG's first lines: its size in units, its font, its ground.
pub(super) fn opening(buf: &Buffer, ground: &str) -> String {
    let width = f64::from(buf.area.width) * CELL_WIDTH + 2.0 * MARGIN;
    let height = f64::from(buf.area.height) * CELL_HEIGHT + 2.0 * MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         width=\"{width:.0}\" height=\"{height:.0}\" font-size=\"14\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{ground}\"/>\n"
    )
}

/// The SVG's last line.
pub(super) const CLOSING: &str = "</svg>\n";

/// The colours of what has none of its own: of text, and of the ground.
#[derive(Debug)]
pub(super) struct Colours {
    text: String,
    pub(super) ground: String,
}

impl Colours {
    /// The theme's own, else those of a calm dark screen.
    pub(super) fn of(theme: &Theme) -> Self {
        let own = theme.ground();
        let colour = |colour: Option<Color>, usual| hex(colour.unwrap_or_default(), usual);
        Self { text: colour(own.fg, FOREGROUND), ground: colour(own.bg, BACKGROUND) }
    }
}

/// The drawn parts of a screen in pieces, row by row; none of them covers another.
pub(super) fn pieces(buf: &Buffer, colours: &Colours) -> Vec<String> {
    let rows = buf.content().chunks(usize::from(buf.area.width).max(1)).enumerate();
    let piece = |y: usize, run: &Run| {
        let mut piece = String::new();
        draw_run(&mut piece, run, y, colours);
        piece
    };
    let all = rows.flat_map(|(y, row)| runs(row).into_iter().map(move |run| piece(y, &run)));
    all.filter(|piece| !piece.is_empty()).collect()
}

/// Neighbouring cells that are drawn in one piece.
struct Run<'a> {
    x: usize,
    cells: &'a [Cell],
}

/// Splits a row where the style changes, or between text and blocks, or between different blocks.
fn runs(row: &[Cell]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    for i in 1..=row.len() {
        if i == row.len() || !alike(&row[i - 1], &row[i]) {
            runs.push(Run { x: start, cells: &row[start..i] });
            start = i;
        }
    }
    runs
}

fn alike(a: &Cell, b: &Cell) -> bool {
    let look = |c: &Cell| (c.fg, c.bg, c.modifier);
    let same_shape = match (shape(a.symbol()), shape(b.symbol())) {
        (None, None) => true,
        (Some(_), Some(_)) => a.symbol() == b.symbol(),
        _ => false,
    };
    look(a) == look(b) && same_shape
}

fn draw_run(out: &mut String, run: &Run, row: usize, Colours { text, ground }: &Colours) {
    let Some(first) = run.cells.first() else { return };
    let (mut fg, mut bg) = (hex(first.fg, text), hex(first.bg, ground));
    if first.modifier.contains(Modifier::REVERSED) {
        (fg, bg) = (bg, fg);
    }
    let (x, y) = (MARGIN + run.x as f64 * CELL_WIDTH, MARGIN + row as f64 * CELL_HEIGHT);
    let width = run.cells.len() as f64 * CELL_WIDTH;
    // Writing into a String cannot fail.
    if bg != *ground {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{CELL_HEIGHT}\" fill=\"{bg}\"/>"
        );
    }
    if let Some(shape) = shape(first.symbol()) {
        draw_shape(out, &shape, [x, y, width], &fg);
        return;
    }
    let written = |cell: &Cell| !cell.symbol().trim().is_empty();
    let (Some(lead), Some(last)) = (run.cells.iter().position(written), run.cells.iter().rposition(written))
    else {
        return;
    };
    let text: String = run.cells[lead..=last].iter().map(Cell::symbol).collect();
    // A cell is a column, but the last may hold a wide character.
    let columns = last - lead + columns_of(run.cells[last].symbol());
    let (x, y) = (x + lead as f64 * CELL_WIDTH, y + BASELINE);
    let length = columns as f64 * CELL_WIDTH;
    let weight = if first.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let dim = if first.modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    let text = escaped(&text);
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
         fill=\"{fg}\"{weight}{dim} xml:space=\"preserve\">{text}</text>"
    );
}

/// A glyph that is a rectangle: left, top, right, bottom as shares of its cell, and its opacity.
struct Shape([f64; 4], f64);

fn shape(symbol: &str) -> Option<Shape> {
    let c = symbol.chars().next()?;
    let full = [0.0, 0.0, 1.0, 1.0];
    Some(match c {
        '▁'..='█' => Shape([0.0, 1.0 - f64::from(c as u32 - '▁' as u32 + 1) / 8.0, 1.0, 1.0], 1.0),
        '▀' => Shape([0.0, 0.0, 1.0, 0.5], 1.0),
        '▌' => Shape([0.0, 0.0, 0.5, 1.0], 1.0),
        '░' => Shape(full, 0.25),
        '▒' => Shape(full, 0.5),
        '▓' => Shape(full, 0.75),
        '━' => Shape([0.0, 0.36, 1.0, 0.56], 1.0),
        '─' => Shape([0.0, 0.44, 1.0, 0.5], 1.0),
        '│' => Shape([0.45, 0.0, 0.55, 1.0], 1.0),
        _ => return None,
    })
}

fn draw_shape(
    out: &mut String,
    Shape([left, top, right, bottom], opacity): &Shape,
    [x, y, width]: [f64; 3],
    fill: &str,
) {
    // A narrow shape stays narrow; all others span the run.
    let (x, width) = if right - left < 1.0 && width <= CELL_WIDTH * 1.5 {
        (x + left * CELL_WIDTH, (right - left) * CELL_WIDTH)
    } else {
        (x, width)
    };
    let (y, height) = (y + top * CELL_HEIGHT, (bottom - top) * CELL_HEIGHT);
    let opacity = if *opacity < 1.0 { format!(" opacity=\"{opacity}\"") } else { String::new() };
    let _ = writeln!(
        out,
        "<rect x=\"{x:.1}\" y=\"{y:.2}\" width=\"{width:.1}\" height=\"{height:.2}\" fill=\"{fill}\"{opacity}/>"
    );
}

/// A colour as SVG text; the sixteen as a calm dark theme shows them.
pub(super) fn hex(colour: Color, default: &str) -> String {
    let named = match colour {
        Color::Black => "#1c2128",
        Color::Red => "#c8443c",
        Color::Green => "#57ab5a",
        Color::Yellow => "#d9a13b",
        Color::Blue => "#4a7dd6",
        Color::Magenta => "#9a5fc4",
        Color::Cyan => "#4fd0dd",
        Color::Gray => "#adbac7",
        Color::DarkGray => "#6e7783",
        Color::LightRed => "#ff7b72",
        Color::LightGreen => "#7ee787",
        Color::LightYellow => "#f2cc60",
        Color::LightBlue => "#79b8ff",
        Color::LightMagenta => "#d2a8ff",
        Color::LightCyan => "#9be9f0",
        Color::White => "#ffffff",
        Color::Reset => default,
        Color::Rgb(..) | Color::Indexed(_) => {
            let [r, g, b] = parts(colour).unwrap_or_default();
            return format!("#{r:02x}{g:02x}{b:02x}");
        }
    };
    named.into()
}
