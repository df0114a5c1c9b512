use super::*;

fn told(set: &[(&'static str, &str)]) -> Depth {
    Depth::told(|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v))).0
}

#[test]
fn the_environment_says_how_many_colours_there_are() {
    assert_eq!(told(&[]), Depth::Sixteen);
    assert_eq!(told(&[("TERM", "xterm")]), Depth::Sixteen);
    assert_eq!(told(&[("TERM", "screen-256color")]), Depth::Indexed);
    assert_eq!(told(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::True);
    assert_eq!(told(&[("TERM", "xterm"), ("COLORTERM", "yes")]), Depth::Sixteen);
    assert_eq!(told(&[("TERM", "xterm-direct")]), Depth::True);
    assert_eq!(told(&[("TERM", "dumb"), ("COLORTERM", "truecolor")]), Depth::None);
    assert_eq!(told(&[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]), Depth::None);
    assert_eq!(told(&[("NO_COLOR", ""), ("COLORTERM", "24bit")]), Depth::True);
}

#[test]
fn a_colour_becomes_the_nearest_that_can_be_shown() {
    let red = Color::Rgb(250, 4, 2);
    assert_eq!(Depth::True.colour(red), Some(red));
    assert_eq!(Depth::Indexed.colour(red), Some(Color::Indexed(196)));
    assert_eq!(Depth::Sixteen.colour(red), Some(Color::LightRed));
    assert_eq!(Depth::None.colour(red), None);
    assert_eq!(Depth::Sixteen.colour(Color::Indexed(232)), Some(Color::Black));
    assert_eq!(Depth::Indexed.colour(Color::Rgb(118, 118, 119)), Some(Color::Indexed(243)));
    for (_, named) in NAMES {
        assert_eq!(Depth::Sixteen.colour(named), Some(named));
        assert_eq!(Depth::Indexed.colour(named), Some(named));
    }
}

#[test]
fn every_number_is_a_colour_that_stands_for_itself() {
    for index in 16..=255 {
        let [r, g, b] = of_index(index);
        let back = nearest_index([r, g, b]);
        assert_eq!(of_index(back), [r, g, b], "{index}");
    }
}
