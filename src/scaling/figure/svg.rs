//! A figure as SVG: for a paper, a slide, a page. Standard fonts, no scripts; colours that remain distinct for
//! colour-blind readers (Okabe and Ito, *Color Universal Design*, 2008), and a mark of its own for each curve
//! besides.

use std::fmt::Write as _;

use super::Figure;
use crate::scaling::chart::{DataPoint, Guide, Panel, Series, legible};
use crate::text::width::width as columns_of;
use crate::text::wrap::wrap;
use crate::text::xml::escaped;

/// Colours in the order in which curves take them.
const COLOURS: [&str; 8] =
    ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#7f6f00", "#555555"];

/// Width and height of a panel, pixels; its margins follow.
const PANEL: (f64, f64) = (440.0, 340.0);
const LEFT: f64 = 58.0;
const RIGHT: f64 = 18.0;
const ABOVE: f64 = 34.0;
const BELOW: f64 = 46.0;

/// Largest number of ticks of the vertical axis.
const TICKS: usize = 8;
/// Half the width of a tick's number with the space around it: three digits, pixels.
const HALF_LABEL: f64 = 9.9;

/// Height of the title above the panels, pixels; below: a line for each note and the legend.
const HEAD: f64 = 44.0;
const LINE: f64 = 19.0;

/// Height of a line of the title, and average width of one of its characters, pixels.
const TITLE: (f64, f64) = (22.0, 9.4);
/// Space above the panels where there is no title, pixels.
const NO_TITLE: f64 = 10.0;
/// Average width of a character of the legend, pixels; in front of each name stand a line and a mark.
const LEGEND: (f64, f64) = (7.6, 56.0);
/// Average width of a character of a note: in this font half of its height.
const NOTE: f64 = 6.2;

/// Explanation of marks and lines.
const MARKS: &str =
    "band: interval of the median · thin dashes: fitted law · grey dashes: ideal · hollow: carries a doubt";

/// The picture, as a file of its own: on white.
#[must_use]
pub(crate) fn render(figure: &Figure) -> String {
    let columns = figure.columns.max(1);
    let rows = figure.panels.len().div_ceil(columns);
    let width = PANEL.0 * columns as f64;
    let title = wrapped(&[figure.title.as_str()], width, TITLE.1, "");
    let head = if figure.bare { NO_TITLE } else { HEAD + TITLE.0 * title.len().saturating_sub(1) as f64 };
    let legend = Legend::of(figure, width);
    let notes: Vec<&str> = figure.notes.iter().map(String::as_str).collect();
    let lines = wrapped(&notes, width, NOTE, "    ");
    let foot = head + PANEL.1 * rows as f64 + 20.0;
    let below = LINE * (legend.rows() + lines.len()) as f64 + 24.0;
    let height = head + PANEL.1 * rows as f64 + below;
    // The picture scales with its proportions.
    let shown = figure.width.map_or(width, f64::from);
    let tall = (height * shown / width * 10.0).round() / 10.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{shown}\" height=\"{tall}\" \
         font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" font-size=\"13\">\n\
         <rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    );
    for (place, line) in title.iter().enumerate().filter(|_| !figure.bare) {
        // Writing into a String cannot fail.
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"{}\" font-size=\"17\" font-weight=\"bold\" fill=\"#222222\">{}</text>",
            28.0 + TITLE.0 * place as f64,
            escaped(line)
        );
    }
    for (place, panel) in figure.panels.iter().enumerate() {
        let (x, y) = (PANEL.0 * (place % columns) as f64, head + PANEL.1 * (place / columns) as f64);
        let _ = writeln!(svg, "<g transform=\"translate({x} {y})\">");
        draw_panel(&mut svg, panel);
        svg.push_str("</g>\n");
    }
    legend.draw(&mut svg, foot);
    for (place, note) in lines.iter().enumerate() {
        let y = foot + LINE * (place + legend.rows()) as f64 + 4.0;
        let _ = writeln!(
            svg,
            "<text x=\"{LEFT}\" y=\"{y}\" font-size=\"12\" fill=\"#555555\">{}</text>",
            escaped(note)
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// The curves with any measurement, each once, with its look.
fn names(figure: &Figure) -> Vec<(String, usize)> {
    let mut names: Vec<(String, usize)> = Vec::new();
    for series in figure.panels.iter().flat_map(|panel| &panel.series) {
        if !series.points.is_empty() && !names.iter().any(|(name, _)| *name == series.name) {
            names.push((series.name.clone(), series.look));
        }
    }
    names
}

/// Texts in lines that fit into the picture, a character being `character` pixels wide; further lines of a text are
/// indented.
fn wrapped(texts: &[&str], width: f64, character: f64, indent: &str) -> Vec<String> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred")]
    let columns = ((width - LEFT - RIGHT) / character).max(20.0) as usize;
    texts.iter().flat_map(|text| wrap(text, columns, "", indent)).collect()
}

/// The names of the curves, and the explanation of marks and lines, in as many rows as they need.
struct Legend {
    /// Name and look of each curve, with its place: pixels from the left, and row.
    names: Vec<(String, usize, f64, usize)>,
    /// Lines of the explanation, likewise.
    marks: Vec<(String, f64, usize)>,
}

impl Legend {
    fn of(figure: &Figure, width: f64) -> Self {
        let (mut x, mut row, mut placed) = (LEFT, 0, Vec::new());
        for (name, look) in names(figure) {
            let wide = LEGEND.1 + LEGEND.0 * columns_of(&name) as f64;
            if x > LEFT && x + wide > width {
                (x, row) = (LEFT, row + 1);
            }
            placed.push((name, look, x, row));
            x += wide;
        }
        let mut marks = Vec::new();
        if !figure.bare {
            if x + NOTE * columns_of(MARKS) as f64 <= width {
                marks.push((MARKS.into(), x, row));
            } else {
                let first = if placed.is_empty() { row } else { row + 1 };
                let lines = wrapped(&[MARKS], width, NOTE, "").into_iter();
                marks.extend(lines.zip(first..).map(|(line, row)| (line, LEFT, row)));
            }
        }
        Self { names: placed, marks }
    }

    /// Number of rows, at least one.
    fn rows(&self) -> usize {
        let last =
            self.names.iter().map(|(.., row)| *row).chain(self.marks.iter().map(|(.., row)| *row)).max();
        last.map_or(1, |last| last + 1)
    }

    fn draw(&self, svg: &mut String, foot: f64) {
        for (name, look, x, row) in &self.names {
            let (colour, y) = (colour(*look), foot + LINE * *row as f64);
            let _ = writeln!(
                svg,
                "<line x1=\"{x}\" y1=\"{line}\" x2=\"{end}\" y2=\"{line}\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                line = y - 4.0,
                end = x + 26.0
            );
            mark(svg, *look, x + 13.0, y - 4.0, true);
            let _ =
                writeln!(svg, "<text x=\"{}\" y=\"{y}\" fill=\"#222222\">{}</text>", x + 32.0, escaped(name));
        }
        for (line, x, row) in &self.marks {
            let y = foot + LINE * *row as f64;
            let _ =
                writeln!(svg, "<text x=\"{x}\" y=\"{y}\" fill=\"#777777\" font-size=\"12\">{line}</text>");
        }
    }
}

/// Maps a panel's data to its pixels.
struct Frame<'a>(&'a Panel);

impl Frame<'_> {
    fn x(&self, workers: f64) -> f64 {
        LEFT + (PANEL.0 - LEFT - RIGHT) * self.0.across.scale.share(workers).unwrap_or(0.0)
    }

    fn y(&self, value: f64) -> f64 {
        ABOVE + (PANEL.1 - ABOVE - BELOW) * (1.0 - self.0.upwards.scale.share(value).unwrap_or(0.0))
    }

    fn path<'a>(&self, points: impl IntoIterator<Item = &'a (f64, f64)>) -> String {
        let at = |(n, value): &(f64, f64)| format!("{:.1},{:.1}", self.x(*n), self.y(*value));
        points.into_iter().map(at).collect::<Vec<_>>().join(" ")
    }
}

fn draw_panel(svg: &mut String, panel: &Panel) {
    let frame = Frame(panel);
    let (bottom, end) = (PANEL.1 - BELOW, PANEL.0 - RIGHT);
    let _ = writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"20\" font-size=\"14\" font-weight=\"bold\" fill=\"#222222\">{}</text>",
        escaped(&panel.title)
    );
    regions(svg, panel, &frame);
    axes(svg, panel, &frame);
    for guide in &panel.guides {
        draw_guide(svg, guide, &frame);
    }
    for series in &panel.series {
        draw_series(svg, series, &frame);
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#222222\">{}</text>\n\
         <text transform=\"translate(15 {}) rotate(-90)\" text-anchor=\"middle\" fill=\"#222222\">{}</text>",
        end,
        bottom + 36.0,
        panel.across.title,
        f64::midpoint(ABOVE, bottom),
        panel.upwards.title
    );
}

fn regions(svg: &mut String, panel: &Panel, frame: &Frame) {
    for (place, span) in panel.regions.iter().enumerate() {
        let x = frame.x(span.from);
        let width = (frame.x(span.to) - x).max(0.0);
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{ABOVE}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"#000000\" fill-opacity=\"{}\"/>",
            PANEL.1 - ABOVE - BELOW,
            0.05 * (place + 1) as f64,
        );
        // An average character of this font is half as wide as it is high.
        let fits = |name: &str| 5.5 * columns_of(name) as f64 + 8.0 <= width;
        if let Some(name) = span.name(fits) {
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{}\" font-size=\"11\" fill=\"#666666\">{name}</text>",
                x + 4.0,
                ABOVE + 13.0,
            );
        }
    }
}

fn axes(svg: &mut String, panel: &Panel, frame: &Frame) {
    let (bottom, end) = (PANEL.1 - BELOW, PANEL.0 - RIGHT);
    for (value, label) in panel.upwards.ticks(TICKS) {
        let y = frame.y(value);
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{end}\" y2=\"{y:.1}\" stroke=\"#e4e4e4\"/>\n\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#444444\" font-size=\"12\">{label}</text>",
            LEFT - 7.0,
            y + 4.0,
        );
    }
    let ticks = panel.across.ticks(TICKS);
    let places: Vec<f64> = ticks.iter().map(|(workers, _)| frame.x(*workers)).collect();
    let extents: Vec<(f64, f64)> = places.iter().map(|x| (x - HALF_LABEL, x + HALF_LABEL)).collect();
    for ((x, (_, label)), legible) in places.iter().zip(&ticks).zip(legible(&extents)) {
        let _ = writeln!(
            svg,
            "<line x1=\"{x:.1}\" y1=\"{bottom}\" x2=\"{x:.1}\" y2=\"{}\" stroke=\"#444444\"/>",
            bottom + 4.0
        );
        if legible {
            let _ = writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#444444\" font-size=\"12\">{label}</text>",
                bottom + 18.0
            );
        }
    }
    let _ = writeln!(
        svg,
        "<polyline points=\"{LEFT},{ABOVE} {LEFT},{bottom} {end},{bottom}\" fill=\"none\" stroke=\"#444444\"/>"
    );
}

/// A guide, with its note above its end.
fn draw_guide(svg: &mut String, guide: &Guide, frame: &Frame) {
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#999999\" stroke-dasharray=\"6 4\"/>",
        frame.path(&guide.points)
    );
    if let (Some((x, y)), false) = (guide.points.last(), guide.note.is_empty()) {
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"11\" fill=\"#777777\">{} ({})</text>",
            frame.x(*x),
            frame.y(*y) - 5.0,
            guide.name,
            escaped(&guide.note)
        );
    }
}

fn draw_series(svg: &mut String, series: &Series, frame: &Frame) {
    let colour = colour(series.look);
    let band = frame.path(series.band.upper.iter().chain(series.band.lower.iter().rev()));
    let line: Vec<(f64, f64)> = series.points.iter().map(|point| (point.x, point.y)).collect();
    match line.len() {
        0 => {}
        // The interval of a point alone is a line.
        1 => {
            let _ = writeln!(
                svg,
                "<polyline points=\"{band}\" fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"0.3\" stroke-width=\"3\"/>"
            );
        }
        _ => {
            let _ = writeln!(
                svg,
                "<polygon points=\"{band}\" fill=\"{colour}\" fill-opacity=\"0.15\"/>\n\
                 <polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                frame.path(&line)
            );
        }
    }
    if !series.fit.is_empty() {
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1\" stroke-dasharray=\"2 3\"/>",
            frame.path(&series.fit)
        );
    }
    for DataPoint { x, y, doubted } in &series.points {
        mark(svg, series.look, frame.x(*x), frame.y(*y), !doubted);
    }
}

fn colour(look: usize) -> &'static str {
    COLOURS[look % COLOURS.len()]
}

/// A mark: each look has a shape of its own besides its colour.
fn mark(svg: &mut String, look: usize, x: f64, y: f64, full: bool) {
    let colour = colour(look);
    let inside = if full { colour } else { "#ffffff" };
    let style = format!("fill=\"{inside}\" stroke=\"{colour}\" stroke-width=\"1.6\"");
    let corners = |corners: &[(f64, f64)]| {
        let at = |(dx, dy): &(f64, f64)| format!("{:.1},{:.1}", x + dx, y + dy);
        format!("<polygon points=\"{}\" {style}/>", corners.iter().map(at).collect::<Vec<_>>().join(" "))
    };
    let shape = match look % 5 {
        0 => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.2\" {style}/>"),
        1 => corners(&[(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)]),
        2 => corners(&[(0.0, -5.0), (4.8, 3.8), (-4.8, 3.8)]),
        3 => corners(&[(0.0, -5.4), (5.4, 0.0), (0.0, 5.4), (-5.4, 0.0)]),
        _ => corners(&[(0.0, 5.0), (4.8, -3.8), (-4.8, -3.8)]),
    };
    let _ = writeln!(svg, "{shape}");
}
