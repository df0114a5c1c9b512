//! Tests of what every theme has to keep, whatever its colours.

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
    assert_eq!(theme.ink(Activity::Compute), Ink::Colour(Color::Cyan));
    assert_eq!(theme.ink(Activity::Spawn), Ink::Colour(Color::LightBlue));
    assert_eq!(theme.ground(), Style::new());
    assert_eq!(theme.loud(), Style::new().fg(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD));
    assert_eq!(theme.holder(5), Style::new().fg(Color::Black).bg(Color::Gray).add_modifier(Modifier::BOLD));
}

#[test]
fn heat_rises_with_the_share() {
    let heat = |share| Theme::default().heat(share);
    let expected = [Color::Blue, Color::Blue, Color::Cyan, Color::Yellow, Color::Yellow].map(Ink::Colour);
    assert_eq!([0.0, 0.3, 0.5, 0.9, 1.0].map(heat), expected);
    for nonsense in [-1.0, f64::NAN, f64::NEG_INFINITY] {
        assert_eq!(heat(nonsense), Ink::Colour(Color::Blue));
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
        assert!(Activity::ALL.iter().all(|a| !matches!(theme.ink(*a), Ink::Colour(_))));
        assert!(!theme.has_colour());
    }
}

/// Contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it.
fn contrast(a: Color, b: Color) -> f64 {
    let [a, b] = [a, b].map(|c| luminance(depth::parts(c).unwrap()) + 0.05);
    a.max(b) / a.min(b)
}

#[test]
fn text_and_inks_stand_out_from_the_ground() {
    for theme in all(Depth::True, false) {
        let Some(ground) = theme.ground.bg else { continue };
        let most = if theme.name == "high-contrast" { [7.0, 4.5] } else { [4.5, 2.5] };
        let text = [theme.text, theme.quiet, theme.accent, theme.caution, theme.harm];
        for style in text {
            let colour = style.fg.or(theme.ground.fg).unwrap();
            assert!(contrast(colour, ground) >= most[0], "{}: {colour} on {ground}", theme.name);
        }
        let written = theme.holders.iter().chain([&theme.loud]);
        for style in written {
            let (fg, bg) = (style.fg.unwrap(), style.bg.unwrap());
            assert!(contrast(fg, bg) >= 4.5, "{}: {fg} on {bg}", theme.name);
        }
        let inks = theme.activities.iter().chain([&theme.asked, &theme.others, &theme.stolen]).flatten();
        let inks = inks.filter(|c| Some(**c) != theme.activities[Activity::Idle as usize]);
        for colour in inks.chain(&theme.series) {
            assert!(contrast(*colour, ground) >= most[1], "{}: {colour} on {ground}", theme.name);
        }
    }
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
    assert_eq!(theme.upon(Color::Blue).fg, Some(Color::Black));
    assert_eq!(theme.upon(Color::Rgb(0, 40, 80)).fg, Some(Color::White));
    assert_eq!(theme.upon(Color::Rgb(200, 240, 250)).fg, Some(Color::Black));
}
