//! Tests of what every theme has to keep, whatever its colours.

use super::contrast::{FILLS, contrast};
use super::hatch::NEIGHBOURS;
use super::*;
use crate::ui::widget::put;
use crate::ui::widget::ribbon::sample;

const DEPTHS: [Depth; 4] = [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True];

fn all(depth: Depth, ascii: bool) -> impl Iterator<Item = Theme> {
    built_in::theme_files().iter().map(move |theme_file| Theme::of(theme_file, depth, ascii))
}

#[test]
fn every_activity_looks_different_in_every_theme() {
    for depth in DEPTHS {
        for theme in all(depth, false).chain(all(depth, true)) {
            let inks = Activity::ALL.iter().map(|a| theme.ink(*a)).chain([theme.asked(), theme.others()]);
            let looks: Vec<_> = inks.map(|ink| sample(ink, &theme.glyphs)).collect();
            for (i, look) in looks.iter().enumerate() {
                assert!(!looks[..i].contains(look), "{} in {}: ink {i}", theme.name, depth.words());
            }
        }
    }
}

#[test]
fn the_usual_theme_is_the_terminals_own_sixteen() {
    let theme = Theme::default();
    assert_eq!(theme.ink(Activity::Compute), Ink::Colour(Color::LightCyan));
    assert_eq!(theme.ink(Activity::Spawn), Ink::Hatch("·", Color::Gray));
    assert_eq!(Theme::new(true, true).ink(Activity::Io), Ink::Hatch("~", Color::LightBlue));
    assert_eq!(theme.ground(), Style::new());
    assert_eq!(theme.loud(), Style::new().fg(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD));
    assert_eq!(theme.holder(5), Style::new().fg(Color::Black).bg(Color::Gray).add_modifier(Modifier::BOLD));
}

#[test]
fn heat_rises_with_the_share() {
    let heat = |share| Theme::default().heat(share);
    let expected =
        [Color::LightBlue, Color::LightBlue, Color::Cyan, Color::Yellow, Color::Yellow].map(Ink::Colour);
    assert_eq!([0.0, 0.3, 0.5, 0.9, 1.0].map(heat), expected);
    for nonsense in [-1.0, f64::NAN, f64::NEG_INFINITY] {
        assert_eq!(heat(nonsense), Ink::Colour(Color::LightBlue));
    }
    assert_eq!(heat(f64::INFINITY), Ink::Colour(Color::Yellow));
    assert_eq!(Theme::new(false, true).heat(0.5), Ink::Solid, "its height says it");
}

/// Heat is read by lightness: it rises on a dark background and falls on a light one, step by step.
#[test]
fn heat_leaves_the_ground_behind_step_by_step() {
    for theme in all(Depth::True, false).filter(|theme| !theme.heat.is_empty()) {
        let light: Vec<f64> = theme.heat.iter().map(|c| luminance(depth::parts(*c).unwrap())).collect();
        let on_light = theme.ground.bg.is_some_and(|bg| luminance(depth::parts(bg).unwrap()) > 0.5);
        let sorted = light.is_sorted_by(|a, b| if on_light { a > b } else { a < b });
        assert!(sorted, "{}: {light:?}", theme.name);
    }
}

#[test]
fn without_colours_there_are_none() {
    for theme in all(Depth::None, false).chain([Theme::new(false, false)]) {
        let styles = [
            theme.text(),
            theme.quiet(),
            theme.strong(),
            theme.accent(),
            theme.caution(),
            theme.harm(),
            theme.loud(),
            theme.ground(),
            theme.holder(0),
        ];
        assert!(styles.iter().all(|style| (style.fg, style.bg) == (None, None)), "{}", theme.name);
        assert!(Activity::ALL.iter().all(|a| theme.ink(*a).colour().is_none()));
        assert!(!theme.has_colour());
    }
}

/// The ground of a theme, and the colour of its ordinary text: xterm's black and gray where it leaves both to the
/// terminal.
fn ground(theme: &Theme) -> (Color, Color) {
    (theme.ground.bg.unwrap_or(Color::Black), theme.ground.fg.unwrap_or(Color::Gray))
}

/// The colour of a text: dimmed text counts as two thirds of it over the ground, as xterm and VTE draw it.
fn text_colour(style: Style, (ground, text): (Color, Color)) -> Color {
    let colour = style.fg.unwrap_or(text);
    if !style.add_modifier.contains(Modifier::DIM) {
        return colour;
    }
    let [a, b] = [colour, ground].map(|colour| depth::parts(colour).unwrap());
    let mixed = |i: usize| u8::try_from((2 * u16::from(a[i]) + u16::from(b[i])) / 3).unwrap();
    Color::Rgb(mixed(0), mixed(1), mixed(2))
}

const COLOURED: [Depth; 3] = [Depth::Sixteen, Depth::Indexed, Depth::True];

#[test]
fn text_stands_out_at_four_and_a_half_to_one() {
    for depth in COLOURED {
        for theme in all(depth, false).filter(Theme::has_colour) {
            let (ground, text) = ground(&theme);
            let strict = theme.name == "high-contrast" && depth == Depth::True;
            let least = if strict { 7.0 } else { 4.5 };
            let holds = |fg: Color, bg: Color, least: f64| {
                let found = contrast(fg, bg).unwrap();
                assert!(found >= least, "{} in {}: {fg} on {bg}: {found:.2}", theme.name, depth.words());
            };
            let styles = [theme.text, theme.quiet, theme.strong, theme.accent, theme.caution, theme.harm];
            for style in styles {
                holds(text_colour(style, (ground, text)), ground, least);
            }
            for style in theme.holders.iter().chain([&theme.loud]) {
                holds(style.fg.unwrap(), style.bg.unwrap(), 4.5);
            }
            for colour in inks(&theme) {
                let style = theme.upon(colour);
                holds(style.fg.unwrap(), style.bg.unwrap(), 4.5);
            }
        }
    }
}

/// The colours of all fills.
fn inks(theme: &Theme) -> impl Iterator<Item = Color> {
    let activities = Activity::ALL.into_iter().map(|activity| theme.ink(activity));
    let others = [theme.asked(), theme.others(), theme.stolen(), theme.slower()];
    activities.chain(others).filter_map(Ink::colour).collect::<Vec<_>>().into_iter()
}

#[test]
fn fills_and_curves_stand_out_from_the_ground_at_three_to_one() {
    for depth in COLOURED {
        for theme in all(depth, false).filter(Theme::has_colour) {
            let (ground, _) = ground(&theme);
            let strict = theme.name == "high-contrast" && depth == Depth::True;
            let least = if strict { 4.5 } else { FILLS };
            let heat = theme.heat.iter().map(|colour| (*colour, FILLS));
            let curves = theme.series.iter().map(|colour| (*colour, least));
            for (colour, least) in inks(&theme).map(|colour| (colour, least)).chain(heat).chain(curves) {
                let found = contrast(colour, ground).unwrap();
                assert!(found >= least, "{} in {}: {colour}: {found:.2}", theme.name, depth.words());
            }
        }
    }
}

fn ink_of(theme: &Theme, part: Part) -> Ink {
    match part {
        Part::Activity(activity) => theme.ink(activity),
        Part::Asked => theme.asked(),
        Part::Others => theme.others(),
        Part::Stolen => theme.stolen(),
        other => unreachable!("{other:?} is no fill"),
    }
}

/// A fill that has the whole of a cell, without its colour.
fn glyph_of(ink: Ink) -> Option<&'static str> {
    match ink {
        Ink::Hatch(glyph, _) | Ink::Pattern(glyph, _) => Some(glyph),
        Ink::Colour(_) | Ink::Solid | Ink::Blank => None,
    }
}

#[test]
fn fills_that_meet_have_three_to_one_or_another_glyph() {
    for depth in DEPTHS {
        for theme in all(depth, false).chain(all(depth, true)) {
            for (a, b) in NEIGHBOURS {
                let [first, second] = [a, b].map(|part| ink_of(&theme, part));
                let bright = first.colour().zip(second.colour()).and_then(|(a, b)| contrast(a, b));
                let apart = bright.is_some_and(|found| found >= FILLS) || glyph_of(first) != glyph_of(second);
                assert!(apart, "{} in {}: {a:?} beside {b:?}: {bright:?}", theme.name, depth.words());
            }
        }
    }
}

/// Brightness alone tells what the program is about: work from waiting for the lock, from moving data, from other
/// programs.
#[test]
fn work_is_three_to_one_from_what_it_meets_all_the_time() {
    for depth in [Depth::Sixteen, Depth::True] {
        for theme in all(depth, false).filter(Theme::has_colour) {
            let close = &theme.too_close;
            assert!(close.is_empty(), "{} in {}: {close:?}", theme.name, depth.words());
        }
    }
}

#[test]
fn a_theme_of_colours_that_are_close_gets_glyphs_instead() {
    let text = "compute = \"#40a0a0\"\nlock-wait = \"#a04040\"\n";
    let theme_file = ThemeFile::read("close", "close.toml", text, built_in::theme_files()).unwrap();
    let theme = Theme::of(&theme_file, Depth::True, false);
    assert!(matches!(theme.ink(Activity::LockWait), Ink::Hatch("░", _)));
    assert!(matches!(theme.ink(Activity::Compute), Ink::Colour(_)));
}

/// Simulation of colour vision without the receptors for long or for medium waves, in linear light: H. Brettel, F.
/// Viénot and J. Mollon's method as simplified by Viénot, Brettel and Mollon (1999), with the matrices of G. Machado,
/// M. Oliveira and L. Fernandes (IEEE TVCG 15, 1291, 2009) at full severity.
const BLIND: [[[f64; 3]; 3]; 2] = [
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
];

/// Least distance between two of some colours, to the worse of those eyes; black and white are 1.7 apart.
fn least_apart(colours: &[Color]) -> f64 {
    let seen = |colour: Color, matrix: &[[f64; 3]; 3]| {
        let rgb = depth::parts(colour).unwrap().map(|part| (f64::from(part) / 255.0).powf(2.2));
        matrix.map(|row| row.iter().zip(rgb).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0).powf(1.0 / 2.2))
    };
    let mut least = f64::INFINITY;
    for matrix in &BLIND {
        for (i, a) in colours.iter().enumerate() {
            for b in &colours[..i] {
                let [x, y] = [a, b].map(|colour| seen(*colour, matrix));
                least = least.min(x.iter().zip(y).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt());
            }
        }
    }
    least
}

#[test]
fn work_and_waiting_stay_apart_for_colour_blind_eyes() {
    let theme = Theme::of(built_in::by_name("colour-blind-safe").unwrap(), Depth::True, false);
    let main = [Activity::Compute, Activity::LockWait, Activity::CoreWait, Activity::Io, Activity::Serialise];
    let colours = main.map(|activity| theme.activities[activity as usize].unwrap());
    assert!(least_apart(&colours) > 0.15, "{:.2}", least_apart(&colours));
}

/// The first four curves of a chart differ in colour in every theme; all others at least in their marks.
#[test]
fn curves_stay_apart_for_colour_blind_eyes() {
    for theme in all(Depth::True, false).filter(|theme| theme.ground.bg.is_some()) {
        let first = &theme.series[..4];
        assert!(least_apart(first) > 0.15, "{}: {:.2}", theme.name, least_apart(first));
    }
}

#[test]
fn no_two_of_dozens_of_curves_look_alike() {
    for depth in DEPTHS {
        for theme in all(depth, false).chain(all(depth, true)) {
            let marks = if theme.series.is_empty() { 8 } else { 40 };
            let looks: Vec<_> = (0..marks).map(|place| theme.series(place)).collect();
            for (i, look) in looks.iter().enumerate() {
                assert!(!looks[..i].contains(look), "{} in {}: curve {i}", theme.name, depth.words());
            }
        }
    }
}

/// Red is never set against green, which one man in twelve cannot distinguish: no curve is green.
#[test]
fn no_curve_is_green() {
    for colour in all(Depth::True, false).flat_map(|theme| theme.series) {
        let [red, green, blue] = depth::parts(colour).unwrap().map(i16::from);
        assert!(green < red.max(blue) + 40, "{colour}");
    }
}

#[test]
fn the_ground_is_laid_where_nothing_else_was_said() {
    use ratatui::layout::Rect;
    let mut buf = Buffer::empty(Rect::new(0, 0, 2, 1));
    put::text(&mut buf, (0, 0), "a", 1u16, Style::new().fg(Color::Cyan));
    let untouched = buf.clone();
    Theme::default().lay_ground(&mut buf);
    assert_eq!(buf, untouched);
    Theme::of(built_in::by_name("light").unwrap(), Depth::Sixteen, false).lay_ground(&mut buf);
    let looks: Vec<_> = buf.content().iter().map(|cell| (cell.fg, cell.bg)).collect();
    assert_eq!(looks, [(Color::Cyan, Color::White), (Color::Black, Color::White)]);
}

#[test]
fn text_upon_an_ink_is_legible() {
    let theme = Theme::default();
    assert_eq!(theme.upon(Color::Blue).fg, Some(Color::White));
    assert_eq!(theme.upon(Color::LightCyan).fg, Some(Color::Black));
    assert_eq!(theme.upon(Color::Rgb(0, 40, 80)).fg, Some(Color::White));
    assert_eq!(theme.upon(Color::Rgb(200, 240, 250)).fg, Some(Color::Black));
}
